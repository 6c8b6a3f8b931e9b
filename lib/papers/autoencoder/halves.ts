/**
 * How many of m data are active at a symmetric random start: |S| ~ Binom(m, 1/2), with exact tails.
 *
 * @paper autoencoder Section 2.5
 */
import { requireInteger } from "../../core/errors";
import { Rational } from "../../symbolic/rational";

/** Pr(Binom(m, 1/2) <= k), exactly. O(k) big-integer steps. `atMost(2, 0)` is 1/4. */
export function atMost(m: number, k: number): Rational {
  requireInteger("m", m, 1);
  requireInteger("k", k, 0, m);
  let term = 1n;
  let sum = 1n;
  for (let j = 1; j <= k; j++) {
    term = (term * BigInt(m - j + 1)) / BigInt(j);
    sum += term;
  }
  return Rational.of(sum, 2n ** BigInt(m));
}

/** Pr(|S| < m/4), exactly. */
export function fewerThanQuarter(m: number): Rational {
  return atMost(m, Math.ceil(m / 4) - 1);
}
