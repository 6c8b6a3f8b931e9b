/**
 * Lemma 21: the logistic barrier 1 − f(x) = (1 − x)(1 − λx) for f(x) = x + λx(1 − x).
 *
 * For λ in [0, 1] and x < 1 both factors are positive. For negative λ the second factor is negative for x < 1/λ,
 * and the printed statement fails: it allows every λ <= 1.
 *
 * @paper autoencoder Lemma 21
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { exactly } from "../../claims/evidence";
import { Rational } from "../../symbolic/rational";

export interface Subject {
  /** Range of λ in the corrected statement. */
  readonly lambda: readonly [string, string];
}

/** x + λx(1 − x), exactly. `logisticStep(-3, -1).toString()` is "5". */
export function logisticStep(lambda: number, x: number): Rational {
  const q = Rational.of(x);
  return q.add(q.mul(Rational.ONE.sub(q)).mul(lambda));
}

function check({ lambda }: Subject): Finding {
  const barrier = identityHolds(
    "1 − f(x) = (1 − x)(1 − λx)",
    "1 - (x + lambda*x*(1 - x))",
    "(1 - x)*(1 - lambda*x)",
  );
  const next = logisticStep(-3, -1);
  return {
    stated: [
      barrier,
      exactly("for λ = −3 <= 1 and x_0 = −1 < 1 the next term may not reach 1", next.cmp(1) < 0, {
        margin: next.sub(1).toNumber(),
        witness: `x_1 = x_0 + λx_0(1 − x_0) = ${next}`,
      }),
    ],
    corrected: [
      barrier,
      signHolds("for x in [0, 1): 1 − λx >= 1 − x > 0", "(1 - lambda*x - (1 - x))/x", ">=", {
        x: [0, 1],
        lambda,
      }),
      // homogeneous in y, so the unit interval stands for all y >= 0
      signHolds("for x = −y <= 0: 1 − λx >= 1, since λy >= 0", "lambda*y", ">=", { y: [0, 1], lambda }),
    ],
    note: "True for 0 <= λ <= 1, which is how Lemma 11 uses it (λ = 5η). The proof calls f increasing on (−∞, 1], which needs λ >= 0, and says x_T in [0, 1), which is not assumed.",
  };
}

/** C33. */
export const barrier: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C33",
  seed: null,
  subject: { lambda: ["0", "1"] },
  check,
  controls: [{ what: "λ up to 3/2", subject: { lambda: ["0", "3/2"] } }],
});
