/**
 * The law of the largest correlation that full-batch gradient descent ends with, from Gaussian initialisation.
 *
 * By Theorem 2 the limit is X = max_S c_i(0)/√Φ(0), a function of the direction of the active part only. Given |S| = k
 * that direction is uniform on the positive part of the sphere of R^k and independent of its length, so with iid g_i ~ N(0, 1)
 *
 *   E[X | k] = E max|g_i| / E χ_k,   E[X² | k] = E max g_i² / k,
 *
 * and |S| ~ Binomial(m, 1/2), conditioned on |S| >= 1. The law depends neither on n nor on σ_init nor on α.
 *
 * @paper autoencoder Theorem 2, Corollary 3, Table 1
 */
import { integrate } from "../../calculus/quadrature";
import { erf, logBinomialProbability, logGamma } from "../../calculus/special";
import { requireInteger } from "../../core/errors";
import { compensatedSum } from "../../core/sum";

/** Mean and standard deviation of a distribution. */
export interface Law {
  readonly mean: number;
  readonly sd: number;
}

/** 1 − erf(s/√2)^k = P(max of k folded normals > s), without cancellation in the tail. */
function maximumExceeds(s: number, k: number): number {
  return -Math.expm1(k * Math.log(erf(s / Math.SQRT2)));
}

/** [E max|g_i|, E max g_i²] over k standard normals. */
function foldedMaximum(k: number): [number, number] {
  const top = 40; // P(|g| > 40) < 1e-300
  const first = integrate((s) => maximumExceeds(s, k), 0, top, { relativeTolerance: 1e-11 });
  const second = integrate((s) => 2 * s * maximumExceeds(s, k), 0, top, { relativeTolerance: 1e-11 });
  return [first.value, second.value];
}

/** E χ_k = √2 Γ((k+1)/2)/Γ(k/2). */
function meanChi(k: number): number {
  return Math.SQRT2 * Math.exp(logGamma((k + 1) / 2) - logGamma(k / 2));
}

/**
 * Mean and mean square of X given that exactly k data are active.
 *
 * @example limitMoments(2)[0] // 2√2/π = 0.9003: the mean of the larger of |cos|, |sin|
 */
export function limitMoments(k: number): [number, number] {
  requireInteger("k", k, 1);
  const [first, second] = foldedMaximum(k);
  return [first / meanChi(k), second / k];
}

/** Mean and sd of X given that exactly k data are active. */
export function limitLawGiven(k: number): Law {
  const [mean, square] = limitMoments(k);
  return { mean, sd: Math.sqrt(Math.max(square - mean * mean, 0)) };
}

/**
 * Mean and sd of X for m data. O(m) quadratures.
 *
 * @example limitLaw(2).mean // (2 + 2√2/π)/3: one active datum is twice as likely as two
 * @paper autoencoder Theorem 2, Table 1
 */
export function limitLaw(m: number): Law {
  requireInteger("m", m, 1, 100_000);
  const weights: number[] = [];
  const firsts: number[] = [];
  const seconds: number[] = [];
  for (let k = 1; k <= m; k++) {
    const weight = Math.exp(logBinomialProbability(m, k, 0.5));
    if (weight < 1e-18) continue;
    const [mean, square] = limitMoments(k);
    weights.push(weight);
    firsts.push(weight * mean);
    seconds.push(weight * square);
  }
  const total = compensatedSum(weights);
  const mean = compensatedSum(firsts) / total;
  const square = compensatedSum(seconds) / total;
  return { mean, sd: Math.sqrt(Math.max(square - mean * mean, 0)) };
}
