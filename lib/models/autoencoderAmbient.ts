/**
 * The same autoencoder written as the paper writes it: weights w in R^n and a list of data vectors. Slow and
 * literal; the reference that the coordinate formulas of `models/autoencoder` are tested against.
 *
 * @paper autoencoder Section 2.1, eqs. (1)–(4)
 */
import { badArgument, DomainError, requireFiniteEntries, requireInteger } from "../core/errors";
import { column, type Matrix } from "../core/matrix";
import { dot } from "../core/vector";

/** f(x; w) = w φ(⟨w, x⟩). @paper autoencoder eq. (1) */
export function reconstruct(w: ArrayLike<number>, x: ArrayLike<number>): Float64Array {
  const t = Math.max(dot(w, x), 0);
  return Float64Array.from(w, (wi) => wi * t);
}

/** ℓ(w; x) = ‖x − f(x; w)‖² / 2. @paper autoencoder eq. (2) */
export function pointLoss(w: ArrayLike<number>, x: ArrayLike<number>): number {
  const f = reconstruct(w, x);
  let s = 0;
  for (let i = 0; i < x.length; i++) s += (x[i]! - f[i]!) ** 2;
  return s / 2;
}

/** φ'(⟨w, x⟩)[x wᵀ + ⟨w, x⟩ I](f(x; w) − x) with φ'(t) = 1(t >= 0). @paper autoencoder eq. (4) */
export function pointGradient(w: ArrayLike<number>, x: ArrayLike<number>): Float64Array {
  const t = dot(w, x);
  const out = new Float64Array(x.length);
  if (!(t >= 0)) return out;
  const residual = reconstruct(w, x).map((fi, i) => fi - x[i]!);
  const along = dot(w, residual);
  for (let i = 0; i < x.length; i++) out[i] = x[i]! * along + t * residual[i]!;
  return out;
}

/**
 * Data are the columns of an n × m matrix. Throws {@link DomainError} unless they are orthonormal to `tolerance`:
 * every result of the paper needs it.
 */
export function requireOrthonormal(data: Matrix, tolerance = 1e-10): void {
  requireFiniteEntries("data", data.data);
  requireInteger("m", data.cols, 1, data.rows, "There are at most n orthonormal data in R^n.");
  for (let i = 0; i < data.cols; i++) {
    for (let j = i; j < data.cols; j++) {
      const product = dot(column(data, i), column(data, j));
      const wanted = i === j ? 1 : 0;
      if (!(Math.abs(product - wanted) <= tolerance)) {
        throw new DomainError(
          badArgument(
            "data",
            `have orthonormal columns (⟨a_${i}, a_${j}⟩ = ${wanted})`,
            product,
            "Duplicates and non-orthogonal samples are outside the paper's setting.",
          ),
        );
      }
    }
  }
}

/** L(w; D), the mean over the columns. @paper autoencoder eq. (2) */
export function datasetLoss(w: ArrayLike<number>, data: Matrix): number {
  let s = 0;
  for (let i = 0; i < data.cols; i++) s += pointLoss(w, column(data, i));
  return s / data.cols;
}

/** ∇L(w; D). */
export function datasetGradient(w: ArrayLike<number>, data: Matrix): Float64Array {
  const out = new Float64Array(data.rows);
  for (let i = 0; i < data.cols; i++) {
    const g = pointGradient(w, column(data, i));
    for (let k = 0; k < out.length; k++) out[k]! += g[k]! / data.cols;
  }
  return out;
}
