/** Random Gaussian matrices and orthonormal frames. */
import { requireInteger } from "../core/errors";
import { dense, type Matrix } from "../core/matrix";
import type { Source } from "./source";
import { gaussianVector } from "./sphere";

/** rows × cols matrix of independent N(0, 1) entries. */
export function gaussianMatrix(source: Source, rows: number, cols: number): Matrix {
  requireInteger("rows", rows, 1);
  requireInteger("cols", cols, 1);
  return dense(rows, cols, gaussianVector(source, rows * cols));
}

/**
 * m orthonormal vectors of R^n (the columns of the n × m result), Haar distributed: Gram–Schmidt, applied twice
 * to each column, on Gaussian columns. O(n m²). Columns are orthonormal to about 1e-15.
 */
export function orthonormalFrame(source: Source, n: number, m: number): Matrix {
  requireInteger("n", n, 1);
  requireInteger("m", m, 1, n, "A frame in R^n has at most n vectors.");
  const columns: Float64Array[] = [];
  while (columns.length < m) {
    const x = gaussianVector(source, n);
    for (let pass = 0; pass < 2; pass++) {
      for (const q of columns) {
        let s = 0;
        for (let i = 0; i < n; i++) s += q[i]! * x[i]!;
        for (let i = 0; i < n; i++) x[i]! -= s * q[i]!;
      }
    }
    let squared = 0;
    for (const v of x) squared += v * v;
    const inverse = 1 / Math.sqrt(squared);
    if (!Number.isFinite(inverse)) continue;
    for (let i = 0; i < n; i++) x[i]! *= inverse;
    columns.push(x);
  }
  const data = new Float64Array(n * m);
  columns.forEach((q, j) => {
    for (let i = 0; i < n; i++) data[i * m + j] = q[i]!;
  });
  return dense(n, m, data);
}
