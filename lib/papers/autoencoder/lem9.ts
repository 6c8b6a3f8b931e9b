/**
 * Lemma 9: the spectrum of the matrix (8), m H = I − P_S + 4 w wᵀ with a unit vector w in the span of S.
 *
 * The action on a vector is computed coordinate by coordinate with free symbols; multiplicities then follow by
 * counting dimensions: 1 + (|S| − 1) + (n − |S|) = n.
 *
 * @paper autoencoder Lemma 9, eq. (8)
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import type { Evidence } from "../../claims/evidence";
import type { Definitions } from "../../symbolic/definitions";

export interface Subject {
  /** Coefficient of w wᵀ in m·H. */
  readonly top: string;
  /** Dimension in which the full matrix is written out; supports of every size are tried. */
  readonly n: number;
}

/**
 * Row i of m·H v for the matrix (8) written out, S = {1, …, size}: Σ_k H_ik v_k with w = (w_1, …, w_size, 0, …).
 */
function row(i: number, size: number, { top, n }: Subject): string {
  const terms: string[] = [];
  for (let k = 1; k <= n; k++) {
    const identity = i === k ? 1 : 0;
    const projection = i === k && i <= size ? 1 : 0;
    const outer = i <= size && k <= size ? `${top}*w${i}*w${k}` : "0";
    terms.push(`(${identity} - ${projection} + ${outer})*v${k}`);
  }
  return terms.join(" + ");
}

const indices = (size: number): number[] => Array.from({ length: size }, (_, k) => k + 1);
const sum = (size: number, f: (k: number) => string): string =>
  size > 0 ? indices(size).map(f).join(" + ") : "0";

/** m H v = 4 ⟨w, v⟩ w on the span of S and m H v = v off it, for one size of S. */
function action(size: number, subject: Subject): Evidence[] {
  const product = `(${sum(size, (k) => `w${k}*v${k}`)})`;
  const inside: Definitions = Object.fromEntries(
    indices(subject.n)
      .filter((k) => k > size)
      .map((k) => [`v${k}`, "0"]),
  );
  const outside: Definitions = Object.fromEntries(indices(size).map((k) => [`v${k}`, "0"]));
  return indices(subject.n).flatMap((i) => [
    identityHolds(
      `row ${i}, |S| = ${size}: v in the span of S is sent to 4⟨w, v⟩w`,
      row(i, size, subject),
      i <= size ? `4*${product}*w${i}` : "0",
      inside,
    ),
    identityHolds(
      `row ${i}, |S| = ${size}: v orthogonal to it stays v`,
      row(i, size, subject),
      i <= size ? "0" : `v${i}`,
      outside,
    ),
  ]);
}

/** 4/m on w, 0 on the rest of the span, 1/m off the span. */
function eigenvectors(size: number, subject: Subject): Evidence[] {
  const { n } = subject;
  const norm = `(${sum(size, (k) => `w${k}^2`)})`;
  const w: Definitions = Object.fromEntries(indices(n).map((k) => [`v${k}`, k <= size ? `w${k}` : "0"]));
  const list = indices(size).map((i) =>
    identityHolds(
      `|S| = ${size}: w is an eigenvector, m H w = 4‖w‖² w`,
      row(i, size, subject),
      `4*${norm}*w${i}`,
      w,
    ),
  );
  if (size < 2) return list;
  // w_2 a_1 − w_1 a_2 and its like span the orthogonal complement of w in the span of S
  const kernel: Definitions = Object.fromEntries(
    indices(n).map((k) => [`v${k}`, k === 1 ? "w2" : k === 2 ? "-w1" : "0"]),
  );
  return [
    ...list,
    ...indices(size).map((i) =>
      identityHolds(`|S| = ${size}: w_2 a_1 − w_1 a_2 is in the kernel`, row(i, size, subject), "0", kernel),
    ),
  ];
}

const NOTE =
  "A statement about the matrix (8). It is a Hessian of the loss only in the sense explained under Proposition 8.";

function checkSpectrum(subject: Subject): Finding {
  return {
    stated: indices(subject.n).flatMap((size) => [...action(size, subject), ...eigenvectors(size, subject)]),
    note: NOTE,
  };
}

const PAPER: Subject = { top: "4", n: 4 };
const SABOTAGE = [{ what: "coefficient 3 in place of 4 of w wᵀ", subject: { top: "3", n: 4 } }];

/** C13. Every |S| <= 4 in n = 4 is written out; rows outside these kinds do not occur for larger n. */
export const spectrum: Claim<Subject> = claim({
  id: "autoencoder/C13",
  seed: null,
  subject: PAPER,
  check: checkSpectrum,
  controls: SABOTAGE,
});

function checkAction(subject: Subject): Finding {
  return { stated: indices(subject.n).flatMap((size) => action(size, subject)), note: NOTE };
}

/** C51. */
export const matrixAction: Claim<Subject> = claim({
  id: "autoencoder/C51",
  seed: null,
  subject: PAPER,
  check: checkAction,
  controls: SABOTAGE,
});
