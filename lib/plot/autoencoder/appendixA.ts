/** Figures of Corollary 3 and Appendix A: the invariant region, rates, conserved directions, laws and tails. */
import type { Interval } from "../../interval/interval";
import { drawLimits } from "../../papers/autoencoder/cor3";
import { normalisedCorrelations } from "../../papers/autoencoder/direction";
import { fewerThanQuarter } from "../../papers/autoencoder/halves";
import { EXAMPLE, massDecay } from "../../papers/autoencoder/lem16";
import { sides as chiSquareSides } from "../../papers/autoencoder/lem17";
import { sides as binomialSides } from "../../papers/autoencoder/lem18";
import { limitLaw } from "../../papers/autoencoder/limitLaw";
import { maximumExceedsLower } from "../../papers/autoencoder/tails";
import { decayChart } from "../decay";
import type { Figure } from "../figure";
import { math } from "../label";
import { linesChart } from "../lines";
import { panels } from "../panels";
import { phasePortraitChart } from "../phasePortrait";
import { DOTTED, LIGHT } from "../theme";
import { massField, massOrbit, PHI, PSI } from "./massPlane";

/**
 * The unit ball is not invariant, the triangle of Lemma 11 is.
 *
 * @paper autoencoder Lemma 11
 */
export function invariantRegion(stepRatio = 0.2): Figure {
  return phasePortraitChart({
    about: {
      id: "autoencoder/lem11-portrait",
      caption: `Why a weight is needed ($\\alpha/m=${stepRatio}$). The run from $(0.53,0.469)$ starts with $\\|w\\|<1$ and leaves the triangle $\\Phi+\\Psi<1$ (dotted), while no run leaves the region $\\Phi+\\frac58\\Psi<1$ (shaded).`,
      alt: "Runs of the mass map near the hypotenuse; one crosses the line Φ + Ψ = 1 and all stay in the larger triangle.",
      claims: ["autoencoder/C20", "autoencoder/C21"],
      parameters: { stepRatio },
    },
    x: { label: PHI, range: [0.3, 1.05] },
    y: { label: PSI, range: [0, 0.75] },
    field: massField(stepRatio),
    curves: [
      {
        name: math("<i>Φ</i> + ⅝<i>Ψ</i> &lt; 1", "$\\Phi+\\frac58\\Psi<1$"),
        x: [0.3, 1, 0.53125, 0.3, 0.3],
        y: [0, 0, 0.75, 0.75, 0],
        fill: true,
        dash: "solid",
      },
      { name: math("<i>Φ</i> + <i>Ψ</i> = 1", "$\\Phi+\\Psi=1$"), x: [0.3, 1], y: [0.7, 0], dash: DOTTED },
    ],
    runs: [
      { name: "from (0.53, 0.469)", ...massOrbit([0.53, 0.469], stepRatio, 60) },
      { name: "from (0.35, 0.6)", ...massOrbit([0.35, 0.6], stepRatio, 60) },
    ],
  });
}

/** 1 − Φ(t) and Ψ(t) under the bound of Lemma 16, and the true final slope. @paper autoencoder Lemma 16 */
export function rate(): Figure {
  const steps = 400;
  const { gap, idle, bound } = massDecay(steps);
  const t = Array.from(bound, (_, k) => k);
  return decayChart({
    about: {
      id: "autoencoder/lem16-rate",
      caption:
        "The masses along a run ($n=5$, $m=3$, $\\alpha=0.6$) under the bound of Lemma 16. The bound is valid and loose: its rate is $\\frac49\\eta\\Phi(0)$, the true one near the limit $1-(1-\\eta)^2$.",
      alt: "Two steep decays below a bound that is nearly flat in comparison.",
      claims: ["autoencoder/C26"],
      parameters: { stepRatio: EXAMPLE.stepRatio, m: EXAMPLE.m },
    },
    x: { label: math("step <i>t</i>", "step $t$"), range: [0, steps] },
    y: { label: "mass still missing", range: [1e-17, 3] },
    series: [
      { name: math("1 − <i>Φ</i>", "$1-\\Phi$"), values: gap },
      { name: math("<i>Ψ</i>", "$\\Psi$"), values: idle },
    ],
    rates: [
      {
        name: math("slope (1 − <i>η</i>)<sup>2</sup>", "slope $(1-\\eta)^2$"),
        factor: (1 - EXAMPLE.stepRatio) ** 2,
        series: 0,
        at: 40,
      },
    ],
    bounds: [{ name: "bound of Lemma 16", x: t, y: bound, dash: "solid" }],
  });
}

/** c_i/√Φ stays, c_i grows. @paper autoencoder eq. (17) */
export function directions(): Figure {
  const steps = 40;
  const start = [0.3, 0.1, 0.4, -0.5, 0.1];
  const t = Array.from({ length: steps + 1 }, (_, k) => k);
  return linesChart({
    about: {
      id: "autoencoder/direction-conserved",
      caption:
        "Full-batch gradient descent keeps the direction of the active part: $c_i(t)/\\sqrt{\\Phi(t)}$ for three active data is constant from the first step to the last.",
      alt: "Three horizontal lines.",
      claims: ["autoencoder/C27", "autoencoder/C04"],
      parameters: { m: 3, stepRatio: 0.2 },
    },
    x: { label: math("step <i>t</i>", "step $t$") },
    y: { label: math("<i>c<sub>i</sub></i> / √<i>Φ</i>", "$c_i/\\sqrt{\\Phi}$"), range: [0, 1] },
    series: normalisedCorrelations(start, 3, 0.2, steps).map((y, i) => ({
      name: math(`<i>i</i> = ${i + 1}`, `$i=${i + 1}$`),
      x: t,
      y,
      markers: false,
    })),
  });
}

/**
 * Mean and 95 % band of the largest correlation of the limit against m = n, with the two guides.
 *
 * @paper autoencoder Corollary 3
 */
export function limitLaws(): Figure {
  const sizes = [10, 30, 100, 300, 1000, 3000, 10_000];
  const mean = sizes.map((m) => limitLaw(m).mean);
  const band = sizes.map((m) => {
    const sorted = drawLimits(m, m > 1000 ? 400 : 2000).sort();
    return [sorted[Math.floor(0.025 * sorted.length)]!, sorted[Math.floor(0.975 * sorted.length)]!] as const;
  });
  return linesChart({
    about: {
      id: "autoencoder/cor3-law",
      caption:
        "The largest correlation of gradient descent's limit against $m=n$: mean by the exact law, with the central 95 % of sampled limits. It follows $2\\sqrt{\\log m/m}$ (dashed) from below; against $m^{-1/2}$ (dotted) the factor $\\sqrt{\\log m}$ shows.",
      alt: "A falling curve with a narrowing band between two guides on logarithmic axes.",
      claims: ["autoencoder/C05"],
      parameters: { sizes: sizes.join(", ") },
      seed: 33,
    },
    x: { label: math("number of data <i>m</i> = <i>n</i>", "number of data $m=n$"), scale: "log" },
    y: { label: "largest correlation", scale: "log" },
    series: [
      {
        name: "mean, exact law",
        x: sizes,
        y: mean,
        band: { low: band.map((b) => b[0]), high: band.map((b) => b[1]) },
      },
    ],
    curves: [
      {
        name: math("2√(log <i>m</i> / <i>m</i>)", "$2\\sqrt{\\log m/m}$"),
        x: sizes,
        y: sizes.map((m) => 2 * Math.sqrt(Math.log(m) / m)),
        dash: "7px,3px",
        color: LIGHT.series[1]!,
      },
      {
        name: math("<i>m</i><sup>−1/2</sup>", "$m^{-1/2}$"),
        x: sizes,
        y: sizes.map((m) => m ** -0.5),
        dash: DOTTED,
        color: LIGHT.ink,
      },
    ],
  });
}

/**
 * n times the failure probability of the events (a) and (d): bounded means "with probability 1 − O(1/n)".
 *
 * @paper autoencoder Appendix A.2
 */
export function events(): Figure {
  const n = [100, 200, 400, 1000, 3000, 10_000, 100_000, 1_000_000];
  const small = n.filter((v) => v <= 1000);
  return linesChart({
    about: {
      id: "autoencoder/cor3-events",
      caption:
        'Failure probability times $n$. A bounded curve means "with probability $1-O(1/n)$". The event $\\max c_i\\le\\sigma\\sqrt{2\\log n/n}$ of the proof fails far too often (lower bound, certified); with $2\\sqrt{\\log n/n}$ the union bound gives $n\\cdot\\frac1n=1$. The event $|S|\\ge m/4$ is exponentially safe.',
      alt: "One curve rising almost linearly, one flat at one, one falling steeply.",
      claims: ["autoencoder/C28"],
      parameters: { n: n.join(", ") },
    },
    x: { label: math("dimension <i>n</i>", "dimension $n$"), scale: "log" },
    y: {
      label: math("<i>n</i> × failure probability", "$n\\times$ failure probability"),
      scale: "log",
      range: [1e-12, 1e6],
    },
    series: [
      {
        name: math(
          "max > <i>σ</i>√(2 log <i>n</i>/<i>n</i>), as printed",
          "$\\max>\\sigma\\sqrt{2\\log n/n}$, as printed",
        ),
        x: n,
        y: n.map((v) => v * maximumExceedsLower(v)),
      },
      {
        name: math(
          "max > 2<i>σ</i>√(log <i>n</i>/<i>n</i>), bound",
          "$\\max>2\\sigma\\sqrt{\\log n/n}$, bound",
        ),
        x: n,
        y: n.map(() => 1),
      },
      {
        name: math("|<i>S</i>| &lt; <i>m</i>/4, <i>m</i> = <i>n</i>, exact", "$|S|<m/4$, $m=n$, exact"),
        x: small,
        y: small.map((v) => Math.max(v * fewerThanQuarter(v).toNumber(), 1e-300)),
      },
    ],
  });
}

/** A lower bound of bound/probability. */
const ratio = ({ bound, probability }: { bound: Interval; probability: Interval }): number =>
  bound.lo / probability.hi;

/** Certified bound over probability for Lemmas 17 and 18. @paper autoencoder Lemmas 17 and 18 */
export function tails(): Figure {
  const j = Array.from({ length: 19 }, (_, k) => k + 1);
  const panel = (
    title: string,
    label: ReturnType<typeof math>,
    series: readonly (readonly [string, (k: number) => number])[],
  ): Figure =>
    linesChart({
      about: { id: "autoencoder/tails-panel", caption: title, alt: title, title },
      x: { label },
      y: { label: "bound / probability", scale: "log", range: [0.1, 1e8] },
      series: series.map(([name, f]) => ({ name, x: j.map((k) => k / 20), y: j.map(f) })),
      rules: [{ axis: "y", at: 1 }],
    });
  return panels({
    about: {
      id: "autoencoder/tails",
      caption:
        "Bound divided by exact probability, certified in intervals; below the dotted line the bound is violated. (a) $\\chi^2(100)$ with $e^{-kt^2/8}$ of Lemma 17 and with the constant $\\frac12$, which is too good to be true. (b) $\\mathrm{Binom}(1000,\\frac1{50})$ with Lemma 18 and with the constant 1 in place of $\\frac12$.",
      alt: "Curves of the ratio: above one for the lemmas, dipping below one for the sabotaged constants.",
      claims: ["autoencoder/C29", "autoencoder/C30", "autoencoder/C31"],
      parameters: { k: 100, n: 1000, p: 0.02 },
    },
    charts: [
      panel("chi-square", math("<i>t</i>", "$t$"), [
        ["as in the lemma", (k) => ratio(chiSquareSides("1/8", 100, k))],
        ["constant too large", (k) => ratio(chiSquareSides("1/2", 100, k))],
      ]),
      panel("binomial", math("<i>δ</i>", "$\\delta$"), [
        ["as in the lemma", (k) => ratio(binomialSides("1/2", 1000, "1/50", k))],
        ["constant too large", (k) => ratio(binomialSides("1", 1000, "1/50", k))],
      ]),
    ],
    height: 360,
  });
}
