/**
 * Traces of the two matrices. Their ratio is 1 − (|S| − 1)/(n + 3); since |S| concentrates at m/2 <= n/2, it stays above
 * a constant: the traces differ by a factor, not by an order of magnitude.
 *
 * @paper autoencoder Section 2.5
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { exactly, refutedBy } from "../../claims/evidence";
import { requireInteger } from "../../core/errors";
import { Rational } from "../../symbolic/rational";
import { atMost } from "./halves";

/** Tr H_GD / Tr H_SGD for |S| active data. `traceRatio(100, 50)` is 54/103. */
export function traceRatio(n: number, active: number): number {
  requireInteger("n", n, 1);
  requireInteger("active", active, 1, n);
  return (4 + n - active) / (3 + n);
}

export interface Subject {
  /** Numerator of Tr H_GD as printed, in n and s = |S|. */
  readonly numerator: string;
  /** Limit of |S|/m, which the corrected statement uses. */
  readonly share: string;
}

/** Pr(|S| <= 3m/4) >= 1 − (16/27)^(m/4) by the symmetry s → m − s of Binom(m, 1/2). */
function notMoreThanThreeQuarters(m: number): Rational {
  return atMost(m, Math.floor((3 * m) / 4));
}

function check({ numerator, share }: Subject): Finding {
  const where = { gd: `(${numerator})/m`, sgd: "(3 + n)/m" };
  const identities = [
    // the eigenvalues with their multiplicities, by Lemmas 9 and 10
    identityHolds(
      "Tr H_GD is the sum of its eigenvalues",
      "gd",
      "1*(4/m) + (n - s)*(1/m) + (s - 1)*0",
      where,
    ),
    identityHolds("Tr H_SGD is the sum of its eigenvalues", "sgd", "1*(4/m) + (n - 1)*(1/m)", where),
    identityHolds("their ratio is 1 − (|S| − 1)/(n + 3)", "gd/sgd", "1 - (s - 1)/(n + 3)", where),
  ];
  const sizes = [100, 1000];
  const tails = sizes.map(notMoreThanThreeQuarters);
  const floor = signHolds(
    "|S| <= 3m/4 and m <= n keep the ratio above 1/4: 4(4 + n − 3n/4) − (n + 3) > 0",
    `4*(${numerator}) - (n + 3)`,
    ">",
    { n: [1, 1_000_000] },
    { where: { s: "3/4*n" } },
  );
  const usual = tails.map((p, k) => {
    const bound = Rational.ONE.sub(Rational.of("16/27").pow(sizes[k]! / 4));
    return exactly(`Pr(|S| <= 3m/4) >= 1 − (16/27)^(m/4) at m = ${sizes[k]}`, p.cmp(bound) >= 0, {
      margin: p.sub(bound).toNumber(),
      values: { [`probability${sizes[k]}`]: p.toNumber() },
    });
  });
  const staysLarge = [floor, ...usual].every((e) => e.outcome === "holds");
  return {
    stated: [
      ...identities,
      refutedBy(
        exactly("Tr H_GD ≪ Tr H_SGD: the ratio tends to 0 for m = n", !staysLarge, {
          margin: 0.25,
          witness: `with probability ${tails[0]!.toNumber()} at m = n = 100, and at least 1 − (16/27)^(m/4) at every m, |S| <= 3m/4, and then the ratio is above 1/4`,
        }),
      ),
    ],
    corrected: [
      ...identities,
      floor,
      identityHolds(
        "Markov on 3^(−(m − |S|)), per four data: Pr(|S| > 3m/4) <= (16/27)^(m/4) for every m",
        "(1 - 1/2 + 1/6)^4*3",
        "16/27",
      ),
      ...usual,
      // with |S| = share·m and m = beta·n the ratio is 1 − share·beta + O(1/n)
      identityHolds(
        "with |S| = m/2 and m = βn: ratio − (1 − β/2) = (3β + 2)/(2(n + 3))",
        "gd/sgd - (1 - beta/2)",
        "(3*beta + 2)/(2*(n + 3))",
        { ...where, s: `(${share})*beta*n` },
      ),
    ],
    note: "For m = n the ratio tends to 1/2, for m = 0.8n to 0.6: Tr H_GD is smaller by a constant factor, never by an order of magnitude.",
  };
}

/** C17. */
export const traces: Claim<Subject> = claim({
  id: "autoencoder/C17",
  seed: null,
  subject: { numerator: "4 + n - s", share: "1/2" },
  check,
  controls: [{ what: "Tr H_GD without the −|S|", subject: { numerator: "4 + n", share: "1/2" } }],
});
