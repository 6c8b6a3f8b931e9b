/** The open unit square is kept. @paper autoencoder Lemma 22 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, exactly } from "../../claims/evidence";
import { expander } from "../../symbolic/definitions";
import { COORDINATE_FACTORS, type CoordinateFactors, halfStep } from "./halfStep";
import { cubicBelowOne } from "./lem30";

export interface Subject {
  readonly factors: CoordinateFactors;
  /** Largest α. */
  readonly stepSize: string;
}

/**
 * One step keeps (0, 1)² for every α in (0, stepSize]. By symmetry the even step is enough, and induction gives all t.
 *
 * @paper autoencoder Lemma 22
 */
export function squareIsKept({ factors, stepSize }: Subject): Evidence[] {
  const where = halfStep(factors);
  const box = { u: [0, 1], v: [0, 1], alpha: [0, stepSize] } as const;
  return [
    signHolds("y' >= y(1 − α)", "(on - (1 - alpha))/alpha", ">=", box, { where }),
    signHolds("z' >= z(1 − α)", "(off - (1 - alpha))/alpha", ">=", box, { where }),
    signHolds("1 − α > 0", "1 - alpha", ">", { alpha: [0, stepSize] }),
    identityHolds("z' < z: the loss is αzy²", "z - z*off", "alpha*z*u", where),
    identityHolds(
      "y' < y(1 + 2α(1 − y²)): the gap is αyz²",
      "y*(1 + 2*alpha*(1 - y^2)) - y*on",
      "alpha*y*v",
      {
        ...where,
        u: "y^2",
      },
    ),
    ...cubicBelowOne(`${expander()(`2*(${stepSize})`)}`),
  ];
}

/** One exact start that leaves the square as soon as α is clearly above 1/4. */
function nearCorner({ factors, stepSize }: Subject): Evidence {
  const y = "19/20";
  const where = { ...halfStep(factors), u: "361/400", v: "1/1000000", alpha: stepSize };
  const next = expander(where)(`${y}*on`).toPolynomial().constantValue();
  return exactly(`from (${y}, 1/1000), α = ${stepSize}, the step stays below 1`, next.cmp(1) < 0, {
    margin: 1 - next.toNumber(),
    witness: `y' = ${next} > 1`,
  });
}

function check(subject: Subject): Finding {
  return {
    stated: [...squareIsKept(subject), nearCorner(subject)],
    margin: 0,
    note: "Sharp in α: as z → 0 and y → 1 the step has 1 − y' ≈ (1 − 4α)(1 − y), so the square is left for every α > 1/4. Of all the lemmas this one gives out first.",
  };
}

/** C35. The margin is in α. @paper autoencoder Lemma 22 */
export const square: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C35",
  seed: null,
  subject: { factors: COORDINATE_FACTORS, stepSize: "1/4" },
  check,
  controls: [
    {
      what: "α = 3/10: y' exceeds 1 by up to 0.00566",
      subject: { factors: COORDINATE_FACTORS, stepSize: "3/10" },
    },
    {
      what: "sabotaged step with factor 1 + α(3 − 2u − v)",
      subject: {
        factors: { ...COORDINATE_FACTORS, on: (own, other) => `1 + alpha*(3 - 2*${own} - ${other})` },
        stepSize: "1/4",
      },
    },
  ],
});
