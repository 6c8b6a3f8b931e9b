/**
 * Closed intervals of real numbers with binary64 ends, and the set operations on them.
 *
 * An interval [lo, hi] stands for {x ∈ ℝ : lo ≤ x ≤ hi}; an infinite end means "no bound", so ±∞ is never a member.
 * The empty set is {lo: +∞, hi: −∞}. Every function of this layer that returns an interval returns one which contains
 * the exact real result for all real members of its arguments: the inclusion property, here called containment.
 * A literal such as `0.1` is already rounded; the number one tenth is `fromRational(1n, 10n)`.
 */
import { DISPLAY, INSPECT, type MimeBundle } from "../core/displayable";
import { badArgument, DomainError, requireThat } from "../core/errors";
import { intervalBundle, intervalText } from "./display";
import { addDown, addUp } from "./rounding";

/** A closed interval. Build one with {@link interval} or {@link point}: they reject NaN. */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

class Enclosure implements Interval {
  readonly lo: number;
  readonly hi: number;

  constructor(lo: number, hi: number) {
    this.lo = lo + 0; // −0 becomes +0
    this.hi = hi + 0;
  }

  toString(): string {
    return intervalText(this);
  }

  [INSPECT](): string {
    return this.toString();
  }

  [DISPLAY](): MimeBundle {
    return intervalBundle(this);
  }
}

/** Builds [lo, hi] without any check: for bounds already proved to be ordered and not NaN. */
export function unchecked(lo: number, hi: number): Interval {
  return new Enclosure(lo, hi);
}

/** The empty set. */
export const EMPTY: Interval = Object.freeze(unchecked(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY));

/** The real line. */
export const ENTIRE: Interval = Object.freeze(unchecked(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY));

/**
 * The interval [lo, hi], lo ≤ hi, where lo = −∞ and hi = +∞ mean unbounded. Throws DomainError for NaN, for lo > hi and
 * for an interval without real members (lo = +∞ or hi = −∞). Example: `String(interval(1, 2)) === "[1, 2]"`.
 */
export function interval(lo: number, hi: number): Interval {
  if (!(lo <= hi && lo < Number.POSITIVE_INFINITY && hi > Number.NEGATIVE_INFINITY)) {
    const remedy = "NaN is no bound; the empty interval is EMPTY.";
    throw new DomainError(badArgument("(lo, hi)", "satisfy lo <= hi, lo < ∞, hi > -∞", [lo, hi], remedy));
  }
  return new Enclosure(lo, hi);
}

/** The interval {x} of one finite double. */
export function point(x: number): Interval {
  requireThat(Number.isFinite(x), "x", "be a finite number", x);
  return new Enclosure(x, x);
}

/** Whether `a` has no member. */
export function isEmpty(a: Interval): boolean {
  return !(a.lo <= a.hi);
}

/** Whether the double `x` is a member of `a` (never for NaN and ±∞). */
export function contains(a: Interval, x: number): boolean {
  return a.lo <= x && x <= a.hi && x - x === 0;
}

/** Whether every member of `a` is a member of `b`. The empty set is a subset of everything. */
export function subset(a: Interval, b: Interval): boolean {
  return isEmpty(a) || (b.lo <= a.lo && a.hi <= b.hi);
}

/** Whether `a` lies in the topological interior of `b` (as a subset of ℝ). */
export function interior(a: Interval, b: Interval): boolean {
  if (isEmpty(a)) return true;
  return (
    (b.lo < a.lo || b.lo === Number.NEGATIVE_INFINITY) && (a.hi < b.hi || b.hi === Number.POSITIVE_INFINITY)
  );
}

/** Smallest interval that contains both. */
export function hull(a: Interval, b: Interval): Interval {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  return new Enclosure(Math.min(a.lo, b.lo), Math.max(a.hi, b.hi));
}

/** Common members; EMPTY if there are none. */
export function intersect(a: Interval, b: Interval): Interval {
  const lo = Math.max(a.lo, b.lo);
  const hi = Math.min(a.hi, b.hi);
  return lo <= hi ? new Enclosure(lo, hi) : EMPTY;
}

function requireMembers(a: Interval): void {
  if (isEmpty(a)) throw new DomainError(badArgument("a", "be a non-empty interval", a));
}

/** hi − lo, rounded up. */
export function width(a: Interval): number {
  requireMembers(a);
  return addUp(a.hi, -a.lo);
}

/**
 * A finite member near the middle, at which {@link bisect} cuts. For a bounded interval it is the rounded midpoint;
 * for a half line [a, ∞) it is 0 if a < 0, otherwise max(1, 2a) (capped by the largest double); for ℝ it is 0.
 */
export function mid(a: Interval): number {
  requireMembers(a);
  const { lo, hi } = a;
  if (hi === Number.POSITIVE_INFINITY) {
    return lo < 0 ? 0 : Math.min(Math.max(1, 2 * lo), Number.MAX_VALUE);
  }
  if (lo === Number.NEGATIVE_INFINITY) return hi > 0 ? 0 : Math.max(Math.min(-1, 2 * hi), -Number.MAX_VALUE);
  const sum = lo + hi;
  const middle = Number.isFinite(sum) ? 0.5 * sum : 0.5 * lo + 0.5 * hi;
  return middle < lo ? lo : middle > hi ? hi : middle + 0;
}

/** A radius r, rounded up, with a ⊆ [mid(a) − r, mid(a) + r]. */
export function radius(a: Interval): number {
  const m = mid(a);
  return Math.max(addUp(m, -a.lo), addUp(a.hi, -m));
}

/** Magnitude: max |x| over the members. */
export function mag(a: Interval): number {
  requireMembers(a);
  return Math.max(Math.abs(a.lo), Math.abs(a.hi));
}

/** Mignitude: min |x| over the members. */
export function mig(a: Interval): number {
  requireMembers(a);
  return a.lo > 0 ? a.lo : a.hi < 0 ? -a.hi : 0;
}

/** The two halves of `a`, which share the point {@link mid}. Their union is `a`. */
export function bisect(a: Interval): [Interval, Interval] {
  const m = mid(a);
  return [new Enclosure(a.lo, m), new Enclosure(m, a.hi)];
}

/** `a` widened by `by` ≥ 0 on both sides, outward rounded. */
export function inflate(a: Interval, by: number): Interval {
  requireThat(by >= 0, "by", "be >= 0", by);
  return isEmpty(a) ? EMPTY : new Enclosure(addDown(a.lo, -by), addUp(a.hi, by));
}
