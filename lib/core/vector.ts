/**
 * Vectors as `Float64Array`: the few operations the dynamics need.
 *
 * Functions that return a vector allocate it; `axpyInto` and `scaleInto` write into their last argument, for
 * inner loops. All are O(n). Lengths are checked; entries are not (NaN in, NaN out).
 */
import { badArgument, requireSameLength, ShapeError } from "./errors";

/** Copies any array-like of numbers into a vector. `vector([3, 4])` has norm 5. */
export function vector(entries: ArrayLike<number>): Float64Array {
  return Float64Array.from(entries);
}

/** The zero vector of length `n`. */
export function zeros(n: number): Float64Array {
  return new Float64Array(n);
}

/** The `i`-th standard basis vector of R^n (`i` from 0). */
export function basisVector(n: number, i: number): Float64Array {
  if (!(i >= 0 && i < n)) throw new ShapeError(badArgument("i", `be in [0, ${n - 1}]`, i));
  const e = new Float64Array(n);
  e[i] = 1;
  return e;
}

/** Inner product. `dot([1, 2], [3, 4]) = 11`. */
export function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  requireSameLength("x", x, "y", y);
  let s = 0;
  for (let i = 0; i < x.length; i++) s += x[i]! * y[i]!;
  return s;
}

/** Squared Euclidean norm. */
export function normSquared(x: ArrayLike<number>): number {
  let s = 0;
  for (let i = 0; i < x.length; i++) s += x[i]! * x[i]!;
  return s;
}

/** Euclidean norm; entries beyond 1e154 overflow and entries below 1e-154 underflow when squared. */
export function norm(x: ArrayLike<number>): number {
  return Math.sqrt(normSquared(x));
}

/** Euclidean distance. */
export function distance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  requireSameLength("x", x, "y", y);
  let s = 0;
  for (let i = 0; i < x.length; i++) s += (x[i]! - y[i]!) ** 2;
  return Math.sqrt(s);
}

/** a x. */
export function scale(a: number, x: ArrayLike<number>): Float64Array {
  const out = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) out[i] = a * x[i]!;
  return out;
}

/** a x + y. */
export function axpy(a: number, x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  const out = Float64Array.from(y);
  axpyInto(a, x, out);
  return out;
}

/** y <- a x + y, in place. */
export function axpyInto(a: number, x: ArrayLike<number>, y: Float64Array): void {
  requireSameLength("x", x, "y", y);
  for (let i = 0; i < x.length; i++) y[i] = y[i]! + a * x[i]!;
}

/** Largest absolute entry; 0 for the empty vector, NaN if an entry is NaN. */
export function maxNorm(x: ArrayLike<number>): number {
  let m = 0;
  for (let i = 0; i < x.length; i++) {
    const a = Math.abs(x[i]!);
    if (!(a <= m)) m = a;
    if (Number.isNaN(a)) return Number.NaN;
  }
  return m;
}
