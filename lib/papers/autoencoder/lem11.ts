/**
 * Lemma 11: the weighted mass W = Φ + (5/8)Ψ stays below one, and the increments (13), (14) that prove it.
 *
 * ‖w‖ < 1 itself is not kept: on the unit sphere N' = N + η²ΦΨ. That is why a weight below one is needed.
 *
 * @paper autoencoder Lemma 11, eqs. (12)–(14)
 */
import { identityHolds, signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { exactly, sampled } from "../../claims/evidence";
import { fullBatchStep, masses } from "../../models/autoencoder";
import { stream } from "../../random/source";
import { inBall } from "../../random/sphere";
import { Rational } from "../../symbolic/rational";
import { type Region, regionBox, startsInside, staysInside, stepInRegion } from "./invariantRegion";
import { FULL_BATCH, massStep } from "./massMap";

const SEED = 11;
const PAPER: Region = { factors: FULL_BATCH, weight: "5/8", stepRatio: "1/5", radius: "1" };

/** Smallest 1 − W along `starts` runs of 300 steps with m = 4, n = 6 at the largest step. */
export function smallestSlack(starts: number): number {
  const source = stream(SEED, "autoencoder/lem11");
  let worst = Number.POSITIVE_INFINITY;
  for (let k = 0; k < starts; k++) {
    const c = inBall(source, 6);
    for (let t = 0; t < 300; t++) {
      const { active, idle } = masses(c, 4);
      if (active === 0) break;
      worst = Math.min(worst, 1 - (active + 0.625 * idle));
      fullBatchStep(c, 4, 0.8);
    }
  }
  return worst;
}

function checkInvariance(region: Region): Finding {
  const slack = smallestSlack(500);
  const wider = staysInside({ ...region, weight: "10/11" });
  const best = wider.every((e) => e.outcome === "holds");
  return {
    stated: [startsInside(region), ...staysInside(region)],
    illustrations: [
      sampled("500 runs keep 1 − W >= −1e-12", { n: 500, worst: slack + 1e-12 }, { smallestSlack: slack }),
    ],
    margin: best ? Rational.of("10/11").sub(region.weight).toNumber() : 0,
    note: "The weight 5/8 is not the largest: the same proof works up to 10/11 at η = 1/5 (the margin is in the weight), and fails at 19/20. The appendix opens with η <= 1/9; Theorem 2 allows η <= 1/5, which is enough.",
  };
}

/** C20. */
export const invariance: Claim<Region> = claim({
  id: "autoencoder/C20",
  seed: SEED,
  subject: PAPER,
  check: checkInvariance,
  controls: [
    { what: "weight 19/20 in place of 5/8", subject: { ...PAPER, weight: "19/20" } },
    { what: "weight 1, the norm itself", subject: { ...PAPER, weight: "1" } },
  ],
});

function checkIncrements(region: Region): Finding {
  const where = { ...stepInRegion(region), X: "1 - Phi - Psi/2" };
  const box = regionBox(region);
  // The chain before (13), at a point where the printed third line is wrong
  const at = { Phi: Rational.of("1/10"), X: Rational.of("9/10") };
  const printed = at.Phi.mul(at.X).mul(4).add(at.X.mul("4/5"));
  const target = at.Phi.mul(at.X).mul(5);
  const results = [
    signHolds("(13): ΔΦ <= 5ηΦ(1 − Φ − Ψ/2)", "(5*eta*Phi*X - dPhi)/(eta*Phi)", ">=", box, { where }),
    signHolds("(14): ΔΨ <= −ηΦΨ", "(-eta*Phi*Psi - dPsi)/(eta*Phi*Psi)", ">=", box, { where }),
    identityHolds(
      "first line of the chain: ΔΦ = 4ηΦX + 4ηX·ηΦX",
      "dPhi",
      "4*eta*Phi*X + 4*eta*X*(eta*Phi*X)",
      { ...massStep(region.factors), X: "1 - Phi - Psi/2" },
    ),
  ];
  return {
    stated: [
      ...results,
      signHolds("second line: 4ηX·ηΦX <= (4/5)ηX", "4/5 - 4*eta*Phi*X", ">=", box, { where }),
      exactly("third line: 4ηΦX + (4/5)ηX <= 5ηΦX", printed.cmp(target) <= 0, {
        margin: printed.sub(target).toNumber(),
        witness: `Φ = 1/10, Ψ = 0: divided by η it reads ${printed} <= ${target}`,
      }),
    ],
    corrected: [
      ...results,
      signHolds(
        "second line with the missing factor: 4ηX·ηΦX <= (4/5)ηΦX",
        "(4/5*Phi*X - 4*X*eta*Phi*X)/(Phi)",
        ">=",
        box,
        { where },
      ),
      signHolds(
        "third line then: 4ηΦX + (4/5)ηΦX <= 5ηΦX",
        "(5*Phi*X - 4*Phi*X - 4/5*Phi*X)/Phi",
        ">=",
        box,
        { where },
      ),
    ],
    note: "(13) and (14) are right; the chain that leads to (13) lost a factor Φ in its third line. (13) needs η <= 1/4 only.",
  };
}

/** C21. */
export const increments: Claim<Region> = claim({
  id: "autoencoder/C21",
  seed: null,
  subject: PAPER,
  check: checkIncrements,
  controls: [{ what: "η up to 3/10", subject: { ...PAPER, stepRatio: "3/10" } }],
});
