/** Several charts side by side in one figure, lettered (a), (b), (c), with one legend. */
import { requireThat } from "../core/errors";
import { type Figure, type FigureAbout, figure, type Layout, type Trace } from "./figure";
import { LIGHT } from "./theme";

/** What {@link panels} draws: charts with one pair of axes each. */
export interface Panels {
  readonly about: FigureAbout;
  readonly charts: readonly Figure[];
  /** Space between the plot areas, as a share of the width. Default 0.13 for two charts, 0.09 for more. */
  readonly gap?: number;
  /** Height in pixels on screen. Default 310. */
  readonly height?: number;
}

type Axes = Record<string, unknown>;

/** Joins charts into one row. A series that has the same name in several panels appears once in the legend. */
export function panels({
  about,
  charts,
  gap = charts.length === 2 ? 0.13 : 0.09,
  height = 310,
}: Panels): Figure {
  const n = charts.length;
  requireThat(n >= 1 && n <= 6, "charts", "be 1 to 6 charts", n);
  const inner = (1 - gap * (n - 1)) / n;
  const tex: Record<string, string> = {};
  const seen = new Set<string>();
  const layout: Layout = { width: 820, height, shapes: [], annotations: [] };
  const shapes = layout.shapes as object[];
  const annotations = layout.annotations as object[];
  const data: Trace[] = [];
  charts.forEach((chart, k) => {
    Object.assign(tex, chart.meta.tex);
    const suffix = k === 0 ? "" : String(k + 1);
    const left = k * (inner + gap);
    const domain: [number, number] = [left, Math.min(1, left + inner)];
    const letter = `(${String.fromCharCode(97 + k)})`;
    for (const trace of chart.data) {
      const name = String(trace.name);
      const listed = trace.type === "scatter" && trace.showlegend !== false;
      const colorbar =
        trace.colorbar === undefined ? {} : { colorbar: besides(trace.colorbar as Axes, domain, n) };
      data.push({
        ...trace,
        ...colorbar,
        xaxis: `x${suffix}`,
        yaxis: `y${suffix}`,
        ...(listed ? { legendgroup: name, showlegend: !seen.has(name) } : {}),
      });
      if (listed) seen.add(name);
    }
    const xaxis = chart.layout.xaxis as Axes;
    const yaxis = chart.layout.yaxis as Axes;
    layout[`xaxis${suffix}`] = { ...xaxis, domain, anchor: `y${suffix}` };
    layout[`yaxis${suffix}`] = {
      ...yaxis,
      domain: [0, 1],
      anchor: `x${suffix}`,
      ...(yaxis.scaleanchor === undefined ? {} : { scaleanchor: `x${suffix}`, constraintoward: "top" }),
    };
    const toPanel = (item: Axes): Axes => ({
      ...item,
      ...(item.xref === "paper" ? panelSpan("x", item, suffix) : { xref: `x${suffix}` }),
      ...(item.yref === "paper" ? panelSpan("y", item, suffix) : { yref: `y${suffix}` }),
    });
    shapes.push(...((chart.layout.shapes as Axes[] | undefined) ?? []).map(toPanel));
    annotations.push(...((chart.layout.annotations as Axes[] | undefined) ?? []).map(toPanel));
    const title = chart.meta.title;
    annotations.push({
      text:
        title === undefined
          ? letter
          : { html: `${letter} ${title}`, tex: `${letter} ${tex[title] ?? title}` },
      x: 0,
      y: 1,
      xref: `x${suffix} domain`,
      yref: `y${suffix} domain`,
      xanchor: "left",
      yanchor: "bottom",
      showarrow: false,
      font: { color: LIGHT.ink },
    });
  });
  layout.legend = { y: 1.09 };
  const restored = restoreFormulas({ data, layout }, tex) as { data: Trace[]; layout: Layout };
  return figure({ meta: about, ...restored });
}

/** What was placed on the paper of a chart is placed on the domain of its panel. */
function panelSpan(axis: "x" | "y", _item: Axes, suffix: string): Axes {
  return { [`${axis}ref`]: `${axis}${suffix} domain` };
}

function besides(colorbar: Axes, domain: readonly [number, number], n: number): Axes {
  return n === 1 ? colorbar : { ...colorbar, x: domain[1], xpad: 4, thickness: 8 };
}

/** The screen texts of the charts as the formulas that they came from. */
function restoreFormulas(value: unknown, tex: Readonly<Record<string, string>>): unknown {
  if (typeof value === "string") return Object.hasOwn(tex, value) ? { html: value, tex: tex[value] } : value;
  if (Array.isArray(value)) return value.map((v) => restoreFormulas(v, tex));
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value);
  if (keys.length === 2 && "html" in value && "tex" in value) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, restoreFormulas(v, tex)]));
}
