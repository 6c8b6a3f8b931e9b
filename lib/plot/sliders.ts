/** A slider over precomputed states of a figure: it moves on a static page and under any kernel. */
import { badArgument, requireThat, ShapeError } from "../core/errors";
import { type Figure, type Frame, figure, type Layout, type Trace } from "./figure";
import { html, type Label, short } from "./label";
import { LIGHT } from "./theme";

/** Pixels that a slider adds below a figure. */
export const SLIDER_HEIGHT = 84;

/** What the slider says. */
export interface SliderText {
  readonly label: Label;
  /** Text of one value. Default: the number with at most four digits. */
  readonly format?: (value: number) => string;
  /** Index of the value shown first, and printed. Default 0. */
  readonly initial?: number;
}

/**
 * The figures of `values` as one figure with a slider. Only the attributes that change are stored for each value.
 * The facts (caption, claims, size) are those of the first figure shown; `parameters` gain the range of the slider.
 *
 * @throws ShapeError when the figures have different numbers of traces.
 */
export function withSlider(
  figureOf: (value: number) => Figure,
  values: ArrayLike<number>,
  { label, format = short, initial = 0 }: SliderText,
): Figure {
  requireThat(values.length >= 2, "values", "hold at least two values", values);
  requireThat(
    Number.isInteger(initial) && initial >= 0 && initial < values.length,
    "initial",
    "be the index of a value",
    initial,
  );
  const figures = Array.from(values, (v) => figureOf(v));
  const base = figures[initial]!;
  const traceCount = base.data.length;
  figures.forEach((f, k) => {
    if (f.data.length !== traceCount) {
      throw new ShapeError(
        badArgument(
          `figureOf(${values[k]})`,
          `have ${traceCount} traces like the figure of ${values[initial]}`,
          f.data.length,
          "Keep a trace that has nothing to show, with x: [null] and y: [null].",
        ),
      );
    }
  });
  // A state stores what differs from some other state, so that any order of visits is right.
  const varying = base.data.map((_, t) => changingKeys(figures.map((f) => f.data[t]!)));
  const traces = varying.flatMap((keys, t) => (keys.length > 0 ? [t] : []));
  const layoutKeys = changingKeys(figures.map((f) => f.layout)).filter((k) => k !== "template");
  const names = Array.from(values, (v) => format(v));
  const frames = figures.map(
    (f, k): Frame => ({
      name: names[k]!,
      traces,
      data: traces.map((t) => only(f.data[t]!, varying[t]!)),
      ...(layoutKeys.length > 0 ? { layout: only(f.layout, layoutKeys) } : {}),
    }),
  );
  const animation = { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: true } };
  const slider = {
    active: initial,
    currentvalue: { prefix: `${html(label)} = `, xanchor: "left" },
    pad: { t: 46, b: 4 },
    bgcolor: LIGHT.faint,
    activebgcolor: LIGHT.series[0],
    bordercolor: LIGHT.muted,
    tickcolor: LIGHT.muted,
    steps: names.map((name) => ({ label: name, method: "animate", args: [[name], animation] })),
  };
  const layout: Layout = {
    ...base.layout,
    height: Number(base.layout.height) + SLIDER_HEIGHT,
    sliders: [slider],
  };
  const { tex, ...about } = base.meta;
  const result = figure({
    data: base.data,
    layout,
    frames,
    meta: { ...about, parameters: { ...about.parameters, slider: `${html(label)}: ${names.join(", ")}` } },
  });
  Object.assign(result.meta.tex, ...figures.map((f) => f.meta.tex), tex);
  return result;
}

function changingKeys(records: readonly Trace[]): string[] {
  const keys = new Set(records.flatMap((r) => Object.keys(r)));
  return [...keys].filter((key) => {
    const first = JSON.stringify(records[0]![key]);
    return records.some((r) => JSON.stringify(r[key]) !== first);
  });
}

function only(record: Trace, keys: readonly string[]): Trace {
  return Object.fromEntries(keys.filter((k) => k in record).map((k) => [k, record[k]]));
}
