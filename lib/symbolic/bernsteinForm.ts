/** Bernstein coefficients of a polynomial on a box, and their subdivision, in integers. */
import { Polynomial } from "./polynomial";
import { gcdBig, type Rational } from "./rational";

/** A box of the subdivision: integer Bernstein coefficients times `scale`, and its place in the unit box. */
export interface Cell {
  readonly coefficients: readonly bigint[];
  /** The true coefficients are coefficients / 2^shift (before the common denominator). */
  readonly shift: number;
  /** Lower corner is numerators / 2^depth, per variable. */
  readonly at: readonly bigint[];
  readonly depth: readonly number[];
}

/** The Bernstein form on lows + widths · [0, 1]^n, with the operations of the subdivision. */
export function bernsteinForm(
  p: Polynomial,
  names: readonly string[],
  lows: readonly Rational[],
  widths: readonly Rational[],
) {
  const unit = p.substitute(
    Object.fromEntries(
      names.map((name, v) => [
        name,
        Polynomial.variable(name).scale(widths[v]!).add(Polynomial.constant(lows[v]!)),
      ]),
    ),
  );
  const degrees = names.map((name) => Math.max(0, unit.degree(name)));
  const strides = new Array<number>(names.length);
  let size = 1;
  for (let v = names.length - 1; v >= 0; v--) {
    strides[v] = size;
    size *= degrees[v]! + 1;
  }
  const coefficients = new Array<bigint>(size).fill(0n);
  const list = unit.integerTerms(names);
  list.coefficients.forEach((c, t) => {
    let at = 0;
    for (let v = 0; v < names.length; v++) at += list.exponents[t * names.length + v]! * strides[v]!;
    coefficients[at] = c;
  });
  let denominator = unit.denominatorOf();
  names.forEach((_, v) => {
    const d = degrees[v]!;
    const binomials = Array.from({ length: d + 1 }, (_, j) => binomial(d, j));
    const common = binomials.reduce((m, b) => (m / gcdBig(m, b)) * b, 1n);
    denominator *= common;
    forEachFibre(size, strides[v]!, d, (start, stride) => {
      // b_i = Σ_j C(i, j) / C(d, j) a_j, by repeated addition of neighbours.
      for (let j = 0; j <= d; j++) coefficients[start + j * stride]! *= common / binomials[j]!;
      for (let round = 1; round <= d; round++) {
        for (let j = d; j >= round; j--)
          coefficients[start + j * stride]! += coefficients[start + (j - 1) * stride]!;
      }
    });
  });
  const corner = (bits: number): number =>
    strides.reduce((at, s, v) => at + (((bits >> v) & 1) === 1 ? s * degrees[v]! : 0), 0);

  /** The axis along which neighbouring coefficients differ most; undefined if no axis may be halved. */
  const widestAxis = (cell: Cell, depth: number): number | undefined => {
    let best: number | undefined;
    let most = -1n;
    names.forEach((_, v) => {
      if (degrees[v] === 0 || cell.depth[v]! >= depth) return;
      let variation = 0n;
      forEachFibre(size, strides[v]!, degrees[v]!, (start, stride) => {
        for (let j = 0; j < degrees[v]!; j++) {
          const gap = cell.coefficients[start + (j + 1) * stride]! - cell.coefficients[start + j * stride]!;
          const magnitude = gap < 0n ? -gap : gap;
          if (magnitude > variation) variation = magnitude;
        }
      });
      if (variation > most) [most, best] = [variation, v];
    });
    return best;
  };

  const halve = (cell: Cell, axis: number): [Cell, Cell] => {
    const d = degrees[axis]!;
    const left = cell.coefficients.slice();
    const right = cell.coefficients.slice();
    forEachFibre(size, strides[axis]!, d, (start, stride) => {
      // De Casteljau without the halvings: after r rounds the entries carry the factor 2^r; both halves end with 2^d.
      for (let round = 0; round <= d; round++) {
        left[start + round * stride] = right[start]! << BigInt(d - round);
        for (let j = 0; j < d - round; j++) right[start + j * stride]! += right[start + (j + 1) * stride]!;
        right[start + (d - round) * stride]! <<= BigInt(d - round);
      }
    });
    const depth = cell.depth.map((n, v) => (v === axis ? n + 1 : n));
    const half = (coefficients: readonly bigint[], side: bigint): Cell => ({
      coefficients,
      shift: cell.shift + d,
      at: cell.at.map((n, v) => (v === axis ? 2n * n + side : n)),
      depth,
    });
    return [half(left, 0n), half(right, 1n)];
  };
  return { coefficients, denominator, corner, widestAxis, halve };
}

/** Visits every fibre of d + 1 entries `start + j·stride` of a row-major table of `size` entries. */
function forEachFibre(
  size: number,
  stride: number,
  d: number,
  visit: (start: number, stride: number) => void,
): void {
  const block = stride * (d + 1);
  for (let base = 0; base < size; base += block) {
    for (let offset = 0; offset < stride; offset++) visit(base + offset, stride);
  }
}

function binomial(n: number, k: number): bigint {
  let b = 1n;
  for (let i = 0; i < k; i++) b = (b * BigInt(n - i)) / BigInt(i + 1);
  return b;
}
