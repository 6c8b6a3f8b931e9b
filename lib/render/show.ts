/**
 * `show(value)`: displays a figure, a verdict, a table — anything displayable — under every kernel. The last expression
 * of a cell shows itself in the same way (under stock tslab with the help of `results`).
 */
import { inspect } from "node:util";
import { bundleOf as displayableBundle } from "../core/displayable";
import { type Figure, figureBundle, isFigure } from "../plot/figure";
import { host, type MimeBundle } from "./host";

/** How {@link show} displays a figure. */
export interface ShowOptions {
  /** Colours; default the environment variable `DESCENTLAB_THEME`, else `"light"`. */
  readonly theme?: "light" | "dark";
  /** Put the caption below the figure. Default true. */
  readonly caption?: boolean;
}

/**
 * Displays a value. A figure is followed by its caption; a value with a `Symbol.for("Jupyter.display")` method
 * by the bundle that the method returns; a string as Markdown; anything else as text.
 * Several calls in one cell appear in their order.
 */
export function show(value: unknown, options: ShowOptions = {}): void {
  const target = host();
  for (const bundle of bundlesOf(value, options)) target.display(bundle);
}

/** The bundles that {@link show} and results display one after the other, fit for JSON. */
export function bundlesOf(value: unknown, options: ShowOptions = {}): MimeBundle[] {
  if (!isFigure(value)) return [jsonSafe(bundleOf(value))];
  const fig = jsonSafe(figureBundle(value, { theme: options.theme ?? environmentTheme() }));
  return options.caption === false ? [fig] : [fig, captionBundle(value)];
}

/** The MIME bundle of any value. */
export function bundleOf(value: unknown): MimeBundle {
  const own = displayableBundle(value);
  if (own !== undefined) return own;
  if (typeof value === "string") return { "text/markdown": value, "text/plain": value };
  return { "text/plain": inspect(value) };
}

/** The caption as Markdown, with the id under which the figure can be exported. */
export function captionBundle(fig: Figure): MimeBundle {
  const { id, caption } = fig.meta;
  return {
    "text/markdown": `**Figure** \`${id}\`. ${caption}`,
    "text/plain": `Figure ${id}. ${caption}`,
  };
}

function environmentTheme(): "light" | "dark" {
  return process.env.DESCENTLAB_THEME === "dark" ? "dark" : "light";
}

/** JSON as Jupyter wants it: typed arrays of numbers as arrays, NaN and infinities as null, bytes as base64. */
export function jsonSafe(value: unknown): MimeBundle {
  const safe = (v: unknown): unknown => {
    if (typeof v === "number") return Number.isFinite(v) ? v : null;
    if (typeof v === "bigint") return v.toString();
    if (v instanceof Uint8Array) return Buffer.from(v.buffer, v.byteOffset, v.byteLength).toString("base64");
    if (Array.isArray(v) || (ArrayBuffer.isView(v) && !(v instanceof DataView))) {
      return Array.from(v as ArrayLike<unknown>, safe);
    }
    if (typeof v !== "object" || v === null) return v;
    return Object.fromEntries(
      Object.entries(v)
        .filter(([, x]) => x !== undefined && typeof x !== "function")
        .map(([k, x]) => [k, safe(x)]),
    );
  };
  return safe(value) as MimeBundle;
}
