/** The diagonal lies in V_-. @paper autoencoder Lemma 28 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, exactly } from "../../claims/evidence";
import { requireInteger } from "../../core/errors";
import { type Definitions, expander } from "../../symbolic/definitions";
import { Rational, type RationalLike } from "../../symbolic/rational";
import { COORDINATE_FACTORS, type CoordinateFactors, twoSteps } from "./halfStep";
import { CUBIC, cubicIsPositive, FACTORS } from "./lem31";

export interface Subject {
  readonly factors: CoordinateFactors;
  /** Largest α. */
  readonly stepSize: string;
  /** Largest 2y² as an expression in alpha. */
  readonly twiceSquare: string;
}

/** The start (y, y) after one and two steps, with the paper's δ. */
function fromDiagonal(factors: CoordinateFactors): Definitions {
  return {
    ...twoSteps(factors),
    u: "y^2",
    v: "y^2",
    y1: "y*on",
    z1: "y*off",
    y2: "y1*off2",
    z2: "z1*on2",
    delta: "2*alpha*(1 - y^2)/(1 - alpha*y^2)",
    w: "1 - alpha*y^2",
    b: "1 - alpha",
  };
}

/** The identities of the printed proof, line by line. */
function printedLines(factors: CoordinateFactors): Evidence[] {
  const where = fromDiagonal(factors);
  return [
    identityHolds("y_1 = (1 + δ)z_1", "y1", "(1 + delta)*z1", where),
    identityHolds(
      "y_2 − z_2 = z_1(δ − 2α) + αz_1³(2 + δ + δ²)",
      "y2 - z2",
      "z1*(delta - 2*alpha) + alpha*z1^3*(2 + delta + delta^2)",
      where,
    ),
    identityHolds(
      "substituting and factoring",
      "y2 - z2",
      "2*alpha*z1*y^2*((alpha - 1)/w + w^2*(1 + alpha*(1 - y^2)/w + 2*alpha^2*(1 - y^2)^2/w^2))",
      where,
    ),
    identityHolds("α(1 − y²) = w − b", "alpha*(1 - y^2)", "w - b", where),
    identityHolds(
      "y_2 − z_2 = 2αz_1y²(4w³ − 5bw² + 2wb² − b)/w",
      "y2 - z2",
      `2*alpha*z1*y^2/w*(${CUBIC})`,
      where,
    ),
  ];
}

/**
 * Where the diagonal leaves V_-: the root N = 2y² of 4w³ − 5bw² + 2wb² − b at the given α, as an exact bracket of width
 * 2^-bits around the only root in [1, 3/2].
 *
 * @example diagonalThreshold("1/4").lo.toNumber() // 1.0936…
 * @paper autoencoder Lemma 28
 */
export function diagonalThreshold(stepSize: RationalLike, bits = 80): { lo: Rational; hi: Rational } {
  requireInteger("bits", bits, 1, 400);
  const alpha = Rational.of(stepSize);
  const f = expander({ ...FACTORS, u: "n/2", alpha: `${alpha}` })("f").toPolynomial();
  let [lo, hi] = [Rational.ONE, Rational.of("3/2")];
  for (let k = 0; k < bits; k++) {
    const middle = lo.add(hi).div(2);
    if (f.evaluate({ n: middle }).sign() > 0) lo = middle;
    else hi = middle;
  }
  return { lo, hi };
}

/** f falls along the diagonal, so that the root is the only one. */
function falls(): Evidence {
  const where = { ...FACTORS, u: "n/2" };
  const slope = expander(where)("f").toPolynomial().derivative("n").toString();
  return signHolds("4w³ − 5bw² + 2wb² − b falls in N = 2y²", `-(${slope})/alpha`, ">", {
    n: [0, "3/2"],
    alpha: [0, "1/4"],
  });
}

function check(subject: Subject): Finding {
  const { factors, stepSize, twiceSquare } = subject;
  const where = { ...twoSteps(factors), ...FACTORS, v: "u" };
  const threshold = diagonalThreshold("1/4");
  const digits = threshold.lo.toNumber();
  const region = { tau: [0, 1], alpha: [0, stepSize] } as const;
  const onDiagonal = { ...twoSteps(factors), u: `(${twiceSquare})/2*tau`, v: "u" };
  return {
    stated: [
      ...printedLines(factors),
      ...cubicIsPositive({ stepSize, twiceSquare }),
      signHolds("z_1 > 0", "off", ">", region, { where: onDiagonal }),
      signHolds("y_1 > 0", "on", ">", region, { where: onDiagonal }),
      signHolds("y_2 > 0", "off2", ">", region, { where: onDiagonal }),
      identityHolds("αE = 2uf on the diagonal, E the decrease of Proposition 27", "E*alpha", "2*u*f", {
        ...where,
      }),
    ],
    illustrations: [
      falls(),
      exactly(
        "the root at α = 1/4 is bracketed to 80 bits",
        threshold.lo.cmp(threshold.hi) < 0 && threshold.lo.cmp("17/16") > 0,
        { values: { threshold: digits } },
      ),
    ],
    margin: digits - 1.0625,
    note: `The diagonal stays in V_- until 2y² = ${digits.toFixed(14)} at α = 1/4 (1 + 3α/8 to first order); the margin is the distance of 1 + α/4 to it. The first line of the proof has a sign reversed: (y, y) ∈ V_- iff z_2/y_2 − 1 < 0. Strictness needs f > 0, which Lemma 31's proof gives though its statement says f >= 0.`,
  };
}

/** C44. The margin is in 2y². @paper autoencoder Lemma 28 */
export const diagonal: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C44",
  seed: null,
  subject: { factors: COORDINATE_FACTORS, stepSize: "1/4", twiceSquare: "1 + alpha/4" },
  check,
  controls: [
    {
      what: "2y² up to 1 + α/2, beyond the root 1.0936 at α = 1/4",
      subject: { factors: COORDINATE_FACTORS, stepSize: "1/4", twiceSquare: "1 + alpha/2" },
    },
  ],
});
