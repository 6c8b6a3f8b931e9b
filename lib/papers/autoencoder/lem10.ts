/**
 * Lemma 10: the spectrum of the matrix (9), m H = 3 a_i a_iᵀ + I.
 *
 * @paper autoencoder Lemma 10, eq. (9)
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";

export interface Subject {
  /** Coefficient of a_i a_iᵀ in m·H. */
  readonly spike: string;
}

function check({ spike }: Subject): Finding {
  // In the basis of the data the matrix is diagonal, so rows are of two kinds whatever n is.
  return {
    stated: [
      identityHolds("row i: the coordinate along a_i is multiplied by 4", `(${spike})*v + v`, "4*v"),
      identityHolds("every other row: the coordinate is multiplied by 1", "0*v + v", "1*v"),
      identityHolds("trace: 4 + (n − 1)", `(${spike}) + n`, "4 + (n - 1)"),
    ],
    note: "A statement about the matrix (9); the loss itself has one-sided curvature 0, not 1/m, towards any other datum (Proposition 8).",
  };
}

/** C14. */
export const spectrum: Claim<Subject> = claim({
  id: "autoencoder/C14",
  seed: null,
  subject: { spike: "3" },
  check,
  controls: [{ what: "coefficient 2 in place of 3", subject: { spike: "2" } }],
});
