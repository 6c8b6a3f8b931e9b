/**
 * Lemma 17: the lower tail of chi-square.
 *
 * Chernoff: Pr[X <= k(1 − t)] <= e^{sk(1−t)}(1 + 2s)^{−k/2}, and s = t/(2(1 − t)) gives exp(k(t + log(1 − t))/2). The lemma
 * with constant c needs h(t) = −t/2 − log(1 − t)/2 − ct² >= 0; h(0) = 0 and h'(t) is a rational function, so its sign on
 * (0, 1) is a matter of algebra. That proves the bound for all k and t at once, up to c = 1/4.
 *
 * @paper autoencoder Lemma 17
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { certified, type Evidence, provedOr } from "../../claims/evidence";
import { mul, neg, sub } from "../../interval/arithmetic";
import { exp } from "../../interval/elementary";
import type { Interval } from "../../interval/interval";
import { Rational } from "../../symbolic/rational";
import { chiSquareLower, enclose } from "./tails";

export interface Subject {
  /** c in exp(−c k t²). */
  readonly constant: string;
}

/** The bound and the probability, enclosed, at degrees of freedom k (even) and t = j/20. */
export function sides(constant: string, k: number, j: number): { bound: Interval; probability: Interval } {
  const t = Rational.of(j, 20);
  return {
    bound: exp(neg(mul(enclose(constant), enclose(t.mul(t).mul(k))))),
    probability: chiSquareLower(k, enclose(Rational.ONE.sub(t).mul(k))),
  };
}

/** The smallest certified slack over a table of k and t, and where it is. */
function worstOnTable(constant: string): { lo: number; hi: number; k: number; t: number } {
  let worst = { lo: Number.POSITIVE_INFINITY, hi: Number.POSITIVE_INFINITY, k: 0, t: 0 };
  for (const k of [2, 4, 10, 20, 50, 100, 200]) {
    for (let j = 1; j < 20; j++) {
      const { bound, probability } = sides(constant, k, j);
      const s = sub(bound, probability);
      if (s.hi < worst.hi) worst = { lo: s.lo, hi: s.hi, k, t: j / 20 };
    }
  }
  return worst;
}

function check({ constant }: Subject): Finding {
  const where = { h1: "-1/2 + 1/(2*(1 - t)) - 2*c*t", c: constant };
  const chernoff: Evidence[] = [
    identityHolds("at s = t/(2(1 − t)): 1 + 2s = 1/(1 − t)", "1 + 2*s", "1/(1 - t)", { s: "t/(2*(1 - t))" }),
    identityHolds("and s(1 − t) = t/2", "s*(1 - t)", "t/2", { s: "t/(2*(1 - t))" }),
    signHolds("h'(t)/t >= 0 on (0, 1), so h >= h(0) = 0", "h1/t*(1 - t)", ">=", { t: [0, 1] }, { where }),
  ];
  const worst = worstOnTable(constant);
  const table = certified(
    "bound >= probability on a table of k and t (even k, certified)",
    worst.lo >= 0 ? "yes" : worst.hi < 0 ? "no" : "unknown",
    {
      margin: worst.hi < 0 ? worst.hi : worst.lo,
      values: { smallestSlack: worst.lo },
      witness: `k = ${worst.k}, t = ${worst.t}: the bound is below the probability by ${(-worst.hi).toPrecision(3)}`,
    },
  );
  const proved = chernoff.every((e) => e.outcome === "holds");
  return {
    stated: provedOr(chernoff, table),
    illustrations: proved ? [table] : [],
    margin: proved ? Rational.of("1/4").sub(constant).toNumber() : 0,
    note: "The constant 1/8 is loose: the same argument gives e^(−kt²/4) (the margin is in the constant).",
  };
}

/** C29. When the proof by algebra fails, the table decides: a certified violation refutes the constant. */
export const chiSquareTail: Claim<Subject> = claim({
  id: "autoencoder/C29",
  seed: null,
  subject: { constant: "1/8" },
  check,
  controls: [{ what: "constant 1/2 in place of 1/8", subject: { constant: "1/2" } }],
});
