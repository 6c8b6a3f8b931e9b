/** Figures of Conjecture 6: when one datum is selected, which one, and the proof of the SGD half at work. */
import { iidOrder } from "../../dynamics/order";
import { sampleStep } from "../../models/autoencoder";
import {
  basinBoundary,
  compareReplicator,
  ruleScore,
} from "../../papers/autoencoder/experiments/cyclicWinner";
import {
  arctanLaw,
  type Estimate,
  firstCorrection,
  growthProbability,
  winProbability,
} from "../../papers/autoencoder/experiments/iidWinner";
import { SWEEP, type SweepCell, sweep } from "../../papers/autoencoder/experiments/sweep";
import { threeWinners } from "../../papers/autoencoder/experiments/threeWinners";
import { orderOf, type Sampling } from "../../papers/autoencoder/selection";
import { stream } from "../../random/source";
import { errorBarChart } from "../errorBars";
import type { Figure } from "../figure";
import { fieldChart } from "../heatmap";
import { math, short } from "../label";
import { linesChart } from "../lines";
import { panels } from "../panels";
import { withSlider } from "../sliders";
import { fade, LIGHT } from "../theme";

const STEP = math("step size <i>α</i>", "step size $\\alpha$");
const NAMES = { iid: "iid", cyclic: "cyclic", reshuffled: "reshuffled" } as const;
const SEED = 2022;

/** A sweep small enough to be drawn on demand. */
const quickSweep = (): SweepCell[] => sweep(20, [2, 5, 20, 80], SWEEP.stepSizes);

/**
 * Share of selected trials, and the time it takes, against α.
 *
 * @paper autoencoder Conjecture 6
 */
export function selected(cells: readonly SweepCell[] = quickSweep()): Figure {
  const stepSizes = [...new Set(cells.map((c) => c.stepSize))];
  const sizes = [...new Set(cells.map((c) => c.m))];
  const share = linesChart({
    about: { id: "autoencoder/conj6-share", caption: "share", alt: "share", title: "one datum is selected" },
    x: { label: STEP, range: [0, 0.63] },
    y: { label: "share of trials, all m together", range: [-0.04, 1.08] },
    series: SWEEP.samplings.map((sampling) => ({
      name: NAMES[sampling],
      x: stepSizes,
      y: stepSizes.map((a) => {
        const those = cells.filter((c) => c.stepSize === a && c.sampling === sampling);
        const won = those.reduce((s, c) => s + c.outcomes.selected, 0);
        return won / those.reduce((s, c) => s + c.trials, 0);
      }),
    })),
    rules: [{ axis: "x", at: 0.5, label: math("<i>α</i> = ½", "$\\alpha=\\frac12$") }],
  });
  const time = linesChart({
    about: {
      id: "autoencoder/conj6-time",
      caption: "time",
      alt: "time",
      title: math("how long it takes, <i>α</i> = 0.1", "how long it takes, $\\alpha=0.1$"),
    },
    x: {
      label: math("number of data <i>m</i>", "number of data $m$"),
      scale: "log",
      range: [1.7, 100],
      ticks: sizes.map((m) => [m, String(m)]),
    },
    y: {
      label: math("median updates · <i>α</i>²/<i>m</i>", "median updates $\\cdot\\,\\alpha^2/m$"),
      range: [0, 24],
    },
    series: SWEEP.samplings.map((sampling) => ({
      name: NAMES[sampling],
      x: sizes,
      y: sizes.map((m) => {
        const cell = cells.find((c) => c.m === m && c.stepSize === 0.1 && c.sampling === sampling);
        return cell === undefined ? Number.NaN : (cell.medianUpdates * 0.01) / m;
      }),
    })),
  });
  return panels({
    about: {
      id: "autoencoder/conj6-sweep",
      caption: `Conjecture 6 by simulation, ${cells[0]!.trials} trials a cell from $w(0)\\sim\\mathcal N(0,\\frac{0.01}mI)$, $n=m$. (a) Share of trials in which one datum is selected: all of them below $\\alpha=\\frac12$, none above, whatever the order of the data. (b) The time needed is of the order $m/\\alpha^2$ updates ($m=2$: most starts have a single active datum, found at once).`,
      alt: "All trials select one datum for step sizes below one half, none above.",
      claims: ["autoencoder/C09"],
      parameters: { trials: cells[0]!.trials },
      seed: SEED,
    },
    charts: [share, time],
  });
}

/** How often the datum with the largest initial correlation wins, against m. */
export function winner(cells: readonly SweepCell[] = quickSweep(), stepSize = 0.1): Figure {
  const sizes = [...new Set(cells.map((c) => c.m))];
  return linesChart({
    about: {
      id: "autoencoder/conj6-winner",
      caption: `Who wins ($\\alpha=${stepSize}$): the share of selected trials won by the datum with the largest initial correlation. Reshuffled and cyclic epochs almost always pick it; under iid sampling it is one of many candidates.`,
      alt: "The largest initial correlation wins nearly always under reshuffling and mostly under cyclic order, but rarely under iid sampling with many data.",
      claims: ["autoencoder/C09"],
      parameters: { trials: cells[0]!.trials, stepSize },
      seed: SEED,
    },
    x: {
      label: math("number of data <i>m</i>", "number of data $m$"),
      scale: "log",
      range: [1.7, 100],
      ticks: sizes.map((m) => [m, String(m)]),
    },
    y: { label: "largest initial correlation wins", range: [0, 1.05] },
    series: SWEEP.samplings.map((sampling) => ({
      name: NAMES[sampling],
      x: sizes,
      y: sizes.map((m) => {
        const cell = cells.find((c) => c.m === m && c.stepSize === stepSize && c.sampling === sampling);
        return cell === undefined ? Number.NaN : cell.largestWins / cell.outcomes.selected;
      }),
    })),
  });
}

/** Estimates of the two starts that {@link iidWinner} draws. */
export function iidEstimates(trials = 20_000): { arc: Estimate[]; small: Estimate[] } {
  const r = Math.hypot(1, 0.5);
  const stepSizes = [0.25, 0.1875, 0.125, 0.0625];
  return {
    arc: stepSizes.map((a) => winProbability([1 / r, 0.5 / r], a, trials)),
    small: [...stepSizes, 0.03125, 0.015625].map((a) => growthProbability([0.1, 0.05], a, trials)),
  };
}

/** P(a_1 wins) under iid SGD against α, from the arc and from a small start, with the law of the limit and its correction. */
export function iidWinner({ arc, small } = iidEstimates()): Figure {
  const points = (name: string, estimates: readonly Estimate[]) => ({
    name,
    x: estimates.map((e) => e.stepSize),
    y: estimates.map((e) => e.probability),
    low: estimates.map((e) => e.probability - 2 * e.standardError),
    high: estimates.map((e) => e.probability + 2 * e.standardError),
  });
  const law = arctanLaw(0.5);
  const line = (normSquared: number, end: number) => ({
    x: [0, end],
    y: [law, law + end * firstCorrection(0.5, normSquared)],
  });
  return errorBarChart({
    about: {
      id: "autoencoder/iid-winner",
      caption:
        "Probability that the weaker of two data wins under iid SGD, $z/y=\\frac12$. As $\\alpha\\to0$ it tends to $\\frac2\\pi\\arctan\\frac12=0.2952$. Lines: the first correction in $\\alpha$, tiny on the arc and large from $\\|w(0)\\|=0.11$, where it carries $\\log(1/\\|w(0)\\|^2)$. Bars: two standard errors.",
      alt: "From the arc the probability is nearly constant at 0.295; from a small start it rises with α along, then below, the predicted tangent.",
      claims: ["autoencoder/C09"],
      parameters: { ratio: 0.5, trials: arc[0]!.trials },
      seed: SEED,
    },
    x: { label: STEP, range: [0, 0.262] },
    y: { label: math("P(<i>a</i><sub>1</sub> wins)", "$P(a_1\\ \\mathrm{wins})$"), range: [0.27, 0.37] },
    estimates: [points("start on the arc", arc), points("start at (0.1, 0.05)", small)],
    curves: [
      { name: "first order, arc", ...line(1, 0.25), color: LIGHT.series[0]! },
      { name: "first order, small start", ...line(0.0125, 0.13), color: LIGHT.series[1]! },
    ],
    rules: [{ axis: "y", at: law, label: math("(2/π) arctan ½", "$\\frac2\\pi\\arctan\\frac12$") }],
  });
}

/** Probability that the first of three data wins under iid SGD as α → 0, over the log-ratios to the third. */
export function threeData(): Figure {
  const k = 30;
  const { axis, values } = threeWinners(k, 0.2);
  const size = 2 * k + 1;
  const kept = Array.from({ length: size }, (_, i) => i).filter((i) => Math.abs(axis[i]!) <= 4.001);
  return fieldChart({
    about: {
      id: "autoencoder/three-winners",
      caption:
        "Three data, iid sampling, $\\alpha\\to0$: the probability that $a_1$ wins, from the diffusion equation in the plane of $\\log(c_1/c_3)$ and $\\log(c_2/c_3)$. It is $\\frac13$ at the centre and $\\frac2\\pi\\arctan$ of the ratio where one datum is far behind; no closed form is known in between.",
      alt: "The probability rises from 0 in the upper left to 1 on the right, with 1/3 in the centre.",
      claims: ["autoencoder/C09"],
      parameters: { step: 0.2, halfWidth: 6 },
    },
    x: { label: math("log(<i>c</i><sub>1</sub>/<i>c</i><sub>3</sub>)", "$\\log(c_1/c_3)$") },
    y: { label: math("log(<i>c</i><sub>2</sub>/<i>c</i><sub>3</sub>)", "$\\log(c_2/c_3)$") },
    value: math("P(<i>a</i><sub>1</sub> wins)", "$P(a_1\\ \\mathrm{wins})$"),
    contours: { start: 0.1, end: 0.9, step: 0.1 },
    grid: {
      x: kept.map((i) => axis[i]!),
      y: kept.map((j) => axis[j]!),
      z: kept.map((j) => kept.map((i) => values[i * size + j]!)),
    },
  });
}

/** Rules for the winner under cyclic order, and the boundary for two data. */
export function cyclicWinner(trials = 60): Figure {
  const stepSizes = [0.05, 0.1, 0.2, 0.3, 0.4];
  const cyclic = stepSizes.map((a) => ruleScore(20, a, "cyclic", trials));
  const reshuffled = stepSizes.map((a) => ruleScore(20, a, "reshuffled", trials));
  const iid = stepSizes.map((a) => ruleScore(20, a, "iid", trials));
  const rules = linesChart({
    about: {
      id: "autoencoder/cyclic-rules",
      caption: "rules",
      alt: "rules",
      title: math("<i>m</i> = 20", "$m=20$"),
    },
    x: { label: STEP, range: [0, 0.42] },
    y: { label: "share of runs predicted", range: [0, 1.05] },
    series: [
      { name: "cyclic, corrected rule", x: stepSizes, y: cyclic.map((s) => s.corrected) },
      { name: "cyclic, largest wins", x: stepSizes, y: cyclic.map((s) => s.largest) },
      { name: "reshuffled, largest wins", x: stepSizes, y: reshuffled.map((s) => s.largest) },
      { name: "iid, largest wins", x: stepSizes, y: iid.map((s) => s.largest) },
    ],
  });
  const norms = Array.from({ length: 17 }, (_, k) => 10 ** (-4 + k / 4));
  const boundary = linesChart({
    about: {
      id: "autoencoder/cyclic-boundary",
      caption: "boundary",
      alt: "boundary",
      title: math("<i>m</i> = 2, <i>α</i> = ¼", "$m=2,\\ \\alpha=\\frac14$"),
    },
    x: { label: math("‖<i>w</i>(0)‖²", "$\\|w(0)\\|^2$"), scale: "log", range: [1e-4, 1.05] },
    y: { label: math("<i>z</i>/<i>y</i> on the boundary", "$z/y$ on the boundary"), range: [1.1, 1.27] },
    series: [
      {
        name: "bisection",
        x: norms,
        y: norms.map((s) => basinBoundary(0.25, Math.min(s, 1))),
        line: false,
        markers: true,
        style: 4,
      },
    ],
    curves: [
      {
        name: math("1 + <i>α</i>(2 − ‖<i>w</i>(0)‖²)/2", "$1+\\alpha(2-\\|w(0)\\|^2)/2$"),
        x: norms,
        y: norms.map((s) => 1 + 0.125 * (2 - s)),
      },
    ],
    rules: [
      {
        axis: "y",
        at: Math.sqrt(1.5),
        label: math("√(1 + 2<i>α</i>)", "$\\sqrt{1+2\\alpha}$"),
        side: "left",
      },
    ],
  });
  return panels({
    about: {
      id: "autoencoder/cyclic-winner",
      caption:
        "Who wins under cyclic SGD. (a) The rule “largest initial correlation” and its correction for the position in the cycle; reshuffled epochs follow the uncorrected rule, iid sampling follows none. (b) The boundary between the two basins for $m=2$: data shown later need a head start, $\\sqrt{1+2\\alpha}$ from the smallest starts.",
      alt: "The corrected rule predicts nearly every cyclic run; the basin boundary falls from 1.22 at small norm to 1.13 on the circle.",
      claims: ["autoencoder/C09"],
      parameters: { trials },
      seed: SEED,
    },
    charts: [rules, boundary],
  });
}

/** Masses under cyclic and reshuffled epochs against the replicator equation. */
export function replicatorFlow(stepSize = 0.05): Figure {
  const start = [0.28, 0.24, 0.2, 0.16, 0.12];
  const chart = (sampling: "cyclic" | "reshuffled"): Figure => {
    const run = compareReplicator(start, stepSize, Math.round(14 / stepSize ** 2), sampling, 40);
    return linesChart({
      about: {
        id: `autoencoder/replicator-${sampling}`,
        caption: sampling,
        alt: sampling,
        title: `${sampling} epochs`,
      },
      x: {
        label: math("slow time <i>τ</i> = <i>α</i>² · epochs", "slow time $\\tau=\\alpha^2\\cdot$ epochs"),
        range: [0, 14],
      },
      y: { label: math("mass <i>u<sub>i</sub></i>/<i>N</i>", "mass $u_i/N$"), range: [0, 1.04] },
      series: run.masses.map((y, i) => ({
        name: math(`<i>a</i><sub>${i + 1}</sub>`, `$a_${i + 1}$`),
        x: run.times,
        y,
        line: false,
        markers: true,
      })),
      curves: [
        {
          name: "replicator equation",
          x: run.predicted.flatMap(() => [...run.times, Number.NaN]),
          y: run.predicted.flatMap((y) => [...y, Number.NaN]),
        },
      ],
    });
  };
  return panels({
    about: {
      id: "autoencoder/replicator",
      caption: `Five data, $\\alpha=${stepSize}$: in the time $\\tau=\\alpha^2\\times$epochs the masses follow the replicator equation $\\dot u_i=2u_i(u_i-\\sum_j u_j^2)$ (lines), for cyclic and for reshuffled epochs alike. The largest takes all. The small offset is of order $\\alpha$.`,
      alt: "Points of both orders lie on the same five replicator curves; one mass tends to 1 and four to 0.",
      claims: ["autoencoder/C09"],
      parameters: { stepSize },
      seed: SEED,
    },
    charts: [chart("cyclic"), chart("reshuffled")],
  });
}

/** Two quantities of the proof of the SGD half along simulated paths. */
export function proofPaths(paths = 12, steps = 1500): Figure {
  const [m, stepSize] = [5, 0.25];
  const source = stream(SEED, "autoencoder/sgd-proof");
  const start = [0.25, 0.2, 0.15, 0.1, 0.3];
  const times = Array.from({ length: 151 }, (_, k) => (k * steps) / 150);
  const phi: { x: number[]; y: number[] } = { x: [], y: [] };
  const rest: { x: number[]; y: number[] } = { x: [], y: [] };
  for (let run = 0; run < paths; run++) {
    const c = Float64Array.from(start);
    const order = iidOrder(m, source);
    const masses: number[] = [];
    const sums: number[] = [];
    for (let t = 0; t <= steps; t++) {
      if (t % (steps / 150) === 0) {
        masses.push(c.reduce((s, x) => s + x * x, 0));
        const best = Math.max(...c);
        sums.push(c.reduce((s, x) => s + Math.sqrt(x), 0) - Math.sqrt(best));
      }
      sampleStep(c, order(t), stepSize);
    }
    phi.x.push(...times, Number.NaN);
    phi.y.push(...masses, Number.NaN);
    rest.x.push(...times, Number.NaN);
    rest.y.push(...sums, Number.NaN);
  }
  const floor = Math.min(
    start.reduce((s, x) => s + x * x, 0),
    1 - stepSize / 4 - stepSize ** 2,
  );
  const factor = 1 - (2 - Math.sqrt(1 - stepSize) - Math.sqrt(1 + stepSize)) / m;
  const masses = linesChart({
    about: { id: "autoencoder/sgd-proof-mass", caption: "mass", alt: "mass", title: "active mass" },
    x: { label: math("updates <i>t</i>", "updates $t$"), range: [0, steps] },
    y: { label: math("<i>Φ</i>(<i>t</i>)", "$\\Phi(t)$"), range: [0, 1.15] },
    series: [],
    curves: [{ name: "paths", x: phi.x, y: phi.y, dash: "solid", color: fade(LIGHT.series[0]!, 0.6) }],
    rules: [
      {
        axis: "y",
        at: floor,
        label: math(
          "min(<i>Φ</i>(0), 1 − <i>α</i>/4 − <i>α</i>²)",
          "$\\min(\\Phi(0),1-\\alpha/4-\\alpha^2)$",
        ),
      },
      { axis: "y", at: 1 + stepSize / 4, label: math("1 + <i>α</i>/4", "$1+\\alpha/4$") },
    ],
  });
  const sums = linesChart({
    about: { id: "autoencoder/sgd-proof-sum", caption: "sum", alt: "sum", title: "the supermartingale" },
    x: { label: math("updates <i>t</i>", "updates $t$"), range: [0, steps] },
    y: {
      label: math("<i>Y</i> = Σ |<i>c<sub>j</sub></i>|<sup>1/2</sup>", "$Y=\\sum|c_j|^{1/2}$"),
      scale: "log",
      range: [1e-6, 5],
    },
    series: [],
    curves: [
      { name: "paths", x: rest.x, y: rest.y, dash: "solid", color: fade(LIGHT.series[0]!, 0.6) },
      { name: "rate of the mean near a datum", x: [0, steps], y: [2, 2 * factor ** steps], color: LIGHT.ink },
    ],
  });
  return panels({
    about: {
      id: "autoencoder/sgd-proof",
      caption: `The proof of the SGD half at work: ${paths} paths, $m=5$, $\\alpha=\\frac14$. (a) The active mass never falls below the proved bound nor rises above $1+\\alpha/4$. (b) The sum $Y$ over the losing data: once one datum leads, its mean shrinks at the rate of the dashed line.`,
      alt: "Active masses stay between two proved bounds; the sum over the losers falls on a log axis.",
      claims: ["autoencoder/C09"],
      parameters: { m, stepSize, paths },
      seed: SEED,
    },
    charts: [masses, sums],
  });
}

/** {@link replicatorFlow} with α on a slider: the offset shrinks with α. */
export function replicatorSlider(): Figure {
  return withSlider((stepSize) => replicatorFlow(stepSize), [0.02, 0.05, 0.1, 0.2], {
    label: math("<i>α</i>", "$\\alpha$"),
    initial: 1,
  });
}

/**
 * The shares c_i²/Φ along one run of SGD, in the slow time α² × epochs.
 *
 * @param options.ratio c_(i+1)/c_i at the start, whose length is 0.1: below 1 the first of the five data leads
 * @param options.order how the data are drawn
 * @param options.seed seed of a random order
 */
export function oneRun(options: {
  readonly stepSize: number;
  readonly ratio: number;
  readonly order: Sampling;
  readonly seed: number;
}): Figure {
  const { stepSize, ratio, order: sampling, seed } = options;
  const [m, end] = [5, 14];
  const source = stream(seed, "autoencoder/conj6-run");
  const powers = Float64Array.from({ length: m }, (_, i) => ratio ** i);
  const c = powers.map((x) => x / (10 * Math.hypot(...powers)));
  const order = orderOf(sampling, m, source);
  const epochs = Math.ceil(end / stepSize ** 2);
  const every = Math.ceil(epochs / 200);
  const times: number[] = [];
  const shares: number[][] = Array.from({ length: m }, () => []);
  for (let epoch = 0; epoch <= epochs; epoch += every) {
    times.push(stepSize ** 2 * epoch);
    const mass = c.reduce((s, x) => s + x * x, 0);
    shares.forEach((share, i) => {
      share.push((c[i]! * c[i]!) / mass);
    });
    for (let t = 0; t < every * m; t++) sampleStep(c, order(epoch * m + t), stepSize);
  }
  return linesChart({
    about: {
      id: "autoencoder/conj6-run",
      caption: `Shares of the mass along one run, ${NAMES[sampling]} order, $m=n=5$, $\\alpha=${short(stepSize)}$, $\\|w(0)\\|=0.1$, $c_{i+1}(0)/c_i(0)=${short(ratio)}$${sampling === "cyclic" ? "" : `, seed ${seed}`}. One datum takes all below $\\alpha=\\frac12$. Under cyclic and reshuffled epochs it is the one that leads at the start, unless the lead is small and its turn comes late; under iid sampling chance decides.`,
      alt: "Five curves that start at unequal shares; one rises to 1 and the others fall to 0.",
      claims: ["autoencoder/C09"],
      parameters: { m, stepSize, ratio, order: sampling },
      seed,
    },
    x: {
      label: math("slow time <i>τ</i> = <i>α</i>² · epochs", "slow time $\\tau=\\alpha^2\\cdot$ epochs"),
      range: [0, end],
    },
    y: { label: math("share <i>c<sub>i</sub></i>²/<i>Φ</i>", "share $c_i^2/\\Phi$"), range: [0, 1.04] },
    series: shares.map((y, i) => ({
      name: math(`<i>a</i><sub>${i + 1}</sub>`, `$a_${i + 1}$`),
      x: times,
      y,
      markers: false,
    })),
  });
}
