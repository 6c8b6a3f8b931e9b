/** Special functions and logarithms of tail probabilities, accurate where the probability underflows. */
import stdlibErf from "@stdlib/math/base/special/erf";
import stdlibErfc from "@stdlib/math/base/special/erfc";
import stdlibErfcx from "@stdlib/math/base/special/erfcx";
import stdlibGammainc from "@stdlib/math/base/special/gammainc";
import stdlibGammaln from "@stdlib/math/base/special/gammaln";
import {
  requireBetween,
  requireFinite,
  requireInteger,
  requireNonNegative,
  requirePositive,
} from "../core/errors";

/** erf(x) = 2/√π ∫₀ˣ exp(−t²) dt, relative error below 1e-15. */
export function erf(x: number): number {
  return stdlibErf(x);
}

/** 1 − erf(x), with small relative error also for large x (until it underflows at x = 26.6). */
export function erfc(x: number): number {
  return stdlibErfc(x);
}

/** log Γ(x) for x > 0; relative error below 1e-14 away from its zeros 1 and 2. */
export function logGamma(x: number): number {
  requirePositive("x", x);
  return stdlibGammaln(x);
}

/** Regularised lower incomplete gamma function P(a, x) = ∫₀ˣ t^(a−1) e^(−t) dt / Γ(a), a > 0, x >= 0; relative error about 1e-12. */
export function gammaP(a: number, x: number): number {
  requirePositive("a", a);
  requireNonNegative("x", x);
  return stdlibGammainc(x, a, true, false);
}

/** Q(a, x) = 1 − P(a, x); Q(n/2, x/2) is the probability that a χ² variable with n degrees exceeds x. */
export function gammaQ(a: number, x: number): number {
  requirePositive("a", a);
  requireNonNegative("x", x);
  return stdlibGammainc(x, a, true, true);
}

/** P(Z <= x) of a standard normal Z. */
export function normalCdf(x: number): number {
  return erfc(-x / Math.SQRT2) / 2;
}

/** log P(Z >= x), with small relative error for every x, also where the probability underflows. */
export function logNormalTail(x: number): number {
  requireFinite("x", x);
  if (x < 0) return Math.log1p(-normalCdf(x));
  return Math.log(stdlibErfcx(x / Math.SQRT2) / 2) - (x * x) / 2;
}

/**
 * log P(X = k) of X ~ Binomial(n, p) by Loader's saddle-point form, which does not lose digits for large n
 * (C. Loader, "Fast and accurate computation of binomial probabilities", 2000).
 */
export function logBinomialProbability(n: number, k: number, p: number): number {
  requireInteger("n", n, 0);
  requireInteger("k", k);
  requireBetween("p", p, 0, 1);
  if (k < 0 || k > n || (p === 0 && k > 0) || (p === 1 && k < n)) return Number.NEGATIVE_INFINITY;
  if (p === 0 || p === 1) return 0;
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const deviance = deviancePart(k, n * p) + deviancePart(n - k, n * (1 - p));
  const stirling = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  return stirling - deviance - 0.5 * Math.log((2 * Math.PI * k * (n - k)) / n);
}

/**
 * log P(X >= k) of X ~ Binomial(n, p): exact sum over the shorter side, O(√n) terms in the bulk and fewer in the tail.
 *
 * @example logBinomialTail(10, 10, 0.5) // −10 log 2
 */
export function logBinomialTail(n: number, k: number, p: number): number {
  requireInteger("n", n, 0);
  requireInteger("k", k);
  requireBetween("p", p, 0, 1);
  if (k <= 0) return 0;
  if (k > n || p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return 0;
  if (k > n * p) return logTailSum(n, k, p);
  return Math.log1p(-Math.exp(logTailSum(n, n - k + 1, 1 - p)));
}

/** log Σ_{j >= k} P(X = j) for k above the mean: the terms fall from the first one on. */
function logTailSum(n: number, k: number, p: number): number {
  const odds = p / (1 - p);
  let term = 1;
  let sum = 1;
  for (let j = k; j < n && term > sum * 1e-17; j++) {
    term *= ((n - j) / (j + 1)) * odds;
    sum += term;
  }
  return logBinomialProbability(n, k, p) + Math.log(sum);
}

/** log n! − log(√(2πn) (n/e)^n) for n >= 1. */
function stirlingError(n: number): number {
  if (n < 16) {
    let logFactorial = 0;
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    logFactorial = Math.log(product);
    return logFactorial - 0.5 * Math.log(2 * Math.PI * n) - n * Math.log(n) + n;
  }
  const s = 1 / (n * n);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / n;
}

/** x log(x/m) + m − x without cancellation. */
function deviancePart(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
  return sum;
}
