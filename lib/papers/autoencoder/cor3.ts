/**
 * Corollary 3: in high dimension the limit of gradient descent is spread over many data.
 *
 * Theorem 2 applies with probability 1 − O(e^{−cn}) because ‖w(0)‖² ~ σ² χ²(n)/n concentrates at σ² < 1. On the repaired
 * events of the proof (see `cor3Proof`) the largest correlation is at most 8√(log n/m), and m >= βn makes this
 * (8/√β)√(log n/n). The exact law of the limit (`limitLaw`) shows how the mean behaves.
 *
 * @paper autoencoder Corollary 3
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { statistical } from "../../claims/evidence";
import { moments } from "../../core/sum";
import { stream } from "../../random/source";
import { repaired } from "./cor3Proof";
import { limitLaw } from "./limitLaw";

export interface Subject {
  /** The number of data as a function of n. */
  readonly data: string;
}

const SEED = 33;

/** The least n from which the explicit bound 8√(log n/n), with m = n, is below 1: n > 64 log n. */
export const INFORMATIVE_FROM = 381;

/** Mean of the largest correlation of the limit over 2√(log m/m), which should creep up to 1. */
export function relativeMeans(sizes: readonly number[]): number[] {
  return sizes.map((m) => limitLaw(m).mean / (2 * Math.sqrt(Math.log(m) / m)));
}

/** Draws of X = max_S c_i/√Φ for m data; no training is needed, by Theorem 2. */
export function drawLimits(m: number, draws: number, seed = SEED): Float64Array {
  const source = stream(seed, `autoencoder/cor3/${m}`);
  const out = new Float64Array(draws);
  for (let k = 0; k < draws; k++) {
    let best = 0;
    let mass = 0;
    while (mass === 0) {
      for (let i = 0; i < m; i++) {
        const g = source.normal();
        if (g <= 0) continue;
        mass += g * g;
        if (g > best) best = g;
      }
    }
    out[k] = best / Math.sqrt(mass);
  }
  return out;
}

function check({ data }: Subject): Finding {
  const draws = moments(drawLimits(100, 20_000));
  const exact = limitLaw(100).mean;
  return {
    stated: [
      // Chernoff for the upper tail of χ²(n) at n/σ²: exponent −(n/2)(x − 1 − log x), x = 1/σ² > 1; its derivative by x
      // is positive for σ² < 1, every σ at once
      signHolds(
        "‖w(0)‖ < 1: the exponent (x − 1 − log x)/2 of Pr(χ²(n) >= nx) increases from 0 at x = 1 to x = 1/σ²",
        "1 - 1/x",
        ">=",
        { s2: [0, 1] },
        { where: { x: "1/s2" } },
      ),
      ...repaired({ threshold: "4" }),
      identityHolds(
        "so with m = βn the square of √(n/log n) times the bound is the constant 64/β",
        "64*L/m*n/L",
        "64/beta",
        { m: data },
      ),
    ],
    illustrations: [
      statistical(
        "20 000 draws of the limit at m = 100 have the mean of the exact law to 5 standard errors",
        {
          n: draws.n,
          estimate: draws.mean,
          expected: exact,
          standardError: draws.standardError,
          z: 5,
        },
        { meanAt100: exact, sampledMeanAt100: draws.mean },
      ),
    ],
    note: `Inherits α <= m/5 from Theorem 2, which the corollary does not repeat. Proved through the repaired events of Appendix A.2; the explicit bound 8√(log n/m) says something only where it is below 1: for m = n from n = ${INFORMATIVE_FROM} on.`,
  };
}

/** C05. */
export const spreadOut: Claim<Subject> = claim({
  id: "autoencoder/C05",
  seed: SEED,
  subject: { data: "beta*n" },
  check,
  controls: [{ what: "ten data in every dimension: m is not Ω(n)", subject: { data: "10" } }],
});
