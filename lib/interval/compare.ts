/**
 * Three-valued comparisons of intervals (Kleene's strong logic).
 *
 * `less(a, b)` asks whether x < y for the numbers enclosed by `a` and `b`: "yes" if for every x ∈ a, y ∈ b, "no" if
 * for none, "unknown" if the enclosures do not tell. An empty enclosure comes from a point outside a domain, so it
 * supports neither answer and gives "unknown".
 */
import { type Interval, isEmpty } from "./interval";

/** Answer of a test on enclosures. */
export type Trilean = "yes" | "no" | "unknown";

/** x < y? Example: `less(interval(0, 1), interval(1, 2))` is "unknown", because x = y = 1 is possible. */
export function less(a: Interval, b: Interval): Trilean {
  if (isEmpty(a) || isEmpty(b)) return "unknown";
  return a.hi < b.lo ? "yes" : a.lo >= b.hi ? "no" : "unknown";
}

/** x ≤ y? */
export function lessEqual(a: Interval, b: Interval): Trilean {
  return not(less(b, a));
}

/** x > y? */
export function greater(a: Interval, b: Interval): Trilean {
  return less(b, a);
}

/** x ≥ y? */
export function greaterEqual(a: Interval, b: Interval): Trilean {
  return not(less(a, b));
}

/** x = y? "yes" only for two equal points. */
export function equal(a: Interval, b: Interval): Trilean {
  if (isEmpty(a) || isEmpty(b)) return "unknown";
  if (a.hi < b.lo || b.hi < a.lo) return "no";
  return a.lo === a.hi && b.lo === b.hi ? "yes" : "unknown";
}

/** x > 0? */
export function positive(a: Interval): Trilean {
  return isEmpty(a) ? "unknown" : a.lo > 0 ? "yes" : a.hi <= 0 ? "no" : "unknown";
}

/** x ≥ 0? */
export function nonNegative(a: Interval): Trilean {
  return isEmpty(a) ? "unknown" : a.lo >= 0 ? "yes" : a.hi < 0 ? "no" : "unknown";
}

/** Negation. */
export function not(t: Trilean): Trilean {
  return t === "yes" ? "no" : t === "no" ? "yes" : "unknown";
}

/** Conjunction; "yes" for no argument. */
export function and(...answers: readonly Trilean[]): Trilean {
  if (answers.includes("no")) return "no";
  return answers.includes("unknown") ? "unknown" : "yes";
}

/** Disjunction; "no" for no argument. */
export function or(...answers: readonly Trilean[]): Trilean {
  if (answers.includes("yes")) return "yes";
  return answers.includes("unknown") ? "unknown" : "no";
}
