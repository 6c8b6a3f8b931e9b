/** TeX in labels, as plotly hands it to MathJax. */

const SPECIAL = /[#%&_{}]/g;

/**
 * A label with `$…$` in it as one formula, since plotly takes a label to be either a formula or text:
 * `plotlyTex("step $t$")` is `$\text{step }t$`. A label without dollars is returned as it is.
 */
export function plotlyTex(label: string): string {
  if (!label.includes("$")) return label;
  const parts = label.split(/(?<!\\)\$/);
  const formula = parts.map((part, i) => {
    if (i % 2 === 1) return part;
    return part === "" ? "" : `\\text{${part.replace(SPECIAL, (c) => `\\${c}`)}}`;
  });
  return `$${formula.join("")}$`;
}
