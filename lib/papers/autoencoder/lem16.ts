/**
 * Lemma 16: the masses converge geometrically.
 *
 * One step gives 1 − Φ' <= (1 − κ)(1 − Φ) with κ = (4/9)ηΦ(0), because Φ only grows; iterating and using 1 − κ <= e^(−κ)
 * gives the bound for all t. The constants 2/9, 4/9, 16/9 come from the weight 9/16; the weight 5/8 of Lemma 11
 * allows 2/5, 4/5, 8/5.
 *
 * @paper autoencoder Lemma 16
 */
import { signHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { sampled } from "../../claims/evidence";
import { iterate } from "../../dynamics/descent";
import { fullBatchStep, masses } from "../../models/autoencoder";
import { Rational } from "../../symbolic/rational";
import {
  activeGrow,
  massGrows,
  type Region,
  regionBox,
  startsInside,
  staysInside,
  stepInRegion,
} from "./invariantRegion";
import { FULL_BATCH } from "./massMap";

export interface Subject {
  readonly region: Region;
  /** κ = rate · ηΦ(0); the paper has 4/9. */
  readonly rate: string;
}

/** The start and step of the overlay. */
export const EXAMPLE = { start: [0.3, -0.2, 0.4, -0.5, 0.1], m: 3, stepRatio: 0.2 } as const;

/** 1 − Φ(t), Ψ(t) and the printed bound (1 − Φ(0))e^(−κt) for t = 0, …, steps. */
export function massDecay(steps: number): { gap: Float64Array; idle: Float64Array; bound: Float64Array } {
  const { start, m, stepRatio } = EXAMPLE;
  const run = iterate((c) => fullBatchStep(c, m, stepRatio * m), start, {
    steps,
    detectDead: false,
    record: (c) => masses(c, m),
  });
  const first = run.states[0]!.active;
  const kappa = (4 / 9) * stepRatio * first;
  return {
    gap: Float64Array.from(run.states, (s) => 1 - s.active),
    idle: Float64Array.from(run.states, (s) => s.idle),
    bound: Float64Array.from(run.states, (_, t) => (1 - first) * Math.exp(-kappa * t)),
  };
}

function check({ region, rate }: Subject): Finding {
  const where = stepInRegion(region);
  const box = regionBox(region);
  const { gap, idle, bound } = massDecay(1000);
  let slack = Number.POSITIVE_INFINITY;
  for (let t = 0; t < gap.length; t++) {
    if (gap[t]! < 1e-14) break;
    slack = Math.min(slack, bound[t]! - gap[t]!, (16 / 9) * gap[t]! - idle[t]!);
  }
  const sharper = massGrows(region, "4/5");
  return {
    stated: [
      startsInside(region),
      ...staysInside(region),
      signHolds("2 − 2Φ − Ψ >= (2/9)(1 − Φ)", "2 - 2*Phi - Psi - 2/9*(1 - Phi)", ">=", box, { where }),
      massGrows(region, rate),
      activeGrow(region),
      signHolds("Ψ <= (16/9)(1 − Φ)", "16/9*(1 - Phi) - Psi", ">=", box, { where }),
      signHolds("κ <= 1, so that 1 − κ lies in [0, 1]", `1 - (${rate})*eta*Phi`, ">=", {
        eta: box.eta,
        Phi: [0, 1],
      }),
    ],
    illustrations: [
      sampled(
        "the bounds hold along the run of the overlay until 1 − Φ < 1e-14",
        { n: 1000, worst: slack },
        {
          stepsToRounding: gap.findIndex((g) => g < 1e-14),
          boundThere:
            bound[
              Math.max(
                0,
                gap.findIndex((g) => g < 1e-14),
              )
            ]!,
        },
      ),
    ],
    margin: sharper.outcome === "holds" ? Rational.of("4/5").sub(rate).toNumber() : 0,
    note: "Valid but loose: with 5/8 used throughout the constants become 2/5, 4/5, 8/5 (the margin is in the rate constant), and near the limit 1 − Φ shrinks by (1 − η)² a step.",
  };
}

const REGION: Region = { factors: FULL_BATCH, weight: "5/8", stepRatio: "1/5", radius: "1" };

/** C26. */
export const convergence: Claim<Subject> = claim({
  id: "autoencoder/C26",
  seed: null,
  subject: { region: REGION, rate: "4/9" },
  check,
  controls: [{ what: "rate constant 2 in place of 4/9", subject: { region: REGION, rate: "2" } }],
});
