/** f − g falls in y at fixed squared radius. @paper autoencoder Lemma 32 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, exactly } from "../../claims/evidence";
import { type Definitions, expander } from "../../symbolic/definitions";
import { Rational } from "../../symbolic/rational";

/**
 * f(y; r), g(y; r) of Proposition 27 with r = y² + z² the squared radius; `g` as the proof uses it, with (1 − αy²)²,
 * and `gPrinted` with the printed (1 − αy)².
 *
 * @paper autoencoder Proposition 27, Lemma 32
 */
export const FG: Definitions = {
  f: "(1 - alpha*y^2)*(1 + alpha*(2 - 2*(r - y^2)*(1 - alpha*y^2)^2 - y^2*(1 + alpha*(2 - r - y^2))^2))",
  g: "(1 - alpha*(r - y^2)*(1 - alpha*y^2)^2)*(1 + alpha*(2 - r - y^2))",
  gPrinted: "(1 - alpha*(r - y^2)*(1 - alpha*y)^2)*(1 + alpha*(2 - r - y^2))",
};

/** The two of them as functions of w = 1 − αy², and the parts p and q of the derivative. */
const IN_W: Definitions = {
  fw: "w*(1 + 2*alpha + 2*w^2*(1 - w - alpha*r) + (w - 1)*(w + alpha*(2 - r))^2)",
  gw: "(1 + w^2*(1 - w - alpha*r))*(w + alpha*(2 - r))",
  p: "alpha*(2 - r)*(r - 2 + 4*w)",
  q: "6*(3 - 2*r)*w^2 + 6*(r - 2)*w + 2",
};

export interface Subject {
  /** Largest α. */
  readonly stepSize: string;
  /** Largest r as an expression in alpha. */
  readonly radius: string;
}

const slope = (expression: string, variable: string, where: Definitions): string =>
  `(${expander(where)(expression).toPolynomial().derivative(variable).toString()})`;

/**
 * d(f − g)/dy = −2α²y(p + q), p >= 0, q > 0 for 0 <= r <= radius and y in [0, 1].
 *
 * @paper autoencoder Lemma 32
 */
export function fallsInY({ stepSize, radius }: Subject): Evidence[] {
  const box = { n: [0, 1], u: [0, 1], alpha: [0, stepSize] } as const;
  const where = { ...IN_W, r: `(${radius})*n`, w: "1 - alpha*u" };
  return [
    identityHolds("f in w", "f", "fw", { ...FG, ...IN_W, w: "1 - alpha*y^2" }),
    identityHolds("g in w, with (1 − αy²)² in g", "g", "gw", { ...FG, ...IN_W, w: "1 - alpha*y^2" }),
    identityHolds("d(f − g)/dw = α(p + q)", slope("fw - gw", "w", IN_W), "alpha*(p + q)", IN_W),
    signHolds("p >= 0", "p", ">=", box, { where }),
    signHolds("q > 0", "q", ">", box, { where }),
    signHolds(
      "d(f − g)/dy <= 0",
      `-${slope("f - g", "y", FG)}/(alpha^2*y)`,
      ">=",
      { n: [0, 1], y: [0, 1], alpha: [0, stepSize] },
      { where: { r: `(${radius})*n` } },
    ),
  ];
}

/** The chain that bounds q from below, without its last number. */
function lowerBoundOfQ(stepSize: string): Evidence[] {
  const box = { x: [0, 1], alpha: [0, stepSize] } as const;
  const where = { ...IN_W, w: "1 - alpha*x" };
  return [
    signHolds("q falls in r: 6w(1 − 2w) <= 0", slope("q", "r", IN_W), "<=", box, { where }),
    signHolds("q(1 + α, w) >= 3w² − (9/2)w + 2", "q - (3*w^2 - 9/2*w + 2)", ">=", box, {
      where: { ...where, r: "1 + alpha" },
    }),
    identityHolds("3w² − (9/2)w + 2 = 3(w − 3/4)² + 5/16", "3*w^2 - 9/2*w + 2", "3*(w - 3/4)^2 + 5/16"),
  ];
}

/** "r <= 1 + α/4 is a constant" admits every negative r. */
function negativeRadius(): Evidence {
  const at = { alpha: "1/4", r: "-50", y: "1/4" };
  const value = (expression: string): Rational =>
    expander(at)(slope(expression, "y", FG))
      .toPolynomial()
      .constantValue();
  const [printed, meant] = [value("f - gPrinted"), value("f - g")];
  return exactly("d(f − g)/dy <= 0 also for negative r (r = −50)", printed.sign() <= 0, {
    margin: printed.toNumber(),
    witness: `α = 1/4, r = −50, y = 1/4: the derivative is ${printed.toNumber()}, and ${meant.toNumber()} with (1 − αy²)² in g`,
  });
}

function check(subject: Subject): Finding {
  const { stepSize, radius } = subject;
  return {
    stated: [
      signHolds(
        "d(f − g)/dy <= 0 with the printed g, for r >= 0",
        `-${slope("f - gPrinted", "y", FG)}`,
        ">=",
        { n: [0, 1], y: [0, 1], alpha: [0, stepSize] },
        { where: { r: `(${radius})*n` } },
      ),
      negativeRadius(),
      identityHolds("the printed g in w, at α = 1/4, r = 1", "gPrinted", "gw", {
        ...FG,
        ...IN_W,
        w: "1 - alpha*y^2",
        alpha: "1/4",
        r: 1,
        y: "1/2",
      }),
      exactly(
        "the displayed number: 3(3/4)² − (9/2)(3/4) + 2 = 5/16 >= 0.4",
        Rational.of("5/16").cmp("0.4") >= 0,
        { margin: 0.0875, witness: "5/16 = 0.3125 < 0.4" },
      ),
    ],
    corrected: [...fallsInY(subject), ...lowerBoundOfQ(stepSize)],
    margin: 5 / 16,
    note: "The derivative is right and q >= 5/16 > 0, the margin; “5/16 >= 0.4” is false. The printed g has (1 − αy)² for (1 − αy²)²: the inequality happens to hold for it too, but the proof and Proposition 27 use the other. r is the squared radius and must be >= 0: the proof uses it, and for r = −50 the derivative is positive. The term 2w in the definition of q is 2.",
  };
}

/** C48. The margin is the lower bound of q. @paper autoencoder Lemma 32 */
export const monotone: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C48",
  seed: null,
  subject: { stepSize: "1/4", radius: "1 + alpha/4" },
  check,
  controls: [{ what: "r up to 17/10: p + q < 0 at w = 1", subject: { stepSize: "1/4", radius: "17/10" } }],
});
