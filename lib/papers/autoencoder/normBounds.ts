/** N_0 <= N_t <= 1 + α/4 along cyclic SGD. @paper autoencoder Appendix B.2 */
import { signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { COORDINATE_FACTORS, halfStep } from "./halfStep";
import { squareIsKept } from "./lem22";
import { normGrows } from "./lem24";
import { stayAboveOne } from "./lem25";
import { discIsKept } from "./lem26";

export interface Subject {
  /** Largest α. */
  readonly stepSize: string;
  /** Largest N_0. */
  readonly startNorm: string;
}

/**
 * Lemmas 22, 24, 25 and 26 together. Induction: while N_t < 1 it does not fall (Lemma 24, in the square by Lemma 22);
 * once it is at least 1 it stays there (Lemma 25) and is above N_0; it never passes 1 + α/4 (Lemma 26).
 */
function check({ stepSize, startNorm }: Subject): Finding {
  const factors = COORDINATE_FACTORS;
  return {
    stated: [
      ...squareIsKept({ factors, stepSize }),
      ...normGrows({ factors, norm: ["0", startNorm] }),
      ...stayAboveOne({ factors, stepSize }),
      ...discIsKept({ factors, stepSize }),
      signHolds("the start lies below 1 + α/4", `1 + alpha/4 - ${startNorm}`, ">=", { alpha: [0, stepSize] }),
      signHolds(
        `the first step does not fall below N_0 <= ${startNorm}`,
        "(N1 - N)/(alpha*u)",
        ">=",
        { n: [0, startNorm], s: [0, 1], alpha: [0, stepSize] },
        { where: { ...halfStep(factors), N: "n", u: "n*s", v: "n*(1 - s)" } },
      ),
    ],
    margin: 0,
    note: "The lower end is attained at t = 0; the upper one is not: for two data at α = 1/4 the largest N_t seen on a grid of starts is 1.0333, close to the saddle between the two basins (N = 1.0329).",
  };
}

/** C40. @paper autoencoder Appendix B.2 */
export const bounds: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C40",
  seed: null,
  subject: { stepSize: "1/4", startNorm: "1" },
  check,
  controls: [
    {
      what: "N_0 up to 17/16: the norm may fall below N_0",
      subject: { stepSize: "1/4", startNorm: "17/16" },
    },
    { what: "α up to 1/2", subject: { stepSize: "1/2", startNorm: "1" } },
  ],
});
