/** Greatest common divisors of multivariate polynomials over Q. */
import { requireThat } from "../core/errors";
import { gcdModular, largePrimes, PrimeField, type Table } from "./modular";
import { Polynomial } from "./polynomial";
import { gcdBig, Rational } from "./rational";

const MAX_CELLS = 2 ** 22;
/** Each rejection is an unlucky draw of evaluation points, of probability below one in a thousand. */
const MAX_REJECTED = 100;

/** p divided by its content: coprime integer coefficients, positive leading coefficient; 0 stays 0. */
export function primitivePart(p: Polynomial): Polynomial {
  if (p.isZero()) return p;
  const content = Rational.of(p.integerContent(), p.denominatorOf());
  return p.scale(Rational.ONE.div(p.leadingCoefficient().sign() < 0 ? content.neg() : content));
}

/**
 * The gcd of two polynomials, primitive with positive leading coefficient (1 if they are coprime; gcd(0, q) is the
 * primitive part of q). Modular images by evaluation and interpolation, proved by trial division: the result is
 * exact. The work grows with the number of cells ∏ (degree + 1) over the common variables; degree 10 in four
 * variables takes seconds at most, above 2^22 cells DomainError.
 *
 * @example gcd(Polynomial.parse("x^2 - y^2"), Polynomial.parse("x^2 + 2*x*y + y^2")).toString() // "x + y"
 */
export function gcd(a: Polynomial, b: Polynomial): Polynomial {
  if (a.isZero() || b.isZero()) return primitivePart(a.isZero() ? b : a);
  if (a.isConstant() || b.isConstant()) return Polynomial.ONE;
  const p = primitivePart(a);
  const q = primitivePart(b);
  const onlyInOne = firstForeign(p, q) ?? firstForeign(q, p);
  if (onlyInOne !== undefined) {
    // A common divisor does not contain this variable: it divides every coefficient.
    const [with_, without] = p.degree(onlyInOne) > 0 ? [p, q] : [q, p];
    return with_
      .collect(onlyInOne)
      .sort((c, d) => c.degree() - d.degree())
      .reduce((g, c) => (g.isConstant() ? g : gcd(g, c)), without);
  }
  const [large, small] = p.degree() >= q.degree() ? [p, q] : [q, p];
  if (large.exactQuotient(small) !== undefined) return small;
  return gcdByPrimes(p, q);
}

function firstForeign(p: Polynomial, q: Polynomial): string | undefined {
  return p.variables().find((name) => q.degree(name) === 0);
}

/** Both primitive, over the same variables. */
function gcdByPrimes(a: Polynomial, b: Polynomial): Polynomial {
  const least = (name: string) => Math.min(a.degree(name), b.degree(name));
  const order = a.variables().sort((u, v) => least(v) - least(u));
  const shapeOf = (p: Polynomial) => order.map((name) => p.degree(name) + 1);
  for (const p of [a, b]) {
    const cells = shapeOf(p).reduce((product, s) => product * s, 1);
    requireThat(cells <= MAX_CELLS, "∏ (degree + 1)", `be at most ${MAX_CELLS} for a gcd`, cells);
  }
  const [leadA, leadB] = [lexLeading(a, order), lexLeading(b, order)];
  const gamma = gcdBig(leadA, leadB);
  const shape = order.map((name) => least(name) + 1);
  let leading = Number.POSITIVE_INFINITY;
  let modulus = 1n;
  let residues: bigint[] = [];
  let rejected = 0;
  for (const prime of largePrimes()) {
    const p = BigInt(prime);
    if (leadA % p === 0n || leadB % p === 0n) continue;
    const field = new PrimeField(prime);
    const image = gcdModular(field, toTable(a, order, shapeOf(a), p), toTable(b, order, shapeOf(b), p));
    if (image === undefined) continue;
    const top = image.data.findLastIndex((c) => c !== 0);
    if (top === 0) return Polynomial.ONE;
    if (top > leading) continue;
    const scale = Number(gamma % p);
    const values = image.data.map((c) => field.mul(c, scale));
    const before = residues;
    if (top < leading) {
      leading = top;
      modulus = p;
      residues = Array.from(values, (c) => symmetric(BigInt(c), p));
    } else {
      const inverse = BigInt(field.inverse(Number(modulus % p)));
      residues = residues.map((r, i) => {
        const gap = ((((BigInt(values[i]!) - r) * inverse) % p) + p) % p;
        return symmetric(r + modulus * gap, modulus * p);
      });
      modulus *= p;
      if (residues.some((r, i) => r !== before[i])) continue;
    }
    const candidate = primitivePart(fromTable(residues, order, shape));
    if (a.exactQuotient(candidate) !== undefined && b.exactQuotient(candidate) !== undefined)
      return candidate;
    if (++rejected === MAX_REJECTED) break;
  }
  throw new Error(`gcd: ${rejected} candidates failed the trial division for ${a} and ${b}`);
}

function symmetric(r: bigint, modulus: bigint): bigint {
  return 2n * r > modulus ? r - modulus : r;
}

/** Row-major place values of a shape. */
function placesOf(shape: readonly number[]): number[] {
  const places = new Array<number>(shape.length);
  let place = 1;
  for (let v = shape.length - 1; v >= 0; v--) {
    places[v] = place;
    place *= shape[v]!;
  }
  return places;
}

/** Cell of every term, and the coefficients. */
function cellsOf(
  p: Polynomial,
  order: readonly string[],
  shape: readonly number[],
): [number[], readonly bigint[]] {
  const names = p.variables();
  const places = placesOf(shape);
  const weights = names.map((name) => places[order.indexOf(name)]!);
  const { exponents, coefficients } = p.integerTerms();
  const cells = coefficients.map((_, t) =>
    weights.reduce((cell, w, v) => cell + w * exponents[t * names.length + v]!, 0),
  );
  return [cells, coefficients];
}

function lexLeading(p: Polynomial, order: readonly string[]): bigint {
  const shape = order.map((name) => p.degree(name) + 1);
  const [cells, coefficients] = cellsOf(p, order, shape);
  return coefficients[cells.indexOf(cells.reduce((m, c) => Math.max(m, c), 0))]!;
}

function toTable(p: Polynomial, order: readonly string[], shape: readonly number[], prime: bigint): Table {
  const data = new Float64Array(shape.reduce((product, s) => product * s, 1));
  const [cells, coefficients] = cellsOf(p, order, shape);
  cells.forEach((cell, t) => {
    const r = coefficients[t]! % prime;
    data[cell] = Number(r < 0n ? r + prime : r);
  });
  return { shape, data };
}

function fromTable(
  residues: readonly bigint[],
  order: readonly string[],
  shape: readonly number[],
): Polynomial {
  const places = placesOf(shape);
  // Horner's scheme over the axes, last variable innermost.
  const build = (axis: number, at: number): Polynomial => {
    if (axis === order.length) return Polynomial.constant(residues[at]!);
    const x = Polynomial.variable(order[axis]!);
    let sum = Polynomial.ZERO;
    for (let e = shape[axis]! - 1; e >= 0; e--) sum = sum.mul(x).add(build(axis + 1, at + e * places[axis]!));
    return sum;
  };
  return build(0, 0);
}
