/**
 * The look of every figure: colours, dashes, markers, type sizes.
 *
 * Charts are written with the colours of the light theme; the dark theme is the same figure with each colour
 * replaced by its partner ({@link withTheme}). The palette keeps its six colours apart for normal sight and for
 * the three kinds of colour blindness, and at a contrast of at least 3 to the paper; since a printer may have no
 * colours at all, series differ by dash and marker too.
 */
import type { Layout, Trace } from "./figure";

/** Colours of one theme. `series` is what {@link seriesStyle} deals out. */
export interface Theme {
  readonly name: "light" | "dark";
  readonly paper: string;
  /** Text, axes and reference curves. */
  readonly ink: string;
  /** Secondary lines: bounds, guides. */
  readonly muted: string;
  /** Outlines of regions, grid lines. */
  readonly faint: string;
  readonly series: readonly string[];
  /** Ends and middle of a diverging scale (negative, zero, positive). */
  readonly diverging: readonly [string, string, string];
}

export const LIGHT: Theme = {
  name: "light",
  paper: "#ffffff",
  ink: "#20262c",
  muted: "#66707a",
  faint: "#d5dade",
  series: ["#0072b2", "#de5200", "#25ab36", "#a76a92", "#893b17", "#0098ff"],
  diverging: ["#2166ac", "#f7f7f7", "#c4501b"],
};

export const DARK: Theme = {
  name: "dark",
  paper: "#111111",
  ink: "#e3e6e8",
  muted: "#9aa4ad",
  faint: "#3a4249",
  series: ["#4aa3e6", "#f9704c", "#2fd896", "#b08aa0", "#fed241", "#cfe0f5"],
  diverging: ["#63a7e6", "#1f2428", "#f0845a"],
};

/** The dash of reference lines; plotly's own "dot" is a short dash in thin lines. */
export const DOTTED = "1.5px,2.5px";

const DASHES = ["solid", "7px,3px", "2px,2.5px", "8px,3px,2px,3px", "14px,4px", "3px,2px,9px,2px"] as const;
const SYMBOLS = ["circle", "square", "diamond", "triangle-up", "x", "cross"] as const;

/** Colour, dash and marker of the `i`-th series (from 0; repeats after six). */
export function seriesStyle(i: number): { color: string; dash: string; symbol: string } {
  const k = i % LIGHT.series.length;
  return { color: LIGHT.series[k]!, dash: DASHES[k]!, symbol: SYMBOLS[k]! };
}

/** The colour with an alpha channel: `fade("#0072b2", 0.2)` is `rgba(0,114,178,0.2)`. */
export function fade(hex: string, alpha: number): string {
  const [r, g, b] = [1, 3, 5].map((k) => Number.parseInt(hex.slice(k, k + 2), 16));
  return `rgba(${r},${g},${b},${alpha})`;
}

/** Blue through the paper's colour to orange: for a signed quantity. */
export const DIVERGING: readonly (readonly [number, string])[] = [
  [0, LIGHT.diverging[0]],
  [0.5, LIGHT.diverging[1]],
  [1, LIGHT.diverging[2]],
];

/** From dark to light, ordered also in grey and for colour-blind readers. */
export const SEQUENTIAL = "Cividis";

/** Font of figures on screen; a printed figure has its own (see `render/export`). */
export const SCREEN_FONT = '"Open Sans", "Helvetica Neue", Arial, sans-serif';

/** Width and height of a figure on a notebook page, in CSS pixels. */
export const SCREEN = { width: 720, height: 430, fontSize: 13 } as const;

const AXIS = {
  showline: true,
  linecolor: LIGHT.ink,
  linewidth: 1,
  mirror: true,
  ticks: "inside",
  ticklen: 5,
  tickcolor: LIGHT.ink,
  showgrid: false,
  zeroline: false,
  automargin: true,
  exponentformat: "power",
  showexponent: "all",
  minorloglabels: "none",
  title: { standoff: 8, font: { size: SCREEN.fontSize + 1 } },
};

/** The plotly template that carries the theme; figures state only what differs from it. */
export function template(): { layout: Layout; data: Record<string, Trace[]> } {
  const colorbar = { outlinewidth: 0, thickness: 14, ticks: "outside", ticklen: 4, exponentformat: "power" };
  return {
    layout: {
      paper_bgcolor: LIGHT.paper,
      plot_bgcolor: LIGHT.paper,
      colorway: [...LIGHT.series],
      font: { family: SCREEN_FONT, size: SCREEN.fontSize, color: LIGHT.ink },
      margin: { l: 64, r: 20, t: 36, b: 54 },
      legend: {
        orientation: "h",
        x: 0,
        xanchor: "left",
        y: 1,
        yanchor: "bottom",
        entrywidth: 0,
        traceorder: "normal",
        bgcolor: "rgba(0,0,0,0)",
        itemwidth: 36,
      },
      hovermode: "closest",
      xaxis: AXIS,
      yaxis: AXIS,
      annotationdefaults: { showarrow: false },
    },
    data: {
      // plotly leaves out points within a fifth of a pixel, which makes polygons of printed arcs
      scatter: [{ line: { simplify: false } }],
      heatmap: [{ colorbar }],
      contour: [{ colorbar }],
    },
  };
}

/** Replaces every string that is a key of `table`, at any depth of a plain value. */
export function replaceStrings<T>(value: T, table: ReadonlyMap<string, string>): T {
  if (typeof value === "string") return (table.get(value) ?? value) as T;
  if (Array.isArray(value)) return value.map((v) => replaceStrings(v, table)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, replaceStrings(v, table)])) as T;
}

function partners(): Map<string, string> {
  const table = new Map<string, string>();
  const pair = (light: string, dark: string) => {
    table.set(light, dark);
    for (let a = 0.05; a < 1; a += 0.05) table.set(fade(light, round2(a)), fade(dark, round2(a)));
  };
  for (const key of ["paper", "ink", "muted", "faint"] as const) pair(LIGHT[key], DARK[key]);
  LIGHT.series.forEach((color, i) => {
    pair(color, DARK.series[i]!);
  });
  LIGHT.diverging.forEach((color, i) => {
    pair(color, DARK.diverging[i]!);
  });
  return table;
}

const round2 = (a: number) => Math.round(a * 100) / 100;

/** The same plain value in the colours of a theme, whichever it has now. */
export function withTheme<T>(spec: T, name: "light" | "dark"): T {
  const toDark = partners();
  const table = name === "dark" ? toDark : new Map([...toDark].map(([light, dark]) => [dark, light]));
  return replaceStrings(spec, table);
}
