/** From enclosures at points to enclosures on intervals, for monotone functions. */
import { EMPTY, type Interval, isEmpty, unchecked } from "./interval";
import { bounds } from "./rounding";

/** Writes `bounds` around f(x); x may be ±∞ where f has a limit there. */
export type BoundsAt = (x: number) => void;

/** {f(x)} for increasing f. */
export function increasing(a: Interval, at: BoundsAt): Interval {
  if (isEmpty(a)) return EMPTY;
  at(a.lo);
  const lo = bounds[0]!;
  if (a.lo !== a.hi) at(a.hi);
  return unchecked(lo, bounds[1]!);
}

/** {f(x)} for decreasing f. */
export function decreasing(a: Interval, at: BoundsAt): Interval {
  if (isEmpty(a)) return EMPTY;
  at(a.lo);
  const hi = bounds[1]!;
  if (a.lo !== a.hi) at(a.hi);
  return unchecked(bounds[0]!, hi);
}
