/** Determinants, characteristic polynomials, Jacobians and Hessians with polynomial entries. */
import { badArgument, requireThat, ShapeError } from "../core/errors";
import { Polynomial, type PolynomialLike } from "./polynomial";
import { Rational } from "./rational";

/** Rows of entries. */
export type PolynomialMatrix = ReadonlyArray<ReadonlyArray<PolynomialLike>>;

function square(matrix: PolynomialMatrix): Polynomial[][] {
  const n = matrix.length;
  matrix.forEach((row, i) => {
    if (row.length !== n) throw new ShapeError(badArgument(`matrix[${i}]`, `have length ${n}`, row.length));
  });
  return matrix.map((row) => row.map((entry) => Polynomial.of(entry)));
}

/**
 * det A by fraction-free elimination (Bareiss 1968): O(n³) products and exact quotients; the empty determinant is 1.
 *
 * @example determinant([["x", 1], [1, "x"]]).toString() // "x^2 - 1"
 */
export function determinant(matrix: PolynomialMatrix): Polynomial {
  const a = square(matrix);
  const n = a.length;
  let sign = 1;
  let previous = Polynomial.ONE;
  for (let k = 0; k < n - 1; k++) {
    const pivot = a.findIndex((row, i) => i >= k && !row[k]!.isZero());
    if (pivot < 0) return Polynomial.ZERO;
    if (pivot !== k) {
      [a[k], a[pivot]] = [a[pivot]!, a[k]!];
      sign = -sign;
    }
    for (let i = k + 1; i < n; i++) {
      for (let j = k + 1; j < n; j++) {
        const minor = a[k]![k]!.mul(a[i]![j]!).sub(a[i]![k]!.mul(a[k]![j]!));
        a[i]![j] = minor.exactQuotient(previous)!;
      }
    }
    previous = a[k]![k]!;
  }
  const last = n === 0 ? Polynomial.ONE : a[n - 1]![n - 1]!;
  return sign < 0 ? last.neg() : last;
}

/**
 * det(λ I − A) as a polynomial in `variable` (default "lambda"), by Faddeev–LeVerrier: n matrix products, no division
 * by polynomials. Throws DomainError if the variable occurs in an entry.
 *
 * @example characteristicPolynomial([[0, "p"], [1, 0]]).toString() // "lambda^2 - p"
 */
export function characteristicPolynomial(matrix: PolynomialMatrix, variable = "lambda"): Polynomial {
  const a = square(matrix);
  const n = a.length;
  requireThat(
    a.flat().every((entry) => entry.degree(variable) <= 0),
    "variable",
    "not occur in the matrix",
    variable,
  );
  const lambda = Polynomial.variable(variable);
  let result = lambda.pow(n);
  let m: Polynomial[][] = a.map((row, i) => row.map((_, j) => Polynomial.constant(i === j ? 1 : 0)));
  for (let k = 1; k <= n; k++) {
    const product = multiply(a, m);
    const c = product.reduce((sum, row, i) => sum.add(row[i]!), Polynomial.ZERO).scale(Rational.of(-1, k));
    result = result.add(c.mul(lambda.pow(n - k)));
    m = product.map((row, i) => row.map((entry, j) => (i === j ? entry.add(c) : entry)));
  }
  return result;
}

function multiply(a: Polynomial[][], b: Polynomial[][]): Polynomial[][] {
  return a.map((row) =>
    row.map((_, j) => row.reduce((sum, entry, k) => sum.add(entry.mul(b[k]![j]!)), Polynomial.ZERO)),
  );
}

/** Entry (i, j) is ∂ map[i] / ∂ variables[j]. */
export function jacobian(map: readonly PolynomialLike[], variables: readonly string[]): Polynomial[][] {
  return map.map((p) => variables.map((v) => Polynomial.of(p).derivative(v)));
}

/** Entry (i, j) is ∂² p / ∂ variables[i] ∂ variables[j]. */
export function hessian(p: PolynomialLike, variables: readonly string[]): Polynomial[][] {
  return variables.map((u) => variables.map((v) => Polynomial.of(p).derivative(u).derivative(v)));
}
