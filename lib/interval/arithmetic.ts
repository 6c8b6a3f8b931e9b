/**
 * Interval arithmetic: + − · / √ and integer powers, outward rounded (see `rounding` for the proof of every bound).
 *
 * An operation with an empty argument gives EMPTY. `div` and `sqrt` act on the part of their argument where they are
 * defined, as IEEE 1788-2015 prescribes: √[−1, 4] is [0, 2], and [1]/[0] is EMPTY.
 */
import { requireInteger } from "../core/errors";
import { EMPTY, ENTIRE, type Interval, isEmpty, unchecked } from "./interval";
import {
  addDown,
  addUp,
  bounds,
  divDown,
  divUp,
  mulBounds,
  mulDown,
  mulUp,
  sqrtDown,
  sqrtUp,
} from "./rounding";

const INF = Number.POSITIVE_INFINITY;

/** {x + y}. Example: `add(interval(1, 2), interval(3, 4))` is [4, 6]. */
export function add(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  return unchecked(addDown(a.lo, b.lo), addUp(a.hi, b.hi));
}

/** {x − y}. */
export function sub(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  return unchecked(addDown(a.lo, -b.hi), addUp(a.hi, -b.lo));
}

/** {−x}. */
export function neg(a: Interval): Interval {
  return isEmpty(a) ? EMPTY : unchecked(-a.hi, -a.lo);
}

/** {x y}. Example: `mul(interval(-1, 2), interval(3, 4))` is [-4, 8]. */
export function mul(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  mulBounds(a.lo, a.hi, b.lo, b.hi);
  return unchecked(bounds[0]!, bounds[1]!);
}

/**
 * {x / y : y ≠ 0}, as one interval. If 0 is an interior point of `b` (and `a` is not {0}) the quotients have two
 * unbounded pieces and the answer is ENTIRE. Example: `div(interval(1, 2), interval(0, 4))` is [0.25, ∞).
 */
export function div(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b) || (b.lo === 0 && b.hi === 0)) return EMPTY;
  if (a.lo === 0 && a.hi === 0) return a;
  if (b.lo < 0 && b.hi > 0) return ENTIRE;
  if (b.hi <= 0) return div(neg(a), neg(b));
  // now 0 ≤ b.lo ≤ b.hi, b.hi > 0; a quotient by b.lo = 0 is unbounded
  const lo = a.lo >= 0 ? divDown(a.lo, b.hi) : b.lo > 0 ? divDown(a.lo, b.lo) : -INF;
  const hi = a.hi <= 0 ? divUp(a.hi, b.hi) : b.lo > 0 ? divUp(a.hi, b.lo) : INF;
  return unchecked(lo, hi);
}

/** {x²}: tighter than `mul(a, a)`, which does not know that both factors are one number. `sqr([-1, 2])` is [0, 4]. */
export function sqr(a: Interval): Interval {
  if (isEmpty(a)) return EMPTY;
  if (a.lo >= 0) return unchecked(mulDown(a.lo, a.lo), mulUp(a.hi, a.hi));
  if (a.hi <= 0) return unchecked(mulDown(a.hi, a.hi), mulUp(a.lo, a.lo));
  return unchecked(0, Math.max(mulUp(a.lo, a.lo), mulUp(a.hi, a.hi)));
}

/** Bound of xⁿ for x ≥ 0, n ≥ 1 by binary powering: every factor is ≥ 0, so the roundings all go one way. */
function power(x: number, n: number, times: (a: number, b: number) => number): number {
  let result = 1;
  let base = x;
  for (let k = n; ; base = times(base, base)) {
    if (k % 2 === 1) result = times(result, base);
    k = Math.floor(k / 2);
    if (k === 0) return result;
  }
}

/**
 * {xⁿ} for an integer n, |n| ≤ 2³¹; x⁰ is 1 for every x, and negative powers leave x = 0 out.
 * Example: `powInt(interval(-2, 1), 3)` is [-8, 1].
 */
export function powInt(a: Interval, n: number): Interval {
  requireInteger("n", n, -2147483648, 2147483648);
  if (isEmpty(a)) return EMPTY;
  if (n === 0) return unchecked(1, 1);
  if (n < 0) return div(unchecked(1, 1), powInt(a, -n));
  if (n === 1) return a;
  if (n === 2) return sqr(a);
  if (a.lo >= 0) return unchecked(power(a.lo, n, mulDown), power(a.hi, n, mulUp));
  if (n % 2 === 0) {
    if (a.hi <= 0) return powInt(neg(a), n);
    return unchecked(0, power(Math.max(-a.lo, a.hi), n, mulUp));
  }
  const lo = -power(-a.lo, n, mulUp);
  return unchecked(lo, a.hi >= 0 ? power(a.hi, n, mulUp) : -power(-a.hi, n, mulDown));
}

/** {√x : x ≥ 0}. Example: `sqrt(interval(4, 9))` is [2, 3]. */
export function sqrt(a: Interval): Interval {
  if (isEmpty(a) || a.hi < 0) return EMPTY;
  return unchecked(a.lo <= 0 ? 0 : sqrtDown(a.lo), sqrtUp(a.hi));
}

/** {|x|}. */
export function abs(a: Interval): Interval {
  if (isEmpty(a) || a.lo >= 0) return a;
  return a.hi <= 0 ? neg(a) : unchecked(0, Math.max(-a.lo, a.hi));
}

/** {min(x, y)}. */
export function min(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  return unchecked(Math.min(a.lo, b.lo), Math.min(a.hi, b.hi));
}

/** {max(x, y)}. */
export function max(a: Interval, b: Interval): Interval {
  if (isEmpty(a) || isEmpty(b)) return EMPTY;
  return unchecked(Math.max(a.lo, b.lo), Math.max(a.hi, b.hi));
}
