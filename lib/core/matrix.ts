/** Dense real matrices, row-major in one `Float64Array`. */
import { DISPLAY, type MimeBundle } from "./displayable";
import { badArgument, requireInteger, ShapeError } from "./errors";
import { matrixBundle, matrixText } from "./matrixDisplay";

/** `data[i * cols + j]` is entry (i, j). */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float64Array;
}

/** The display lies on the prototype, so making a matrix costs no more than making a plain object. */
class DenseMatrix implements Matrix {
  constructor(
    readonly rows: number,
    readonly cols: number,
    readonly data: Float64Array,
  ) {}

  toString(): string {
    return matrixText(this);
  }

  [DISPLAY](): MimeBundle {
    return matrixBundle(this);
  }
}

/**
 * The matrix with the given entries, row by row; `data` is kept, not copied.
 * `String(dense(1, 2, new Float64Array([1, 2])))` is `1 × 2 matrix` and `[ 1  2 ]` on the next line.
 */
export function dense(rows: number, cols: number, data: Float64Array): Matrix {
  if (data.length !== rows * cols)
    throw new ShapeError(badArgument("data", `have length ${rows * cols}`, data.length));
  return new DenseMatrix(rows, cols, data);
}

/** Builds a matrix from rows, or from a shape and a rule. `matrix([[1, 2], [3, 4]])`. */
export function matrix(rows: ReadonlyArray<ArrayLike<number>>): Matrix {
  const cols = rows[0]?.length ?? 0;
  const data = new Float64Array(rows.length * cols);
  rows.forEach((row, i) => {
    if (row.length !== cols)
      throw new ShapeError(badArgument(`rows[${i}]`, `have length ${cols}`, row.length));
    data.set(row, i * cols);
  });
  return new DenseMatrix(rows.length, cols, data);
}

/** Entry (i, j) given by `rule(i, j)`. */
export function matrixOf(rows: number, cols: number, rule: (i: number, j: number) => number): Matrix {
  requireInteger("rows", rows, 0);
  requireInteger("cols", cols, 0);
  const data = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) data[i * cols + j] = rule(i, j);
  return new DenseMatrix(rows, cols, data);
}

/** Identity of order n. */
export function identity(n: number): Matrix {
  return matrixOf(n, n, (i, j) => (i === j ? 1 : 0));
}

/** Entry (i, j). */
export function entry(a: Matrix, i: number, j: number): number {
  if (!(i >= 0 && i < a.rows && j >= 0 && j < a.cols)) {
    throw new ShapeError(badArgument("(i, j)", `lie in a ${a.rows} x ${a.cols} matrix`, [i, j]));
  }
  return a.data[i * a.cols + j]!;
}

/** Column j as a vector. */
export function column(a: Matrix, j: number): Float64Array {
  const out = new Float64Array(a.rows);
  for (let i = 0; i < a.rows; i++) out[i] = entry(a, i, j);
  return out;
}

/** Aᵀ. */
export function transpose(a: Matrix): Matrix {
  return matrixOf(a.cols, a.rows, (i, j) => a.data[j * a.cols + i]!);
}

/** A x, O(rows · cols). */
export function matvec(a: Matrix, x: ArrayLike<number>): Float64Array {
  if (x.length !== a.cols) throw new ShapeError(badArgument("x", `have length ${a.cols}`, x.length));
  const out = new Float64Array(a.rows);
  for (let i = 0; i < a.rows; i++) {
    let s = 0;
    for (let j = 0, k = i * a.cols; j < a.cols; j++, k++) s += a.data[k]! * x[j]!;
    out[i] = s;
  }
  return out;
}

/** A B, O(n³) in ikj order. */
export function matmul(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.rows) throw new ShapeError(badArgument("b.rows", `equal a.cols (${a.cols})`, b.rows));
  const data = new Float64Array(a.rows * b.cols);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.cols; k++) {
      const aik = a.data[i * a.cols + k]!;
      for (let j = 0; j < b.cols; j++) data[i * b.cols + j]! += aik * b.data[k * b.cols + j]!;
    }
  }
  return new DenseMatrix(a.rows, b.cols, data);
}

/** Sum of the diagonal of a square matrix. */
export function trace(a: Matrix): number {
  if (a.rows !== a.cols) throw new ShapeError(badArgument("a", "be square", [a.rows, a.cols]));
  let s = 0;
  for (let i = 0; i < a.rows; i++) s += a.data[i * a.cols + i]!;
  return s;
}
