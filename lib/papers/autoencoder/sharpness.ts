/**
 * Every global minimum has the same largest Hessian eigenvalue.
 *
 * At w in M with support K the second derivative along v is (1/m)(‖v‖² − ‖P_A v‖² + 4⟨w, v⟩²), where the set A of
 * active data lies between K and [m] and depends on the side that v enters. On w it is 4/m; on w^⊥ it lies between
 * 0 and 1/m; and on any unit v it is at most 4/m, because w lies in the span of A, so that ‖P_A v‖² >= ⟨w, v⟩². So the
 * largest is 4/m for every choice of side, and w maximises.
 *
 * @paper autoencoder Abstract, Section 2.5
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { enumerated } from "../../claims/evidence";
import { Polynomial } from "../../symbolic/polynomial";
import { Rational } from "../../symbolic/rational";
import { axis, curvature, generalCurvature } from "./curvature";

export interface Subject {
  /** ‖w‖²; on M it is 1. */
  readonly lengthSquared: string;
}

/** Unit vectors with rational entries for supports of one to four data. */
const UNIT: readonly (readonly string[])[] = [
  ["1"],
  ["3/5", "4/5"],
  ["1/3", "2/3", "2/3"],
  ["1/2", "1/2", "1/2", "1/2"],
];

/** Every non-empty support in m <= 4 data (n = m + 1): curvature along w, and the largest along axes orthogonal to the support. */
export function overSupports(): { cases: number; failures: number } {
  let cases = 0;
  let failures = 0;
  for (let m = 1; m <= 4; m++) {
    for (let pattern = 1; pattern < 2 ** m; pattern++) {
      const support = Array.from({ length: m }, (_, i) => i).filter((i) => ((pattern >> i) & 1) === 1);
      const unit = UNIT[support.length - 1]!;
      const w = Array.from({ length: m + 1 }, (_, i) => Rational.of(unit[support.indexOf(i)] ?? "0"));
      cases++;
      const onW = curvature(w, m, w).equals(Rational.of(4, m));
      const others = w.flatMap((c, i) =>
        c.isZero() ? [curvature(w, m, axis(m + 1, i)), curvature(w, m, axis(m + 1, i, -1))] : [],
      );
      const below = others.every((x) => x.cmp(Rational.of(1, m)) <= 0 && x.sign() >= 0);
      if (!(onW && below)) failures++;
    }
  }
  return { cases, failures };
}

function check({ lengthSquared }: Subject): Finding {
  const rho = lengthSquared;
  const supports = overSupports();
  return {
    stated: [
      // Lemma 33 on v = w/‖w‖ with N = Φ = rho: (N − 2) + 2·2 N + Φ
      identityHolds("the curvature along w is 4/m", "((N - 2) + 4*N + N)/m", "4/m", { N: rho }),
      // Lemma 33 on unit v orthogonal to w: (N − 2) a + Φ, where a in [0, 1] is the squared length of v inside the active data
      signHolds(
        "on w^⊥ it is at most 1/m, for every split a of v between active and other coordinates",
        "1 - ((N - 2)*a + N)",
        ">=",
        { a: [0, 1] },
        { where: { N: rho } },
      ),
      // p0 = n0 = rho, p1 = n1 = ⟨w, v⟩ with ⟨w, v⟩² = rho T, ‖v‖ = 1, and p2 = ‖P_A v‖² between T and 1
      signHolds(
        "on every unit v, for every split between w, active and other coordinates, it is at most 4/m",
        `4 - (${generalCurvature().substitute({ p1: Polynomial.constant(1), n1: Polynomial.variable("square") })})`,
        ">=",
        { T: [0, 1], x: [0, 1] },
        { where: { p0: rho, n0: rho, n2: "1", square: `(${rho})*T`, p2: "T + (1 - T)*x" } },
      ),
      signHolds("on w^⊥ it is at least 0", "(N - 2)*a + N", ">=", { a: [0, 1] }, { where: { N: rho } }),
    ],
    illustrations: [
      enumerated("every support of every m <= 4, on both sides of each wall, agrees exactly", supports),
    ],
    note: "A minimum with a vanishing data coordinate has no Hessian (Proposition 8). Read as the largest second derivative along unit vectors the claim holds there too, on whichever side of the walls it is taken; the other eigenvalues (0 or 1/m) do depend on the side.",
  };
}

/** C15. */
export const equalSharpness: Claim<Subject> = claim({
  id: "autoencoder/C15",
  seed: null,
  subject: { lengthSquared: "1" },
  check,
  controls: [{ what: "a point off the sphere, ‖w‖² = 9/10", subject: { lengthSquared: "9/10" } }],
});
