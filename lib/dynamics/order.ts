/**
 * Sampling orders: which sample (or batch) is used at step t.
 *
 * An order is a function of t that must be called with t = 0, 1, 2, … in turn, since the random ones draw from
 * their source as they go.
 */
import { requireInteger } from "../core/errors";
import type { Source } from "../random/source";

export type Order = (t: number) => number;
/** Returns a view that the next call overwrites. */
export type BatchOrder = (t: number) => Int32Array;

/** 0, 1, …, m − 1, 0, 1, … (the order "t mod m"), optionally starting at `first`. */
export function cyclicOrder(m: number, first = 0): Order {
  requireInteger("m", m, 1);
  requireInteger("first", first, 0, m - 1);
  return (t) => (t + first) % m;
}

/** Independent uniform draws with replacement. */
export function iidOrder(m: number, source: Source): Order {
  requireInteger("m", m, 1);
  return () => source.integer(m);
}

/** A fresh uniform permutation every epoch ("random reshuffling"). */
export function reshuffledOrder(m: number, source: Source): Order {
  requireInteger("m", m, 1);
  const permutation = Int32Array.from({ length: m }, (_, i) => i);
  return (t) => {
    const k = t % m;
    const j = k + source.integer(m - k);
    const drawn = permutation[j]!;
    permutation[j] = permutation[k]!;
    permutation[k] = drawn;
    return drawn;
  };
}

/** Uniform batches of `size` distinct samples, drawn afresh every step (partial Fisher–Yates, O(size)). */
export function batchOrder(m: number, size: number, source: Source): BatchOrder {
  requireInteger("m", m, 1);
  requireInteger("size", size, 1, m);
  const permutation = Int32Array.from({ length: m }, (_, i) => i);
  const batch = permutation.subarray(0, size);
  return () => {
    for (let k = 0; k < size; k++) {
      const j = k + source.integer(m - k);
      const drawn = permutation[j]!;
      permutation[j] = permutation[k]!;
      permutation[k] = drawn;
    }
    return batch;
  };
}
