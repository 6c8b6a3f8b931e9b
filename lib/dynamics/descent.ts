/**
 * Iterating a discrete-time update, with a record and a named outcome.
 *
 * `iterate` knows nothing of gradients: it applies an in-place update. `gradientDescent`, `stochasticDescent` and
 * `miniBatchDescent` build that update from a gradient and a step size. Models with closed-form steps pass
 * them to `iterate` directly.
 */
import { requireFiniteEntries, requireInteger, requirePositive } from "../core/errors";
import type { BatchOrder, Order } from "./order";
import type { Outcome } from "./outcome";

/** x <- F_t(x), in place. */
export type Update = (x: Float64Array, t: number) => void;
/** Writes the gradient at x into `out`. */
export type Gradient = (x: Float64Array, out: Float64Array) => void;
/** Writes the gradient of the loss of sample i at x into `out`. */
export type SampleGradient = (x: Float64Array, i: number, out: Float64Array) => void;

export interface IterateOptions<R = Float64Array> {
  /** Largest number of updates, >= 0. */
  readonly steps: number;
  /** What to keep of each recorded state. Default: a copy of the state. */
  readonly record?: (x: Float64Array, t: number) => R;
  /** Record every k-th state (and always the first and the last). Default 1; 0 records only the two ends. */
  readonly every?: number;
  /** Stopping rule, asked before each update. */
  readonly until?: (x: Float64Array, t: number) => boolean;
  /** |x_i| beyond this counts as diverged. Default 1e12. */
  readonly divergenceRadius?: number;
  /** Whether an update that leaves the state bit-identical ends the run as "dead". Default true. */
  readonly detectDead?: boolean;
}

export interface Trajectory<R = Float64Array> {
  readonly outcome: Outcome;
  /** Updates made. */
  readonly steps: number;
  /** The last state. */
  readonly final: Float64Array;
  /** Times of the recorded states. */
  readonly times: readonly number[];
  readonly states: readonly R[];
}

/**
 * Applies `update` to a copy of `start` until the rule holds, the budget ends, or the run diverges or dies.
 *
 * @example
 * // x <- x / 2 from 1: converged after 10 halvings
 * iterate((x) => { x[0]! /= 2 }, [1], { steps: 99, until: (x) => x[0]! < 1e-3 }).steps // 10
 */
export function iterate<R = Float64Array>(
  update: Update,
  start: ArrayLike<number>,
  options: IterateOptions<R>,
): Trajectory<R> {
  requireFiniteEntries("start", start);
  requireInteger("steps", options.steps, 0);
  const every = options.every ?? 1;
  requireInteger("every", every, 0);
  const radius = options.divergenceRadius ?? 1e12;
  requirePositive("divergenceRadius", radius);
  const record = options.record ?? ((x: Float64Array) => x.slice() as unknown as R);
  const x = Float64Array.from(start);
  const before = new Float64Array(x.length);
  const times: number[] = [];
  const states: R[] = [];
  const keep = (t: number): void => {
    times.push(t);
    states.push(record(x, t));
  };
  let outcome: Outcome = "maxSteps";
  let t = 0;
  keep(0);
  for (; t < options.steps; t++) {
    if (options.until?.(x, t)) {
      outcome = "converged";
      break;
    }
    before.set(x);
    update(x, t);
    let moved = false;
    let inside = true;
    for (let i = 0; i < x.length; i++) {
      if (x[i] !== before[i]) moved = true;
      if (!(Math.abs(x[i]!) <= radius)) inside = false;
    }
    if (!inside) {
      outcome = "diverged";
      t++;
      break;
    }
    if (!moved && options.detectDead !== false) {
      outcome = "dead";
      break;
    }
    if (every > 0 && (t + 1) % every === 0) keep(t + 1);
  }
  if (outcome === "maxSteps" && options.until?.(x, t)) outcome = "converged";
  if (times[times.length - 1] !== t) keep(t);
  return { outcome, steps: t, final: x, times, states };
}

/** The update x <- x − α ∇f(x). */
export function gradientUpdate(gradient: Gradient, stepSize: number, n: number): Update {
  requirePositive("stepSize", stepSize);
  const g = new Float64Array(n);
  return (x) => {
    gradient(x, g);
    for (let i = 0; i < n; i++) x[i]! -= stepSize * g[i]!;
  };
}

/** Full-batch gradient descent with constant step α. */
export function gradientDescent<R = Float64Array>(
  gradient: Gradient,
  start: ArrayLike<number>,
  options: IterateOptions<R> & { readonly stepSize: number },
): Trajectory<R> {
  return iterate(gradientUpdate(gradient, options.stepSize, start.length), start, options);
}

/** SGD with batch size one; the order decides between iid, cyclic and reshuffled sampling. */
export function stochasticDescent<R = Float64Array>(
  gradient: SampleGradient,
  order: Order,
  start: ArrayLike<number>,
  options: IterateOptions<R> & { readonly stepSize: number },
): Trajectory<R> {
  requirePositive("stepSize", options.stepSize);
  const g = new Float64Array(start.length);
  const update: Update = (x, t) => {
    gradient(x, order(t), g);
    for (let i = 0; i < x.length; i++) x[i]! -= options.stepSize * g[i]!;
  };
  return iterate(update, start, { detectDead: false, ...options });
}

/** Mini-batch SGD: the mean of the sample gradients over the batch. */
export function miniBatchDescent<R = Float64Array>(
  gradient: SampleGradient,
  order: BatchOrder,
  start: ArrayLike<number>,
  options: IterateOptions<R> & { readonly stepSize: number },
): Trajectory<R> {
  requirePositive("stepSize", options.stepSize);
  const g = new Float64Array(start.length);
  const sum = new Float64Array(start.length);
  const update: Update = (x, t) => {
    const batch = order(t);
    sum.fill(0);
    for (const i of batch) {
      gradient(x, i, g);
      for (let k = 0; k < x.length; k++) sum[k]! += g[k]!;
    }
    const a = options.stepSize / batch.length;
    for (let k = 0; k < x.length; k++) x[k]! -= a * sum[k]!;
  };
  return iterate(update, start, { detectDead: false, ...options });
}
