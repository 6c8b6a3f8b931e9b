/**
 * The SGD half of Conjecture 6 for α <= 1/4 and ‖w(0)‖ < 1: every m <= n, every start with S ≠ ∅, almost surely.
 *
 * Notation for one update on an active datum i: u = c_i², v = N − u, `on` = 1 + α(2 − 2u − v) multiplies c_i and
 * `off` = 1 − αu multiplies every other coordinate. The argument:
 *
 * 1. *Invariance.* While c_i ∈ (0, 1] on S and N <= 1 + α/4, both factors are positive, N' <= 1 + α/4 and c_i' <= 1. So signs and
 *    S never change.
 * 2. *Active mass.* Φ' − Φ >= 2αu(2 − 2Φ − Ψ), and where that is negative, Φ >= 1 − α/4 and the loss is at most α². Hence
 *    Φ(t) >= φ := min(Φ(0), 1 − α/4 − α²) on every path, and the largest active coordinate satisfies c_k² >= φ/m.
 * 3. *Luck.* K hits in a row on that k have probability m^(−K). They multiply v by (1 − αu)² each, and
 *    1 − r' = (1 − r)(1 − 2αr(1 + r)) + αrv for r = c_k; so for some K, the same for all states, they end with
 *    1 − c_k <= α/32 and Y := Σ_{j≠k} |c_j|^(1/2) <= α²/(512 m).
 * 4. *A supermartingale.* As long as c_k² >= 1 − α/8, E[Y' | past] <= (1 − α²/(8m)) Y: a hit on k multiplies c_j by A = 1 − α + p, a hit
 *    on j by at most B = 1 + α + p, p = α(1 − c_k²) <= α²/8, and √A + √B <= 2 − α²/8. Each update adds at most αv <= αY
 *    to 1 − c_k. So leaving the zone needs Σ Y >= 1/32, whose probability is at most 32 · 8m/α² · Y(0) <= 1/2 (Markov).
 *    Otherwise Σ Y < ∞, and then 1 − c_k → 0 as well, since hits on k contract it.
 * 5. *Zero–one.* From every state of every path the probability to converge to a datum of S is at least m^(−K)/2. By Lévy's law
 *    it is 1.
 *
 * Steps 3 (limit of a linear recursion), 4 (Markov's inequality) and 5 (Lévy) are textbook facts; all that is special to
 * the model are the polynomial statements below, which are proved in exact arithmetic for all values at once.
 *
 * @paper autoencoder Conjecture 6
 */
import { identityHolds, signHolds } from "../../../claims/algebra";
import type { Evidence } from "../../../claims/evidence";
import { requireBetween, requireInteger, requireThat } from "../../../core/errors";
import type { Definitions } from "../../../symbolic/definitions";

/** What the argument is about: one update on datum i, and the largest step size. */
export interface Setting {
  /** Factor of c_i, in a = α, u = c_i², v = N − u. */
  readonly on: string;
  /** Factor of every other coordinate. */
  readonly off: string;
  readonly largestStep: string;
}

/** The model, up to α = 1/4. */
export const SGD: Setting = { on: "1 + a*(2 - 2*u - v)", off: "1 - a*u", largestStep: "1/4" };

const unit = [0, 1] as const;

/** 1. Signs, the active set, c_i <= 1 and N <= 1 + α/4 are kept. */
export function invariance({ on, off, largestStep }: Setting = SGD): Evidence[] {
  // the region u <= 1, u + v <= 1 + α/4
  const where: Definitions = { on, off, u1: "u*on^2", v1: "v*off^2", v: "(1 + a/4 - u)*s" };
  const a = [0, largestStep] as const;
  const box = { u: unit, s: unit, a };
  return [
    signHolds("1: off > 0, idle coordinates keep their sign", "off", ">", box, { where }),
    signHolds("1: on > 0, active coordinates stay active", "on", ">", box, { where }),
    signHolds("1: N' <= 1 + α/4", "1 + a/4 - u1 - v1", ">=", box, { where }),
    signHolds(
      "1: c_i' <= 1, since (1 − r(1 + 2α(1 − r²)))/(1 − r) >= 0",
      "(1 - r*(1 + 2*a*(1 - r^2)))/(1 - r)",
      ">=",
      { r: unit, a },
    ),
  ];
}

/** 2. The active mass Φ = u + p stays above min(Φ(0), 1 − α/4 − α²); Ψ = q. */
export function activeMass({ on, off, largestStep }: Setting = SGD): Evidence[] {
  const where = { on, off, v: "p + q", Phi: "u + p", Psi: "q" };
  return [
    identityHolds(
      "2: Φ' − Φ = 2αu(2 − 2Φ − Ψ) + α²u[(2 − 2u − p − q)² + up]",
      "u*on^2 + p*off^2 - Phi",
      "2*a*u*(2 - 2*Phi - Psi) + a^2*u*((2 - 2*u - p - q)^2 + u*p)",
      where,
    ),
    identityHolds(
      "2: Φ = (2Φ + Ψ) − N, so Φ >= 1 − α/4 where 2Φ + Ψ >= 2",
      "(2*Phi + Psi) - (Phi + Psi)",
      "Phi",
      where,
    ),
    signHolds(
      "2: the loss 2αu(2Φ + Ψ − 2) is at most α², because 2Φ + Ψ − 2 <= 2N − 2 <= α/2",
      "(a^2 - 2*a*u*(a/2*s))/a^2",
      ">=",
      { u: unit, s: unit, a: [0, largestStep] },
    ),
  ];
}

/** 3. What a hit on k does to r = c_k. */
export function luck({ on, largestStep }: Setting = SGD): Evidence[] {
  const a = [0, largestStep] as const;
  return [
    identityHolds(
      "3: 1 − r' = (1 − r)(1 − 2αr(1 + r)) + αrv",
      "1 - r*on",
      "(1 - r)*(1 - 2*a*r*(1 + r)) + a*r*v",
      { on, u: "r^2" },
    ),
    signHolds("3: that factor is not negative", "1 - 2*a*r*(1 + r)", ">=", { r: unit, a }),
    signHolds("3: and at most 1 − 2αr", "(1 - 2*a*r) - (1 - 2*a*r*(1 + r))", ">=", { r: unit, a }),
  ];
}

/** 4. √A + √B <= 2 − α²/8 for p <= α²/8, and the way out of the zone is long. */
export function supermartingale({ off, on, largestStep }: Setting = SGD): Evidence[] {
  const where = { A: "1 - a + p", B: "1 + a + p", p: "a^2/8*s" };
  const box = { s: unit, a: [0, largestStep] } as const;
  return [
    identityHolds("4: a hit on k multiplies the others by A, p = α(1 − u)", "off", "1 - a + a*(1 - u)", {
      off,
    }),
    identityHolds(
      "4: a hit on j multiplies c_j by B − α(N + u_j − u_k) <= B, w = u_k",
      "on",
      "1 + a + a*(1 - w) - a*(2*u + v - w)",
      {
        on,
      },
    ),
    identityHolds("4: (1 − p)² − AB = α² − 4p", "(1 - p)^2 - A*B", "a^2 - 4*p", {
      A: "1 - a + p",
      B: "1 + a + p",
    }),
    // (2 − D)² − A − B >= 0 and its square minus 4AB >= 0 give √A + √B <= 2 − D
    signHolds("4: (2 − α²/8)² >= A + B", "(2 - a^2/8)^2 - A - B", ">=", box, { where }),
    signHolds(
      "4: and ((2 − α²/8)² − A − B)² >= 4AB, so √A + √B <= 2 − α²/8",
      "(((2 - a^2/8)^2 - A - B)^2 - 4*A*B)/a^2",
      ">=",
      box,
      { where },
    ),
    signHolds("4: A < 1, and with B > 1 idle coordinates shrink at least as fast", "(1 - A)/a", ">", box, {
      where,
    }),
    signHolds("4: B > 1", "(B - 1)/a", ">", box, { where }),
    identityHolds(
      "4: leaving c_k² >= 1 − α/8 costs 1 − c_k at least α/16",
      "(1 - a/16)^2 - (1 - a/8)",
      "a^2/256",
    ),
  ];
}

/** All of the polynomial statements of the proof. */
export function sgdProof(setting: Setting = SGD): Evidence[] {
  return [...invariance(setting), ...activeMass(setting), ...luck(setting), ...supermartingale(setting)];
}

/** The constants of the proof for given m, n, α and Φ(0). */
export interface ProofConstants {
  /** φ of step 2. */
  readonly activeMass: number;
  /** K of step 3: hits in a row that are enough from every state. */
  readonly hits: number;
  /** log10 of the probability m^(−K)/2 of steps 3 and 4 together. */
  readonly log10Probability: number;
}

/**
 * The explicit K of step 3, by running its two linear recursions from the worst admissible state.
 *
 * @example proofConstants({ m: 2, n: 2, stepSize: 0.25, activeMass: 0.5 }).hits // 323: explicit, and far from sharp
 */
export function proofConstants(options: {
  m: number;
  n: number;
  stepSize: number;
  activeMass: number;
}): ProofConstants {
  const { m, n, stepSize, activeMass: start } = options;
  requireInteger("n", n, 1);
  requireInteger("m", m, 1, n);
  requireThat(stepSize > 0 && stepSize <= 0.25, "stepSize", "lie in (0, 1/4]", stepSize);
  requireBetween("activeMass", start, Number.MIN_VALUE, 1);
  const phi = Math.min(start, 1 - stepSize / 4 - stepSize ** 2);
  const u = Math.min(phi / m, 1 - stepSize / 4 - stepSize ** 2);
  const r = Math.sqrt(u);
  let v = 1 + stepSize / 4;
  let gap = 1;
  let hits = 0;
  while (gap > stepSize / 32 || n * v ** 0.25 > stepSize ** 2 / (512 * m)) {
    gap = gap * (1 - 2 * stepSize * r) + stepSize * v;
    v *= (1 - stepSize * u) ** 2;
    hits++;
  }
  return { activeMass: phi, hits, log10Probability: -hits * Math.log10(m) - Math.log10(2) };
}
