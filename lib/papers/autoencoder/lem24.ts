/** The squared norm grows while it is below one. @paper autoencoder Lemma 24 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import type { Evidence } from "../../claims/evidence";
import { COORDINATE_FACTORS, type CoordinateFactors, halfStep, MASTER } from "./halfStep";

export interface Subject {
  readonly factors: CoordinateFactors;
  /** Range of N. */
  readonly norm: readonly [string, string];
}

/** N' − N = 4αu(1 − N) + α²uB with B >= 0. @paper autoencoder Lemma 24 */
export function masterIdentity(factors: CoordinateFactors = COORDINATE_FACTORS): Evidence[] {
  const where = { ...halfStep(factors), B: MASTER.B };
  return [
    identityHolds("N' − N = 4αu(1 − N) + α²uB, B = (2 − 2u − v)² + uv", "N1 - N", MASTER.increment, where),
    signHolds("B >= 0", "B", ">=", { u: [0, 1], v: [0, 1] }, { where }),
  ];
}

/** N' >= N for N in the range, every α > 0. @paper autoencoder Lemma 24 */
export function normGrows({ factors, norm }: Subject): Evidence[] {
  const polar = { ...halfStep(factors), N: "n", u: "n*s", v: "n*(1 - s)" };
  return [
    ...masterIdentity(factors),
    signHolds(
      `N' >= N for N in [${norm.join(", ")}], α <= 1/4`,
      "(N1 - N)/(alpha*u)",
      ">=",
      { n: norm, s: [0, 1], alpha: [0, "1/4"] },
      { where: polar },
    ),
  ];
}

function check(subject: Subject): Finding {
  const where = halfStep(subject.factors);
  return {
    stated: [
      ...normGrows(subject),
      identityHolds(
        "the paper's chain: (2 − 2u − v)² − v² = 4(1 − N)(1 − u) >= 0",
        "(2 - 2*u - v)^2 - v^2",
        "4*(1 - N)*(1 - u)",
        where,
      ),
      identityHolds(
        "the paper's chain: u' − u",
        "u1 - u",
        "2*alpha*u*(2 - 2*u - v) + alpha^2*u*(2 - 2*u - v)^2",
        where,
      ),
      identityHolds("the paper's chain: v' − v", "v1 - v", "-alpha*v*u*(2 - alpha*u)", where),
    ],
    note: "No bound on α is needed: both terms of N' − N = 4αu(1 − N) + α²uB are non-negative, the first is positive when u > 0. v may be the mass of any number of other coordinates, so the lemma holds for all m <= n and any order.",
  };
}

/** C37. @paper autoencoder Lemma 24 */
export const growth: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C37",
  seed: null,
  subject: { factors: COORDINATE_FACTORS, norm: ["0", "1"] },
  check,
  controls: [
    {
      what: "N_t in [1, 3/2]: the norm may fall",
      subject: { factors: COORDINATE_FACTORS, norm: ["1", "3/2"] },
    },
    {
      what: "sabotaged step that shrinks the other coordinate by 1 − 2αu",
      subject: { factors: { ...COORDINATE_FACTORS, off: (own) => `1 - 2*alpha*${own}` }, norm: ["0", "1"] },
    },
  ],
});
