/**
 * Equation (17): active coordinates keep their ratios, exactly and at every step.
 *
 * @paper autoencoder eq. (17) and the end of the proof of Theorem 2
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { sampled } from "../../claims/evidence";
import { iterate } from "../../dynamics/descent";
import { fullBatchStep, masses } from "../../models/autoencoder";
import { FULL_BATCH, massStep } from "./massMap";

export interface Subject {
  /** Factor of a second active coordinate; in the model it is the same as that of the first. */
  readonly second: string;
}

/** c_i(t)/√Φ(t) of the active data along a run: one array for each. */
export function normalisedCorrelations(
  start: readonly number[],
  m: number,
  stepRatio: number,
  steps: number,
): Float64Array[] {
  const run = iterate((c) => fullBatchStep(c, m, stepRatio * m), start, { steps, detectDead: false });
  const active = start.map((_, i) => i).filter((i) => i < m && start[i]! > 0);
  return active.map((i) => Float64Array.from(run.states, (c) => c[i]! / Math.sqrt(masses(c, m).active)));
}

/** Largest change of c_i/√Φ along the run. */
export function drift(start: readonly number[], m: number, stepRatio: number, steps: number): number {
  return Math.max(
    ...normalisedCorrelations(start, m, stepRatio, steps).map((q) =>
      Math.max(...q.map((v) => Math.abs(v - q[0]!))),
    ),
  );
}

const START = [0.3, -0.2, 0.4, -0.5, 0.1];

function check({ second }: Subject): Finding {
  const where = { ...massStep(FULL_BATCH), Gamma: "eta*(2 - 2*Phi - Psi)", second };
  const moved = drift(START, 3, 0.2, 1000);
  return {
    stated: [
      identityHolds(
        "the factor of an active coordinate is 1 + Γ, which unrolls to (17)",
        "on",
        "1 + Gamma",
        where,
      ),
      identityHolds(
        "Φ' = Φ(1 + Γ)², which unrolls to the product for Φ(t)",
        "Phi1",
        "Phi*(1 + Gamma)^2",
        where,
      ),
      identityHolds("ΔΦ/Φ = 2Γ + Γ²", "dPhi/Phi", "2*Gamma + Gamma^2", where),
      identityHolds("so c_i²/Φ is the same after the step", "(c*second)^2/Phi1", "c^2/Phi", where),
      identityHolds("and so is the ratio of two active coordinates", "(c*on)/(d*second)", "c/d", where),
      identityHolds("and that of two idle coordinates", "(c*off)/(d*off)", "c/d", where),
    ],
    illustrations: [
      sampled(
        "c_i/√Φ moves by less than 1e-14 in 1000 floating-point steps",
        { n: 1000, worst: 1e-14 - moved },
        { drift: moved },
      ),
    ],
  };
}

/** C27. */
export const conservation: Claim<Subject> = claim({
  id: "autoencoder/C27",
  seed: null,
  subject: { second: "1 + eta*(2 - 2*Phi - Psi)" },
  check,
  controls: [
    {
      what: "a second active coordinate that is pulled by 1 % more",
      subject: { second: "1 + 101/100*eta*(2 - 2*Phi - Psi)" },
    },
  ],
});
