/**
 * Lemma 18: Chernoff's lower tail for independent Bernoulli variables.
 *
 * E e^{−sX} <= exp(−μ(1 − e^{−s})) and s = −log(1 − δ) give Pr(X <= (1 − δ)μ) <= exp(−μ(δ + (1 − δ)log(1 − δ))). With
 * h(δ) = δ + (1 − δ)log(1 − δ) − cδ² one has h(0) = h'(0) = 0 and h''(δ) = 1/(1 − δ) − 2c, a rational function. That proves
 * the bound for all n and all p_i, up to c = 1/2.
 *
 * @paper autoencoder Lemma 18
 */
import { signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { certified, provedOr } from "../../claims/evidence";
import { mul, neg, sub } from "../../interval/arithmetic";
import { exp } from "../../interval/elementary";
import type { Interval } from "../../interval/interval";
import { Rational } from "../../symbolic/rational";
import { binomialLower, enclose } from "./tails";

export interface Subject {
  /** c in exp(−c μ δ²). */
  readonly constant: string;
}

/** n and p of the table: small p has the power to refute, p = 1/2 has not. */
const CASES = [
  [1000, "1/50"],
  [200, "1/10"],
  [100, "1/2"],
] as const;

/** The bound and the probability for Binom(n, p), enclosed, at δ = j/20. */
export function sides(
  constant: string,
  n: number,
  p: string,
  j: number,
): { bound: Interval; probability: Interval } {
  const delta = Rational.of(j, 20);
  const mean = Rational.of(p).mul(n);
  const most = Rational.ONE.sub(delta).mul(mean);
  return {
    bound: exp(neg(mul(enclose(constant), enclose(mean.mul(delta).mul(delta))))),
    probability: binomialLower(n, Number(most.n / most.d), p),
  };
}

function worstOnTable(constant: string): { lo: number; hi: number; where: string } {
  let worst = { lo: Number.POSITIVE_INFINITY, hi: Number.POSITIVE_INFINITY, where: "" };
  for (const [n, p] of CASES) {
    for (let j = 1; j < 20; j++) {
      const { bound, probability } = sides(constant, n, p, j);
      const s = sub(bound, probability);
      if (s.hi < worst.hi) worst = { lo: s.lo, hi: s.hi, where: `n = ${n}, p = ${p}, δ = ${j / 20}` };
    }
  }
  return worst;
}

function check({ constant }: Subject): Finding {
  const convex = signHolds(
    "h''(δ)(1 − δ) >= 0 on (0, 1), so h >= 0",
    "1 - 2*c*(1 - d)",
    ">=",
    { d: [0, 1] },
    { where: { c: constant } },
  );
  const worst = worstOnTable(constant);
  const table = certified(
    "bound >= probability on a table of n, p, δ (binomial, certified)",
    worst.lo >= 0 ? "yes" : worst.hi < 0 ? "no" : "unknown",
    {
      margin: worst.hi < 0 ? worst.hi : worst.lo,
      values: { smallestSlack: worst.lo },
      witness: `${worst.where}: the bound is below the probability by ${(-worst.hi).toPrecision(3)}`,
    },
  );
  const proved = convex.outcome === "holds";
  return { stated: provedOr([convex], table), illustrations: proved ? [table] : [] };
}

/** C30. */
export const chernoff: Claim<Subject> = claim({
  id: "autoencoder/C30",
  seed: null,
  subject: { constant: "1/2" },
  check,
  controls: [{ what: "constant 1 in place of 1/2 (it shows at small p only)", subject: { constant: "1" } }],
});
