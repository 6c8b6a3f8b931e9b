/**
 * Labels: what an axis, a legend entry or a note says, on screen and in print.
 *
 * On a notebook page there is no TeX renderer that plotly can reach, so a formula is written twice: as the small
 * HTML that plotly draws everywhere (`<i>`, `<sub>`, `<sup>`, Unicode letters), and as TeX for the printed figure.
 * A plain string is used in both places as it is.
 */

/** Text, or a formula given as HTML for the screen and as TeX (with its dollars) for print. */
export type Label = string | { readonly html: string; readonly tex: string };

/**
 * A label whose printed form is TeX: `math("<i>Φ</i><sub>t</sub>", "$\\Phi_t$")`. Words outside the dollars are
 * set as text: `math("step <i>t</i>", "step $t$")`.
 */
export function math(html: string, tex: string): Label {
  return { html, tex };
}

/** True for `{html, tex}` with two strings and nothing else. */
export function isFormula(value: unknown): value is { html: string; tex: string } {
  if (typeof value !== "object" || value === null) return false;
  const keys = Object.keys(value);
  const v = value as { html?: unknown; tex?: unknown };
  return keys.length === 2 && typeof v.html === "string" && typeof v.tex === "string";
}

/** The screen form of a label. `html(math("<i>t</i>", "$t$"))` is `<i>t</i>`. */
export function html(label: Label): string {
  return typeof label === "string" ? label : label.html;
}

/** A number as a caption says it, with at most four digits. `short(0.1 + 0.2)` is `"0.3"`. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
