// One realistic figure of each kind, for the tests to draw and for people to look at.
import { bifurcationChart } from "../../lib/plot/bifurcation";
import { decayChart } from "../../lib/plot/decay";
import { errorBarChart } from "../../lib/plot/errorBars";
import type { Figure } from "../../lib/plot/figure";
import { classChart, fieldChart, sampleGrid, signGrid } from "../../lib/plot/heatmap";
import { histogramChart } from "../../lib/plot/histogram";
import { math } from "../../lib/plot/label";
import { linesChart } from "../../lib/plot/lines";
import { panels } from "../../lib/plot/panels";
import { phasePortraitChart } from "../../lib/plot/phasePortrait";
import { withSlider } from "../../lib/plot/sliders";
import { spectrumChart } from "../../lib/plot/spectrum";
import { trajectoryChart, unitArc } from "../../lib/plot/trajectory";

const about = (name: string) => ({
  id: `test/${name}`,
  caption: "A figure for the tests, with $\\alpha = 1/4$.",
  alt: "A figure for the tests.",
  claims: ["test/C01"],
  parameters: { stepSize: 0.25 },
});

/** A small generator, so that the pictures are always the same. */
function lcg(seed: number): () => number {
  let s = seed;
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return s / 4294967296;
  };
}

type Pair = [number, number];
/** One step on sample `i`: only the shown coordinate grows, the other shrinks. */
function sampleStep(c: Pair, i: 0 | 1, a: number): Pair {
  const n = c[0] ** 2 + c[1] ** 2;
  const u = c[i] ** 2;
  const next: Pair = [c[0] * (1 - a * u), c[1] * (1 - a * u)];
  next[i] = c[i] * (1 + a * (2 - n - u));
  return next;
}
function run(start: Pair, steps: number, step: (c: Pair, t: number) => Pair) {
  const x = [start[0]];
  const y = [start[1]];
  let c = start;
  for (let t = 0; t < steps; t++) {
    c = step(c, t);
    x.push(c[0]);
    y.push(c[1]);
  }
  return { x, y };
}
const fullStep =
  (a: number) =>
  (c: Pair): Pair => {
    const n = c[0] ** 2 + c[1] ** 2;
    return [c[0] * (1 + (a / 2) * (2 - 2 * n)), c[1] * (1 + (a / 2) * (2 - 2 * n))];
  };
const start: Pair = [0.1, 0.08];
const toyRuns = (a: number) => {
  const random = lcg(7);
  return [
    { name: "GD", ...run(start, 60, fullStep(a)) },
    { name: "CSGD", ...run(start, 400, (c, t) => sampleStep(c, (t % 2) as 0 | 1, a)) },
    { name: "SGD", ...run(start, 400, (c) => sampleStep(c, random() < 0.5 ? 0 : 1, a)) },
  ];
};
const c1 = math("<i>c</i><sub>1</sub>", "$c_1$");
const c2 = math("<i>c</i><sub>2</sub>", "$c_2$");
const square: [number, number] = [0, 1.1];
const stepT = math("step <i>t</i>", "step $t$");

const toy = (a: number): Figure =>
  trajectoryChart({
    about: { ...about("trajectory"), title: "Three runs from one start", parameters: { stepSize: a } },
    x: { label: c1, range: square },
    y: { label: c2, range: square },
    runs: toyRuns(a),
    curves: [unitArc(math("‖<i>w</i>‖ = 1", "$\\|w\\| = 1$"), square, square)],
  });

const portrait = (): Figure =>
  phasePortraitChart({
    about: {
      ...about("phase-portrait"),
      title: math("Full-batch steps in (<i>Φ</i>, <i>Ψ</i>)", "steps in $(\\Phi,\\Psi)$"),
    },
    x: { label: math("<i>Φ</i>", "$\\Phi$"), range: [0, 1.2] },
    y: { label: math("<i>Ψ</i>", "$\\Psi$"), range: [0, 1.6] },
    field: (u, v) => [u * (1 + 0.2 * (2 - 2 * u - v)) ** 2 - u, v * (1 - 0.2 * u) ** 2 - v],
    region: (u, v) => u + 0.625 * v <= 1,
    curves: [
      {
        name: math("<i>Φ</i> + <sup>5</sup>⁄<sub>8</sub><i>Ψ</i> = 1", "$\\Phi + \\frac58\\Psi = 1$"),
        x: [0, 1],
        y: [1.6, 0],
        dash: "solid",
      },
    ],
    runs: [
      [0.02, 1.4],
      [0.1, 0.5],
      [0.3, 0.05],
    ].map((p, i) => ({
      name: `run ${i + 1}`,
      ...run(p as Pair, 60, ([u, v]) => [u * (1 + 0.2 * (2 - 2 * u - v)) ** 2, v * (1 - 0.2 * u) ** 2]),
    })),
  });

const decay = (a: number): Figure => {
  const gap = (c: { x: number[]; y: number[] }, p: Pair) =>
    c.x.map((x, t) => Math.hypot(x - p[0], c.y[t]! - p[1]));
  const gd = run(start, 60, fullStep(a));
  const cyclic = run(start, 400, (c, t) => sampleStep(c, (t % 2) as 0 | 1, a));
  return decayChart({
    about: { ...about("decay"), title: "Distance to the limit", parameters: { stepSize: a } },
    x: { label: stepT },
    y: {
      label: math("‖<i>w<sub>t</sub></i> − <i>w</i><sub>★</sub>‖", "$\\|w_t - w_\\star\\|$"),
      range: [1e-12, 2],
    },
    series: [
      { name: "GD", values: gap(gd, [5 / Math.sqrt(41), 4 / Math.sqrt(41)]) },
      { name: "CSGD", values: gap(cyclic, [1, 0]) },
    ],
    rates: [
      { name: math("rate 1 − 2<i>α</i>", "rate $1-2\\alpha$"), factor: 1 - 2 * a, series: 0, at: 20 },
      {
        name: math("rate (1 − <i>α</i><sup>2</sup>)<sup>1/2</sup>", "rate $(1-\\alpha^2)^{1/2}$"),
        factor: (1 - a * a) ** 0.5,
        series: 1,
        at: 200,
      },
    ],
    rules: [{ axis: "y", at: 1e-6, label: "tolerance" }],
  });
};

const lines = (): Figure => {
  const x = Array.from({ length: 20 }, (_, i) => 10 ** (1 + i / 6));
  const y = x.map((n) => 1.8 * Math.sqrt(Math.log(n) / n));
  return linesChart({
    about: { ...about("lines"), title: "Largest correlation" },
    x: { label: math("dimension <i>n</i>", "dimension $n$"), scale: "log" },
    y: {
      label: math("max<sub>i</sub> ⟨<i>a<sub>i</sub></i>, <i>w</i>⟩", "$\\max_i\\langle a_i, w\\rangle$"),
      scale: "log",
    },
    series: [
      {
        name: "mean, 95 % of draws",
        x,
        y,
        band: { low: y.map((v) => v * 0.8), high: y.map((v) => v * 1.25) },
      },
      { name: "median", x, y: y.map((v) => v * 0.9) },
    ],
    curves: [
      {
        name: math("<i>n</i><sup>−1/2</sup>", "$n^{-1/2}$"),
        x,
        y: x.map((n) => 1 / Math.sqrt(n)),
        dash: "dot",
      },
    ],
  });
};

const potential = (): Figure =>
  fieldChart({
    about: { ...about("field"), title: "Loss" },
    x: { label: c1 },
    y: { label: c2 },
    grid: sampleGrid(
      (x, y) => {
        const p = Math.max(x, 0) ** 2 + Math.max(y, 0) ** 2;
        return 0.5 + (p * (x * x + y * y - 2)) / 4;
      },
      [-1.3, 1.3],
      [-1.3, 1.3],
      90,
    ),
    value: math("loss <i>L</i>", "loss $\\mathcal{L}$"),
    contours: { start: 0.275, end: 1.2, step: 0.05 },
  });

const edge = (u: number, v: number, a: number) =>
  6 * u -
  2 * v -
  5 * u * u -
  4 * u * v +
  v * v +
  a * (4 * u - 12 * u * u + 8 * u ** 3 + 7 * u * u * v - u * v * v);

const diverging = (): Figure =>
  fieldChart({
    about: about("diverging"),
    x: { label: math("<i>u</i>", "$u$") },
    y: { label: math("<i>v</i>", "$v$") },
    grid: sampleGrid(
      (u, v) => edge(u, v, 0.25),
      [0, 1],
      [0, 1],
      80,
      80,
      (u, v) => u + v <= 1,
    ),
    value: math("<i>E</i>(<i>u</i>, <i>v</i>)", "$E(u,v)$"),
    colors: "diverging",
    curves: [{ name: math("<i>u</i> = <i>v</i>", "$u=v$"), x: [0, 0.5], y: [0, 0.5] }],
  });

const signs = (): Figure =>
  classChart({
    about: { ...about("classes"), title: "Where the potential falls" },
    x: { label: math("<i>u</i>", "$u$") },
    y: { label: math("<i>v</i>", "$v$") },
    grid: signGrid(
      (u, v) => edge(u, v, 0.25),
      [0, 1],
      [0, 1],
      100,
      100,
      (u, v) => u + v <= 1,
    ),
    classes: [
      math("<i>E</i> &lt; 0", "$E<0$"),
      math("<i>E</i> = 0", "$E=0$"),
      math("<i>E</i> &gt; 0", "$E>0$"),
    ],
    curves: [{ name: math("<i>u</i> = <i>v</i>", "$u=v$"), x: [0, 0.5], y: [0, 0.5] }],
  });

const bifurcation = (): Figure => {
  const parameters = Array.from({ length: 141 }, (_, i) => 0.6 + i * 0.01);
  return bifurcationChart({
    about: { ...about("bifurcation"), title: "Radius after many steps" },
    x: { label: math("<i>p</i> = 2<i>η</i>", "$p = 2\\eta$"), range: [0.6, 2] },
    y: { label: math("radius <i>r</i>", "radius $r$") },
    name: "orbit",
    parameters,
    attractors: parameters.map((p) => {
      let r = 0.4;
      for (let t = 0; t < 500; t++) r *= 1 + p * (1 - r * r);
      return Array.from({ length: 60 }, () => {
        r *= 1 + p * (1 - r * r);
        return r;
      });
    }),
    curves: [1, -1]
      .map((s) => {
        const ps = Array.from({ length: 60 }, (_, i) => 1 + (i / 59) * 0.24);
        return {
          name: math("2-cycle", "2-cycle"),
          x: ps,
          y: ps.map((p) => Math.sqrt((1 + p + s * Math.sqrt((1 + p) ** 2 - 4)) / 2 / p)),
        };
      })
      .slice(0, 1),
    rules: [{ axis: "x", at: 1, label: math("<i>α</i> = <i>m</i>/2", "$\\alpha = m/2$") }],
  });
};

const histogram = (): Figure => {
  const random = lcg(3);
  const normal = (mu: number, s: number) =>
    Array.from(
      { length: 4000 },
      () => mu + s * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()),
    );
  const x = Array.from({ length: 101 }, (_, i) => -1 + i * 0.03);
  return histogramChart({
    about: about("histogram"),
    x: { label: "correlation", range: [-1, 2] },
    y: { label: "density" },
    samples: [
      { name: "GD", values: normal(0.3, 0.25) },
      { name: "SGD", values: normal(0.9, 0.3) },
    ],
    curves: [
      {
        name: "predicted",
        x,
        y: x.map((v) => Math.exp(-(((v - 0.3) / 0.25) ** 2) / 2) / 0.25 / Math.sqrt(2 * Math.PI)),
      },
    ],
  });
};

const table = (): Figure =>
  errorBarChart({
    about: about("error-bars"),
    x: { label: "algorithm" },
    y: { label: "largest correlation", range: [0, 1.1] },
    estimates: [
      {
        name: math("<i>m</i> = 10", "$m=10$"),
        x: ["GD", "SGD", "CSGD"],
        y: [0.78, 0.99, 1],
        low: [0.75, 0.97, 1],
        high: [0.81, 1, 1],
      },
      {
        name: math("<i>m</i> = 100", "$m=100$"),
        x: ["GD", "SGD", "CSGD"],
        y: [0.32, 0.98, 0.99],
        low: [0.31, 0.95, 0.98],
        high: [0.335, 1, 1],
      },
    ],
  });

const spectrum = (): Figure =>
  spectrumChart({
    about: about("spectrum"),
    x: { label: math("rank <i>k</i>", "rank $k$") },
    y: { label: math("<i>λ<sub>k</sub></i>", "$\\lambda_k$") },
    spectra: [
      { name: "GD", eigenvalues: [4 / 3, 1 / 3, 1 / 3, 0, 0] },
      { name: "SGD", eigenvalues: [4 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3] },
    ],
  });

const row = (): Figure =>
  panels({
    about: about("panels"),
    charts: toyRuns(0.25).map((r) =>
      trajectoryChart({
        about: { ...about("panel"), title: r.name },
        x: { label: c1, range: square },
        y: { label: c2, range: square },
        runs: [{ ...r, name: "iterates" }],
        curves: [unitArc(math("‖<i>w</i>‖ = 1", "$\\|w\\| = 1$"), square, square)],
      }),
    ),
  });

const mixed = (): Figure =>
  panels({ about: about("mixed-panels"), charts: [toy(0.25), decay(0.25), signs()] });

const slider = (): Figure =>
  withSlider(toy, [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45], {
    label: math("<i>α</i>", "$\\alpha$"),
    initial: 4,
  });

export const gallery: Readonly<Record<string, () => Figure>> = {
  trajectory: () => toy(0.25),
  portrait,
  decay: () => decay(0.25),
  lines,
  potential,
  diverging,
  signs,
  bifurcation,
  histogram,
  table,
  spectrum,
  row,
  mixed,
  slider,
};
