/** How a variable's name is typeset. */

const GREEK = new Set(
  (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau " +
    "upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
  ).split(" "),
);
const LETTERS: Record<string, string> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "varepsilon",
  ζ: "zeta",
  η: "eta",
  θ: "theta",
  ι: "iota",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  ν: "nu",
  ξ: "xi",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  τ: "tau",
  υ: "upsilon",
  φ: "varphi",
  χ: "chi",
  ψ: "psi",
  ω: "omega",
  Γ: "Gamma",
  Δ: "Delta",
  Θ: "Theta",
  Λ: "Lambda",
  Ξ: "Xi",
  Π: "Pi",
  Σ: "Sigma",
  Υ: "Upsilon",
  Φ: "Phi",
  Ψ: "Psi",
  Ω: "Omega",
};
const OPERATORS = new Set(["min", "max", "inf", "sup", "lim"]);

function texBase(word: string): string {
  const greek = LETTERS[word] ?? word;
  if (GREEK.has(greek)) return `\\${greek}`;
  if (OPERATORS.has(word)) return `\\${word}`;
  return [...word].length <= 1 || /^\d+$/.test(word) ? word : `\\mathrm{${word}}`;
}

/**
 * TeX for a variable: `alpha` is \alpha, `c_1` and `c1` are c_1, `w_min` is w_{\min}, `sigma_init` is
 * \sigma_{\mathrm{init}}, `u_next` is u', `x_1_2` is x_{1,2}.
 *
 * @example texName("w_min") // "w_{\\min}"
 */
export function texName(name: string): string {
  const [head = "", ...rest] = name.split("_");
  const digits = /^(\D+?)(\d+)$/.exec(head);
  const subscripts = rest.filter((part) => part !== "next" && part !== "");
  if (digits) subscripts.unshift(digits[2]!);
  const primes = "'".repeat(rest.filter((part) => part === "next").length);
  const tex = subscripts.map(texBase).join(",");
  const subscript = tex === "" ? "" : [...tex].length === 1 ? `_${tex}` : `_{${tex}}`;
  return texBase(digits ? digits[1]! : head) + subscript + primes;
}

/** Whether TeX begins, or ends, with a name of several letters. */
const BEGINS = /^\\mathrm\{/;
const ENDS = /\\mathrm\{[^}]*\}(?:\^\{[^}]*\})?$/;

/**
 * TeX of a product, with a thin space beside names of several letters, which would run into their neighbours.
 *
 * @example texProduct("c", "\\mathrm{off}") // "c \\, \\mathrm{off}"
 */
export function texProduct(a: string, b: string): string {
  return ENDS.test(a) || BEGINS.test(b) ? `${a} \\, ${b}` : `${a} ${b}`;
}
