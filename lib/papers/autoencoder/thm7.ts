/**
 * Theorem 7 and its proof in Appendix C.1: the global minima.
 *
 * In coordinates L = 1/2 + Φ(Φ + Ψ − 2)/(2m), and 2m(L − L*) = (Φ − 1)² + ΦΨ >= 0 with equality exactly for Φ = 1,
 * Ψ = 0, that is on the part of the unit sphere of span(a_1, …, a_m) with non-negative coordinates.
 *
 * @paper autoencoder Theorem 7, eq. (19)
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import type { Evidence } from "../../claims/evidence";

export interface Subject {
  /** The claimed minimum, in m. */
  readonly minimum: string;
}

/**
 * L written out as the paper defines it, for every sign pattern of m data correlations and one coordinate beyond the
 * data, against the two-mass form.
 */
function lossIsAFunctionOfTheMasses(m: number): Evidence[] {
  const indices = Array.from({ length: m }, (_, k) => k + 1);
  return Array.from({ length: 2 ** m }, (_, pattern) => {
    const isActive = (k: number): boolean => ((pattern >> (k - 1)) & 1) === 1;
    const active = indices.filter(isActive);
    const idle = indices.filter((k) => !isActive(k));
    // ‖a_i − φ_i w‖² over all coordinates, with one extra coordinate d outside the span of the data
    const square = (i: number): string => {
      const phi = isActive(i) ? `c${i}` : "0";
      return [...indices.map((j) => `(${i === j ? 1 : 0} - ${phi}*c${j})^2`), `(${phi}*d)^2`].join(" + ");
    };
    const sum = (list: readonly number[]): string =>
      list.length > 0 ? list.map((k) => `c${k}^2`).join(" + ") : "0";
    return identityHolds(
      `L from its definition, m = ${m}, active data {${active.join(", ")}}`,
      `(${indices.map(square).join(" + ")})/(2*${m})`,
      `1/2 + Phi*(Phi + Psi - 2)/(2*${m})`,
      { Phi: sum(active), Psi: `${sum(idle)} + d^2` },
    );
  });
}

function check({ minimum }: Subject): Finding {
  const where = { L: "1/2 + Phi*(Phi + Psi - 2)/(2*m)" };
  return {
    stated: [
      ...lossIsAFunctionOfTheMasses(2),
      ...lossIsAFunctionOfTheMasses(3),
      // every m: summing the losses (1 + φ_i²(N − 2))/2 of eq. (2) over i gives (m + Φ(N − 2))/2
      identityHolds(
        "every m: the mean of (1 + φ(c_i)²(N − 2))/2 over the data is L",
        "(m + Phi*(N - 2))/(2*m)",
        "L",
        { ...where, N: "Phi + Psi" },
      ),
      identityHolds(
        "2m(L − L*) = (Φ − 1)² + ΦΨ, a sum of non-negative terms",
        `2*m*(L - (${minimum}))`,
        "(Phi - 1)^2 + Phi*Psi",
        where,
      ),
      identityHolds("it vanishes at Φ = 1, Ψ = 0, which is the set M", `L - (${minimum})`, "0", {
        ...where,
        Phi: "1",
        Psi: "0",
      }),
      signHolds(
        "and only there: for Φ = 1, Ψ > 0 it is Ψ > 0",
        `2*m*(L - (${minimum}))/Psi`,
        ">",
        { Psi: [0, 10], m: [1, 100] },
        { where: { ...where, Phi: "1" } },
      ),
    ],
    note: 'The step "restrict to the span of the data" is covered: coordinates beyond the data are idle mass, and ΦΨ > 0 unless they vanish.',
  };
}

const PAPER: Subject = { minimum: "(m - 1)/(2*m)" };

/** C10. */
export const globalMinima: Claim<Subject> = claim({
  id: "autoencoder/C10",
  seed: null,
  subject: PAPER,
  check,
  controls: [{ what: "(m − 2)/(2m) in place of the minimum", subject: { minimum: "(m - 2)/(2*m)" } }],
});

export interface Expansion {
  /** Coefficient of the cross term P·N in (19). */
  readonly cross: string;
}

function checkExpansion({ cross }: Expansion): Finding {
  // Appendix C.1 in the span of m = 3 data: the quantity (19) and the loss, for every sign pattern
  const m = 3;
  const indices = [1, 2, 3];
  const patterns = Array.from({ length: 2 ** m }, (_, pattern) => {
    const phi = (k: number): string => (((pattern >> (k - 1)) & 1) === 1 ? `c${k}` : "0");
    const all = (f: (k: number) => string): string => `(${indices.map(f).join(" + ")})`;
    const square = (i: number): string =>
      indices.map((j) => `(${i === j ? 1 : 0} - ${phi(i)}*c${j})^2`).join(" + ");
    return identityHolds(
      `the displayed loss, m = 3, positive part {${indices.filter((k) => phi(k) !== "0").join(", ")}}`,
      `(${indices.map(square).join(" + ")})/(2*${m})`,
      `(${m} - 2*${all((k) => `c${k}*${phi(k)}`)} + ${all((k) => `c${k}^2`)}*${all((k) => `${phi(k)}^2`)})/(2*${m})`,
    );
  });
  return {
    stated: [
      ...patterns,
      // Σ c_i φ(c_i) = Σ φ(c_i)² = P and Σ c_i² = P + N for every m
      identityHolds("(19) is P² − 2P + PN for every m", "-2*P + (P + N)*P", `P^2 - 2*P + (${cross})*P*N`),
      identityHolds("(19) + 1 = (P − 1)² + PN", `P^2 - 2*P + (${cross})*P*N + 1`, "(P - 1)^2 + P*N"),
      signHolds(
        "its minimum −1 is reached only for N = 0: at P = 1 it is N > 0",
        `(P^2 - 2*P + (${cross})*P*N + 1)/N`,
        ">",
        { N: [0, 10] },
        { where: { P: "1" } },
      ),
    ],
    note: "At P = 0 the quantity is 0 whatever N is, so the minimum −1 forces P = 1 and then N = 0.",
  };
}

/** C49. */
export const lossExpansion: Claim<Expansion> = claim({
  id: "autoencoder/C49",
  seed: null,
  subject: { cross: "1" },
  check: checkExpansion,
  controls: [{ what: "the cross term with the wrong sign", subject: { cross: "-1" } }],
});
