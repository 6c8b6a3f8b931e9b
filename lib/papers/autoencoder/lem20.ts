/**
 * Lemma 20: a discrete Grönwall bound. Its recursion is 1 − x_{t+1} <= (1 − c_t)(1 − x_t), so the product starts with
 * c_0; the printed one starts with c_1.
 *
 * @paper autoencoder Lemma 20
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, exactly } from "../../claims/evidence";
import type { Definitions } from "../../symbolic/definitions";
import { Rational } from "../../symbolic/rational";

export interface Subject {
  /** Index of the first factor of the corrected product. */
  readonly first: number;
  /** Range of x_0. */
  readonly start: readonly [string, string];
}

/** x_1, …, x_t of the recursion with equality, from x0. */
function recursion(t: number): Definitions {
  return Object.fromEntries(Array.from({ length: t }, (_, k) => [`x${k + 1}`, `x${k} + c${k}*(1 - x${k})`]));
}

/** ∏ (1 − c_i) over `length` factors from index `first`, times 1 − x_0, minus 1 − x_t: >= 0 is the first inequality. */
function slack(t: number, first: number): string {
  const product = Array.from({ length: t }, (_, k) => `(1 - c${first + k})`).join("*");
  return `${product}*(1 - x0) - (1 - x${t})`;
}

function productBound(t: number, first: number, start: readonly [string, string]): Evidence {
  const c = Object.fromEntries(
    Array.from({ length: t + first + 1 }, (_, k) => [`c${k}`, ["0", "1"] as const]),
  );
  return signHolds(
    `1 − x_${t} <= ∏_{i=${first}}^{${t + first - 1}} (1 − c_i)(1 − x_0)`,
    slack(t, first),
    ">=",
    { ...c, x0: start },
    { where: recursion(t) },
  );
}

/** The printed product at t = 1, where it has the single factor 1 − c_1, on a recursion with equality. */
function printedAt(c0: string, c1: string, x0: string): Evidence {
  const gap = Rational.ONE.sub(x0);
  const [left, right] = [Rational.ONE.sub(c0).mul(gap), Rational.ONE.sub(c1).mul(gap)];
  return exactly("t = 1 as printed: 1 − x_1 <= (1 − c_1)(1 − x_0)", left.cmp(right) <= 0, {
    margin: left.sub(right).toNumber(),
    witness: `c_0 = ${c0}, c_1 = ${c1}, x_0 = ${x0}, x_1 = x_0 + c_0(1 − x_0): it reads ${left} <= ${right}`,
  });
}

function check({ first, start }: Subject): Finding {
  const one = identityHolds(
    "the recursion with equality reads 1 − x_{t+1} = (1 − c_t)(1 − x_t)",
    "1 - (x + c*(1 - x))",
    "(1 - c)*(1 - x)",
  );
  // e^(−c) >= 1 − c + c²/2 − c³/6 (alternating series), so e^(−c) − (1 − c) >= c²(1/2 − c/6)
  const exponential = signHolds(
    "(e^(−c) − (1 − c))(1 − x_0) >= 0 for c in (0, 1]",
    "(1/2 - c/6)*(1 - x0)",
    ">=",
    { c: [0, 1], x0: start },
  );
  return {
    stated: [one, printedAt("1/4", "1/2", "0"), exponential],
    corrected: [one, ...[1, 2, 3].map((t) => productBound(t, first, start)), exponential],
    note: "The product must run over i = 0, …, t − 1. The display at the end of the proof has c_t for c_i. Lemma 16 uses a constant c, for which the shift does not matter.",
  };
}

/**
 * C32. t = 1, 2, 3 are written out; the induction step for every t is the one-step identity with 1 − c_t >= 0. All is linear
 * in 1 − x_0, so the range of x_0 stands for every x_0 <= 1.
 */
export const gronwall: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C32",
  seed: null,
  subject: { first: 0, start: ["-10", "1"] },
  check,
  controls: [
    { what: "the product from c_2 on", subject: { first: 2, start: ["-10", "1"] } },
    { what: "x_0 up to 2", subject: { first: 0, start: ["-10", "2"] } },
  ],
});
