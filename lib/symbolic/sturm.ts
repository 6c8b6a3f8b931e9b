/** Real roots of univariate polynomials over Q: counted and isolated exactly (Sturm 1835). */
import { requireThat } from "../core/errors";
import { gcd } from "./gcd";
import { Polynomial, type PolynomialLike } from "./polynomial";
import { gcdBig, Rational, type RationalLike } from "./rational";

/** Exactly one root lies in (lo, hi], or lo = hi is the root. */
export interface RootInterval {
  readonly lo: Rational;
  readonly hi: Rational;
}

/** Integer coefficients, constant term first. */
type Univariate = readonly bigint[];

function read(p: PolynomialLike): Polynomial {
  const polynomial = Polynomial.of(p);
  requireThat(polynomial.variables().length <= 1, "p", "have one variable", polynomial.variables());
  requireThat(!polynomial.isZero(), "p", "be nonzero", "0");
  return polynomial;
}

function integers(p: Polynomial): Univariate {
  const [name] = p.variables();
  const parts = name === undefined ? [p] : p.collect(name);
  const common = p.denominatorOf();
  return primitive(parts.map((c) => c.constantValue().mul(common).n));
}

/** Divided by the (positive) content. */
function primitive(a: Univariate): Univariate {
  const content = a.reduce(gcdBig, 0n);
  return content <= 1n ? a : a.map((c) => c / content);
}

/** −rem(a, b) up to a positive factor; [] for 0. */
function negatedRemainder(a: Univariate, b: Univariate): Univariate {
  const rest = [...a];
  const lead = b[b.length - 1]!;
  const size = lead < 0n ? -lead : lead;
  while (rest.length >= b.length) {
    const top = lead < 0n ? -rest[rest.length - 1]! : rest[rest.length - 1]!;
    const shift = rest.length - b.length;
    for (let i = 0; i < rest.length; i++) rest[i] = rest[i]! * size - (i >= shift ? top * b[i - shift]! : 0n);
    while (rest.length > 0 && rest[rest.length - 1] === 0n) rest.pop();
  }
  return primitive(rest.map((c) => -c));
}

/** The Sturm chain of the square-free part. */
function sturmChain(p: Polynomial): Univariate[] {
  const [name] = p.variables();
  if (name === undefined) return [integers(p)];
  const squareFree = p.exactQuotient(gcd(p, p.derivative(name)))!;
  const chain = [integers(squareFree), integers(squareFree.derivative(name))];
  for (;;) {
    const next = negatedRemainder(chain[chain.length - 2]!, chain[chain.length - 1]!);
    if (next.length === 0) return chain;
    chain.push(next);
  }
}

function signAt(a: Univariate, x: Rational): number {
  let value = 0n;
  let power = 1n;
  for (let i = a.length - 1; i >= 0; i--) {
    value = value * x.n + a[i]! * power;
    power *= x.d;
  }
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}

function variations(signs: readonly number[]): number {
  const nonzero = signs.filter((s) => s !== 0);
  return nonzero.filter((s, i) => i > 0 && s !== nonzero[i - 1]).length;
}

/** Sign variations at x; "-" and "+" stand for −∞ and +∞. */
function variationsAt(chain: readonly Univariate[], x: Rational | "-" | "+"): number {
  if (x instanceof Rational) return variations(chain.map((a) => signAt(a, x)));
  return variations(
    chain.map((a) => (a[a.length - 1]! > 0n ? 1 : -1) * (x === "-" && a.length % 2 === 0 ? -1 : 1)),
  );
}

function endpoint(x: RationalLike): Rational | "-" | "+" {
  if (x === Number.NEGATIVE_INFINITY) return "-";
  return x === Number.POSITIVE_INFINITY ? "+" : Rational.of(x);
}

/**
 * Number of distinct real roots in (lo, hi]; the ends may be ±Infinity (the default).
 *
 * @example countRoots("x^3 - x", 0, 1) // 1: the root 0 is excluded, 1 is counted
 */
export function countRoots(
  p: PolynomialLike,
  lo: RationalLike = Number.NEGATIVE_INFINITY,
  hi: RationalLike = Number.POSITIVE_INFINITY,
): number {
  const chain = sturmChain(read(p));
  return Math.max(0, variationsAt(chain, endpoint(lo)) - variationsAt(chain, endpoint(hi)));
}

/**
 * Isolating intervals of the distinct real roots in (lo, hi], in increasing order, each at most `width` wide
 * (default 10^-12). A root met by bisection is returned as a point.
 *
 * @example isolateRoots("x^2 - 2", { width: "1/4" }).length // 2
 */
export function isolateRoots(
  p: PolynomialLike,
  { lo, hi, width = "1e-12" }: { lo?: RationalLike; hi?: RationalLike; width?: RationalLike } = {},
): RootInterval[] {
  const target = Rational.of(width);
  requireThat(target.sign() > 0, "width", "be positive", `${width}`);
  const chain = sturmChain(read(p));
  const bound = rootBound(chain[0]!);
  const from = lo === undefined ? bound.neg() : Rational.of(lo);
  const to = hi === undefined ? bound : Rational.of(hi);
  const intervals: RootInterval[] = [];
  const stack = [{ a: from, b: to, va: variationsAt(chain, from), vb: variationsAt(chain, to) }];
  while (stack.length > 0) {
    const { a, b, va, vb } = stack.pop()!;
    if (va <= vb) continue;
    if (va - vb === 1) {
      if (signAt(chain[0]!, b) === 0) {
        intervals.push({ lo: b, hi: b });
        continue;
      }
      if (b.sub(a).cmp(target) <= 0) {
        intervals.push({ lo: a, hi: b });
        continue;
      }
    }
    const middle = a.add(b).div(2);
    const vm = variationsAt(chain, middle);
    stack.push({ a: middle, b, va: vm, vb }, { a, b: middle, va, vb: vm });
  }
  return intervals;
}

/** A power of two above every |root|: max(1, Σ |a_i| / |a_n|) is a bound (Lagrange). */
function rootBound(a: Univariate): Rational {
  const sizes = a.map((c) => (c < 0n ? -c : c));
  const sum = sizes.reduce((s, c) => s + c, 0n);
  let bound = 2n;
  while (bound * sizes[sizes.length - 1]! <= sum) bound *= 2n;
  return Rational.of(bound);
}
