/** The printed form of a figure: journal widths, type sizes, TeX for formulas, nothing that needs a mouse. */
import { requireThat } from "../core/errors";
import type { Figure, FigureMeta, Layout, Trace } from "../plot/figure";
import { SLIDER_HEIGHT } from "../plot/sliders";
import { replaceStrings, SCREEN } from "../plot/theme";
import { PICTURE_FONT, PRINT_FONT } from "./exportFonts";
import { plotlyTex } from "./tex";

/** Widths of columns and text blocks in inches, as the style files of the venues set them. */
export const WIDTHS = {
  "icml-column": 3.25,
  "icml-text": 6.75,
  "neurips-text": 5.5,
  "neurips-half": 2.625,
  "jmlr-text": 6,
  "jmlr-half": 2.875,
} as const;

export type WidthPreset = keyof typeof WIDTHS;

/** What can be drawn: a figure, or a plotly output found in a notebook. */
export type Drawable = Pick<Figure, "data" | "layout"> & { readonly meta?: Partial<FigureMeta> };

/** A specification ready to be drawn. `aspect` is height over width of the plot area. */
export interface DrawSpec {
  readonly data: readonly Trace[];
  readonly layout: Layout;
  readonly width: number;
  /** Pixels, or null: what the aspect of the plot area gives. */
  readonly height: number | null;
  readonly aspect: number;
}

/** Width in CSS pixels (96 to the inch) of a preset or of a number of inches. */
export function widthInPixels(width: WidthPreset | number): number {
  if (typeof width === "number") {
    requireThat(width >= 1 && width <= 40, "width", "be between 1 and 40 inches", width);
    return Math.round(width * 96);
  }
  requireThat(
    width in WIDTHS,
    "width",
    `be a number of inches or one of ${Object.keys(WIDTHS).join(", ")}`,
    width,
  );
  return Math.round(WIDTHS[width] * 96);
}

const panelCount = (layout: Layout) => Object.keys(layout).filter((key) => /^xaxis\d*$/.test(key)).length;

/** True for a figure of several panels, which wants the width of the text. */
export const isPanelled = (layout: Layout): boolean => panelCount(layout) > 1;

/** Least width in inches of a figure of several panels: in less, the labels of one run into the next. */
const leastWidth = (panels: number): number => (panels < 2 ? 0 : Math.max(4.5, 1.5 * panels));

/** Type size of printed figures: 8 points. */
const PRINT_SIZE = (8 * 96) / 72;

const isRecord = (v: unknown): v is Record<string, unknown> =>
  typeof v === "object" && v !== null && !Array.isArray(v);

/** `"7px,3px"` with each length multiplied. */
const scaleDash = (dash: string, by: number) =>
  dash.replace(/[\d.]+(?=px)/g, (n) => String(Math.round(Number(n) * by * 100) / 100));

/** Multiplies explicit type sizes by `type` and lines, markers and offsets by `mark`, at any depth. */
function rescale(value: unknown, type: number, mark: number, inside = ""): unknown {
  if (Array.isArray(value)) return value.map((v) => rescale(v, type, mark, inside));
  if (!isRecord(value)) return value;
  const by = (key: string): number | undefined => {
    if (key === "size") return /font/.test(inside) ? type : inside === "marker" ? mark : undefined;
    if (key === "width") return inside === "line" ? mark : undefined;
    if (["xshift", "yshift", "standoff", "thickness", "ticklen", "itemwidth"].includes(key)) return mark;
    return undefined;
  };
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => {
      if (key === "dash" && typeof v === "string") return [key, scaleDash(v, mark)];
      const factor = by(key);
      if (factor === undefined) return [key, rescale(v, type, mark, key)];
      if (typeof v === "number") return [key, v * factor];
      if (Array.isArray(v)) return [key, v.map((n) => (typeof n === "number" ? n * factor : n))];
      return [key, v];
    }),
  );
}

/** Height that a slider adds to a figure on screen. */
const controlsHeight = (layout: Layout): number =>
  Array.isArray(layout.sliders) ? layout.sliders.length * SLIDER_HEIGHT : 0;

function withoutControls(layout: Layout): Layout {
  const { sliders: _s, updatemenus: _u, frames: _f, ...rest } = layout;
  return rest;
}

/** Shape of the plot area of one chart whose axes have the same unit; not taller than 1.1 times its width. */
function equalScaleAspect({ xaxis, yaxis, xaxis2 }: Layout): number | null {
  if (!isRecord(xaxis) || !isRecord(yaxis) || xaxis2 !== undefined || yaxis.scaleanchor === undefined)
    return null;
  const [x, y] = [xaxis.range, yaxis.range] as [number[] | undefined, number[] | undefined];
  if (x === undefined || y === undefined) return null;
  return Math.min(1.1, (y[1]! - y[0]!) / (x[1]! - x[0]!));
}

function screenAspect(layout: Layout): { width: number; height: number; aspect: number } {
  const width = Number(layout.width ?? SCREEN.width);
  const height = Number(layout.height ?? SCREEN.height) - controlsHeight(layout);
  return { width, height, aspect: equalScaleAspect(layout) ?? Math.max(0.1, (height - 90) / (width - 84)) };
}

/**
 * A figure as it is printed. Formulas take their TeX form, controls go, and type is 8 points at any width. The height follows from the shape of the plot area unless it is given.
 */
export function printSpec(
  fig: Drawable,
  options: { width: WidthPreset | number; height?: number },
): DrawSpec {
  const width = widthInPixels(options.width);
  if (options.height !== undefined) {
    requireThat(
      options.height >= 0.5 && options.height <= 40,
      "height",
      "be between 0.5 and 40 inches",
      options.height,
    );
  }
  const panels = panelCount(fig.layout);
  requireThat(
    width / 96 >= leastWidth(panels),
    "width",
    `be at least ${leastWidth(panels)} inches for ${panels} panels`,
    width / 96,
    "Take the width of the text, for instance icml-text.",
  );
  const tex = new Map(Object.entries(fig.meta?.tex ?? {}).map(([k, v]) => [k, plotlyTex(v)]));
  const { aspect } = screenAspect(fig.layout);
  const type = PRINT_SIZE / SCREEN.fontSize;
  const base = withoutControls(fig.layout);
  const scaled = rescale(replaceStrings(base, tex), type, 0.7) as Layout;
  const template = isRecord(scaled.template) ? scaled.template : {};
  const notes = Array.isArray(base.annotations) ? base.annotations : [];
  const noteAbove = notes.some((a) => isRecord(a) && a.yanchor === "bottom" && a.y === 1);
  const layout: Layout = {
    ...scaled,
    template: {
      ...template,
      layout: {
        ...(isRecord(template.layout) ? template.layout : {}),
        font: { family: PRINT_FONT, size: PRINT_SIZE, color: "#000000" },
      },
    },
    margin: {
      l: 40,
      r: 10,
      t: noteAbove ? 20 : 8,
      b: 34,
      pad: 0,
    },
  };
  return {
    data: rescale(replaceStrings(fig.data, tex), type, 0.7) as Trace[],
    layout,
    width,
    height: options.height === undefined ? null : Math.round(options.height * 96),
    aspect,
  };
}

/** A figure as it looks on a notebook page, without controls, for a picture beside the interactive one. */
export function screenSpec(fig: Drawable): DrawSpec {
  const { width, height, aspect } = screenAspect(fig.layout);
  const layout = withoutControls(fig.layout);
  const template = isRecord(layout.template) ? layout.template : {};
  const themed = isRecord(template.layout) ? template.layout : {};
  const font = isRecord(themed.font) ? themed.font : {};
  return {
    data: fig.data,
    layout: {
      ...layout,
      template: { ...template, layout: { ...themed, font: { ...font, family: PICTURE_FONT } } },
    },
    width,
    height,
    aspect,
  };
}
