/**
 * Values that show themselves in a notebook. The convention is Deno's: a method under
 * `Symbol.for("Jupyter.display")` returns a MIME bundle, and the front end picks the richest type it knows.
 */
export type MimeBundle = Record<string, unknown>;

export const DISPLAY: unique symbol = Symbol.for("Jupyter.display") as never;

/** What `console.log` and lists print of a value: a method under this symbol returns the text. */
export const INSPECT: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

export interface Displayable {
  [DISPLAY](): MimeBundle;
}

/** Attaches a display method that does not show up when the value is listed, spread or serialised. */
export function withDisplay<T extends object>(value: T, bundle: (self: T) => MimeBundle): T {
  Object.defineProperty(value, DISPLAY, {
    value: () => bundle(value),
    enumerable: false,
    configurable: true,
  });
  return value;
}

/** The bundle of a value, or `undefined` when it has none. */
export function bundleOf(value: unknown): MimeBundle | undefined {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  const method = (value as Partial<Displayable>)[DISPLAY];
  return typeof method === "function" ? method.call(value) : undefined;
}

/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
}

/** A double in LaTeX, every digit: `0.5`, `10^{-7}` as `1 \cdot 10^{-7}`, `-\infty`. */
export function numberTex(x: number): string {
  if (Number.isNaN(x)) return "\\mathrm{NaN}";
  if (!Number.isFinite(x)) return x < 0 ? "-\\infty" : "\\infty";
  const [digits, exponent] = String(x).split("e");
  return exponent === undefined ? digits! : `${digits} \\cdot 10^{${Number(exponent)}}`;
}
