/**
 * Mini-batches interpolate discontinuously between "one datum" and "a mixture".
 *
 * Near a_k a batch of size b, drawn without replacement, multiplies c_j by 1 − α/b when it holds k but not j, by 1 + α/b when it
 * holds j but not k, and leaves it alone otherwise. Each case has probability b(m − b)/(m(m − 1)), so
 *
 *   (1/t) log c_j(t) → λ_b = b(m − b)/(m(m − 1)) · log(1 − α²/b²).
 *
 * λ_b < 0 for every b < m: all batches but the full one select a datum, in a time proportional to
 * b(m − 1)m/((m − b)α²). At b = m the rate is zero and the mixture stays.
 */
import { requireInteger } from "../../../core/errors";
import { activeSet } from "../../../models/autoencoder";
import { batchSteps } from "../../../models/autoencoderFast";
import { type Source, stream } from "../../../random/source";
import { gaussianVector } from "../../../random/sphere";
import { leader } from "../selection";

/**
 * λ_b, the rate at which the losing correlations shrink per update.
 *
 * @example lossRate(2, 1, 0.25) // log(15/16)/2
 */
export function lossRate(m: number, size: number, stepSize: number): number {
  requireInteger("m", m, 2);
  requireInteger("size", size, 1, m);
  return ((size * (m - size)) / (m * (m - 1))) * Math.log1p(-((stepSize / size) ** 2));
}

/** The predicted scale of the time to select, b(m − 1)m/((m − b)α²); infinite at b = m. */
export function selectionScale(m: number, size: number, stepSize: number): number {
  return (size * (m - 1) * m) / ((m - size) * stepSize ** 2);
}

/** Draws batches one after the other into `out`, at min(size, m − size) random numbers each. */
export function batchSampler(m: number, size: number, source: Source): (out: Int32Array) => void {
  const permutation = Int32Array.from({ length: m }, (_, i) => i);
  const drawn = Math.min(size, m - size);
  const batch = size <= m - size ? permutation.subarray(0, size) : permutation.subarray(m - size);
  return (out) => {
    for (let from = 0; from < out.length; from += size) {
      for (let k = 0; k < drawn; k++) {
        const j = k + source.integer(m - k);
        const kept = permutation[j]!;
        permutation[j] = permutation[k]!;
        permutation[k] = kept;
      }
      out.set(batch, from);
    }
  };
}

export interface BatchRuns {
  readonly size: number;
  readonly trials: number;
  /** Trials in which one datum has mass above 0.999 of the active mass before the budget ends. */
  readonly selected: number;
  /** Updates until then, sorted. */
  readonly times: number[];
  /** Mean of max c_i/√Φ at the end. */
  readonly meanLargest: number;
}

/**
 * Time to select one datum with batches of `size`, from w(0) ~ N(0, 0.01/m), n = m.
 *
 * @param budget largest number of updates in units of {@link selectionScale} (updates for size = m)
 */
export function batchRuns(m: number, size: number, stepSize: number, trials: number, budget = 60): BatchRuns {
  requireInteger("trials", trials, 1);
  const source = stream(2022, `autoencoder/mini-batch/${m}/${size}`);
  const sample = batchSampler(m, size, source);
  const scale = size < m ? selectionScale(m, size, stepSize) : 1e5;
  const limit = Math.ceil(size < m ? budget * scale : scale);
  const block = Math.max(16, Math.min(256, Math.floor(scale / 50)));
  const lists = new Int32Array(block * size);
  const times: number[] = [];
  let sum = 0;
  for (let k = 0; k < trials; ) {
    const c = gaussianVector(source, m, 0.1 / Math.sqrt(m));
    if (activeSet(c, m).length === 0) continue;
    k++;
    let t = 0;
    let share = 0;
    while (t < limit) {
      sample(lists);
      batchSteps(c, lists, size, stepSize);
      t += block;
      share = largestShare(c, m);
      if (share > 0.999) break;
    }
    if (share > 0.999) times.push(t);
    sum += Math.sqrt(share);
  }
  times.sort((s, t) => s - t);
  return { size, trials, selected: times.length, times, meanLargest: sum / trials };
}

function largestShare(c: Float64Array, m: number): number {
  let active = 0;
  for (let i = 0; i < m; i++) if (c[i]! > 0) active += c[i]! * c[i]!;
  const best = c[leader(c, m)]!;
  return (best * best) / active;
}

/**
 * Measured rate of log c_j per update near a datum: the mean over j and over `updates` updates from c = (1, δ, …, δ) with tiny
 * δ. To be compared with {@link lossRate}.
 */
export function measuredRate(
  m: number,
  size: number,
  stepSize: number,
  updates: number,
): { rate: number; standardError: number } {
  const source = stream(2022, `autoencoder/mini-batch/rate/${m}/${size}`);
  const sample = batchSampler(m, size, source);
  const blocks = 50;
  const per = Math.ceil(updates / blocks);
  const lists = new Int32Array(per * size);
  const rates: number[] = [];
  for (let k = 0; k < blocks; k++) {
    const c = new Float64Array(m).fill(1e-60);
    c[0] = 1;
    sample(lists);
    batchSteps(c, lists, size, stepSize);
    let sum = 0;
    for (let j = 1; j < m; j++) sum += Math.log(c[j]! / 1e-60);
    rates.push(sum / (m - 1) / per);
  }
  const mean = rates.reduce((s, r) => s + r, 0) / blocks;
  const variance = rates.reduce((s, r) => s + (r - mean) ** 2, 0) / (blocks - 1);
  return { rate: mean, standardError: Math.sqrt(variance / blocks) };
}

/** Shares c_i²/Φ of the active mass along one run. */
export interface ShareCurves {
  /** Updates made. */
  readonly times: number[];
  /** One array a datum. */
  readonly shares: number[][];
}

/** One run with batches of `size` from correlations that fall evenly from 1.2 to 0.8 of their mean, recorded `records` times. */
export function shareCurves(
  m: number,
  size: number,
  stepSize: number,
  updates: number,
  records = 60,
): ShareCurves {
  requireInteger("updates", updates, records);
  const c = Float64Array.from({ length: m }, (_, i) => 0.1 * (1.2 - (0.4 * i) / (m - 1)));
  const sample = batchSampler(m, size, stream(2022, `autoencoder/mini-batch/shares/${size}`));
  const block = Math.ceil(updates / records);
  const lists = new Int32Array(block * size);
  const times: number[] = [];
  const shares: number[][] = Array.from(c, () => []);
  for (let t = 0; t <= updates; t += block) {
    let active = 0;
    for (const x of c) active += x * x;
    times.push(t);
    for (let i = 0; i < m; i++) shares[i]!.push((c[i]! * c[i]!) / active);
    sample(lists);
    batchSteps(c, lists, size, stepSize);
  }
  return { times, shares };
}
