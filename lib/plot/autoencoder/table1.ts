/** Figures of Table 1: the six cells, the correlations against time, mini-batches, and steps beyond Theorem 2. */
import { moments } from "../../core/sum";
import { attractor, fates, THRESHOLDS } from "../../papers/autoencoder/experiments/largeSteps";
import { batchRuns, selectionScale, shareCurves } from "../../papers/autoencoder/experiments/miniBatch";
import { type CellResult, literalTable, timeCurves } from "../../papers/autoencoder/table1Cells";
import { bifurcationChart } from "../bifurcation";
import { errorBarChart } from "../errorBars";
import type { Figure } from "../figure";
import { math } from "../label";
import { linesChart } from "../lines";
import type { Curve } from "../marks";
import { panels } from "../panels";
import { withSlider } from "../sliders";
import { fade, LIGHT } from "../theme";

const SHORT = { gd: "GD", cyclic: "cyclic", iid: "SGD" } as const;
const RATIO = math("<i>α</i>/<i>m</i>", "$\\alpha/m$");

/**
 * The six cells as stated, beside the printed numbers.
 *
 * @paper autoencoder Table 1
 */
export function cells(results: readonly CellResult[] = literalTable(300)): Figure {
  const x = results.map(({ cell }) => `${SHORT[cell.method]}, ${cell.m}`);
  const bars = (mean: number[], sd: number[]) => ({
    y: mean,
    low: mean.map((v, k) => v - sd[k]!),
    high: mean.map((v, k) => v + sd[k]!),
  });
  return errorBarChart({
    about: {
      id: "autoencoder/table-1",
      caption:
        "Table 1, run as stated ($n=100$, $\\alpha=0.25$, $T=10^4$ updates): mean of $\\max_i\\langle w(T),a_i\\rangle$ with one standard deviation over trials, beside the printed values. Columns: method and $m$. Four cells agree. The two SGD cells with $m=80$ do not: $10^4$ updates are only 125 passes through the data.",
      alt: "Printed and measured means agree in four cells; for m = 80 cyclic SGD reaches 0.81 and ordinary SGD 0.98 instead of 1.",
      claims: ["autoencoder/C18"],
      parameters: { trials: results[0]!.many.trials, updates: 10_000 },
      seed: 2022,
    },
    x: { label: math("method, <i>m</i>", "method, $m$") },
    y: {
      label: math(
        "max<sub><i>i</i></sub> ⟨<i>w</i>(<i>T</i>), <i>a<sub>i</sub></i>⟩",
        "$\\max_i\\langle w(T),a_i\\rangle$",
      ),
      range: [0.2, 1.1],
    },
    estimates: [
      {
        name: "printed",
        x,
        ...bars(
          results.map((r) => r.cell.mean),
          results.map((r) => r.cell.spread),
        ),
      },
      {
        name: "run as stated",
        x,
        ...bars(
          results.map((r) => r.many.mean),
          results.map((r) => r.many.sd),
        ),
      },
    ],
  });
}

/**
 * 1 − max_i c_i against the number of updates, 30 trials of each SGD cell.
 *
 * @paper autoencoder Table 1
 */
export function time(trials = 30, updates = 100_000): Figure {
  const chart = (m: number): Figure => {
    const bundle = (sampling: "cyclic" | "iid"): Curve => {
      const { times, curves } = timeCurves(sampling, m, trials, updates);
      const x: number[] = [];
      const y: number[] = [];
      for (const curve of curves) {
        // below 1e-12 the difference from 1 is rounding
        const gaps = curve.map((c) => Math.max(Math.abs(1 - c), 1e-12));
        x.push(...times, Number.NaN);
        y.push(...gaps, Number.NaN);
      }
      return {
        name: sampling === "cyclic" ? "cyclic SGD" : "ordinary SGD",
        x,
        y,
        dash: "solid",
        color: fade(LIGHT.series[sampling === "cyclic" ? 0 : 1]!, 0.5),
      };
    };
    return linesChart({
      about: {
        id: "autoencoder/table-1-time",
        caption: `m = ${m}`,
        alt: `m = ${m}`,
        title: math(`<i>m</i> = ${m}`, `$m=${m}$`),
      },
      x: { label: math("updates <i>t</i>", "updates $t$"), scale: "log", range: [100, updates] },
      y: {
        label: math("|1 − max<sub><i>i</i></sub> <i>c<sub>i</sub></i>|", "$|1-\\max_i c_i|$"),
        scale: "log",
        range: [1e-12, 2],
      },
      series: [],
      curves: [bundle("cyclic"), bundle("iid")],
      rules: [
        { axis: "x", at: 1e4, label: math("<i>T</i>", "$T$") },
        { axis: "y", at: 1e-8, label: math("10<sup>−8</sup>", "$10^{-8}$") },
      ],
    });
  };
  return panels({
    about: {
      id: "autoencoder/table-1-time",
      caption:
        "Distance of the largest correlation from 1 against single updates, 30 trials of each SGD cell of Table 1. At $T=10^4$ the runs with $m=20$ are below $10^{-8}$, those with $m=80$ are not; by $10^5$ updates nearly all are. (Values are cut at $10^{-12}$.)",
      alt: "Bundles of falling curves; with m = 20 they cross 1e-8 before T, with m = 80 long after it.",
      claims: ["autoencoder/C18"],
      parameters: { trials, updates },
      seed: 2022,
    },
    charts: [chart(20), chart(80)],
  });
}

const BATCH_SIZES = [1, 2, 3, 5, 7, 10, 13, 15, 17, 18, 19, 20];

/** Time to select one datum against the batch size, m = 20. */
export function miniBatch(trials = 8): Figure {
  const m = 20;
  const runs = BATCH_SIZES.map((size) => batchRuns(m, size, 0.25, trials));
  const done = runs.filter((r) => r.selected > 0);
  const quantile = (times: readonly number[], q: number): number =>
    times[Math.round(q * (times.length - 1))]!;
  const sizes = Array.from({ length: 100 }, (_, k) => 1 + (18.4 * k) / 99);
  const constant = moments(done.map((r) => quantile(r.times, 0.5) / selectionScale(m, r.size, 0.25))).mean;
  const timeChart = errorBarChart({
    about: { id: "autoencoder/mini-batch-time", caption: "times", alt: "times", title: "time to select" },
    x: { label: math("batch size <i>b</i>", "batch size $b$"), range: [0, 20.8] },
    y: { label: "updates to select", scale: "log", range: [3e2, 3e6] },
    estimates: [
      {
        name: math("median and range of the trials", "median and range of the trials"),
        x: done.map((r) => r.size),
        y: done.map((r) => quantile(r.times, 0.5)),
        low: done.map((r) => quantile(r.times, 0)),
        high: done.map((r) => quantile(r.times, 1)),
      },
    ],
    curves: [
      {
        name: math(
          "const · <i>b</i>(<i>m</i>−1)<i>m</i>/((<i>m</i>−<i>b</i>)<i>α</i>²)",
          "const$\\,\\cdot\\,b(m-1)m/((m-b)\\alpha^2)$",
        ),
        x: sizes,
        y: sizes.map((b) => (constant * b * (m - 1) * m) / ((m - b) * 0.0625)),
      },
    ],
  });
  const shareChart = linesChart({
    about: { id: "autoencoder/mini-batch-share", caption: "share", alt: "share", title: "what is found" },
    x: { label: math("batch size <i>b</i>", "batch size $b$"), range: [0, 20.8] },
    y: {
      label: math(
        "max<sub><i>i</i></sub> <i>c<sub>i</sub></i>/√<i>Φ</i>, mean",
        "$\\max_i c_i/\\sqrt\\Phi$, mean",
      ),
      range: [0, 1.08],
    },
    series: [
      {
        name: "at the end of the runs",
        x: runs.map((r) => r.size),
        y: runs.map((r) => r.meanLargest),
        line: false,
        markers: true,
        style: 1,
      },
    ],
  });
  return panels({
    about: {
      id: "autoencoder/mini-batch",
      caption: `Batches of size $b$ out of $m=20$, drawn without replacement, $\\alpha=0.25$, ${trials} trials each. (a) Every $b<m$ selects one datum (99.9 % of the active mass), in a time that follows the predicted law. (b) The outcome jumps: one datum for all $b\\le19$, a mixture at $b=20$.`,
      alt: "Selection times rise along the predicted curve and diverge at b = 20; the largest share is 1 for b up to 19 and about 0.6 at b = 20.",
      claims: ["autoencoder/C18"],
      parameters: { m, stepSize: 0.25, trials },
      seed: 2022,
    },
    charts: [timeChart, shareChart],
  });
}

/** One run with m = 6 data for each batch size, chosen by a slider. */
export function batchSlider(): Figure {
  const m = 6;
  const run = (size: number): Figure => {
    const scale = selectionScale(m, Math.min(size, m - 1), 0.25);
    const { times, shares } = shareCurves(m, size, 0.25, Math.round(10 * scale));
    return linesChart({
      about: {
        id: "autoencoder/mini-batch-run",
        caption:
          "Shares $c_i^2/\\Phi$ of the active mass along one run with batches of size $b$, $m=6$, $\\alpha=0.25$. For every $b<6$ one datum takes all in the end (an early lead can change hands); at $b=6$, shown over the time of $b=5$, the shares never change.",
        alt: "Six curves; one rises to 1 and the others fall to 0 unless the batch is full.",
        claims: ["autoencoder/C18"],
        parameters: { m, stepSize: 0.25 },
        seed: 2022,
      },
      x: {
        label: math(
          "updates in units of <i>b</i>(<i>m</i>−1)<i>m</i>/((<i>m</i>−<i>b</i>)<i>α</i>²)",
          "updates in units of $b(m-1)m/((m-b)\\alpha^2)$",
        ),
        range: [0, 10],
      },
      y: { label: math("share <i>c<sub>i</sub></i>²/<i>Φ</i>", "share $c_i^2/\\Phi$"), range: [0, 1.04] },
      series: shares.map((y, i) => ({
        name: math(`<i>a</i><sub>${i + 1}</sub>`, `$a_${i + 1}$`),
        x: times.map((t) => t / scale),
        y,
        markers: false,
      })),
    });
  };
  return withSlider(run, [1, 2, 3, 4, 5, 6], { label: math("<i>b</i>", "$b$"), initial: 2 });
}

/** All regimes of gradient descent in α/m, with the closed-form thresholds. */
export function largeSteps(trials = 40): Figure {
  const parameters = Array.from({ length: 200 }, (_, k) => 0.4 + (0.42 * k) / 199);
  const rules = [
    { axis: "x" as const, at: THRESHOLDS.periodTwo, label: "1" },
    { axis: "x" as const, at: THRESHOLDS.periodFour, label: "2" },
    { axis: "x" as const, at: THRESHOLDS.signFlips, label: "3" },
    { axis: "x" as const, at: THRESHOLDS.death, label: "4" },
  ];
  const diagram = bifurcationChart({
    about: { id: "autoencoder/large-steps-radii", caption: "radii", alt: "radii", title: "radii visited" },
    name: "radii visited",
    x: { label: RATIO, range: [0.4, 0.86] },
    y: { label: math("√<i>Φ</i>", "$\\sqrt\\Phi$"), range: [0, 1.6] },
    parameters,
    attractors: parameters.map((ratio) => attractor(ratio, 1000, 120)),
    levels: 160,
    rules,
  });
  const ratios = [
    0.4, 0.45, 0.49, 0.51, 0.55, 0.6, 0.65, 0.68, 0.688, 0.694, 0.7, 0.73, 0.76, 0.79, 0.797, 0.801, 0.81,
    0.84,
  ];
  const seen = ratios.map((ratio) => fates(4, 6, ratio, trials, 2000));
  const shares = linesChart({
    about: {
      id: "autoencoder/large-steps-fates",
      caption: "fates",
      alt: "fates",
      title: "what becomes of a run",
    },
    x: { label: RATIO, range: [0.4, 0.86] },
    y: { label: "share of runs", range: [-0.03, 1.28] },
    series: [
      { name: "an idle datum became active", x: ratios, y: seen.map((f) => f.flipped), style: 1 },
      { name: "dead", x: ratios, y: seen.map((f) => f.dead), style: 2 },
    ],
    rules,
  });
  return panels({
    about: {
      id: "autoencoder/large-steps",
      caption:
        "Gradient descent beyond Theorem 2. Thresholds of $\\alpha/m$ in closed form: (1) $\\frac12$, period two; (2) $\\frac12(\\sqrt5-1)$, period four; (3) $\\frac12(\\sqrt[3]{27/2}-1)$, idle data can become active; (4) $\\frac12(\\sqrt{27}/2-1)$, death. (a) Radii visited without idle mass. (b) Runs from the unit ball, $m=4$, $n=6$.",
      alt: "Period doubling and chaos between 0.5 and 0.8 of α/m; sign flips start at 0.69 and all runs die beyond 0.799.",
      claims: ["autoencoder/C04"],
      parameters: { trials, startRadius: 0.3 },
      seed: 2022,
    },
    charts: [diagram, shares],
  });
}
