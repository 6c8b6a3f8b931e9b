/**
 * Lemma 13 and its corollaries: coordinates, active set and masses are monotone.
 *
 * @paper autoencoder Lemma 13, Corollaries 14 and 15
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, sampled } from "../../claims/evidence";
import { fullBatchStep } from "../../models/autoencoder";
import { stream } from "../../random/source";
import { inBall } from "../../random/sphere";
import { activeGrow, idleShrink, type Region, startsInside, staysInside } from "./invariantRegion";
import { FULL_BATCH, massStep } from "./massMap";
import { factorsAreTheGradientStep } from "./thm2";

const SEED = 13;
const PAPER: Region = { factors: FULL_BATCH, weight: "5/8", stepRatio: "1/5", radius: "1" };
const OUTSIDE = [
  {
    what: "‖w(0)‖² up to 3/2: outside the region active coordinates shrink",
    subject: { ...PAPER, radius: "3/2" },
  },
];

/** Everything that the induction rests on: the region is entered, kept, and monotone inside. */
function induction(region: Region): Evidence[] {
  return [startsInside(region), ...staysInside(region), activeGrow(region), ...idleShrink(region)];
}

/** Steps at which a coordinate moved the wrong way in `starts` runs (m = 4, n = 6, α = m/5), until 1 − Φ < 1e-12. */
export function wrongMoves(starts: number): number {
  const source = stream(SEED, "autoencoder/lem13");
  let wrong = 0;
  for (let k = 0; k < starts; k++) {
    const c = inBall(source, 6);
    const sign = c.map(Math.sign);
    const before = c.slice();
    for (let t = 0; t < 400; t++) {
      const phi = c.reduce((s, ci, i) => s + (i < 4 && ci > 0 ? ci * ci : 0), 0);
      if (phi === 0 || 1 - phi < 1e-12) break;
      before.set(c);
      fullBatchStep(c, 4, 0.8);
      c.forEach((ci, i) => {
        const active = i < 4 && sign[i]! > 0;
        const right = active
          ? ci > before[i]!
          : Math.sign(ci) === sign[i] && Math.abs(ci) < Math.abs(before[i]!);
        if (!right) wrong++;
      });
    }
  }
  return wrong;
}

function checkCoordinates(region: Region): Finding {
  const wrong = wrongMoves(300);
  return {
    stated: induction(region),
    illustrations: [
      sampled(
        "no coordinate of 300 runs ever moves the wrong way",
        { n: 300, worst: -wrong },
        { wrongMoves: wrong },
      ),
    ],
    note: "The proof quotes Lemma 11 with 9/16 in place of 5/8; that is weaker, hence valid.",
  };
}

/** C23. */
export const coordinatesMonotone: Claim<Region> = claim({
  id: "autoencoder/C23",
  seed: SEED,
  subject: PAPER,
  check: checkCoordinates,
  controls: OUTSIDE,
});

function checkActiveSet(region: Region): Finding {
  return {
    stated: [
      // an active coordinate is multiplied by on > 1, an idle one by off in (0, 1): neither vanishes nor changes sign
      ...factorsAreTheGradientStep(region.factors),
      ...induction(region),
    ],
  };
}

/** C24. */
export const activeSetConstant: Claim<Region> = claim({
  id: "autoencoder/C24",
  seed: null,
  subject: PAPER,
  check: checkActiveSet,
  controls: [{ what: "η up to 3/2: the idle factor changes sign", subject: { ...PAPER, stepRatio: "3/2" } }],
});

function checkMasses(region: Region): Finding {
  return {
    stated: [
      ...induction(region),
      identityHolds(
        "Φ' = on² Φ with on > 1, every active coordinate being multiplied by on",
        "(c*on)^2 + (d*on)^2",
        "Phi1",
        { ...massStep(region.factors), Phi: "c^2 + d^2" },
      ),
      identityHolds("Ψ' = off² Ψ with 0 < off < 1, every idle one by off", "(c*off)^2 + (d*off)^2", "Psi1", {
        ...massStep(region.factors),
        Psi: "c^2 + d^2",
      }),
    ],
    note: "Ψ decreases strictly when Ψ > 0, and stays 0 otherwise.",
  };
}

/** C25. */
export const massesMonotone: Claim<Region> = claim({
  id: "autoencoder/C25",
  seed: null,
  subject: PAPER,
  check: checkMasses,
  controls: OUTSIDE,
});
