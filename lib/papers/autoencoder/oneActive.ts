/**
 * Cyclic SGD when at most one datum is active.
 *
 * With S = {0}: y > 0 >= z, and the steps on a_1 do nothing. The others are gradient descent on the single datum a_0, in
 * squares the map H_α(u, v). Explicit rates give the limit:
 *
 * 1. y stays in (0, 1) and z keeps its sign (Lemma 22);
 * 2. N stays below 1 + α/4 (Lemma 26), and |z|/y falls by a fixed factor: 1 − off/on >= α(1 − α/4)/(1 + 2α);
 * 3. 1 − N' <= (1 − 4αu)(1 − N) while N < 1, after that N >= 1 (Lemmas 24, 25), and u >= N_0/(1 + (z_0/y_0)²);
 * 4. so z → 0, lim inf N >= 1, and y² = N − z² → 1 because y < 1.
 *
 * @paper autoencoder Section 2.4
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, exactly, sampled } from "../../claims/evidence";
import { expander } from "../../symbolic/definitions";
import { Rational } from "../../symbolic/rational";
import { type Plane, sampleStep } from "./cyclicMap";
import { COORDINATE_FACTORS, type CoordinateFactors, halfStep, inSector, MASTER } from "./halfStep";
import { squareIsKept } from "./lem22";
import { normGrows } from "./lem24";
import { stayAboveOne } from "./lem25";
import { discIsKept } from "./lem26";
import { FULL_BATCH } from "./massMap";
import { stabilityLimit } from "./thm2";

export interface Subject {
  readonly factors: CoordinateFactors;
  /** Largest α. */
  readonly stepSize: string;
  /** One start (y, z) with y > 0 > z for an exact step at the largest α. */
  readonly start: readonly [string, string];
}

/** Steps 1–3 for every α in (0, stepSize] and every start with N_0 < 1. */
export function singleDatumConverges({ factors, stepSize }: Omit<Subject, "start">): Evidence[] {
  const where = inSector(halfStep(factors));
  const box = { n: [0, 1], s: [0, 1], alpha: [0, stepSize] } as const;
  return [
    ...squareIsKept({ factors, stepSize }),
    ...normGrows({ factors, norm: ["0", "1"] }),
    ...stayAboveOne({ factors, stepSize }),
    ...discIsKept({ factors, stepSize }),
    signHolds("on − off >= α(1 − α/4)", "(on - off)/alpha - (1 - alpha/4)", ">=", box, { where }),
    signHolds("on <= 1 + 2α", "(1 + 2*alpha - on)/alpha", ">=", box, { where }),
    signHolds("on > 0", "on", ">", box, { where }),
    identityHolds(
      "1 − N' = (1 − 4αu)(1 − N) − α²uB with B >= 0",
      "1 - N1",
      "(1 - 4*alpha*u)*(1 - N) - alpha^2*u*B",
      { ...halfStep(factors), B: MASTER.B },
    ),
  ];
}

/** A step on a_0 is a step of full-batch gradient descent on the single datum a_0: Φ = u, Ψ = v, η = α. */
function stepsOfOneDatum({ factors }: Subject): Evidence[] {
  const one = { Phi: "u", Psi: "v", eta: "alpha" };
  return [
    identityHolds("GD on the datum a_0 alone: its own factor", factors.on("u", "v"), FULL_BATCH.on, one),
    identityHolds("GD on the datum a_0 alone: the other factor", factors.off("u", "v"), FULL_BATCH.off, one),
  ];
}

/** A state without active data stands still, and a_1 does nothing while z < 0: the gradient is that of max(z, 0)². */
function idleStandsStill(): Evidence {
  const start: Plane = [-0.3, -0.4];
  const still = [0, 1].every((index) => sampleStep(start, index, 0.25).every((x, k) => x === start[k]));
  return exactly("S = ∅: both samples are inactive, so w_t = w_0", still);
}

/** After one exact step at the largest α the datum a_0 must still be active, or the run is frozen elsewhere. */
function survivesOneStep({ factors, stepSize, start }: Subject): Evidence {
  const [y, z] = start;
  const where = { ...halfStep(factors), u: `(${y})^2`, v: `(${z})^2`, alpha: stepSize };
  const value = (e: string): Rational => expander(where)(e).toPolynomial().constantValue();
  const [y1, z1] = [value(`(${y})*on`), value(`(${z})*off`)];
  return exactly(`a_0 is still active one step after (${y}, ${z}), α = ${stepSize}`, y1.sign() > 0, {
    margin: Math.abs(y1.toNumber()),
    witness: `the step leads to (${y1}, ${z1}): ${z1.sign() > 0 ? "a_1 is active instead" : "no datum is active, the run is frozen"}`,
  });
}

/** Largest distance to a_0 after `steps` steps on a_0, from a grid of starts in (0, 1) × (−1, 0) inside the disc. */
export function worstDistance(stepSize: number, steps: number, size = 20): { n: number; worst: number } {
  let n = 0;
  let worst = 0;
  for (let i = 1; i <= size; i++) {
    for (let j = 1; j <= size; j++) {
      let state: Plane = [i / (size + 1), -j / (size + 1)];
      if (state[0] ** 2 + state[1] ** 2 >= 1) continue;
      n++;
      for (let t = 0; t < steps; t++) state = sampleStep(state, 0, stepSize);
      worst = Math.max(worst, Math.hypot(state[0] - 1, state[1]));
    }
  }
  return { n, worst };
}

function check(subject: Subject): Finding {
  const quarter = worstDistance(0.25, 400);
  const small = worstDistance(0.05, 2000);
  return {
    stated: [
      ...stepsOfOneDatum(subject),
      ...singleDatumConverges(subject),
      idleStandsStill(),
      survivesOneStep(subject),
    ],
    illustrations: [
      sampled(
        "400 steps on a_0 end within 1e-10 at α = 1/4",
        { n: quarter.n, worst: 1e-10 - quarter.worst },
        {
          distanceQuarter: quarter.worst,
          distanceTwentieth: small.worst,
        },
      ),
    ],
    // gradient descent on one datum, so the limit attracts as far as in Theorem 2 for m = 1
    margin: stabilityLimit() - Rational.of(subject.stepSize).toNumber(),
    note: "‖w(0)‖ < 1 and α <= 1/4, the assumptions of the section, are read in; the sentence names none, and without them it is false (see the controls). Theorem 2 for the one datum would give α <= 1/5 only. Margin: the limit keeps attracting up to α = 1/2, 1/4 further.",
  };
}

/** C06. The margin is in α. @paper autoencoder Section 2.4 */
export const oneActive: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C06",
  seed: null,
  subject: { factors: COORDINATE_FACTORS, stepSize: "1/4", start: ["3/5", "-3/5"] },
  check,
  controls: [
    {
      what: "‖w(0)‖ > 1: from (2, −1) at α = 1/4 the neuron dies in one step",
      subject: { factors: COORDINATE_FACTORS, stepSize: "1/4", start: ["2", "-1"] },
    },
    {
      what: "α = 11/20: y overshoots 1 and never settles",
      subject: { factors: COORDINATE_FACTORS, stepSize: "11/20", start: ["3/5", "-3/5"] },
    },
  ],
});
