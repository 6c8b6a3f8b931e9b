/**
 * One ReLU neuron with tied weights, f(x; w) = w φ(⟨w, x⟩), reconstructing m orthonormal vectors of R^n.
 *
 * In the basis (a_1, …, a_n) of the data the state is the vector of correlations c_i = ⟨w, a_i⟩; the first m
 * entries belong to data. Everything below is exact in these coordinates: no Monte Carlo, no matrices. Dynamics
 * are equivariant under rotations, so "random orthonormal data" and "a_i = e_i" are one experiment.
 *
 * Notation: N = Σ c_i², active set S = {i < m : c_i > 0}, Φ = Σ_{S} c_i², Ψ = N − Φ, η = α / m.
 * Indices start at 0. At c_i = 0 the gradient is 0 whatever value is chosen for φ'(0), because the loss
 * depends on φ(c_i)² only.
 *
 * @paper autoencoder Section 2.1, eqs. (1)–(5)
 */
import { requireFiniteEntries, requireInteger, requirePositive } from "../core/errors";

/** The two masses of a state. */
export interface Masses {
  /** Φ: squared length of the active part. */
  readonly active: number;
  /** Ψ: squared length of the rest. */
  readonly idle: number;
}

/** Refuses states that are not m data correlations inside R^n. */
export function requireState(c: ArrayLike<number>, m: number): void {
  requireFiniteEntries("c", c);
  requireInteger("m", m, 1, c.length, "There are at most n orthonormal data in R^n.");
}

/** S = {i < m : c_i > 0}, ascending. @paper autoencoder eq. (5) */
export function activeSet(c: ArrayLike<number>, m: number): number[] {
  const set: number[] = [];
  for (let i = 0; i < m; i++) if (c[i]! > 0) set.push(i);
  return set;
}

/** (Φ, Ψ) with the active set of c itself. `masses([0.6, -0.2, 0.8], 3)` is Φ = 1, Ψ = 0.04. */
export function masses(c: ArrayLike<number>, m: number): Masses {
  let active = 0;
  let idle = 0;
  for (let i = 0; i < c.length; i++) {
    const square = c[i]! * c[i]!;
    if (i < m && c[i]! > 0) active += square;
    else idle += square;
  }
  return { active, idle };
}

/**
 * L = 1/2 + Φ(Φ + Ψ − 2) / (2m): the reconstruction loss depends on two numbers only.
 * `loss([1, 0], 2) = 1/4`, the global minimum (m − 1)/(2m).
 *
 * @paper autoencoder eq. (2)
 */
export function loss(c: ArrayLike<number>, m: number): number {
  const { active, idle } = masses(c, m);
  return 0.5 + (active * (active + idle - 2)) / (2 * m);
}

/** Writes ∇L(c) into `out`: c_i(2Φ + Ψ − 2)/m on S, c_j Φ/m off it. @paper autoencoder eqs. (10), (11) */
export function lossGradient(c: Float64Array, m: number, out: Float64Array): void {
  const { active, idle } = masses(c, m);
  const on = (2 * active + idle - 2) / m;
  const off = active / m;
  for (let i = 0; i < c.length; i++) out[i] = c[i]! * (i < m && c[i]! > 0 ? on : off);
}

/** ℓ(w; a_i) = (1 + φ(c_i)²(N − 2))/2. */
export function sampleLoss(c: ArrayLike<number>, i: number): number {
  const u = c[i]! > 0 ? c[i]! * c[i]! : 0;
  let n = 0;
  for (let j = 0; j < c.length; j++) n += c[j]! * c[j]!;
  return 0.5 * (1 + u * (n - 2));
}

/**
 * Writes ∇ℓ(w; a_i) into `out`: c_i[(N − 2) e_i + c_i c] for an active sample, 0 otherwise.
 *
 * @paper autoencoder eq. (4)
 */
export function sampleGradient(c: Float64Array, i: number, out: Float64Array): void {
  const ci = c[i]!;
  if (!(ci > 0)) {
    out.fill(0);
    return;
  }
  let n = 0;
  for (let j = 0; j < c.length; j++) n += c[j]! * c[j]!;
  for (let j = 0; j < c.length; j++) out[j] = ci * ci * c[j]!;
  out[i]! += ci * (n - 2);
}

/**
 * One SGD step on sample i, in place: c_i ← c_i(1 + α(2 − N − u)), c_j ← c_j(1 − αu), u = c_i². O(n).
 *
 * @paper autoencoder eqs. (3), (4) with b = 1
 */
export function sampleStep(c: Float64Array, i: number, stepSize: number): void {
  const ci = c[i]!;
  if (!(ci > 0)) return;
  let n = 0;
  for (let j = 0; j < c.length; j++) n += c[j]! * c[j]!;
  const u = ci * ci;
  const off = 1 - stepSize * u;
  for (let j = 0; j < c.length; j++) c[j]! *= off;
  c[i] = ci * (1 + stepSize * (2 - n - u));
}

/**
 * One mini-batch step, in place; U = Σ c_i² over the active samples of the batch. O(n + b).
 *
 * @paper autoencoder eqs. (3), (4)
 */
export function batchStep(c: Float64Array, batch: ArrayLike<number>, stepSize: number): void {
  const rate = stepSize / batch.length;
  let n = 0;
  for (let j = 0; j < c.length; j++) n += c[j]! * c[j]!;
  let active = 0;
  for (let k = 0; k < batch.length; k++) {
    const ci = c[batch[k]!]!;
    if (ci > 0) active += ci * ci;
  }
  const off = 1 - rate * active;
  const on = 1 + rate * (2 - n - active);
  const ratio = on / off;
  if (Number.isFinite(ratio)) {
    for (let k = 0; k < batch.length; k++) if (c[batch[k]!]! > 0) c[batch[k]!]! *= ratio;
    for (let j = 0; j < c.length; j++) c[j]! *= off;
    return;
  }
  // off = 0: every coordinate outside the active batch becomes exactly zero
  const kept = Array.from(batch, (i) => [i, c[i]!] as const).filter(([, ci]) => ci > 0);
  c.fill(0);
  for (const [i, ci] of kept) c[i] = ci * on;
}

/**
 * One full-batch step, in place: factor 1 + η(2 − 2Φ − Ψ) on S and 1 − ηΦ elsewhere. O(n).
 *
 * @paper autoencoder eqs. (10), (11)
 */
export function fullBatchStep(c: Float64Array, m: number, stepSize: number): void {
  const eta = stepSize / m;
  let active = 0;
  let idle = 0;
  for (let i = 0; i < c.length; i++) {
    const square = c[i]! * c[i]!;
    if (i < m && c[i]! > 0) active += square;
    else idle += square;
  }
  const on = 1 + eta * (2 - 2 * active - idle);
  const off = 1 - eta * active;
  for (let i = 0; i < c.length; i++) c[i]! *= i < m && c[i]! > 0 ? on : off;
}

/**
 * The planar map H_α(u, v) = (u(1 + α(2 − 2u − v))², v(1 − αu)²) that carries every step of the paper:
 * (Φ, Ψ) under full batch with α → η, and (c_i², N − c_i²) under one sample step.
 *
 * @paper autoencoder eqs. (15), (16)
 */
export function massStep(u: number, v: number, stepSize: number): [number, number] {
  const on = 1 + stepSize * (2 - 2 * u - v);
  const off = 1 - stepSize * u;
  return [u * on * on, v * off * off];
}

/**
 * The limit of full-batch gradient descent, Π_S c / ‖Π_S c‖, or `undefined` when S is empty.
 *
 * @paper autoencoder Theorem 2
 */
export function fullBatchLimit(c: ArrayLike<number>, m: number): Float64Array | undefined {
  const { active } = masses(c, m);
  if (active === 0) return undefined;
  const length = Math.sqrt(active);
  return Float64Array.from(c, (ci, i) => (i < m && ci > 0 ? ci / length : 0));
}

/** max_{i<m} c_i, the paper's "largest correlation" (w is not normalised). */
export function largestCorrelation(c: ArrayLike<number>, m: number): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < m; i++) if (c[i]! > best) best = c[i]!;
  return best;
}

/** Checks a step size: positive and finite. */
export function requireStepSize(stepSize: number): void {
  requirePositive("stepSize", stepSize, "It is α of the paper; η = α / m.");
}
