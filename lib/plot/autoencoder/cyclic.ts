/** Figures of Section 2.4: basins of cyclic SGD, the decay of the potential, and the probability of Corollary 5. */
import { estimate, hypothesesProbability, upperBound } from "../../papers/autoencoder/cor5";
import { cyclicLimit, cyclicOrbit, type Plane } from "../../papers/autoencoder/cyclicMap";
import { asymptoticFactor, boundaryRatio, boundarySlope, potentials } from "../../papers/autoencoder/thm4";
import { decayChart } from "../decay";
import { errorBarChart } from "../errorBars";
import type { Figure } from "../figure";
import { classChart, type Grid, sampleGrid } from "../heatmap";
import { math } from "../label";
import type { Curve } from "../marks";
import { withSlider } from "../sliders";
import { unitArc } from "../trajectory";

const Y = math("correlation <i>y</i> with <i>a</i><sub>0</sub>", "correlation $y$ with $a_0$");
const Z = math("correlation <i>z</i> with <i>a</i><sub>1</sub>", "correlation $z$ with $a_1$");
const PAIR = math("pair of steps <i>t</i>", "pair of steps $t$");
const SIDE = 1.2;

/** The state with its coordinates exchanged when a_1 is shown first, so that one routine serves both orders. */
const ordered = ([y, z]: Plane, first: number): Plane => (first === 0 ? [y, z] : [z, y]);

function basinGrid(stepSize: number, first: number): Grid {
  return sampleGrid(
    (y, z) => {
      const end = cyclicLimit(ordered([y, z], first), stepSize, 4000);
      if (end !== "a0" && end !== "a1") return Number.NaN;
      return (end === "a0") === (first === 0) ? 0 : 1;
    },
    [0, SIDE],
    [0, SIDE],
    60,
  );
}

/** The basin boundary by norm, in the coordinates of the plot. */
function boundaryCurve(stepSize: number, first: number): Curve {
  const norms = Array.from({ length: 49 }, (_, k) => 0.01 + (1.5 * k) / 48);
  const points = norms.map((norm) => {
    const ratio = boundaryRatio(norm, stepSize, 24);
    const y = norm / Math.hypot(1, ratio);
    return ordered([y, ratio * y], first);
  });
  return {
    name: "basin boundary",
    x: points.map((p) => Number(p[0].toPrecision(4))),
    y: points.map((p) => Number(p[1].toPrecision(4))),
    dash: "solid",
  };
}

/**
 * Where cyclic SGD ends, by start, with the boundary of the basins and its slope √(1 + 2α) at the origin.
 *
 * @param first the datum shown first, 0 or 1
 * @paper autoencoder Theorem 4
 */
export function basin(stepSize = 0.25, first = 0): Figure {
  const slope = first === 0 ? boundarySlope(stepSize) : 1 / boundarySlope(stepSize);
  // the slow turn takes 1/α² steps: the zigzag is drawn whole, then every so many even iterates
  const steps = Math.ceil(12 / stepSize ** 2);
  const stride = 2 * Math.ceil(steps / 400);
  const drawn = (_: number, t: number): boolean => t <= 120 || t % stride === 0;
  const run = (start: Plane) => {
    const orbit = cyclicOrbit(start, stepSize, steps, first);
    return { x: orbit.y.filter(drawn), y: orbit.z.filter(drawn) };
  };
  return classChart({
    about: {
      id: "autoencoder/thm4-basin",
      caption: `Where cyclic SGD ends, by start ($\\alpha=${stepSize}$, $a_${first}$ shown first). Theorem 4 covers the sector below the diagonal inside the unit circle; the basin of $a_0$ is larger. Its boundary leaves the origin with slope $${first === 0 ? "\\sqrt{1+2\\alpha}" : "1/\\sqrt{1+2\\alpha}"}$ (dotted): being shown first is worth half a cycle of growth.`,
      alt: "Two basins divided by a curve through the origin slightly off the diagonal, with two runs that end on the axes.",
      claims: ["autoencoder/C07"],
      parameters: { stepSize, first },
    },
    x: { label: Y, range: [0, SIDE] },
    y: { label: Z, range: [0, SIDE] },
    grid: basinGrid(stepSize, first),
    classes: [
      math("ends at <i>a</i><sub>0</sub>", "ends at $a_0$"),
      math("ends at <i>a</i><sub>1</sub>", "ends at $a_1$"),
    ],
    curves: [
      boundaryCurve(stepSize, first),
      {
        name: math("slope at 0", "slope at 0"),
        x: [0, SIDE / Math.max(1, slope)],
        y: [0, SIDE / Math.max(1, 1 / slope)],
        dash: "2px,3px",
      },
      { name: math("<i>y</i> = <i>z</i>", "$y=z$"), x: [0, SIDE], y: [0, SIDE], dash: "7px,3px" },
      { ...unitArc("unit circle", [0, SIDE], [0, SIDE]), dash: "9px,3px,2px,3px" },
    ],
    runs: [
      { name: "from (0.1, 0.1)", ...run([0.1, 0.1]) },
      { name: "from (0.1, 0.15)", ...run([0.1, 0.15]) },
    ],
  });
}

/** The basins with α on a slider, beyond the theorem's 1/4. */
export function basinSlider(): Figure {
  return withSlider((a) => basin(a), [0.05, 0.15, 0.25, 0.45], {
    label: math("<i>α</i>", "$\\alpha$"),
    initial: 2,
  });
}

/**
 * V_{2t} = z/y on a log axis against the asymptotic factor 1 − α².
 *
 * @paper autoencoder Theorem 4
 */
export function potentialDecay(stepSize = 0.25, pairs = 500): Figure {
  const kept = Array.from({ length: 126 }, (_, k) => Math.round((pairs * k) / 125));
  const series = (
    [
      [0.1, 0.08],
      [0.1, 0.1],
      [0.001, 0.001],
    ] as const
  ).map((start) => {
    const all = potentials(start, stepSize, pairs);
    return { name: `from (${start.join(", ")})`, values: kept.map((t) => all[t]!), steps: kept };
  });
  return decayChart({
    about: {
      id: "autoencoder/thm4-potential",
      caption: `The potential $V=z/y$ along the even iterates at $\\alpha=${stepSize}$. It falls at every pair of steps; a tie $y_0=z_0$ only delays the choice. Dashed: the factor $1-\\alpha^2$ a pair of steps, which every run reaches in the end.`,
      alt: "Three curves that leave the value 1 one after the other and then fall along parallel straight lines.",
      claims: ["autoencoder/C07", "autoencoder/C41"],
      parameters: { stepSize },
    },
    x: { label: PAIR },
    y: { label: math("<i>V</i> = <i>z</i>/<i>y</i>", "$V=z/y$"), range: [1e-12, 3] },
    series,
    rates: [
      {
        name: math("slope 1 − <i>α</i>²", "slope $1-\\alpha^2$"),
        factor: asymptoticFactor(stepSize),
        series: 1,
        at: 110,
      },
    ],
  });
}

/** The decay with α on a slider. */
export function potentialSlider(): Figure {
  return withSlider((a) => potentialDecay(a), [0.1, 0.15, 0.2, 0.25, 0.35, 0.45], {
    label: math("<i>α</i>", "$\\alpha$"),
    initial: 3,
  });
}

/**
 * The probability that the two algorithms end in different minima, against σ_init, between its bounds.
 *
 * @paper autoencoder Corollary 5
 */
export function probability(stepSize = 0.25, seed = 2022): Figure {
  const sigmas = [0.1, 0.2, 0.4, 0.7, 1, 1.5, 2.5, 4, 7, 12, 20];
  const n = 4000;
  const shares = sigmas.map((sigma) => estimate({ sigma, stepSize, n, seed }).apart);
  const half = shares.map((p) => 2 * Math.sqrt((p * (1 - p)) / n));
  const fine = Array.from({ length: 80 }, (_, k) => 0.08 * (200 / 0.08) ** (k / 79));
  return errorBarChart({
    about: {
      id: "autoencoder/cor5-probability",
      caption: `Probability that gradient descent and cyclic SGD from the same Gaussian start end in different minima ($\\alpha=${stepSize}$; ${n} pairs a point, bars of two standard errors). The lower curve is the probability $\\frac18(1-e^{-1/\\sigma^2})$ that the hypotheses of Theorems 2 and 4 hold, the upper one the bound $2\\,\\mathrm{erf}(\\sqrt{6/\\alpha}/\\sigma)$. All three go to 0 as $\\sigma_{\\rm init}$ grows: no constant serves every $\\sigma_{\\rm init}$.`,
      alt: "Estimates near one quarter for small σ that fall to zero for large σ, above a lower bound starting at one eighth.",
      claims: ["autoencoder/C08"],
      parameters: { stepSize, n },
      seed,
    },
    x: {
      label: math("<i>σ</i><sub>init</sub>", "$\\sigma_{\\rm init}$"),
      scale: "log",
      range: [0.08, 200],
    },
    y: { label: "probability", scale: "log", range: [5e-4, 1] },
    estimates: [
      {
        name: "different minima (simulated)",
        x: sigmas,
        y: shares,
        low: shares.map((p, k) => Math.max(p - half[k]!, 1e-5)),
        high: shares.map((p, k) => p + half[k]!),
      },
    ],
    curves: [
      { name: "hypotheses hold (exact)", x: fine, y: fine.map(hypothesesProbability), dash: "solid" },
      {
        name: math("2 erf(√(6/<i>α</i>)/<i>σ</i>)", "$2\\,\\mathrm{erf}(\\sqrt{6/\\alpha}/\\sigma)$"),
        x: fine.filter((s) => s > 5),
        y: fine.filter((s) => s > 5).map((s) => upperBound(s, String(stepSize)).hi),
      },
    ],
  });
}
