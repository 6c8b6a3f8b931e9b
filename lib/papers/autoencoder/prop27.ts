/**
 * V = z/y falls in two steps, on all of A and for every α in (0, 1/4].
 *
 * With u = y², v = z² the increment is V(F) − V = −V α² E/(on·off2), so its sign is that of the polynomial E. E vanishes
 * at the origin, and on the diagonal at N = 1 when α → 0; E/N >= α/5 on A takes both into account and is proved in exact
 * arithmetic for all α at once. It also gives an explicit rate, which the paper's argument by compactness does not.
 *
 * @paper autoencoder Proposition 27
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, exactly } from "../../claims/evidence";
import { expander } from "../../symbolic/definitions";
import type { Rational } from "../../symbolic/rational";
import { COORDINATE_FACTORS, type CoordinateFactors, inSector, twoSteps } from "./halfStep";
import { cubicIsPositive } from "./lem31";
import { FG, fallsInY } from "./lem32";

export interface Subject {
  readonly factors: CoordinateFactors;
  /** Largest α. */
  readonly stepSize: string;
  /** Largest N as an expression in alpha. */
  readonly norm: string;
  /** Smallest s = y²/N; 1/2 is y >= z. */
  readonly share: string;
}

/** What the paper claims. */
export const PRINTED: Subject = {
  factors: COORDINATE_FACTORS,
  stepSize: "1/4",
  norm: "1 + alpha/4",
  share: "1/2",
};

/**
 * V falls on the sector: E/N >= α/5, and the factors that were divided by are positive. Since on·off2 <= 1 + 2α this is
 * V(F) <= V(1 − α³N/(5(1 + 2α))).
 *
 * @paper autoencoder Proposition 27
 */
export function potentialFalls({ factors, stepSize, norm, share }: Subject): Evidence[] {
  const { N: _, ...step } = inSector(twoSteps(factors));
  const where = { ...step, N: `(${norm})*n` };
  const box = { n: [0, 1], s: [share, 1], alpha: [0, stepSize] } as const;
  return [
    identityHolds(
      "V(F) − V = V·(off·on2/(on·off2) − 1)",
      "z*off*on2/(y*on*off2) - z/y",
      "z/y*(off*on2/(on*off2) - 1)",
      twoSteps(factors),
    ),
    identityHolds(
      "V(F) − V = −V α²E/(on·off2)",
      "off*on2/(on*off2) - 1",
      "-alpha^2*E/(on*off2)",
      twoSteps(factors),
    ),
    signHolds("E/N >= α/5", "E/N - alpha/5", ">=", box, { where }),
    signHolds("on > 0", "on", ">", box, { where }),
    signHolds("off > 0", "off", ">", box, { where }),
    signHolds("off2 > 0", "off2", ">", box, { where }),
    signHolds("on <= 1 + 2α, off2 <= 1: on", "(1 + 2*alpha - on)/alpha", ">=", box, { where }),
    signHolds("on <= 1 + 2α, off2 <= 1: off2", "(1 - off2)/alpha", ">=", box, { where }),
  ];
}

/** Signs of the decrease E and of the printed f − g at one point, for both readings of r. */
function printedEquivalence(what: string, y: string, z: string, r: string): Evidence {
  const where = { ...twoSteps(), ...FG, y, z, alpha: "1/4", u: "y^2", v: "z^2", r };
  const value = (expression: string): Rational => expander(where)(expression).toPolynomial().constantValue();
  const falls = value("E").sign() > 0;
  const printed = value("f - gPrinted");
  return exactly(
    `(y, z) in V_- iff f − g < 0, as printed, at one point (${what})`,
    falls === printed.sign() < 0,
    {
      margin: Math.abs(printed.toNumber()),
      witness: `α = 1/4, (y, z) = (${y}, ${z}): V ${falls ? "falls" : "rises"}, but f − g = ${printed.toNumber()}`,
    },
  );
}

/** The paper's own route, with the right g: the diagonal (Lemmas 28, 31) and monotonicity in the angle (Lemma 32). */
function paperRoute({ stepSize, norm }: Subject): Evidence[] {
  const where = { ...twoSteps(), ...FG, u: "y^2", v: "r - y^2" };
  return [
    identityHolds("f − g = −α²E with r = y² + z² and (1 − αy²)² in g", "f - g", "-alpha^2*E", where),
    // V(F) − V = V (f − g)/(on·off2): the equivalence needs positive denominators on the whole square
    ...["on", "off", "off2"].map((factor) =>
      signHolds(
        `${factor} > 0 on the unit square`,
        factor,
        ">",
        { u: [0, 1], v: [0, 1], alpha: [0, stepSize] },
        {
          where: twoSteps(),
        },
      ),
    ),
    ...fallsInY({ stepSize, radius: norm }),
    ...cubicIsPositive({ stepSize, twiceSquare: norm }),
  ];
}

function check(subject: Subject): Finding {
  return {
    stated: [
      ...potentialFalls(subject),
      printedEquivalence("r = y² + z²", "1/5", "2/5", "y^2 + z^2"),
      printedEquivalence("r the radius, as y = r cos θ says", "2/25", "3/50", "1/10"),
    ],
    corrected: [...potentialFalls(subject), ...paperRoute(subject)],
    illustrations: [
      signHolds(
        "E/N >= α/8 on the sector even for α up to 9/10",
        "E/N - alpha/8",
        ">=",
        { n: [0, 1], s: ["1/2", 1], alpha: [0, "9/10"] },
        { where: inSector(twoSteps()) },
      ),
    ],
    margin: 0.2,
    note: "A ⊆ V_- holds, for all α at once: E/N >= α/5 on A (margin: 1/5). The printed equivalence is wrong with the printed g: (1 − αy)² must be (1 − αy²)², and r must be the squared radius; in the line for y_1² the last y_0 must be y_0². Also “<=” in the description of V_- is “<”, and A as printed in the proposition needs y < 1 and z > 0 (its last line admits z = 0, where V stands still).",
  };
}

/** C41. The margin is the lower bound of E/(αN). @paper autoencoder Proposition 27 */
export const decrease: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C41",
  seed: null,
  subject: PRINTED,
  check,
  controls: [
    {
      what: "N up to 1 + α/2: the diagonal leaves V_- at 1.0936 for α = 1/4",
      subject: { ...PRINTED, norm: "1 + alpha/2" },
    },
    { what: "z up to 2y: s from 1/5", subject: { ...PRINTED, share: "1/5" } },
  ],
});
