/**
 * What one full-batch step does inside the region W = Φ + weight·Ψ < 1, as exact evidence. Theorem 2 and the lemmas of
 * Appendix A.1 are made of these pieces.
 *
 * @paper autoencoder Appendix A.1
 */
import { signHolds } from "../../claims/algebra";
import type { Evidence } from "../../claims/evidence";
import type { Definitions } from "../../symbolic/definitions";
import { massStep, type StepFactors, weightedTriangle } from "./massMap";

export interface Region {
  readonly factors: StepFactors;
  /** Weight of Ψ in W; the paper has 5/8. */
  readonly weight: string;
  /** Largest η = α/m, exactly; the paper has 1/5. */
  readonly stepRatio: string;
  /** The region reaches up to W = radius; the paper has 1. */
  readonly radius: string;
}

/** Names for one step in coordinates of the triangle, with W and W' = `W1`. */
export function stepInRegion({ factors, weight }: Region): Definitions {
  return {
    ...massStep(factors),
    ...weightedTriangle(weight),
    W: `Phi + (${weight})*Psi`,
    W1: `Phi1 + (${weight})*Psi1`,
  };
}

/** The box of triangle coordinates and step sizes. */
export const regionBox = ({ stepRatio, radius }: Region) =>
  ({ r: ["0", radius], s: ["0", "1"], eta: ["0", stepRatio] }) as const;

function onRegion(region: Region, what: string, expression: string, relation: ">" | ">="): Evidence {
  return signHolds(what, expression, relation, regionBox(region), { where: stepInRegion(region) });
}

/** ‖w(0)‖ < 1 puts the start into the region. */
export function startsInside({ weight }: Region): Evidence {
  return signHolds(
    "‖w(0)‖ < 1 implies W < 1: 1 − W >= 1 − ‖w‖²",
    "(1 - W) - (1 - rho)",
    ">=",
    { rho: [0, 1], s: [0, 1] },
    {
      where: { W: `Phi + (${weight})*Psi`, Phi: "rho*s", Psi: "rho*(1 - s)" },
    },
  );
}

/** W < 1 is kept: 1 − W' >= (1 − 5ηΦ)(1 − W), and 5ηΦ < 1. @paper autoencoder Lemma 11 */
export function staysInside(region: Region): Evidence[] {
  return [
    onRegion(
      region,
      "1 − W' >= (1 − 5ηΦ)(1 − W) on the whole region",
      "((1 - W1) - (1 - 5*eta*Phi)*(1 - W))/(eta*Phi)",
      ">=",
    ),
    signHolds("5η <= 1, so that 5ηΦ < 1 and W' < 1", "1 - 5*eta", ">=", { eta: ["0", region.stepRatio] }),
  ];
}

/** Active coordinates grow. @paper autoencoder Lemma 13 */
export function activeGrow(region: Region): Evidence {
  return onRegion(
    region,
    "active coordinates grow: (on − 1)/η >= 2(1 − W) > 0",
    "(on - 1)/eta - 2*(1 - W)",
    ">=",
  );
}

/** Idle coordinates shrink and keep their sign. @paper autoencoder Lemma 13 */
export function idleShrink(region: Region): Evidence[] {
  return [
    onRegion(region, "idle coordinates keep their sign: off > 0", "off", ">"),
    onRegion(region, "idle coordinates shrink: (1 − off)/(ηΦ) > 0", "(1 - off)/(eta*Phi)", ">"),
  ];
}

/** ΔΦ >= rate · ηΦ(1 − Φ). @paper autoencoder Lemma 16 */
export function massGrows(region: Region, rate: string): Evidence {
  return onRegion(region, `ΔΦ >= ${rate} ηΦ(1 − Φ)`, `(dPhi - (${rate})*eta*Phi*(1 - Phi))/(eta*Phi)`, ">=");
}
