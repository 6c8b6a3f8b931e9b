/**
 * The high-probability events in the proof of Corollary 3, letter by letter.
 *
 * As printed: (a) takes |S| ~ Binom(n, 1/2) where S is a subset of the m data; (d) uses the typical size √(2 log n) of the
 * maximum as if it were exceeded with probability O(1/n), while that probability decays like 1/√(log n) only; (e) inverts
 * Φ^{−1/2}. The repair below keeps the conclusion.
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

/** m/n in the counterexample to (a): at most n/5 data cannot give n/4 active ones. */
const SHARE = Rational.of("1/5");

function printed(): Evidence[] {
  const n = 1_000_000;
  const failure = maximumExceedsLower(n);
  // (e) at σ = 1/10, n = 100: squares of Φ^{−1/2} max >= 1/√|S| >= 1/√n, and of (σ²/4)√(2 log n/n) with log 100 < 5
  const bound = Rational.of("1/10").pow(4).div(16).mul(2).mul(5).div(100);
  return [
    exactly("(a) |S| >= n/4 for m = n/5", SHARE.cmp("1/4") >= 0, {
      margin: 0.05,
      witness: "|S| <= m = n/5 < n/4 always: S is a set of data, so |S| ~ Binom(m, 1/2)",
    }),
    identityHolds(
      "(b) the tail with |S|σ²/(4n) is Lemma 17 at t = 3/4: exponent −9|S|/128",
      "(3/4)^2/8",
      "9/128",
    ),
    exactly(
      "(c) Φ >= σ²/16 follows from (a), (b): |S|σ²/(4n) >= σ²/16 for |S| = m/4, m = n/5",
      SHARE.div(16).cmp("1/16") >= 0,
      { margin: 0.05, witness: "|S|/(4n) = 1/80 < 1/16" },
    ),
    certified(
      "(d) Pr(max > σ√(2 log n/n)) <= C/n: at n = 10^6 with C = 1000",
      failure * n <= 1000 ? "yes" : "no",
      {
        margin: failure,
        values: { failureAtMillion: failure, failureTimesN: failure * n },
        witness: `the probability is at least ${failure.toPrecision(4)}; by Mills' ratio it is at least s/((1 + s²)√(2π)) to leading order at s = √(2 log n), for every n`,
      },
    ),
    exactly(
      "(e) the bound (σ/4)σ√(2 log n/n) is at least 1/√n >= the least possible value, at σ = 1/10, n = 100",
      bound.cmp("1/100") >= 0,
      {
        margin: 1,
        witness: `squared, the bound is below ${bound.toNumber()}, but a unit vector on at most n data has a coordinate of square at least 1/n = 0.01`,
      },
    ),
  ];
}

function repaired({ threshold }: Subject): Evidence[] {
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
