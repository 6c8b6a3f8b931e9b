/** A cubic that stays below one. @paper autoencoder Lemma 30 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import type { Evidence } from "../../claims/evidence";

/**
 * x(1 + η(1 − x²)) <= 1 on [0, 1] for η in [0, ratio]: (1 − x(1 + η(1 − x²)))/(1 − x) = 1 − ηx(1 + x) >= 0.
 *
 * @paper autoencoder Lemma 30
 */
export function cubicBelowOne(ratio: string): Evidence[] {
  return [
    signHolds(
      `x(1 + η(1 − x²)) <= 1 for x in [0, 1], η <= ${ratio}`,
      "(1 - x*(1 + eta*(1 - x^2)))/(1 - x)",
      ">=",
      { x: [0, 1], eta: [0, ratio] },
    ),
  ];
}

/** Where the supremum over x >= 0 sits, x = √((1 + η)/(3η)), and its value. `overshoot(0.6).value` is 1.00566. */
export function overshoot(eta: number): { x: number; value: number } {
  const x = Math.sqrt((1 + eta) / (3 * eta));
  return { x, value: x * (1 + eta * (1 - x * x)) };
}

function check(ratio: string): Finding {
  return {
    stated: [
      ...cubicBelowOne(ratio),
      identityHolds("the value 1 is taken at x = 1", "x*(1 + eta*(1 - x^2))", "1", { x: 1 }),
      identityHolds(
        "the factor that decides is 1 − ηx(1 + x)",
        "1 - x*(1 + eta*(1 - x^2))",
        "(1 - x)*(1 - eta*x*(1 + x))",
      ),
    ],
    margin: 0,
    note: "Sharp: at x = 1 the deciding factor is 1 − 2η, so for every η > 1/2 the supremum exceeds 1.",
  };
}

/** C46. The margin is in η. @paper autoencoder Lemma 30 */
export const cubic: Claim<string> = claim({
  id: "autoencoder/C46",
  seed: null,
  subject: "1/2",
  check,
  controls: [{ what: "η up to 3/5: the supremum is 1.00566", subject: "3/5" }],
});
