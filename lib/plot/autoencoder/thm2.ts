/** Figures of Theorem 2: the planar mass dynamics, the speed of convergence, and what larger steps do. */
import { iterate } from "../../dynamics/descent";
import { fullBatchLimit, fullBatchStep } from "../../models/autoencoder";
import { asymptoticFactor, distances } from "../../papers/autoencoder/thm2";
import { stream } from "../../random/source";
import { onSphere } from "../../random/sphere";
import { bifurcationChart } from "../bifurcation";
import { decayChart } from "../decay";
import type { Figure } from "../figure";
import { math, short } from "../label";
import { linesChart } from "../lines";
import { phasePortraitChart } from "../phasePortrait";
import { withSlider } from "../sliders";
import { massField, massOrbit, PHI, PSI } from "./massPlane";

const STARTS: readonly (readonly [number, number])[] = [
  [0.02, 0.9],
  [0.1, 0.55],
  [0.45, 0.5],
];

/**
 * (Φ, Ψ) under full-batch gradient descent, with the region of Lemma 11 and the gradient flow's conserved curves
 * Φ = 1 − Ψ + CΨ².
 *
 * @paper autoencoder Theorem 2, Lemma 11
 */
export function portrait(stepRatio = 0.2): Figure {
  const flow = { x: [] as number[], y: [] as number[] };
  for (const [phi, psi] of STARTS) {
    const c = (phi + psi - 1) / psi ** 2;
    for (let k = 0; k < 80; k++) {
      const v = (psi * k) / 79;
      flow.x.push(1 - v + c * v * v);
      flow.y.push(v);
    }
    flow.x.push(Number.NaN);
    flow.y.push(Number.NaN);
  }
  return phasePortraitChart({
    about: {
      id: "autoencoder/thm2-portrait",
      caption: `Full-batch gradient descent in the plane of masses ($\\alpha/m=${stepRatio}$): every run ends at $(\\Phi,\\Psi)=(1,0)$. Shaded: the region $\\Phi+\\frac58\\Psi<1$ that Lemma 11 keeps; it contains all starts with $\\Phi+\\Psi<1$. Dashed: the curves $\\Phi=1-\\Psi+C\\Psi^2$ of the gradient flow through the same starts.`,
      alt: "Direction field of the masses with three runs ending at Φ = 1, Ψ = 0 inside a shaded triangle.",
      claims: ["autoencoder/C04", "autoencoder/C20"],
      parameters: { stepRatio },
    },
    x: { label: PHI, range: [0, 1.1] },
    y: { label: PSI, range: [0, 1.1] },
    field: massField(stepRatio),
    curves: [
      {
        name: math("<i>Φ</i> + ⅝<i>Ψ</i> &lt; 1", "$\\Phi+\\frac58\\Psi<1$"),
        x: [0, 1, 0, 0],
        y: [0, 0, 1.6, 0],
        fill: true,
        dash: "solid",
      },
      { name: "gradient flow", ...flow },
    ],
    runs: STARTS.map(([phi, psi], k) => ({
      name: `run ${k + 1}`,
      ...massOrbit([phi, psi], stepRatio, 60),
    })),
  });
}

/**
 * ‖w(t) − w_star‖ with and without idle mass, against the asymptotic factors (1 − η) and |1 − 4η|.
 *
 * @paper autoencoder Theorem 2
 */
export function decay(stepRatio = 0.1): Figure {
  const steps = 220;
  const mixed = [0.3, -0.2, 0.4, -0.5, 0.1];
  const pure = [0.3, 0.2, 0.4];
  return decayChart({
    about: {
      id: "autoencoder/thm2-decay",
      caption: `Distance to the limit of Theorem 2 at $\\alpha/m=${stepRatio}$, from a start with idle mass and from one without. The lines have the predicted slopes: factor $1-\\eta$ a step, and $|1-4\\eta|$ when $\\Psi=0$.`,
      alt: "Two straight decays on a log axis, each along its predicted line, down to rounding level.",
      claims: ["autoencoder/C04"],
      parameters: { stepRatio, m: 3 },
    },
    x: { label: math("step <i>t</i>", "step $t$") },
    y: {
      label: math("‖<i>w</i>(<i>t</i>) − <i>w</i><sub>⋆</sub>‖", "$\\|w(t)-w_\\star\\|$"),
      range: [1e-17, 3],
    },
    series: [
      { name: math("idle mass present", "idle mass present"), values: distances(mixed, 3, stepRatio, steps) },
      { name: math("<i>Ψ</i> = 0", "$\\Psi=0$"), values: distances(pure, 3, stepRatio, steps) },
    ],
    rates: [
      {
        name: math("slope 1 − <i>η</i>", "slope $1-\\eta$"),
        factor: asymptoticFactor(stepRatio, true),
        series: 0,
      },
      {
        name: math("slope |1 − 4<i>η</i>|", "slope $|1-4\\eta|$"),
        factor: asymptoticFactor(stepRatio, false),
        series: 1,
      },
    ],
  });
}

/** The same decay with α/m on a slider, from safe steps to beyond the stability limit 1/2. */
export function decaySlider(): Figure {
  const ratios = [0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.45, 0.49];
  return withSlider((ratio) => decay(ratio), ratios, {
    label: math("<i>α</i>/<i>m</i>", "$\\alpha/m$"),
    initial: 2,
  });
}

/**
 * The radius √Φ that gradient descent settles on, against α/m: 1 until α = m/2, then two radii, then more.
 *
 * @paper autoencoder Theorem 2
 */
export function stepSize(): Figure {
  const parameters = Array.from({ length: 400 }, (_, k) => 0.1 + (0.7 * k) / 399);
  const attractors = parameters.map((eta) => {
    let r = 0.3;
    for (let t = 0; t < 2000; t++) r *= 1 + 2 * eta * (1 - r * r);
    const seen: number[] = [];
    for (let t = 0; t < 120; t++) {
      r *= 1 + 2 * eta * (1 - r * r);
      seen.push(Math.abs(r));
    }
    return seen;
  });
  const cycle = parameters.filter((eta) => eta > 0.5);
  const radius = (eta: number, sign: number): number => {
    const p = 2 * eta;
    return Math.sqrt((1 + p + sign * Math.sqrt((1 + p) ** 2 - 4)) / 2 / p);
  };
  return bifurcationChart({
    about: {
      id: "autoencoder/thm2-step-size",
      caption:
        "What larger steps do when all mass is active: the radii that the map $r\\mapsto r(1+2\\eta(1-r^2))$ keeps visiting, $\\eta=\\alpha/m$. Theorem 2 assumes $\\alpha\\le m/5$; the limit is lost only at $\\alpha=m/2$, where a cycle with the drawn closed form $r_\\pm$ takes over.",
      alt: "One radius until α/m = 0.5, then two branches, then period doubling and chaos.",
      claims: ["autoencoder/C04"],
      parameters: { startRadius: 0.3, transient: 2000 },
    },
    name: "radii visited",
    x: { label: math("<i>α</i>/<i>m</i>", "$\\alpha/m$"), range: [0.1, 0.8] },
    y: { label: math("radius √<i>Φ</i>", "radius $\\sqrt{\\Phi}$"), range: [0, 1.5] },
    parameters,
    attractors,
    curves: [
      {
        name: math("<i>r</i><sub>±</sub>, closed form", "$r_\\pm$, closed form"),
        x: [...cycle, Number.NaN, ...cycle],
        y: [...cycle.map((e) => radius(e, 1)), Number.NaN, ...cycle.map((e) => radius(e, -1))],
      },
    ],
    rules: [
      { axis: "x", at: 0.2, label: math("<i>m</i>/5", "$m/5$") },
      { axis: "x", at: 0.5, label: math("<i>m</i>/2", "$m/2$") },
    ],
  });
}

/**
 * The correlations along one run of gradient descent, and the limit that Theorem 2 predicts for each.
 *
 * @param options.m number of data, at most 6
 * @param options.stepRatio η = α/m
 * @param options.seed seed of the start, a random direction of length ½
 * @paper autoencoder Theorem 2
 */
export function correlations(options: {
  readonly m: number;
  readonly stepRatio: number;
  readonly seed: number;
}): Figure {
  const { m, stepRatio, seed } = options;
  const steps = 80;
  const start = onSphere(stream(seed, "autoencoder/thm2-run"), m).map((x) => x / 2);
  const limit = fullBatchLimit(start, m);
  const run = iterate((c) => fullBatchStep(c, m, stepRatio * m), start, { steps, detectDead: false });
  return linesChart({
    about: {
      id: "autoencoder/thm2-run",
      caption: `One run of gradient descent, $m=n=${m}$, $\\alpha/m=${short(stepRatio)}$, $\\|w(0)\\|=\\frac12$ (start of seed ${seed}). Dotted: the limits $\\Pi_Sw(0)/\\|\\Pi_Sw(0)\\|$ of Theorem 2${limit === undefined ? "; this start has no active datum and stays where it is" : ""}. Only the ratio $\\alpha/m$ matters for the speed: up to $\\frac15$ the theorem applies, from $\\frac12$ on the limit repels, beyond $0.799$ the neuron dies.`,
      alt: "Correlations against steps; the positive ones grow to their predicted limits in proportion, the negative ones go to zero.",
      claims: ["autoencoder/C04"],
      parameters: { m, stepRatio },
      seed,
    },
    x: { label: math("step <i>t</i>", "step $t$"), range: [0, steps] },
    y: { label: math("correlation <i>c<sub>i</sub></i>", "correlation $c_i$"), range: [-0.7, 1.35] },
    series: Array.from({ length: m }, (_, i) => ({
      name: math(`<i>c</i><sub>${i + 1}</sub>`, `$c_${i + 1}$`),
      x: run.states.map((_c, t) => t),
      y: run.states.map((c) => c[i]!),
      markers: false,
    })),
    rules: [...new Set(limit)].map((at) => ({ axis: "y" as const, at })),
  });
}
