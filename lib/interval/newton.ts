/**
 * Proofs that an equation f(x) = 0 has exactly one solution, or none, in an interval.
 *
 * The interval Newton operator is N(X) = m − f(m)/f′(X) with m ∈ X. Every zero of f in X lies in N(X) by the mean
 * value theorem. If 0 ∉ f′(X) and N(X) ⊆ X, then f has exactly one zero in X: the inclusion forces f to change sign
 * between the ends of X, and f is strictly monotone (Moore 1966; Neumaier 1990, theorem 5.1.7).
 */
import { requireInteger, requireThat } from "../core/errors";
import { div, sub } from "./arithmetic";
import {
  bisect,
  EMPTY,
  hull,
  type Interval,
  intersect,
  isEmpty,
  mid,
  point,
  subset,
  unchecked,
} from "./interval";

/** A continuously differentiable function, or its derivative, evaluated on intervals. */
export type IntervalFunction = (x: Interval) => Interval;

/** Outcome of {@link newton}. */
export type NewtonOutcome =
  | { readonly kind: "unique"; readonly root: Interval; readonly steps: number }
  | { readonly kind: "none"; readonly steps: number }
  | {
      readonly kind: "undecided";
      readonly reason: string;
      /** Contains every zero in the starting interval. */
      readonly enclosure: Interval;
      readonly steps: number;
    };

/** {m − y/d : d ∈ D, d ≠ 0} ∩ X for y ∈ F: one interval, two if D straddles 0 and the quotient leaves a gap. */
function newtonPieces(m: number, F: Interval, D: Interval, X: Interval): Interval[] {
  const centre = point(m);
  const parts = D.lo < 0 && D.hi > 0 ? [unchecked(D.lo, 0), unchecked(0, D.hi)] : [D];
  const pieces = parts.map((d) => intersect(sub(centre, div(F, d)), X)).filter((p) => !isEmpty(p));
  const meet = pieces.length === 2 && !isEmpty(intersect(pieces[0]!, pieces[1]!));
  return meet ? [hull(pieces[0]!, pieces[1]!)] : pieces;
}

function excludesZero(a: Interval): boolean {
  return a.lo > 0 || a.hi < 0;
}

/** Opposite signs of f at the ends ("change"), equal strict signs ("same"), or neither proved. */
function endSigns(f: IntervalFunction, X: Interval): "change" | "same" | "unknown" {
  if (!Number.isFinite(X.lo) || !Number.isFinite(X.hi)) return "unknown";
  const a = f(point(X.lo));
  const b = f(point(X.hi));
  if (isEmpty(a) || isEmpty(b)) return "unknown";
  if ((a.hi <= 0 && b.lo >= 0) || (a.lo >= 0 && b.hi <= 0)) return "change";
  return (a.lo > 0 && b.lo > 0) || (a.hi < 0 && b.hi < 0) ? "same" : "unknown";
}

/**
 * Shrinks `x0` around the zeros of `f` and decides how many there are. `df` must enclose the derivative of `f`, which
 * must be continuous on `x0`. At most `maxSteps` (default 100) steps; convergence is quadratic near a simple zero.
 *
 * Example: `newton((x) => sub(sqr(x), point(2)), (x) => mul(point(2), x), interval(1, 2))` has kind "unique" and a
 * root enclosure of two neighbouring doubles around √2.
 */
export function newton(
  f: IntervalFunction,
  df: IntervalFunction,
  x0: Interval,
  options: { readonly maxSteps?: number } = {},
): NewtonOutcome {
  const { maxSteps = 100 } = options;
  requireInteger("maxSteps", maxSteps, 1);
  requireThat(!isEmpty(x0), "x0", "be a non-empty interval", x0);
  let X = x0;
  let exists = false;
  let monotone = false;
  let steps = 0;
  while (steps < maxSteps) {
    steps++;
    const m = mid(X);
    const F = f(point(m));
    const D = df(X);
    if (isEmpty(F) || isEmpty(D)) break;
    monotone ||= excludesZero(D);
    const N = excludesZero(D) ? sub(point(m), div(F, D)) : EMPTY;
    exists ||= !isEmpty(N) && subset(N, X);
    const pieces = D.lo === 0 && D.hi === 0 ? (excludesZero(F) ? [] : [X]) : newtonPieces(m, F, D, X);
    if (D.lo <= 0 && D.hi >= 0 && !excludesZero(F)) break; // y/d is then unrestricted: the step says nothing
    if (pieces.length === 0) return { kind: "none", steps };
    const next = pieces.length === 2 ? hull(pieces[0]!, pieces[1]!) : pieces[0]!;
    if (next.lo === X.lo && next.hi === X.hi) break;
    X = next;
  }
  if (exists) return { kind: "unique", root: X, steps };
  if (excludesZero(f(X))) return { kind: "none", steps };
  if (monotone) {
    const signs = endSigns(f, X);
    if (signs === "change") return { kind: "unique", root: X, steps };
    if (signs === "same") return { kind: "none", steps };
    return { kind: "undecided", reason: "the sign of f at an end is not resolved", enclosure: X, steps };
  }
  return { kind: "undecided", reason: "the derivative may vanish on the enclosure", enclosure: X, steps };
}

/** All zeros found by {@link isolateRoots}: each of `roots` holds exactly one, the rest lie in `undecided`. */
export interface RootIsolation {
  readonly kind: "complete" | "incomplete";
  readonly roots: Interval[];
  readonly undecided: Interval[];
}

/**
 * Finds every zero of `f` in the bounded interval `x0` by bisection and {@link newton}, with at most `budget` calls
 * (default 10 000). "complete": the zeros are exactly one in each of the disjoint `roots`, in increasing order.
 * A multiple zero cannot be certified this way and ends up in `undecided`.
 */
export function isolateRoots(
  f: IntervalFunction,
  df: IntervalFunction,
  x0: Interval,
  options: { readonly budget?: number } = {},
): RootIsolation {
  const { budget = 10000 } = options;
  requireInteger("budget", budget, 1);
  const bounded = Number.isFinite(x0.lo) && Number.isFinite(x0.hi) && !isEmpty(x0);
  requireThat(bounded, "x0", "be a bounded, non-empty interval", x0);
  const found: Interval[] = [];
  const undecided: Interval[] = [];
  const stack: Interval[] = [x0];
  for (let calls = 0; stack.length > 0; calls++) {
    const X = stack.pop()!;
    if (calls >= budget) {
      undecided.push(X);
      continue;
    }
    const outcome = newton(f, df, X);
    if (outcome.kind === "unique") found.push(outcome.root);
    if (outcome.kind !== "undecided") continue;
    const m = mid(outcome.enclosure);
    if (m > outcome.enclosure.lo && m < outcome.enclosure.hi) {
      const [low, high] = bisect(outcome.enclosure);
      stack.push(high, low);
    } else undecided.push(outcome.enclosure);
  }
  const roots: Interval[] = [];
  for (const X of found) {
    const last = roots[roots.length - 1];
    if (!last || isEmpty(intersect(last, X))) {
      roots.push(X);
      continue;
    }
    // a zero on a cut belongs to both halves: their union must hold exactly one
    const both = hull(last, X);
    if (newton(f, df, both).kind === "unique") roots[roots.length - 1] = both;
    else undecided.push(X);
  }
  return { kind: undecided.length === 0 ? "complete" : "incomplete", roots, undecided };
}
