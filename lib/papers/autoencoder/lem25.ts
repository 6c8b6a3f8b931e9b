/** Once the squared norm is at least one it stays so. @paper autoencoder Lemma 25 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import type { Evidence } from "../../claims/evidence";
import { COORDINATE_FACTORS, type CoordinateFactors, halfStep, MASTER } from "./halfStep";
import { masterIdentity } from "./lem24";

export interface Subject {
  readonly factors: CoordinateFactors;
  /** Largest α. */
  readonly stepSize: string;
}

/** The largest α of the lemma, 2 − √3: near (1, 0), with v small, N' − 1 ≈ (1 − 4α + α²)v. */
export const LARGEST_STEP_SIZE = 2 - Math.sqrt(3);

/** N >= 1 is kept for y, z in [0, 1]. The region is v = 1 + uq − u with q in [0, 1]. @paper autoencoder Lemma 25 */
export function stayAboveOne({ factors, stepSize }: Subject): Evidence[] {
  return [
    signHolds(
      `N' >= 1 for N >= 1, u, v <= 1, α <= ${stepSize}`,
      "(N1 - 1)/u",
      ">=",
      { u: [0, 1], q: [0, 1], alpha: [0, stepSize] },
      { where: { ...halfStep(factors), v: "1 + u*q - u" } },
    ),
  ];
}

function check(subject: Subject): Finding {
  const where = { ...halfStep(subject.factors), B: MASTER.B };
  return {
    stated: [
      ...stayAboveOne(subject),
      ...masterIdentity(subject.factors),
      identityHolds(
        "N' − 1 = (1 − 4αu)(N − 1) + α²uB",
        "N1 - 1",
        "(1 - 4*alpha*u)*(N - 1) + alpha^2*u*B",
        where,
      ),
      signHolds(
        "the paper's route: 1 − 4αu >= 0",
        "1 - 4*alpha*u",
        ">=",
        { u: [0, 1], alpha: [0, subject.stepSize] },
        { where },
      ),
    ],
    illustrations: [
      ...stayAboveOne({ factors: COORDINATE_FACTORS, stepSize: "0.2679" }),
      identityHolds(
        "at u = 1 the slope of N' − 1 in v is 1 − 4α + α²",
        "((N1 - 1)/v)",
        "1 - 4*alpha + alpha^2 + alpha^2*v",
        { ...halfStep(), u: 1 },
      ),
    ],
    margin: LARGEST_STEP_SIZE - 0.25,
    note: "The lemma is lost just above α = 2 − √3 ≈ 0.26795, which gives the margin (proved here up to 0.2679). The printed proof ends with two slips: “N_t <= 1” for N_t >= 1, and “α <= 1/(4u_t) <= 1/4” for α <= 1/4 <= 1/(4u_t). At N_t = 1 the norm stands still only at (1, 0).",
  };
}

/** C38. The margin is in α. @paper autoencoder Lemma 25 */
export const barrier: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C38",
  seed: null,
  subject: { factors: COORDINATE_FACTORS, stepSize: "1/4" },
  check,
  controls: [
    { what: "α up to 1/2: N drops below 1", subject: { factors: COORDINATE_FACTORS, stepSize: "1/2" } },
    {
      what: "α up to 0.268, just above 2 − √3",
      subject: { factors: COORDINATE_FACTORS, stepSize: "0.268" },
    },
  ],
});
