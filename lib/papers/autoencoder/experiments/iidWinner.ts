/**
 * Who wins under iid sampling with two data?
 *
 * Put x = log(z/y). To leading order in α a hit on a_0 moves x by −α(2 − N) and one on a_1 by +α(2 − N), so the
 * winner is decided by a random walk. On the sphere its generator is (α²/2)(∂² + tanh(x) ∂), whose harmonic function is
 *
 *   P(a_1 wins) = (2/π) arctan(z/y).
 *
 * The first correction in α has two parts. While N grows from N_0 to 1 the walk already spreads, with variance
 * α(2 − N)²/(2N(1 − N)) dN and drift (α/2)(2 − N)/(1 − N) tanh(x) dN; and on the sphere N sits at 1 + αuv/2 rather than at 1.
 * Inserted into the equation for P they give
 *
 *   P = (2/π) arctan(e^x) + α tanh(x) sech(x) [1/(16π) − (2 log(1/N_0) − 1 + N_0)/(2π)] + o(α).
 *
 * The logarithm is why the limit is reached so slowly from small starts.
 */
import { requireBetween, requireInteger, requirePositive } from "../../../core/errors";
import { moments } from "../../../core/sum";
import { type Source, stream } from "../../../random/source";

/** P(a_1 wins) to leading order: (2/π) arctan(z/y). `arctanLaw(0.5)` is 0.2952. */
export function arctanLaw(ratio: number): number {
  return (2 / Math.PI) * Math.atan(ratio);
}

/**
 * Coefficient of α in P(a_1 wins) − {@link arctanLaw}, from a start with z/y = `ratio` and y² + z² = `normSquared` <= 1.
 *
 * @example firstCorrection(0.5, 1) // −0.00955: on the arc
 */
export function firstCorrection(ratio: number, normSquared: number): number {
  requirePositive("ratio", ratio);
  requireBetween("normSquared", normSquared, Number.MIN_VALUE, 1);
  const x = Math.log(ratio);
  const growth = 2 * Math.log(1 / normSquared) - 1 + normSquared;
  return (Math.tanh(x) / Math.cosh(x)) * (1 / (16 * Math.PI) - growth / (2 * Math.PI));
}

/** Fair coin flips, thirty from each draw. */
function coin(source: Source): () => boolean {
  let bits = 0;
  let left = 0;
  return () => {
    if (left === 0) {
      bits = source.integer(2 ** 30);
      left = 30;
    }
    const heads = (bits & 1) === 0;
    bits >>= 1;
    left--;
    return heads;
  };
}

/** (y, z) of one run from `start`, followed while `goesOn`. */
function follow(
  [y, z]: readonly [number, number],
  stepSize: number,
  flip: () => boolean,
  goesOn: (y: number, z: number) => boolean,
): [number, number] {
  while (goesOn(y, z)) {
    const [u, v] = [y * y, z * z];
    if (flip()) {
      y *= 1 + stepSize * (2 - 2 * u - v);
      z *= 1 - stepSize * u;
    } else {
      z *= 1 + stepSize * (2 - 2 * v - u);
      y *= 1 - stepSize * v;
    }
  }
  return [y, z];
}

export interface Estimate {
  readonly stepSize: number;
  readonly probability: number;
  readonly standardError: number;
  readonly trials: number;
}

/**
 * P(a_1 wins) for m = n = 2 by simulation. A run is stopped when one correlation is below 1 % of the other and counted with the
 * small probability that {@link arctanLaw} leaves to the trailing datum.
 *
 * @example winProbability([0.8, 0.4], 0.25, 2000).probability // about 0.3
 */
export function winProbability(
  start: readonly [number, number],
  stepSize: number,
  trials: number,
  seed = 2022,
): Estimate {
  requireInteger("trials", trials, 2);
  requirePositive("stepSize", stepSize);
  const source = stream(seed, `autoencoder/iid-winner/${stepSize}`);
  const flip = coin(source);
  const results = new Float64Array(trials);
  for (let k = 0; k < trials; k++) {
    const [y, z] = follow(start, stepSize, flip, (y, z) => z < 100 * y && y < 100 * z);
    results[k] = arctanLaw(z / y);
  }
  const { mean, standardError } = moments(results);
  return { stepSize, probability: mean, standardError, trials };
}

/**
 * The same probability from small starts at small α: runs are followed until y² + z² >= 0.9 only and finished by the
 * first-order law from there, whose error is O(α²). Some 1/α times cheaper than {@link winProbability}.
 */
export function growthProbability(
  start: readonly [number, number],
  stepSize: number,
  trials: number,
  seed = 2022,
): Estimate {
  requireInteger("trials", trials, 2);
  requirePositive("stepSize", stepSize);
  const source = stream(seed, `autoencoder/iid-winner/growth/${stepSize}`);
  const flip = coin(source);
  const results = new Float64Array(trials);
  for (let k = 0; k < trials; k++) {
    const [y, z] = follow(start, stepSize, flip, (y, z) => y * y + z * z < 0.9);
    results[k] = arctanLaw(z / y) + stepSize * firstCorrection(z / y, Math.min(y * y + z * z, 1));
  }
  const { mean, standardError } = moments(results);
  return { stepSize, probability: mean, standardError, trials };
}

/** Least-squares slope of log|P − arctan law| against log α: the exponent of the approach to the law. */
export function approachExponent(ratio: number, estimates: readonly Estimate[]): number {
  const points = estimates.map((e) => [
    Math.log(e.stepSize),
    Math.log(Math.abs(e.probability - arctanLaw(ratio))),
  ]);
  const mx = points.reduce((s, p) => s + p[0]!, 0) / points.length;
  const my = points.reduce((s, p) => s + p[1]!, 0) / points.length;
  const sxy = points.reduce((s, p) => s + (p[0]! - mx) * (p[1]! - my), 0);
  const sxx = points.reduce((s, p) => s + (p[0]! - mx) ** 2, 0);
  return sxy / sxx;
}
