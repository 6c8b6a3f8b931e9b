/** The plane of masses (Φ, Ψ): its axes, the field of one full-batch step, and orbits. */
import { iterate } from "../../dynamics/descent";
import { massStep } from "../../models/autoencoder";
import { math } from "../label";

export const PHI = math("active mass <i>Φ</i>", "active mass $\\Phi$");
export const PSI = math("idle mass <i>Ψ</i>", "idle mass $\\Psi$");

/** Displacement of (Φ, Ψ) in one step. @paper autoencoder eqs. (15), (16) */
export function massField(stepRatio: number): (phi: number, psi: number) => [number, number] {
  return (phi, psi) => {
    const [phi1, psi1] = massStep(phi, psi, stepRatio);
    return [phi1 - phi, psi1 - psi];
  };
}

/** The masses along one run of the mass map. */
export function massOrbit(
  start: readonly [number, number],
  stepRatio: number,
  steps: number,
): { x: number[]; y: number[] } {
  const run = iterate(
    (s) => {
      const [phi, psi] = massStep(s[0]!, s[1]!, stepRatio);
      s[0] = phi;
      s[1] = psi;
    },
    start,
    { steps, detectDead: false },
  );
  return { x: run.states.map((s) => s[0]!), y: run.states.map((s) => s[1]!) };
}
