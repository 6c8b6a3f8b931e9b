/** From even to odd iterates near the limit. @paper autoencoder Lemma 29 */
import { signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, exactly } from "../../claims/evidence";
import { expander } from "../../symbolic/definitions";
import { COORDINATE_FACTORS, halfStep } from "./halfStep";

export interface Subject {
  /** Largest α. */
  readonly stepSize: string;
  /** The constant in max(1 − y', z') < constant · ε. */
  readonly constant: string;
}

/**
 * max(1 − y', z') <= constant · max(1 − y, z) for a step on a_0 from (0, 1)². With e = max(1 − y, z) the region is two
 * triangles: y = 1 − e, z = ex, and y = 1 − ex, z = e, with x in [0, 1].
 *
 * @paper autoencoder Lemma 29
 */
export function oddStepIsSmall({ stepSize, constant }: Subject): Evidence[] {
  const box = { e: [0, 1], x: [0, 1], alpha: [0, stepSize] } as const;
  const step = { ...halfStep(COORDINATE_FACTORS), u: "y^2", v: "z^2" };
  return [
    { what: "where 1 − y >= z", y: "1 - e", z: "e*x" },
    { what: "where z >= 1 − y", y: "1 - e*x", z: "e" },
  ].flatMap(({ what, ...where }) => [
    signHolds(`1 − y' <= ${constant}·max(1 − y, z) ${what}`, `${constant} - (1 - y*on)/e`, ">=", box, {
      where: { ...step, ...where },
    }),
    signHolds(`z' <= ${constant}·max(1 − y, z) ${what}`, `${constant} - z*off/e`, ">=", box, {
      where: { ...step, ...where },
    }),
  ]);
}

/** What the hypotheses as printed allow: y_t > 1. */
function outsideTheSquare({ constant }: Subject): Evidence {
  const where = { ...halfStep(COORDINATE_FACTORS), y: 2, z: "1/10", u: "y^2", v: "z^2", alpha: "1/4" };
  const next = expander(where)("y*on").toPolynomial().constantValue();
  const left = next.neg().add(1);
  return exactly(
    "the bound for every y_t, z_t with max(1 − y_t, z_t) < ε (here y_t = 2)",
    left.cmp(expander()(`(${constant})/2`).toPolynomial().constantValue()) < 0,
    {
      margin: left.toNumber() - 1,
      witness: `α = 1/4, (y_t, z_t) = (2, 1/10), ε = 1/2: 1 − y' = ${left} > 2ε`,
    },
  );
}

function check(subject: Subject): Finding {
  const { stepSize } = subject;
  const odd = {
    ...halfStep(COORDINATE_FACTORS),
    u: "z^2",
    v: "y^2",
    y: "1 - d",
  };
  return {
    stated: [outsideTheSquare(subject)],
    corrected: [
      ...oddStepIsSmall(subject),
      signHolds(
        "the printed lines, which are those of an odd step: αyz² <= αε² with z <= ε",
        "alpha*z^2 - alpha*(1 - d)*z^2",
        ">=",
        { d: [0, 1], z: [0, 1], alpha: [0, stepSize] },
      ),
      signHolds(
        "αz(2 − 2z² − y²) <= 2αε",
        "2*alpha*z - (z*on - z)",
        ">=",
        { d: [0, 1], z: [0, 1], alpha: [0, stepSize] },
        { where: odd },
      ),
    ],
    illustrations: oddStepIsSmall({ stepSize: "1/4", constant: "1" }),
    margin: 1,
    note: "True on the square (0, 1)², where the iterates are (Lemma 22), even with constant 1 in place of 2, which is the margin: an even step does not increase max(1 − y, z). The hypotheses as printed also admit y_t > 1, where it fails. The two lines of the printed proof bound an odd step, while the lemma is about an even one.",
  };
}

/** C45. The margin is in the constant. @paper autoencoder Lemma 29 */
export const oddStep: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C45",
  seed: null,
  subject: { stepSize: "1/4", constant: "2" },
  check,
  controls: [{ what: "constant 0.9 in place of 2", subject: { stepSize: "1/4", constant: "9/10" } }],
});
