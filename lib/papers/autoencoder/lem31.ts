/** A cubic in w = 1 − αy² and b = 1 − α. @paper autoencoder Lemma 31 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import type { Evidence } from "../../claims/evidence";
import type { Definitions } from "../../symbolic/definitions";
import { Rational } from "../../symbolic/rational";

/** f(w, b) of the lemma. */
export const CUBIC = "4*w^3 - 5*b*w^2 + 2*w*b^2 - b";

/** w and b in α and u = y². */
export const FACTORS: Definitions = { w: "1 - alpha*u", b: "1 - alpha", f: CUBIC };

export interface Subject {
  /** Largest α. */
  readonly stepSize: string;
  /** Largest 2y² as an expression in alpha. */
  readonly twiceSquare: string;
}

/**
 * f >= α²/5 for 0 <= 2y² <= twiceSquare: stronger than the lemma, and what strictness in Lemma 28 needs. The quotient
 * f/α is exact, so nothing degenerates as α → 0.
 *
 * @paper autoencoder Lemma 31
 */
export function cubicIsPositive({ stepSize, twiceSquare }: Subject): Evidence[] {
  return [
    signHolds(
      `f >= α²/5 for 2y² <= ${twiceSquare}, α <= ${stepSize}`,
      "f/alpha - alpha/5",
      ">=",
      { tau: [0, 1], alpha: [0, stepSize] },
      { where: { ...FACTORS, u: `(${twiceSquare})/2*tau` } },
    ),
  ];
}

function check(subject: Subject): Finding {
  const box = { b: [Rational.ONE.sub(subject.stepSize), 1] } as const;
  return {
    stated: [
      ...cubicIsPositive(subject),
      identityHolds("w_min = 1 − α/2 − α²/8", "(-b^2 + 6*b + 3)/8", "1 - alpha/2 - alpha^2/8", {
        b: "1 - alpha",
      }),
      identityHolds("df/dw = 2(2w − b)(3w − b)", "12*w^2 - 10*b*w + 2*b^2", "2*(2*w - b)*(3*w - b)"),
      signHolds(
        "12w² − 10bw + 2b² >= 14b² − 10b on b <= w <= 1",
        "12*w^2 - 10*b*w + 2*b^2 - (14*b^2 - 10*b)",
        ">=",
        { ...box, x: [0, 1] },
        { where: { w: "b + (1 - b)*x" } },
      ),
      signHolds("14b² − 10b >= 0", "14*b^2 - 10*b", ">=", box),
      identityHolds("8(w_min − b) = −(b + 3)(b − 1)", "(-b^2 + 6*b + 3) - 8*b", "-(b + 3)*(b - 1)"),
      identityHolds(
        "f(w_min, b) = −(b − 1)²(b⁴ − 6b³ − 2b² + 2b − 27)/128",
        CUBIC,
        "-1/128*(b - 1)^2*(b^4 - 6*b^3 - 2*b^2 + 2*b - 27)",
        { w: "(-b^2 + 6*b + 3)/8" },
      ),
      signHolds("b⁴ − 6b³ − 2b² + 2b − 27 < 0", "b^4 - 6*b^3 - 2*b^2 + 2*b - 27", "<", { b: [0, 1] }),
    ],
    illustrations: cubicIsPositive({ stepSize: "1", twiceSquare: "1 + alpha/4" }),
    margin: 0.2,
    note: "The margin is the certified lower bound of f/α². Since df/dw = 2(2w − b)(3w − b), the lemma holds for all α <= 1; the bound 2/7 in the proof is an artefact. “8(w_min − b) > 0 for b in [0, 1]” is 0 at b = 1, that is, at α = 0.",
  };
}

/** C47. @paper autoencoder Lemma 31 */
export const cubic: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C47",
  seed: null,
  subject: { stepSize: "1/4", twiceSquare: "1 + alpha/4" },
  check,
  controls: [
    {
      what: "smaller w: 2y² up to 1 + α/2 (the zero is at 1.0936 for α = 1/4)",
      subject: { stepSize: "1/4", twiceSquare: "1 + alpha/2" },
    },
  ],
});
