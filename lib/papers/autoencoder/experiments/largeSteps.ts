/**
 * What gradient descent does beyond the step sizes of Theorem 2: all thresholds in closed form.
 *
 * Without idle mass the radius r = √Φ follows the odd cubic g(r) = r(1 + p(1 − r²)), p = 2α/m, until it would become negative:
 * then every active coordinate changes sign at once, no datum is active any more, and the neuron is dead. In p:
 *
 * - *period two* at p = 1: the multiplier 1 − 2p of r = 1 reaches −1. The cycle is r_±² = A_±/p,
 *   A_± = ((1 + p) ± √((1 + p)² − 4))/2;
 * - *period four* at p = √5 − 1: the multiplier of that cycle, 9 − 2(1 + p)², reaches −1;
 * - *sign flips* at p = (27/2)^(1/3) − 1: the largest Φ on the way, 4(1 + p)³/(27p), passes 1/η = 2/p, so the
 *   factor 1 − ηΦ of the idle coordinates can become negative: data that were idle become active, and the limit is no longer
 *   made of the data of S(0);
 * - *death* at p = √27/2 − 1: the largest value of g is mapped to 0, and beyond it almost every run ends there.
 *
 * A start with Φ > (1 + p)/p dies in its first update for every p.
 *
 * @paper autoencoder Theorem 2
 */
import { identityHolds } from "../../../claims/algebra";
import type { Evidence } from "../../../claims/evidence";
import { requireInteger, requirePositive } from "../../../core/errors";
import { fullBatchStep, masses } from "../../../models/autoencoder";
import { stream } from "../../../random/source";
import { inBall } from "../../../random/sphere";

/** Thresholds of α/m, ascending. */
export const THRESHOLDS = {
  /** Period two; 1/2. */
  periodTwo: 0.5,
  /** Period four; (√5 − 1)/2, the golden ratio. */
  periodFour: (Math.sqrt(5) - 1) / 2,
  /** Idle data can become active; ((27/2)^(1/3) − 1)/2. */
  signFlips: (Math.cbrt(13.5) - 1) / 2,
  /** Neurons die; (√27/2 − 1)/2. */
  death: (Math.sqrt(27) / 2 - 1) / 2,
} as const;

/** Exact algebra behind the thresholds: s = r², g(r)² = s(1 + p(1 − s))². */
export function thresholdAlgebra(): Evidence[] {
  const G = { G: "s*(1 + p*(1 - s))^2" };
  return [
    identityHolds("the multiplier of the fixed point is 1 − 2p", "1 + p - 3*p*s", "1 - 2*p", { s: 1 }),
    // s_+ + s_- = (1 + p)/p, s_+ s_- = 1/p²: both are roots of p s² − (1 + p) s + 1/p
    identityHolds(
      "g swaps r_±: (1 + p(1 − s))² s = (1 + p)/p − s on p s² − (1 + p)s + 1/p = 0",
      "G - ((1 + p)/p - s)",
      "(p*s^2 - (1 + p)*s + 1/p)*(p*s - (1 + p))",
      G,
    ),
    identityHolds(
      "the multiplier of the cycle is 9 − 2(1 + p)²",
      "(1 + p)^2 - 3*p*(1 + p)*((1 + p)/p) + 9*p^2*(1/p^2)",
      "9 - 2*(1 + p)^2",
    ),
    identityHolds("the largest Φ is 4(1 + p)³/(27p), at s = (1 + p)/(3p)", "G", "4*(1 + p)^3/(27*p)", {
      ...G,
      s: "(1 + p)/(3*p)",
    }),
    identityHolds(
      "and nowhere before its zero more: with p s = (1 + p)x, the gap is (x − 1/3)²(4/3 − x) (1 + p)³/p",
      "4*(1 + p)^3/(27*p) - G",
      "(1 + p)^3/p*(x - 1/3)^2*(4/3 - x)",
      { ...G, s: "(1 + p)*x/p" },
    ),
    identityHolds(
      "it passes 2/p where (1 + p)³ = 27/2",
      "27*p/4*(4*(1 + p)^3/(27*p) - 2/p)",
      "(1 + p)^3 - 27/2",
    ),
    identityHolds(
      "it passes the zero (1 + p)/p of g where (1 + p)² = 27/4",
      "27*p/(4*(1 + p))*(4*(1 + p)^3/(27*p) - (1 + p)/p)",
      "(1 + p)^2 - 27/4",
    ),
  ];
}

/** The radii that GD keeps visiting from r = 0.3 at one α/m; empty when it dies. */
export function attractor(stepRatio: number, transient = 2000, kept = 150): number[] {
  requirePositive("stepRatio", stepRatio);
  const p = 2 * stepRatio;
  let r = 0.3;
  const seen: number[] = [];
  for (let t = 0; t < transient + kept; t++) {
    r *= 1 + p * (1 - r * r);
    if (!(r > 0)) return [];
    if (t >= transient) seen.push(r);
  }
  return seen;
}

/** What becomes of runs of GD at one step size. */
export interface Fates {
  readonly stepRatio: number;
  readonly trials: number;
  /** Share of runs in which no datum is active any more. */
  readonly dead: number;
  /** Share of runs in which a datum that was idle at the start became active. */
  readonly flipped: number;
}

/** Runs GD from starts uniform in the unit ball of R^n (with an active datum) and counts deaths and sign flips. */
export function fates(m: number, n: number, stepRatio: number, trials: number, steps = 3000): Fates {
  requireInteger("trials", trials, 1);
  const source = stream(2022, `autoencoder/large-steps/${stepRatio}`);
  let dead = 0;
  let flipped = 0;
  for (let k = 0; k < trials; ) {
    const c = inBall(source, n);
    const start = c.slice();
    if (masses(c, m).active === 0) continue;
    k++;
    let turned = false;
    for (let t = 0; t < steps; t++) {
      fullBatchStep(c, m, stepRatio * m);
      for (let i = 0; i < m; i++) if (c[i]! > 0 && !(start[i]! > 0)) turned = true;
      if (masses(c, m).active === 0) {
        dead++;
        break;
      }
    }
    if (turned) flipped++;
  }
  return { stepRatio, trials, dead: dead / trials, flipped: flipped / trials };
}
