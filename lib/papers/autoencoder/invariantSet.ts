/** The set A is carried into itself by two steps. @paper autoencoder Appendix B.2 */
import { type Claim, claim, type Finding } from "../../claims/claim";
import { sampled } from "../../claims/evidence";
import { requireInteger } from "../../core/errors";
import { Rational } from "../../symbolic/rational";
import { inA, type Plane, potential, twoStep } from "./cyclicMap";
import { squareIsKept } from "./lem22";
import { discIsKept } from "./lem26";
import { PRINTED, potentialFalls, type Subject } from "./prop27";

/** Smallest slack of V(F) <= 1, F in (0, 1)², N(F) <= 1 + α/4 over the points of A on a size × size grid. */
export function gridSlack(stepSize: number, size: number): { n: number; worst: number; witness: string } {
  requireInteger("size", size, 1);
  let n = 0;
  let worst = Number.POSITIVE_INFINITY;
  let witness = "";
  for (let i = 1; i <= size; i++) {
    for (let j = 1; j <= i; j++) {
      const state: Plane = [i / (size + 1), j / (size + 1)];
      if (!inA(state, stepSize)) continue;
      n++;
      const [y, z] = twoStep(state, stepSize);
      const slack = Math.min(1 - potential([y, z]), 1 - y, 1 - z, z, 1 + stepSize / 4 - y * y - z * z);
      if (slack < worst) {
        worst = slack;
        witness = `(${state.join(", ")})`;
      }
    }
  }
  return { n, worst, witness };
}

function check(subject: Subject): Finding {
  const { factors, stepSize } = subject;
  return {
    stated: [
      ...squareIsKept({ factors, stepSize }),
      ...discIsKept({ factors, stepSize }),
      ...potentialFalls(subject),
    ],
    illustrations: [
      sampled("A is kept at the grid points of A", gridSlack(Rational.of(stepSize).toNumber(), 450)),
    ],
    margin: 0,
    note: "F(A) lies in the square by Lemma 22, in the disc by Lemma 26, and below the diagonal because V(F) < V <= 1. The margin 0 is that of Lemma 22, where α = 1/4 is sharp.",
  };
}

/** C42. @paper autoencoder Appendix B.2 */
export const invariance: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C42",
  seed: null,
  subject: PRINTED,
  check,
  controls: [
    { what: "α up to 3/10: the square is left", subject: { ...PRINTED, stepSize: "3/10" } },
    { what: "z up to 2y: V may rise", subject: { ...PRINTED, share: "1/5" } },
  ],
});
