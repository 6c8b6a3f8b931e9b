/**
 * The inclusions of the proof of Theorem 4, with the radius as printed and with the squared radius.
 *
 * @paper autoencoder Appendix B.2
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, exactly } from "../../claims/evidence";
import { expander } from "../../symbolic/definitions";
import { Rational } from "../../symbolic/rational";
import { halfStep, MASTER, twoSteps } from "./halfStep";
import { masterIdentity } from "./lem24";
import { stayAboveOne } from "./lem25";
import { discIsKept } from "./lem26";
import { oddStepIsSmall } from "./lem29";
import { PRINTED, potentialFalls, type Subject } from "./prop27";

/** The corner r = 1 + α/4, θ = π/4 of K_1 as printed, where 2u = (1 + α/4)². */
function printedCornerFalls(stepSize: string): Evidence {
  const where = { ...twoSteps(), alpha: stepSize, u: "(1 + alpha/4)^2/2", v: "u" };
  const decrease = expander(where)("E").toPolynomial().constantValue();
  return exactly(
    `(a) the corner r = 1 + α/4, θ = π/4 of K_1 lies in V_- (α = ${stepSize})`,
    decrease.sign() > 0,
    {
      margin: Math.abs(decrease.toNumber()),
      witness: `N = (1 + α/4)²: the potential rises, E = ${decrease.toNumber()}`,
    },
  );
}

/** (b) as printed: N <= N_star is taken for r <= N_star. */
function radiusBelowNorm(): Evidence {
  const [radius, norm] = [Rational.of("1/2"), Rational.of("1/4")];
  return exactly("(b) N_0 <= N <= N_star gives r <= N_star", radius.cmp(norm) <= 0, {
    margin: radius.sub(norm).toNumber(),
    witness: "N = N_star = 1/4 has r = 1/2 > N_star",
  });
}

/** (c): y² = N − (z/y)²y² >= N − (z/y)² for y in (0, 1]. */
function lowerBoundOfY(): Evidence[] {
  return [
    identityHolds("(c) y² − N + (z/y)² = (z/y)²(1 − y²)", "y^2 - N + (z/y)^2", "(z/y)^2*(1 - y^2)", {
      N: "y^2 + z^2",
    }),
    signHolds("(c) 1 − y² >= 0", "1 - y^2", ">=", { y: [0, 1] }),
  ];
}

/** (b) with r² in [N_0, N_star]: N(F) − N >= 4αu(1 − N), the second step does not lose it. */
function normGrowsOnK2(stepSize: string): Evidence[] {
  return [
    ...masterIdentity(),
    identityHolds(
      "(b) N(F) − N >= 4αu(1 − N): the rest is α²uB",
      "N1 - N - 4*alpha*u*(1 - N)",
      "alpha^2*u*B",
      {
        ...halfStep(),
        B: MASTER.B,
      },
    ),
    signHolds("(b) u >= N/2 for y >= z, so the first step gains 2αN_0(1 − N_star)", "N*s - N/2", ">=", {
      N: [0, 1],
      s: ["1/2", 1],
    }),
    // the second step keeps what was gained: by Lemma 24 while N < 1, else N >= 1 and 1 − N >= 1 − N_star
    signHolds("(b) 2αN_0(1 − N_star) <= 1 − N_star", "1 - 2*alpha*m", ">=", {
      alpha: [0, stepSize],
      m: [0, 1],
    }),
    ...stayAboveOne({ factors: PRINTED.factors, stepSize }),
  ];
}

function check(subject: Subject): Finding {
  const { stepSize } = subject;
  return {
    stated: [
      signHolds("(a) r >= N_0: r² >= N_0 >= N_0² for N_0 <= 1", "m - m^2", ">=", { m: [0, 1] }),
      printedCornerFalls("1/4"),
      printedCornerFalls("1/10"),
      radiusBelowNorm(),
      ...lowerBoundOfY(),
      ...oddStepIsSmall({ stepSize, constant: "2" }),
    ],
    corrected: [
      ...potentialFalls(subject),
      ...discIsKept({ factors: subject.factors, stepSize }),
      ...normGrowsOnK2(stepSize),
      ...lowerBoundOfY(),
      ...oddStepIsSmall({ stepSize, constant: "2" }),
    ],
    margin: 0.2,
    note: "K_1 and K_2 confuse the radius with its square: with r in [N_0, 1 + α/4] the corner of K_1 is outside V_- (and r > 1 leaves the unit square), and with r <= N_star the iterates are not in K_2. With r² in place of r both steps hold: V(F) <= V(1 − α³N_0/(5(1 + 2α))) on K_1, N(F) − N >= 2αN_0(1 − N_star) on K_2. K_1 then still reaches beyond y < 1, where V falls all the same. In (b) Lemma 24 covers the second half-step only while N < 1; Lemma 25 does the rest.",
  };
}

/** C43. The margin is the lower bound of E/(αN) on the corrected K_1. @paper autoencoder Appendix B.2 */
export const steps: Claim<Subject> = claim<Subject>({
  id: "autoencoder/C43",
  seed: null,
  subject: PRINTED,
  check,
  controls: [
    {
      what: "K_1 with r² up to (1 + α/4)² in the corrected statement too",
      subject: { ...PRINTED, norm: "(1 + alpha/4)^2" },
    },
  ],
});
