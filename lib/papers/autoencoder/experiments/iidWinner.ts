/**
 * Who wins under iid sampling?
 *
 * *Two data.* Put x = log(z/y). To leading order in α a hit on a_0 moves x by −α(2 − N) and one on a_1 by +α(2 − N), so the
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
 *
 * *More data.* With ℓ_i = log c_i the generator is (α²/2m)(Σ ∂_i² + 2 Σ u_i ∂_i), u_i = e^{2ℓ_i}/Σ_j e^{2ℓ_j}, acting on functions of
 * differences of the ℓ_i. For m = 3 that is a problem in the plane, solved here on a grid.
 */
import { requireBetween, requireInteger, requirePositive } from "../../../core/errors";
import { moments } from "../../../core/sum";
import { sampleStep } from "../../../models/autoencoder";
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
    let [y, z] = start;
    while (z < 100 * y && y < 100 * z) {
      const [u, v] = [y * y, z * z];
      if (flip()) {
        y *= 1 + stepSize * (2 - 2 * u - v);
        z *= 1 - stepSize * u;
      } else {
        z *= 1 + stepSize * (2 - 2 * v - u);
        y *= 1 - stepSize * v;
      }
    }
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
    let [y, z] = start;
    let [u, v] = [y * y, z * z];
    while (u + v < 0.9) {
      if (flip()) {
        y *= 1 + stepSize * (2 - 2 * u - v);
        z *= 1 - stepSize * u;
      } else {
        z *= 1 + stepSize * (2 - 2 * v - u);
        y *= 1 - stepSize * v;
      }
      [u, v] = [y * y, z * z];
    }
    results[k] = arctanLaw(z / y) + stepSize * firstCorrection(z / y, Math.min(u + v, 1));
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

/** P(a_1 wins | state) for three data as α → 0, on the grid of log-ratios a = log(c_1/c_3), b = log(c_2/c_3). */
export interface WinnerField {
  /** Grid coordinates of both axes: −L, …, L. */
  readonly axis: Float64Array;
  /** Row by row, first index a. */
  readonly values: Float64Array;
  /** Largest residual of the difference equation. */
  readonly residual: number;
}

/**
 * Solves Σ_i (∂_i² + 2u_i ∂_i) f = 0 for the probability that the first of three data wins, on a (2k + 1)² grid of step h.
 * The scheme is the random walk itself: ±h along each ℓ_i with probabilities (1 ± h u_i)/6, so it is monotone, of second
 * order, and solved by over-relaxation. On the border the trailing datum is ignored: the law of the leading two.
 *
 * @example threeWinners(40, 0.2).values // 1/3 at the centre
 */
export function threeWinners(k: number, h: number): WinnerField {
  requireInteger("k", k, 4, 400);
  requireBetween("h", h, 1e-3, 1);
  const size = 2 * k + 1;
  const axis = Float64Array.from({ length: size }, (_, i) => (i - k) * h);
  const values = new Float64Array(size * size);
  const at = (i: number, j: number): number => i * size + j;
  const border = (a: number, b: number): number => {
    // c_3 = 1; drop the smallest
    const [c1, c2, c3] = [Math.exp(a), Math.exp(b), 1];
    if (c1 <= c2 && c1 <= c3) return 0;
    return c2 <= c3 ? 1 - arctanLaw(c3 / c1) : 1 - arctanLaw(c2 / c1);
  };
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) values[at(i, j)] = border(axis[i]!, axis[j]!);
  const weights = new Float64Array(size * size * 3);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const squares = [Math.exp(2 * axis[i]!), Math.exp(2 * axis[j]!), 1];
      const total = squares[0]! + squares[1]! + squares[2]!;
      for (let l = 0; l < 3; l++) weights[3 * at(i, j) + l] = (h * squares[l]!) / total;
    }
  }
  const relaxation = 1.4; // the drift leads outward, so information comes in from the border quickly
  let residual = Number.POSITIVE_INFINITY;
  for (let sweep = 0; sweep < 20 * size && residual > 1e-10; sweep++) {
    residual = 0;
    for (let i = 1; i < size - 1; i++) {
      for (let j = 1; j < size - 1; j++) {
        const p = at(i, j);
        const [w1, w2, w3] = [weights[3 * p]!, weights[3 * p + 1]!, weights[3 * p + 2]!];
        // ℓ_3 + h moves both log-ratios by −h
        const mean =
          ((1 + w1) * values[p + size]! +
            (1 - w1) * values[p - size]! +
            (1 + w2) * values[p + 1]! +
            (1 - w2) * values[p - 1]! +
            (1 + w3) * values[p - size - 1]! +
            (1 - w3) * values[p + size + 1]!) /
          6;
        const change = mean - values[p]!;
        if (Math.abs(change) > residual) residual = Math.abs(change);
        values[p]! += relaxation * change;
      }
    }
  }
  return { axis, values, residual };
}

/** Candidate closed forms for three data, each right on the edges (two data) and at the centre (1/3). */
export const CANDIDATES: Readonly<Record<string, (c: readonly [number, number, number]) => number>> = {
  /** Area of the spherical triangle spanned by c and the two opposite vertices, as a share of the octant. */
  "spherical area": (c) => 1 - (area(c, 0, 1) + area(c, 0, 2)) / (Math.PI / 2),
  /** Mean of the two pairwise laws, made to sum to one. */
  "pairwise product": ([a, b, c]) => {
    const pair = (p: number, q: number): number => arctanLaw(p / q);
    const one = pair(a, b) * pair(a, c);
    const two = pair(b, a) * pair(b, c);
    const three = pair(c, a) * pair(c, b);
    return one / (one + two + three);
  },
};

/** Area of the spherical triangle of c/‖c‖ and the basis vectors i, j (Van Oosterom and Strackee 1983). */
function area(c: readonly [number, number, number], i: number, j: number): number {
  const length = Math.hypot(...c);
  const k = 3 - i - j;
  return 2 * Math.atan2(c[k]! / length, 1 + c[i]! / length + c[j]! / length);
}

/** Relative wins of the data under iid SGD from one start, for any m: shares of `trials` runs. */
export function winShares(
  start: readonly number[],
  stepSize: number,
  trials: number,
  seed = 2022,
): { shares: number[]; standardErrors: number[] } {
  requireInteger("trials", trials, 2);
  const m = start.length;
  const source = stream(seed, `autoencoder/iid-winner/${m}/${stepSize}`);
  const wins = new Array<number>(m).fill(0);
  const c = new Float64Array(m);
  for (let k = 0; k < trials; k++) {
    c.set(start);
    for (;;) {
      sampleStep(c, source.integer(m), stepSize);
      let total = 0;
      let best = 0;
      for (let i = 0; i < m; i++) {
        total += c[i]! * c[i]!;
        if (c[i]! > c[best]!) best = i;
      }
      if (total - c[best]! ** 2 < 1e-4 * total) {
        wins[best]!++;
        break;
      }
    }
  }
  const shares = wins.map((w) => w / trials);
  return { shares, standardErrors: shares.map((s) => Math.sqrt((s * (1 - s)) / trials)) };
}
