/**
 * The full-batch update in coordinates, eqs. (10), (11), and of the two masses, Lemma 12.
 *
 * @paper autoencoder eqs. (10), (11), Lemma 12, eqs. (15), (16)
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { FULL_BATCH, massStep, type StepFactors } from "./massMap";
import { factorsAreTheGradientStep } from "./thm2";

function checkCoordinates(factors: StepFactors): Finding {
  return {
    stated: [
      ...factorsAreTheGradientStep(FULL_BATCH),
      identityHolds(
        "Δc_i = η c_i (2 − 2Φ − Ψ) for i in S",
        `c*(${factors.on}) - c`,
        "eta*c*(2 - 2*Phi - Psi)",
      ),
      identityHolds("Δc_j = −η c_j Φ for j in S^c", `c*(${factors.off}) - c`, "-eta*c*Phi"),
    ],
    note: "A datum with negative correlation and a direction beyond the data follow the same rule: neither contributes a term of its own to the loss. The display before (10) prints c_i for c_j in its second line.",
  };
}

/** C19. */
export const coordinateUpdate: Claim<StepFactors> = claim({
  id: "autoencoder/C19",
  seed: null,
  subject: FULL_BATCH,
  check: checkCoordinates,
  controls: [
    { what: "2 − Φ − Ψ in place of 2 − 2Φ − Ψ", subject: { ...FULL_BATCH, on: "1 + eta*(2 - Phi - Psi)" } },
  ],
});

function checkMasses(factors: StepFactors): Finding {
  const where = massStep(factors);
  return {
    stated: [
      identityHolds(
        "ΔΦ of eq. (15)",
        "dPhi",
        "2*eta*Phi*(2 - 2*Phi - Psi) + eta^2*Phi*(2 - 2*Phi - Psi)^2",
        where,
      ),
      identityHolds("ΔΨ of eq. (16)", "dPsi", "-2*eta*Phi*Psi + eta^2*Phi^2*Psi", where),
      // the displayed steps of the proof, for one coordinate of the sum
      identityHolds(
        "proof, active terms: (c' − c)(c' + c) = ηcX(2c + ηcX)",
        "(c*on - c)*(c*on + c)",
        "eta*c*X*(2*c + eta*c*X)",
        { ...where, X: "2 - 2*Phi - Psi" },
      ),
      identityHolds(
        "proof, idle terms: (c' − c)(c' + c) = −ηcΦ(2c − ηcΦ)",
        "(c*off - c)*(c*off + c)",
        "-eta*c*Phi*(2*c - eta*c*Phi)",
        where,
      ),
    ],
  };
}

/** C22. */
export const massUpdate: Claim<StepFactors> = claim({
  id: "autoencoder/C22",
  seed: null,
  subject: FULL_BATCH,
  check: checkMasses,
  controls: [{ what: "idle factor 1 + ηΦ", subject: { ...FULL_BATCH, off: "1 + eta*Phi" } }],
});
