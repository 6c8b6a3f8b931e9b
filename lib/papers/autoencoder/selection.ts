/**
 * Runs of SGD with batch size one: the order of the data, the largest correlation after a time, and how long it takes until
 * one datum has won.
 *
 * @paper autoencoder Conjecture 6, Table 1
 */
import { requireInteger, requirePositive } from "../../core/errors";
import { cyclicOrder, iidOrder, type Order, reshuffledOrder } from "../../dynamics/order";
import { requireRun, sampleSteps } from "../../models/autoencoderFast";
import type { Source } from "../../random/source";

/** Sampling with replacement; the fixed order 0, 1, …, m − 1; a fresh permutation every epoch. */
export type Sampling = "iid" | "cyclic" | "reshuffled";

/** The order of the data under a sampling. */
export function orderOf(sampling: Sampling, m: number, source: Source): Order {
  if (sampling === "cyclic") return cyclicOrder(m);
  return sampling === "iid" ? iidOrder(m, source) : reshuffledOrder(m, source);
}

/** Updates between two sums of the squared norm in {@link sampleSteps}, and between two looks at the stopping rule. */
const BLOCK = 512;

/**
 * Applies `updates` sample steps to `c`, in place, calling `look` after every `every` of them (default 512) and at the end;
 * stops early when `look` returns true. Returns the updates made.
 */
export function runSamples(
  c: Float64Array,
  m: number,
  stepSize: number,
  order: Order,
  updates: number,
  look: (t: number) => boolean = () => false,
  every = BLOCK,
): number {
  requireRun(c, m, stepSize, updates);
  requireInteger("every", every, 1);
  const indices = new Int32Array(every);
  for (let t = 0; t < updates; ) {
    const count = Math.min(every, updates - t);
    for (let k = 0; k < count; k++) indices[k] = order(t + k);
    sampleSteps(c, indices, stepSize, count);
    t += count;
    if (look(t)) return t;
  }
  return updates;
}

export interface Selection {
  /**
   * - `selected`: one datum has correlation 1 to 1e-10 and every other coordinate is below `others`;
   * - `dead`: no datum is active any more, the neuron never moves again;
   * - `diverged`: a coordinate became larger than 1e100 or not finite;
   * - `unfinished`: the budget of updates ran out first.
   */
  readonly outcome: "selected" | "dead" | "diverged" | "unfinished";
  /** Index of the largest coordinate among the data. */
  readonly winner: number;
  readonly updates: number;
}

/** Index of the largest of the first m entries. */
export function leader(c: ArrayLike<number>, m: number): number {
  let best = 0;
  for (let i = 1; i < m; i++) if (c[i]! > c[best]!) best = i;
  return best;
}

function stateOf(c: Float64Array, m: number, others: number): Selection["outcome"] {
  const best = leader(c, m);
  if (!(c[best]! > 0)) return "dead";
  let rest = 0;
  for (let j = 0; j < c.length; j++) {
    const size = Math.abs(c[j]!);
    if (!(size < 1e100)) return "diverged";
    if (j !== best && size > rest) rest = size;
  }
  return Math.abs(c[best]! - 1) < 1e-10 && rest < others ? "selected" : "unfinished";
}

/**
 * Runs SGD until one datum has won: max c_i within 1e-10 of 1 and all other coordinates below `others` (default 1e-5).
 *
 * @param budget largest number of updates
 * @example runUntilSelected(Float64Array.of(0.1, 0.08), 2, 0.25, cyclicOrder(2), 10_000).winner // 0
 * @paper autoencoder Conjecture 6
 */
export function runUntilSelected(
  start: ArrayLike<number>,
  m: number,
  stepSize: number,
  order: Order,
  budget: number,
  others = 1e-5,
): Selection {
  requirePositive("others", others);
  requireRun(start, m, stepSize, budget);
  const c = Float64Array.from(start);
  let outcome: Selection["outcome"] = stateOf(c, m, others);
  const updates =
    outcome === "unfinished"
      ? runSamples(
          c,
          m,
          stepSize,
          order,
          budget,
          () => {
            outcome = stateOf(c, m, others);
            return outcome !== "unfinished";
          },
          Math.max(m, 64),
        )
      : 0;
  return { outcome, winner: leader(c, m), updates };
}
