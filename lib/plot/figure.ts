/**
 * A figure: a plain plotly specification with the facts that a reader, a paper and an archive want beside it.
 *
 * {@link figure} is the only way to make one. It copies the specification into plain JSON values, so that what is
 * drawn, stored in a notebook, and exported is the same; a Figure is a value and is not changed afterwards.
 */
import { DISPLAY, withDisplay } from "../core/displayable";
import { badArgument, DomainError, requireThat, ShapeError } from "../core/errors";
import { isFormula, type Label } from "./label";
import { SCREEN, template, withTheme } from "./theme";

/** One plotly trace; the attributes are plotly.js 4's. */
export type Trace = Record<string, unknown>;
/** A plotly layout. */
export type Layout = Record<string, unknown>;
/** A state of the figure that a slider can choose: replaces attributes of the traces listed. */
export interface Frame {
  readonly name: string;
  readonly data: readonly Trace[];
  readonly traces: readonly number[];
  readonly layout?: Layout;
}

/** What a figure is about. */
export interface FigureMeta {
  /** `paper/slug`, for instance `autoencoder/fig-1`; the exported files are named after it. */
  readonly id: string;
  /** Markdown, with TeX between dollars; shown below the figure, never inside it. */
  readonly caption: string;
  /** One sentence for a reader who does not see the picture. */
  readonly alt: string;
  /** A few words; the heading of the figure when it becomes one of several panels. Not drawn otherwise. */
  readonly title?: string;
  /** Ids of the claims that the figure illustrates. */
  readonly claims: readonly string[];
  /** What the picture was computed from. */
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Seed of the random streams, or null when nothing is random. */
  readonly seed: number | null;
  /** Printed form of each formula, by its screen form; filled by {@link figure}. */
  readonly tex: Readonly<Record<string, string>>;
}

/** The part of {@link FigureMeta} that the author of a chart gives. */
export interface FigureAbout {
  readonly id: string;
  readonly caption: string;
  readonly alt: string;
  readonly title?: Label;
  readonly claims?: readonly string[];
  readonly parameters?: Readonly<Record<string, number | string>>;
  readonly seed?: number | null;
}

/** What {@link figure} takes: numbers may be typed arrays, text may be {@link Label}s at any depth. */
export interface FigureSpec {
  readonly data: readonly Trace[];
  readonly layout?: Layout;
  readonly frames?: readonly Frame[];
  readonly meta: FigureAbout;
}

/** A checked, plain, themed figure. */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout: Layout;
  readonly frames?: readonly Frame[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly meta: FigureMeta;
}

export const PLOTLY_MIME = "application/vnd.plotly.v1+json";

/**
 * Checks and completes a figure.
 *
 * Numbers must be finite or null; NaN becomes null, which plotly draws as a gap. Typed arrays become arrays.
 * Labels become their screen text and are remembered for print. The theme is attached, the size defaults to
 * 720 x 430 pixels, and the button that uploads the data to a server is taken away.
 *
 * @throws DomainError naming the place of an infinite number, a function, or a missing id, caption or alt text.
 */
export function figure(spec: FigureSpec): Figure {
  const { meta } = spec;
  const { title, ...about } = meta;
  requireThat(
    /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*$/i.test(meta.id ?? ""),
    "meta.id",
    "be words of letters, digits and hyphens, separated by slashes",
    meta.id,
    'For instance "autoencoder/fig-1".',
  );
  for (const key of ["caption", "alt"] as const) {
    requireThat(
      typeof meta[key] === "string" && meta[key].trim() !== "",
      `meta.${key}`,
      "be a non-empty text",
      meta[key],
      key === "alt"
        ? "Say in one sentence what the picture shows."
        : "Say what is plotted and what to notice.",
    );
  }
  requireThat(spec.data.length > 0, "data", "hold at least one trace", spec.data.length);

  const tex: Record<string, string> = {};
  const plainOf = (value: unknown, path: string) => plain(value, path, tex);
  const layout = plainOf(
    {
      template: template(),
      width: SCREEN.width,
      height: SCREEN.height,
      ...spec.layout,
    },
    "layout",
  ) as Layout;
  const data = spec.data.map((trace, i) => plainOf(trace, `data[${i}]`) as Trace);
  const frames = spec.frames?.map((frame, i) => plainOf(frame, `frames[${i}]`) as unknown as Frame);
  const result: Figure = {
    data,
    layout,
    ...(frames === undefined ? {} : { frames }),
    config: {
      displaylogo: false,
      showSendToCloud: false,
      modeBarButtonsToRemove: ["sendChartToCloud", "select2d", "lasso2d", "autoScale2d"],
      toImageButtonOptions: { format: "svg", filename: meta.id.replaceAll("/", "-") },
    },
    meta: {
      ...about,
      ...(title === undefined ? {} : { title: plainOf(title, "meta.title") as string }),
      claims: [...(meta.claims ?? [])],
      parameters: plainOf(meta.parameters ?? {}, "meta.parameters") as Record<string, number | string>,
      seed: meta.seed ?? null,
      tex,
    },
  };
  return withDisplay(result, (self) => figureBundle(self));
}

/** True for values made by {@link figure}. */
export function isFigure(value: unknown): value is Figure {
  const f = value as Figure | null;
  return (
    typeof f === "object" &&
    f !== null &&
    Array.isArray(f.data) &&
    typeof f.meta?.id === "string" &&
    DISPLAY in f
  );
}

/**
 * The figure as a Jupyter MIME bundle: plotly JSON, and a line of text. Numbers are rounded to 7 significant
 * digits, which no screen can tell apart; the facts about the figure travel in `layout.meta`.
 */
export function figureBundle(fig: Figure, options?: { theme?: "light" | "dark" }): Record<string, unknown> {
  const { data, layout, frames, config, meta } = fig;
  const spec = { data, layout: { ...layout, meta }, ...(frames === undefined ? {} : { frames }), config };
  return {
    [PLOTLY_MIME]: withTheme(round7(spec), options?.theme ?? "light"),
    "text/plain": `Figure ${meta.id}: ${meta.alt}`,
  };
}

function round7(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(7));
  if (Array.isArray(value)) return value.map(round7);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, round7(v)]));
}

function plain(value: unknown, path: string, tex: Record<string, string>): unknown {
  switch (typeof value) {
    case "number":
      if (Number.isNaN(value)) return null;
      if (!Number.isFinite(value)) {
        throw new DomainError(badArgument(path, "be finite or null", value, "Use null for a gap in a line."));
      }
      return value === 0 ? 0 : value;
    case "string":
    case "boolean":
      return value;
    case "object":
      break;
    default:
      throw new DomainError(badArgument(path, "be plain data (numbers, text, arrays, objects)", value));
  }
  if (value === null) return null;
  if (isFormula(value)) {
    const known = tex[value.html];
    requireThat(
      known === undefined || known === value.tex,
      path,
      `keep one printed form for ${value.html}`,
      value.tex,
    );
    tex[value.html] = value.tex;
    return value.html;
  }
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    return Array.from(value as ArrayLike<unknown>, (v, i) => plain(v, `${path}[${i}]`, tex));
  }
  const proto = Object.getPrototypeOf(value);
  if (proto !== null && Object.getPrototypeOf(proto) !== null) {
    throw new DomainError(
      badArgument(path, "be plain data (numbers, text, arrays, objects)", value.constructor?.name),
    );
  }
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(entries.map(([k, v]) => [k, plain(v, `${path}.${k}`, tex)]));
}

/** Throws unless the sequences of a series have equal lengths. */
export function requireSeries(name: string, x: ArrayLike<unknown>, y: ArrayLike<unknown>): void {
  if (x.length !== y.length) {
    throw new ShapeError(
      badArgument(`${name}.y`, `have as many entries as ${name}.x (${x.length})`, y.length),
    );
  }
}
