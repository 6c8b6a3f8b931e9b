/**
 * The limits (6) of gradient descent and (7) of SGD are global minima.
 *
 * @paper autoencoder eqs. (6), (7)
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";

export interface Subject {
  /** Squared length of the limit. */
  readonly lengthSquared: string;
}

function check({ lengthSquared }: Subject): Finding {
  const at = { Phi: lengthSquared, Psi: "0" };
  const loss = "1/2 + Phi*(Phi + Psi - 2)/(2*m)";
  return {
    stated: [
      identityHolds("(6) has unit length: Σ_S c_i²/Φ", "c^2/mass + d^2/mass + e^2/mass", lengthSquared, {
        mass: "c^2 + d^2 + e^2",
      }),
      identityHolds("loss at (6) is the minimum (m − 1)/(2m)", loss, "(m - 1)/(2*m)", at),
      identityHolds("loss at (7), Φ = 1, Ψ = 0, is the same", loss, "(m - 1)/(2*m)", { Phi: "1", Psi: "0" }),
      identityHolds(
        "the active part c_i(2Φ + Ψ − 2)/m of the gradient vanishes",
        "c*(2*Phi + Psi - 2)/m",
        "0",
        at,
      ),
      identityHolds("the idle part c_jΦ/m vanishes because c_j = 0", "c*Phi/m", "0", { ...at, c: "0" }),
    ],
    note: "Both points have non-negative data coordinates and none beyond the data, so they lie in M.",
  };
}

/** C11. */
export const limitsAreMinima: Claim<Subject> = claim({
  id: "autoencoder/C11",
  seed: null,
  subject: { lengthSquared: "1" },
  check,
  controls: [{ what: "the limit shrunk to length² = 4/5", subject: { lengthSquared: "4/5" } }],
});
