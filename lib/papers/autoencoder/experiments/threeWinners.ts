/**
 * Who wins under iid sampling with three and more data?
 *
 * With ℓ_i = log c_i the random walk of `iidWinner` becomes, as α → 0, a diffusion with generator
 * (α²/2m)(Σ ∂_i² + 2 Σ u_i ∂_i), u_i = e^{2ℓ_i}/Σ_j e^{2ℓ_j}, acting on functions of differences of the ℓ_i. For m = 3 that is a
 * problem in the plane, solved here on a grid; no closed form is known.
 */
import { requireBetween, requireInteger } from "../../../core/errors";
import { sampleStep } from "../../../models/autoencoder";
import { stream } from "../../../random/source";
import { arctanLaw } from "./iidWinner";

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
