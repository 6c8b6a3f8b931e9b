/**
 * The high-probability events in the proof of Corollary 3, letter by letter.
 *
 * As printed: (a) takes |S| ~ Binom(n, 1/2) where S is a subset of the m data; (d) uses the typical size √(2 log n) of the
 * maximum as if it were exceeded with probability O(1/n), while that probability decays like 1/√(log n) only; (e) inverts
 * Φ^{−1/2}. The repair below keeps the conclusion. Cited: Markov's inequality, the union bound, Pr(X >= x) <= e^{−x²/2} for a
 * standard normal X and x >= 0, and that e^{−cm} = O(1/n) for m >= βn.
 *
 * @paper autoencoder Appendix A.2
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { certified, type Evidence, exactly } from "../../claims/evidence";
import { Rational } from "../../symbolic/rational";
import { maximumExceedsLower } from "./tails";

export interface Subject {
  /** Squared threshold of the maximum in units of σ² log n / n; the paper has 2, the repair 4. */
  readonly threshold: string;
}

/** m/n in the counterexamples to (a) and (c), which are about every n. */
const SHARE = Rational.of("1/20");

/**
 * Lower bound of the probability that (e) as printed is wrong at m = n, for every σ <= 1. By Markov Φ <= ‖w(0)‖² <= 2σ²
 * with probability at least 1/2, and the maximum is at least σ√(log n/(2n)) with a probability that tends to 1. Then the
 * square of Φ^{−1/2} max is at least (log n/n)/4, above the square σ⁴(log n/n)/8 of the printed bound. Increases with n.
 *
 * @example lastBoundFailsLower(100) // 0.497
 */
export function lastBoundFailsLower(n: number): number {
  return maximumExceedsLower(n, "1/2") - 0.5;
}

function printed(): Evidence[] {
  const n = 1_000_000;
  const failure = maximumExceedsLower(n);
  const last = lastBoundFailsLower(n);
  // (c): E Φ = (m/n)σ²/2, and Markov's inequality at σ²/16
  const atMost = SHARE.div(2).mul(16);
  return [
    exactly("(a) |S| >= n/4 for m = n/20", SHARE.cmp("1/4") >= 0, {
      margin: Rational.of("1/4").sub(SHARE).toNumber(),
      witness: "|S| <= m = n/20 < n/4 always: S is a set of data, so |S| ~ Binom(m, 1/2)",
    }),
    identityHolds(
      "(b) the tail with |S|σ²/(4n) is Lemma 17 at t = 3/4: exponent −9|S|/128",
      "(3/4)^2/8",
      "9/128",
    ),
    exactly("(c) Pr(Φ >= σ²/16) may tend to 1 for m = n/20", atMost.cmp(1) >= 0, {
      margin: Rational.ONE.sub(atMost).toNumber(),
      witness: `E Φ = σ²/40, so by Markov's inequality Pr(Φ >= σ²/16) <= ${atMost} for every n`,
    }),
    certified(
      "(d) Pr(max > σ√(2 log n/n)) <= C/n: at n = 10^6 with C = 1000",
      failure * n <= 1000 ? "yes" : "no",
      {
        margin: failure,
        values: { failureAtMillion: failure, failureTimesN: failure * n },
        witness: `the probability is at least ${failure.toPrecision(4)}; by Mills' ratio it is at least s/((1 + s²)√(2π)) to leading order at s = √(2 log n), for every n`,
      },
    ),
    signHolds(
      "(e) on the event of lastBoundFailsLower: 1/4 > σ⁴/8, the squares over log n/n of the value and of the printed bound",
      "1/4 - s2^2/8",
      ">",
      { s2: [0, 1] },
    ),
    certified(
      "(e) Pr(Φ^(−1/2) max > (σ/4)σ√(2 log n/n)) <= C/n: at m = n = 10^6 with C = 1000, σ <= 1",
      last * n <= 1000 ? "yes" : "no",
      {
        margin: last,
        values: { lastBoundFails: last },
        witness: `the probability is at least ${last.toPrecision(4)}: Φ <= 2σ² has probability at least 1/2, and then √Φ is far too small for the printed bound; Φ^(−1/2) is printed upside down`,
      },
    ),
  ];
}

/** The repaired events, each with probability 1 − O(1/n) for m >= βn. */
export function repaired({ threshold }: Subject): Evidence[] {
  return [
    identityHolds(
      "(a') Markov on 3^(−|S|) with |S| ~ Binom(m, 1/2): Pr(|S| < m/4) <= (16/27)^(m/4)",
      "(1 - 1/2 + 1/6)^4*3",
      "16/27",
    ),
    identityHolds("(b') Lemma 17 at t = 3/4, |S| >= m/4: exponent −9m/512", "9/128*(m/4)", "9*m/512"),
    identityHolds("(c') so Φ >= (m/n)σ²/16", "(m/4)*sigma2/(4*n)", "(m/n)*sigma2/16"),
    // n Pr(X > x) <= n e^{−x²/2} with x² = threshold·L, L = log n: exponent L − threshold·L/2 must be <= −L
    signHolds(
      "(d') n e^(−x²/2) <= 1/n for x² = threshold · log n",
      "-L - (L - (threshold)*L/2)",
      ">=",
      { L: [0, 1] },
      { where: { threshold } },
    ),
    identityHolds(
      "(e') Φ^{−1} max² <= (16n/(mσ²))·4σ² log n/n = 64 log n/m",
      "16*n/(m*sigma2)*(threshold)*sigma2*L/n",
      "64*L/m",
      { threshold },
    ),
  ];
}

function check(subject: Subject): Finding {
  return {
    stated: printed(),
    corrected: repaired(subject),
    note: "Repaired: |S| ~ Binom(m, 1/2), |S| >= m/4, Φ >= (m/n)σ²/16, threshold 2σ√(log n/n), and Φ^(−1/2) max <= 8√(log n/m), each with probability 1 − O(1/n) for m = Ω(n). (b) is right.",
  };
}

/** C28. */
export const events: Claim<Subject> = claim({
  id: "autoencoder/C28",
  seed: null,
  subject: { threshold: "4" },
  check,
  controls: [{ what: "the paper's threshold √(2 log n) in the repaired chain", subject: { threshold: "2" } }],
});
