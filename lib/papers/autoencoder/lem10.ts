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
  // a = e_2 in n = 4: row k of (spike a aᵀ + I)v. In the basis of the data rows are of two kinds whatever n is.
  const indices = [1, 2, 3, 4];
  const delta = (j: number, k: number): string => (j === k ? "1" : "0");
  const row = (k: number): string =>
    indices.map((j) => `((${spike})*${delta(k, 2)}*${delta(j, 2)} + ${delta(k, j)})*v${j}`).join(" + ");
  return {
    stated: [
      ...indices.map((k) =>
        identityHolds(`row ${k}: a_i is sent to 4a_i`, row(k), k === 2 ? "4*v2" : "0", {
          v1: "0",
          v3: "0",
          v4: "0",
        }),
      ),
      ...indices.map((k) =>
        identityHolds(`row ${k}: v orthogonal to a_i stays v`, row(k), k === 2 ? "0" : `v${k}`, { v2: "0" }),
      ),
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
