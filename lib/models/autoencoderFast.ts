/**
 * Many steps of the autoencoder at a cost per step that does not grow with n.
 *
 * Under a step on one sample every coordinate but one is multiplied by the same number, so that number is kept apart
 * as a common scale, beside the squared norm N; both are updated in O(1). Under full-batch steps the active and the idle
 * coordinates keep their ratios: two products describe the whole run. Mini-batches cost O(b).
 *
 * The results differ from repeating `sampleStep`, `batchStep`, `fullBatchStep` by rounding only. The scale is folded
 * back and N is summed afresh at the start of each call, and whenever the scale leaves a safe range; call with blocks of a
 * thousand steps or so and the difference stays near 1e-12 (relative) for as long as the run itself does not amplify it.
 *
 * @paper autoencoder eqs. (3), (4), (10), (11)
 */
import { requireInteger } from "../core/errors";
import { batchStep, fullBatchStep, requireState, requireStepSize, sampleStep } from "./autoencoder";

/** Below this the common scale is folded into the coordinates. */
const SMALL_SCALE = 1e-100;
/** Factors below this (sign changes, near-annihilation) take the plain step. */
const SMALL_FACTOR = 1e-3;

function squaredNorm(c: Float64Array): number {
  let n = 0;
  for (let j = 0; j < c.length; j++) n += c[j]! * c[j]!;
  return n;
}

function scaleAll(c: Float64Array, factor: number): void {
  for (let j = 0; j < c.length; j++) c[j]! *= factor;
}

/**
 * One `sampleStep` for each of the first `count` indices, in place. O(n + count).
 *
 * Indices are not checked: an index outside [0, m) is the caller's error.
 *
 * @example
 * const c = Float64Array.of(0.1, 0.08);
 * sampleSteps(c, Int32Array.of(0, 1, 0, 1), 0.25); // as four calls of sampleStep
 * @paper autoencoder eqs. (3), (4) with b = 1
 */
export function sampleSteps(
  c: Float64Array,
  indices: Int32Array,
  stepSize: number,
  count: number = indices.length,
): void {
  let scale = 1;
  let n = squaredNorm(c);
  for (let k = 0; k < count; k++) {
    const i = indices[k]!;
    const ci = scale * c[i]!;
    if (!(ci > 0)) continue;
    const u = ci * ci;
    const off = 1 - stepSize * u;
    if (!(off > SMALL_FACTOR) || !(scale > SMALL_SCALE)) {
      scaleAll(c, scale);
      sampleStep(c, i, stepSize);
      scale = 1;
      n = squaredNorm(c);
      continue;
    }
    const on = 1 + stepSize * (2 - n - u);
    scale *= off;
    c[i] = (ci * on) / scale;
    n = (n - u) * off * off + u * on * on;
  }
  scaleAll(c, scale);
}

/**
 * `steps` full-batch steps, in place. O(n + steps): with p, q the products of the factors so far, Φ = Φ(0)p² and
 * Ψ = Ψ(0)q², so p itself converges and carries no accumulated rounding error.
 *
 * @example
 * const c = Float64Array.of(0.1, 0.08);
 * fullBatchSteps(c, 2, 0.25, 1000); // [5, 4]/√41
 * @paper autoencoder eqs. (10), (11), (17)
 */
export function fullBatchSteps(c: Float64Array, m: number, stepSize: number, steps: number): void {
  const eta = stepSize / m;
  let done = 0;
  while (done < steps) {
    let active = 0;
    let idle = 0;
    for (let i = 0; i < c.length; i++) {
      const square = c[i]! * c[i]!;
      if (i < m && c[i]! > 0) active += square;
      else idle += square;
    }
    if (active === 0) return;
    let p = 1;
    let q = 1;
    let simple = true;
    for (; done < steps; done++) {
      const a = active * p * p;
      const on = 1 + eta * (2 - 2 * a - idle * q * q);
      const off = 1 - eta * a;
      simple = on > SMALL_FACTOR && off > SMALL_FACTOR;
      if (!simple) break;
      p *= on;
      q *= off;
    }
    for (let i = 0; i < c.length; i++) c[i]! *= i < m && c[i]! > 0 ? p : q;
    if (!simple) {
      // a sign may change, and with it the active set
      fullBatchStep(c, m, stepSize);
      done++;
    }
  }
}

/**
 * Mini-batch steps, in place: the batches, of `size` distinct data each, lie one after the other in `batches`.
 * O(n + steps · size).
 *
 * @example
 * const c = Float64Array.of(0.1, 0.08, 0.05);
 * batchSteps(c, Int32Array.of(0, 1, 1, 2), 2, 0.25); // as batchStep on {0, 1}, then on {1, 2}
 * @paper autoencoder eqs. (3), (4)
 */
export function batchSteps(c: Float64Array, batches: Int32Array, size: number, stepSize: number): void {
  const rate = stepSize / size;
  let scale = 1;
  let n = squaredNorm(c);
  for (let from = 0; from < batches.length; from += size) {
    let hit = 0;
    for (let k = from; k < from + size; k++) {
      const x = scale * c[batches[k]!]!;
      if (x > 0) hit += x * x;
    }
    if (hit === 0) continue;
    const off = 1 - rate * hit;
    const on = 1 + rate * (2 - n - hit);
    if (!(off > SMALL_FACTOR) || !(scale > SMALL_SCALE)) {
      scaleAll(c, scale);
      batchStep(c, batches.subarray(from, from + size), stepSize);
      scale = 1;
      n = squaredNorm(c);
      continue;
    }
    const ratio = on / off;
    for (let k = from; k < from + size; k++) if (c[batches[k]!]! > 0) c[batches[k]!]! *= ratio;
    scale *= off;
    n = (n - hit) * off * off + hit * on * on;
  }
  scaleAll(c, scale);
}

/** Checks what the kernels above take on trust. */
export function requireRun(c: ArrayLike<number>, m: number, stepSize: number, steps: number): void {
  requireState(c, m);
  requireStepSize(stepSize);
  requireInteger("steps", steps, 0);
}
