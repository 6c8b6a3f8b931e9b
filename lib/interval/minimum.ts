/**
 * Certified global minimum of a function on a box, by best-first branch and bound (Moore–Skelboe, 1974).
 *
 * The box with the least lower bound is cut next. That bound never exceeds the minimum, and a value at any point is
 * never below it, so the minimum is enclosed at every moment.
 */
import { requireInteger, requireThat } from "../core/errors";
import { type Interval, isEmpty, mid, point, unchecked } from "./interval";
import { type Box, requireBox, splitWidest, widths } from "./prove";

/** Outcome of {@link encloseMinimum}. */
export interface MinimumOutcome {
  /** "resolved": the enclosure is as narrow as asked; "budget" or "resolution": the search stopped before. */
  readonly kind: "resolved" | "budget" | "resolution";
  /** Contains min f over the box. */
  readonly minimum: Interval;
  /** A point at which f is at most `minimum.hi`. */
  readonly at: number[];
  readonly boxes: number;
}

interface Candidate {
  readonly box: Box;
  readonly bound: number;
}

/** Binary heap ordered by `bound`. */
class Heap {
  private readonly items: Candidate[] = [];

  push(item: Candidate): void {
    const { items } = this;
    let i = items.push(item) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (items[parent]!.bound <= item.bound) break;
      items[i] = items[parent]!;
      i = parent;
    }
    items[i] = item;
  }

  pop(): Candidate | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0 || !last) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && items[child + 1]!.bound < items[child]!.bound) child++;
      if (items[child]!.bound >= last.bound) break;
      items[i] = items[child]!;
      i = child;
    }
    items[i] = last;
    return top;
  }
}

/**
 * Encloses min f over `box`, f being an interval extension that is defined on the whole box (an empty value throws
 * DomainError). Stops when the enclosure is at most `tolerance` wide (default 1e-9), or after `budget` evaluations on
 * boxes (default 100 000). Example: for f(x) = x² − x on [−2, 2] the minimum −0.25 is enclosed and attained at 0.5.
 */
export function encloseMinimum(
  f: (box: Box) => Interval,
  box: Box,
  options: { readonly budget?: number; readonly tolerance?: number } = {},
): MinimumOutcome {
  const { budget = 100000, tolerance = 1e-9 } = options;
  requireInteger("budget", budget, 1);
  requireThat(tolerance >= 0, "tolerance", "be >= 0", tolerance);
  requireBox(box);
  const scale = widths(box);
  const heap = new Heap();
  let boxes = 0;
  let upper = Number.POSITIVE_INFINITY;
  let at: number[] = [];
  const enter = (b: Box) => {
    boxes++;
    const value = f(b);
    const centre = b.map(mid);
    const there = f(centre.map(point));
    requireThat(!isEmpty(value) && !isEmpty(there), "f", "be defined on the whole box", b.map(String));
    if (there.hi < upper || at.length === 0) {
      upper = there.hi;
      at = centre;
    }
    if (value.lo <= upper) heap.push({ box: b, bound: value.lo });
  };
  enter(box);
  for (;;) {
    const best = heap.pop()!;
    const minimum = unchecked(Math.min(best.bound, upper), upper);
    if (upper - best.bound <= tolerance) return { kind: "resolved", minimum, at, boxes };
    if (boxes >= budget) return { kind: "budget", minimum, at, boxes };
    const cut = splitWidest(best.box, scale);
    if (!cut) return { kind: "resolution", minimum, at, boxes };
    for (const half of cut) enter(half);
  }
}
