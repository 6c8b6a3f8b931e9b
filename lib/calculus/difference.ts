/** Derivatives by differences, to check formulas for derivatives. */
import { requireFiniteEntries, requirePositive, requireSameLength } from "../core/errors";

/** ε^(1/5): balances truncation h⁴ and rounding ε/h of the fourth-order formula. */
const STEP = 2 ** -10.4;

/**
 * f'(x) by the five-point central difference, error O(h⁴) + O(ε/h); the default step is 7.4e-4 · max(1, |x|), which
 * leaves about 12 digits for a smooth f of size 1.
 *
 * @example centralDifference(Math.exp, 0) // 1 to 12 digits
 */
export function centralDifference(
  f: (x: number) => number,
  x: number,
  step = STEP * Math.max(1, Math.abs(x)),
): number {
  requirePositive("step", step);
  return (8 * (f(x + step) - f(x - step)) - (f(x + 2 * step) - f(x - 2 * step))) / (12 * step);
}

/** ∇f(x), coordinate by coordinate with {@link centralDifference}: 4n evaluations. */
export function gradientByDifferences(f: (x: Float64Array) => number, x: ArrayLike<number>): Float64Array {
  requireFiniteEntries("x", x);
  const point = Float64Array.from(x);
  const gradient = new Float64Array(point.length);
  for (let i = 0; i < point.length; i++) {
    const centre = point[i]!;
    gradient[i] = centralDifference((t) => {
      point[i] = t;
      return f(point);
    }, centre);
    point[i] = centre;
  }
  return gradient;
}

/** How far a claimed gradient is from the differences of its function. */
export interface GradientError {
  /** Largest |claimed − difference|. */
  readonly absolute: number;
  /** The same divided by the largest |entry| of either gradient (0 if both vanish). */
  readonly relative: number;
  /** Coordinate of the largest deviation; −1 for an empty vector. */
  readonly coordinate: number;
}

/** Compares `gradient(x)` with differences of f at x; a wrong formula shows as a relative error of order 1. */
export function gradientError(
  f: (x: Float64Array) => number,
  gradient: (x: Float64Array) => ArrayLike<number>,
  x: ArrayLike<number>,
): GradientError {
  const claimed = gradient(Float64Array.from(x));
  const measured = gradientByDifferences(f, x);
  requireSameLength("gradient(x)", claimed, "x", measured);
  let absolute = 0;
  let size = 0;
  let coordinate = measured.length === 0 ? -1 : 0;
  for (let i = 0; i < measured.length; i++) {
    const deviation = Math.abs(claimed[i]! - measured[i]!);
    size = Math.max(size, Math.abs(claimed[i]!), Math.abs(measured[i]!));
    if (!(deviation <= absolute)) [absolute, coordinate] = [deviation, i];
    if (Number.isNaN(deviation)) break;
  }
  return { absolute, relative: absolute === 0 ? 0 : absolute / size, coordinate };
}
