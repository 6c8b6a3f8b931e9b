/**
 * The two-number dynamics behind Section 2.3 and Appendix A.1, as expressions for exact algebra.
 *
 * One full-batch step multiplies c_i by `ON` for i in S and c_j by `OFF` for every other j, so the masses
 * Φ = Σ_S c_i² and Ψ = Σ_{S^c} c_j² obey a planar polynomial map whatever m, n and S are. `eta` is α/m.
 *
 * @paper autoencoder eqs. (10), (11), (15), (16)
 */
import type { Definitions } from "../../symbolic/definitions";

/** Symbols: name in code → meaning in the paper. Phi = Φ, Psi = Ψ, eta = η. */
export interface StepFactors {
  /** Factor of the active coordinates. */
  readonly on: string;
  /** Factor of the idle coordinates. */
  readonly off: string;
}

/** The factors of eqs. (10), (11). */
export const FULL_BATCH: StepFactors = {
  on: "1 + eta*(2 - 2*Phi - Psi)",
  off: "1 - eta*Phi",
};

/** Names for one step: `on`, `off`, `Phi1` = Φ(t+1), `Psi1` = Ψ(t+1), and their increments `dPhi`, `dPsi`. */
export function massStep({ on, off }: StepFactors): Definitions {
  return { on, off, Phi1: "Phi*on^2", Psi1: "Psi*off^2", dPhi: "Phi1 - Phi", dPsi: "Psi1 - Psi" };
}

/**
 * The region {Φ > 0, Ψ >= 0, Φ + weight·Ψ < 1} of Lemma 11 as the image of a box: Φ = r·s, Ψ = r(1 − s)/weight with
 * r = Φ + weight·Ψ in (0, 1) and s in (0, 1]. In these coordinates polynomial inequalities on the triangle become
 * inequalities on the unit square.
 *
 * @paper autoencoder Lemma 11
 */
export function weightedTriangle(weight: string): Definitions {
  return { Phi: "r*s", Psi: `r*(1 - s)/(${weight})` };
}
