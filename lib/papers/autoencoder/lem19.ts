/**
 * Lemma 19: the maximum of n Gaussians.
 *
 * For t >= 0, with a = √(2 log n), the union bound and Pr(X >= x) <= e^{−x²/2} give n e^{−(t + a)²/2} = e^{−t²/2 − ta}. The
 * printed statement has no restriction on t, and fails for negative t.
 *
 * @paper autoencoder Lemma 19
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { certified, type Evidence, provedOr } from "../../claims/evidence";
import { mul, neg, sub } from "../../interval/arithmetic";
import { exp } from "../../interval/elementary";
import type { Interval } from "../../interval/interval";
import { enclose, normalUpper } from "./tails";

export interface Subject {
  /** c in exp(−c t²/σ²). */
  readonly constant: string;
}

/** Bound minus probability for n = 1, σ = 1, enclosed. */
export function slackForOne(constant: string, t: string): Interval {
  const x = enclose(t);
  return sub(exp(neg(mul(enclose(constant), mul(x, x)))), normalUpper(x));
}

function at(constant: string, t: string, what: string): Evidence {
  const s = slackForOne(constant, t);
  return certified(what, s.lo >= 0 ? "yes" : s.hi < 0 ? "no" : "unknown", {
    margin: s.hi < 0 ? s.hi : s.lo,
    witness: `n = 1, σ = 1, t = ${t}: the probability exceeds the bound by ${(-s.hi).toPrecision(6)}`,
  });
}

function check({ constant }: Subject): Finding {
  // −log of the union bound minus c t², with a standing for √(2 log n) >= 0; divided by t
  const union = [
    identityHolds(
      "−log(n e^{−(t+a)²/2}) = t²/2 + ta, where a² = 2 log n",
      "(t + a)^2/2 - a^2/2",
      "t^2/2 + t*a",
    ),
    signHolds(
      "t²/2 + ta >= ct² for t, a >= 0",
      "(t^2/2 + t*a - c*t^2)/t",
      ">=",
      { t: [0, 1], a: [0, 1] },
      { where: { c: constant } },
    ),
  ];
  return {
    stated: [
      ...provedOr(union, at(constant, "2.5", "n = 1, t = 5/2")),
      at(constant, "-1", "n = 1, t = −1, as the statement allows every real t"),
    ],
    corrected: union,
    note: "Needs t >= 0; there the bound has room, e^(−t²/2 − t√(2 log n)).",
  };
}

/** C31. The inequality in (t, a) is homogeneous, so the unit square stands for the whole quadrant. */
export const gaussianMaximum: Claim<Subject> = claim({
  id: "autoencoder/C31",
  seed: null,
  subject: { constant: "1/2" },
  check,
  controls: [{ what: "e^(−t²/σ²) on the right-hand side", subject: { constant: "1" } }],
});
