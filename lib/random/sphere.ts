/** Rotation-invariant draws in R^n. Each takes the source to draw from. */
import { requireInteger } from "../core/errors";
import type { Source } from "./source";

/** A vector of n independent N(0, sd²) entries. */
export function gaussianVector(source: Source, n: number, sd = 1): Float64Array {
  requireInteger("n", n, 1);
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) x[i] = sd * source.normal();
  return x;
}

/** Uniform on the unit sphere of R^n (a normalised Gaussian vector). */
export function onSphere(source: Source, n: number): Float64Array {
  for (;;) {
    const x = gaussianVector(source, n);
    let squared = 0;
    for (const v of x) squared += v * v;
    if (squared > 0) {
      const inverse = 1 / Math.sqrt(squared);
      for (let i = 0; i < n; i++) x[i]! *= inverse;
      return x;
    }
  }
}

/** Uniform in the open unit ball of R^n: direction from the sphere, radius U^{1/n}. */
export function inBall(source: Source, n: number): Float64Array {
  const x = onSphere(source, n);
  const r = source.uniform() ** (1 / n);
  for (let i = 0; i < n; i++) x[i]! *= r;
  return x;
}
