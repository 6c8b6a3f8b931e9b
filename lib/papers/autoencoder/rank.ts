/**
 * Rank of the two matrices at a random start.
 *
 * Markov's inequality on 3^(−|S|) gives, for every m, Pr(|S| < m/4) <= (2/3)^m 3^(m/4) = (16/27)^(m/4), and 16/27 is
 * below 3/4 < e^(−1/4); so the bound e^(−m/16) of the paper holds with room. From |S| >= 2 the matrix (8) has the
 * kernel of dimension |S| − 1 of Lemma 9.
 *
 * @paper autoencoder Section 2.5
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, exactly } from "../../claims/evidence";
import { Rational } from "../../symbolic/rational";
import { fewerThanQuarter } from "./halves";

export interface Subject {
  /** Tail bound per four data: Pr(|S| < m/4) <= rate^(m/4) must imply e^(−m/16), i.e. rate <= e^(−1/4). */
  readonly rate: string;
  /** Chance that a datum is active. */
  readonly chance: string;
}

/** Exact tails for the catalogue's sizes against the bound rate^(m/4). */
function exactTails({ rate }: Subject): Evidence[] {
  return [20, 80, 320].map((m) => {
    const tail = fewerThanQuarter(m);
    const bound = Rational.of(rate).pow(m / 4);
    return exactly(`Pr(|S| < m/4) <= (${rate})^(m/4) at m = ${m}, exact binomial`, tail.cmp(bound) <= 0, {
      margin: bound.sub(tail).toNumber(),
      values: { [`tail${m}`]: tail.toNumber(), [`bound${m}`]: Math.exp(-m / 16) },
    });
  });
}

function check(subject: Subject): Finding {
  const { rate, chance } = subject;
  return {
    stated: [
      // E 3^(−|S|) = (1 − p + p/3)^m, and 3^(−|S|) > 3^(−m/4) on the event; fourth powers of the two factors
      identityHolds(
        "Markov on 3^(−|S|), per four data: (1 − p + p/3)⁴ · 3 = rate",
        "(1 - p + p/3)^4*3",
        rate,
        { p: chance },
      ),
      signHolds("rate < 3/4, and 3/4 = 1 − 1/4 <= e^(−1/4)", `3/4 - (${rate})`, ">", {}),
      ...exactTails(subject),
      identityHolds(
        "dimension of the kernel of (8) by Lemma 9: n − 1 − (n − |S|) = |S| − 1",
        "n - 1 - (n - s)",
        "s - 1",
      ),
      signHolds("the matrix (9) has no eigenvalue 0: both are positive", "1/m", ">", { m: [1, 1000] }),
    ],
    note: 'About the matrices (8), (9). As a property of the loss, "full rank at a_i" needs the idle side of every wall: towards the active sides the curvature at a_i is 0 in m − 1 directions (Proposition 8).',
  };
}

/** C16. */
export const rankDeficiency: Claim<Subject> = claim({
  id: "autoencoder/C16",
  seed: null,
  subject: { rate: "16/27", chance: "1/2" },
  check,
  controls: [{ what: "data active with chance 1/4 only", subject: { rate: "16/27", chance: "1/4" } }],
});
