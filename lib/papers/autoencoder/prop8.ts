/**
 * Proposition 8: "the Hessians" at the two kinds of minimum.
 *
 * At a limit of gradient descent the data coordinates outside S vanish, at a datum a_i all but one do: both points
 * lie on walls where the loss is not twice differentiable (Lemma 33). The matrices (8), (9) are the second derivatives
 * towards c_j <= 0; towards c_j > 0 the curvature is 0 where the matrices say 1/m. Only when S = [m] (or m = 1) is (8)
 * a Hessian in the usual sense.
 *
 * @paper autoencoder Proposition 8, eqs. (8), (9)
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, enumerated, exactly } from "../../claims/evidence";
import { Rational, type RationalLike } from "../../symbolic/rational";
import { axis, curvature, generalCurvature } from "./curvature";

export interface Subject {
  /** The minimum, as exact data coordinates on the unit sphere; zeros mark data outside the support. */
  readonly minimum: readonly RationalLike[];
  /** Number of data. */
  readonly m: number;
  /** Coefficient of w wᵀ in m·H; the paper has 4. */
  readonly top: number;
}

/**
 * vᵀ H v for the matrix (8) at a minimum w with support K: ‖v‖² − Σ_K v_i² + top ⟨w, v⟩², over m. With K = {i} it is
 * the matrix (9).
 */
export function quadraticForm({ minimum, m, top }: Subject, direction: readonly Rational[]): Rational {
  let outside = Rational.ZERO;
  let along = Rational.ZERO;
  minimum.forEach((coordinate, i) => {
    const c = Rational.of(coordinate);
    const v = direction[i]!;
    if (c.isZero()) outside = outside.add(v.mul(v));
    along = along.add(c.mul(v));
  });
  return outside.add(along.mul(along).mul(top)).div(m);
}

/** Sums and differences of two axes and the axes themselves: enough to determine a quadratic form. */
function testDirections(
  n: number,
  wall: "both sides" | "idle side",
  isWall: (i: number) => boolean,
): Rational[][] {
  const signs = (i: number): (1 | -1)[] => (wall === "idle side" && isWall(i) ? [-1] : [1, -1]);
  const axes: Rational[][] = [];
  const sums: Rational[][] = [];
  for (let i = 0; i < n; i++) {
    for (const s of signs(i)) {
      axes.push(axis(n, i, s));
      for (let j = i + 1; j < n; j++) {
        for (const t of signs(j)) sums.push(axis(n, i, s).map((x, k) => x.add(axis(n, j, t)[k]!)));
      }
    }
  }
  return [...axes, ...sums];
}

/** Compares the exact curvature with the printed quadratic form on the test directions. */
export function compareAlongRays(
  subject: Subject,
  wall: "both sides" | "idle side",
): { cases: number; failures: number; witness: string } {
  const { minimum, m } = subject;
  const isWall = (i: number): boolean => i < m && Rational.of(minimum[i]!).isZero();
  const directions = testDirections(minimum.length, wall, isWall);
  const wrong = directions.filter((v) => !curvature(minimum, m, v).equals(quadraticForm(subject, v)));
  const first = wrong[0];
  return {
    cases: directions.length,
    failures: wrong.length,
    witness: first
      ? `along (${first.join(", ")}) the second derivative is ${curvature(minimum, m, first)}, the matrix gives ${quadraticForm(subject, first)}`
      : "",
  };
}

/** At Φ = 1, Ψ = 0 the five kinds of entry of Lemma 33 are those of (8), for every n, when no datum lies on a wall or all walls are entered from the idle side. */
function entriesAtTheMinimum(top: number): Evidence[] {
  const at = { Phi: "1", Psi: "0" };
  return [
    identityHolds(
      "active diagonal entry: 2Φ + Ψ − 2 + 4c² = 4c²",
      "2*Phi + Psi - 2 + 4*c^2",
      `1 - 1 + ${top}*c^2`,
      at,
    ),
    identityHolds("two active coordinates: 4cd", "4*c*d", `${top}*c*d`, at),
    identityHolds("an idle coordinate: Φ = 1 on the diagonal", "Phi", "1", at),
  ];
}

/**
 * The corrected statement for every n, m, support K and direction v. At w in M, Φ = N = 1 and p1 = n1 = t = ⟨w, v⟩. If v
 * enters no wall's active side, p2 = ‖P_K v‖²; for v = a_j beyond K, t = 0 and p2 = n2 = 1, while P_K v = 0.
 */
function alongEveryRay(top: number): Evidence[] {
  const curvatureAtMinimum = generalCurvature().toString();
  const atMinimum = { p0: "1", n0: "1", p1: "t", n1: "t" };
  return [
    identityHolds(
      "m vᵀHv = ‖v‖² − ‖P_K v‖² + 4⟨w, v⟩² is m times the second derivative along v, every n and m",
      curvatureAtMinimum,
      `n2 - p2 + ${top}*t^2`,
      atMinimum,
    ),
    identityHolds("towards a_j, j in [m] \\ K, the second derivative is 0", curvatureAtMinimum, "0", {
      ...atMinimum,
      t: "0",
      p2: "1",
      n2: "1",
    }),
    identityHolds("where the matrix gives 1/m", `n2 - p2 + ${top}*t^2`, "1", { t: "0", p2: "0", n2: "1" }),
  ];
}

const TWO_OF_THREE = ["3/5", "0", "4/5", "0"] as const;

function check(subject: Subject): Finding {
  const all = compareAlongRays(subject, "both sides");
  const idle = compareAlongRays(subject, "idle side");
  const datum: Subject = { ...subject, minimum: ["1", "0", "0", "0"], m: 3 };
  const atDatum = compareAlongRays(datum, "both sides");
  const smooth: Subject = { ...subject, minimum: ["2/3", "1/3", "2/3", "0"], m: 3 };
  const name = `w = (${subject.minimum.join(", ")}), m = ${subject.m}`;
  return {
    stated: [
      exactly(`(8) gives the second derivative along every ray at ${name}`, all.failures === 0, {
        margin: 1 / subject.m,
        witness: all.witness,
        values: { raysTested: all.cases, raysWrong: all.failures },
      }),
      exactly("(9) gives the second derivative along every ray at w = a_1, m = 3", atDatum.failures === 0, {
        margin: 1 / 3,
        witness: atDatum.witness,
        values: { raysTestedAtDatum: atDatum.cases, raysWrongAtDatum: atDatum.failures },
      }),
    ],
    corrected: [
      ...alongEveryRay(subject.top),
      ...entriesAtTheMinimum(subject.top),
      exactly(
        `(8) is right along every ray that does not enter a wall's active side, at ${name}`,
        idle.failures === 0,
        { witness: idle.witness },
      ),
      exactly("(9) likewise at w = a_1", compareAlongRays(datum, "idle side").failures === 0),
      exactly(
        "(8) is right along every ray where S = [m]: w = (2/3, 1/3, 2/3, 0)",
        compareAlongRays(smooth, "both sides").failures === 0,
      ),
    ],
    illustrations: [
      enumerated("towards the active side of a wall the curvature is 0", {
        cases: 1,
        failures: curvature(["1", "0"], 2, axis(2, 1)).isZero() ? 0 : 1,
      }),
    ],
    note: "The loss is not twice differentiable where a data coordinate vanishes, as it does at both points unless S = [m]. The printed matrices use φ'(0) = 0 there, against the paper's convention φ'(0) = 1.",
  };
}

/** C12. */
export const hessiansAtMinima: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C12",
  seed: null,
  subject: { minimum: TWO_OF_THREE, m: 3, top: 4 },
  check,
  controls: [
    { what: "coefficient 3 in place of 4 of w wᵀ", subject: { minimum: TWO_OF_THREE, m: 3, top: 3 } },
  ],
});
