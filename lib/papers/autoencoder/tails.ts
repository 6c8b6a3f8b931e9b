/**
 * Tails of the classical distributions, enclosed in outward-rounded intervals.
 *
 * The exponents of Chernoff's bounds are proved by calculus on rational functions (see Lemmas 17 to 19); the
 * enclosures here give certified values of both sides, for margins and for counterexamples.
 *
 * @paper autoencoder Appendix A.2
 */
import { requireInteger, requireThat } from "../../core/errors";
import { add, div, mul, neg, sqrt, sub } from "../../interval/arithmetic";
import { erf, exp, expm1, log } from "../../interval/elementary";
import { fromRational } from "../../interval/fromRational";
import { type Interval, interval, point } from "../../interval/interval";
import { Rational, type RationalLike } from "../../symbolic/rational";

/** An exact number as an interval. */
export function enclose(x: RationalLike): Interval {
  const q = Rational.of(x);
  return fromRational(q.n, q.d);
}

/**
 * Pr(χ²(k) <= x) for even k: the Poisson tail e^{−y} Σ_{j >= k/2} y^j/j! with y = x/2. The sum is cut after `terms`
 * terms and the rest is bounded by a geometric series.
 */
export function chiSquareLower(k: number, x: Interval, terms = 400): Interval {
  requireInteger("k", k, 2);
  requireThat(k % 2 === 0, "k", "be even", k, "Odd degrees of freedom have no finite Poisson form.");
  const y = div(x, point(2));
  let term = point(1);
  for (let j = 1; j <= k / 2; j++) term = div(mul(term, y), point(j));
  let sum = term;
  let j = k / 2;
  for (let extra = 0; extra < terms; extra++) {
    j++;
    term = div(mul(term, y), point(j));
    sum = add(sum, term);
  }
  // the remaining terms shrink at least by y/j each
  const ratio = div(y, point(j + 1)).hi;
  const rest =
    ratio < 1
      ? interval(0, mul(term, div(point(ratio), sub(point(1), point(ratio)))).hi)
      : interval(0, Number.POSITIVE_INFINITY);
  return mul(exp(neg(y)), add(sum, rest));
}

/** Pr(Binom(n, p) <= k) from its exact terms, in intervals. O(k). */
export function binomialLower(n: number, k: number, p: RationalLike): Interval {
  requireInteger("n", n, 1);
  requireInteger("k", k, 0, n);
  const odds = div(enclose(p), sub(point(1), enclose(p)));
  let term = exp(mul(point(n), log(sub(point(1), enclose(p)))));
  let sum = term;
  for (let j = 1; j <= k; j++) {
    term = mul(term, mul(odds, div(point(n - j + 1), point(j))));
    sum = add(sum, term);
  }
  return sum;
}

/** Pr(N(0, 1) >= x) for moderate x (absolute accuracy near 1e-16). */
export function normalUpper(x: Interval): Interval {
  return div(sub(point(1), erf(div(x, sqrt(point(2))))), point(2));
}

/**
 * Lower bound of Pr(max of n standard normals >= √(level · log n)), valid for every n >= 2. With s = √(level · log n)
 * Mills' ratio gives n Pr(X >= s) >= n^{1 − level/2} s/((1 + s²)√(2π)), and 1 − (1 − q)^n >= 1 − e^{−nq}.
 *
 * @param level 2 is the typical size of the maximum
 */
export function maximumExceedsLower(n: number, level: RationalLike = 2): number {
  requireInteger("n", n, 2);
  const logarithm = log(point(n));
  const square = mul(enclose(level), logarithm);
  const power = exp(mul(enclose(Rational.ONE.sub(Rational.of(level).div(2))), logarithm));
  // 2π < 6.2831854 bounds 1/√(2π) from below
  const mills = div(sqrt(square), mul(add(point(1), square), sqrt(enclose("6.2831854"))));
  return neg(expm1(neg(mul(power, mills)))).lo;
}
