/** Figures of Appendix B: the sets of the proof, the norm, and the sign of the decrease. */
import {
  cyclicOrbit,
  normalizedDecrease,
  type Plane,
  potential,
  twoStep,
} from "../../papers/autoencoder/cyclicMap";
import { reachedNorm, sharpNormBound } from "../../papers/autoencoder/lem26";
import { diagonalThreshold } from "../../papers/autoencoder/lem28";
import type { Figure } from "../figure";
import { classChart, fieldChart, sampleGrid, sampleNodes } from "../heatmap";
import { math } from "../label";
import { linesChart } from "../lines";
import { arc, type Curve } from "../marks";
import { panels } from "../panels";
import { withSlider } from "../sliders";

const Y = math("<i>y</i>", "$y$");
const Z = math("<i>z</i>", "$z$");

/** A closed curve around {r_0 <= r <= r_1, θ_0 <= θ <= θ_1}. */
function annularSector(
  name: Curve["name"],
  radii: readonly [number, number],
  angles: readonly [number, number],
): Pick<Curve, "name" | "x" | "y"> {
  const outer = arc(radii[1], ...angles);
  const inner = arc(radii[0], angles[1], angles[0]);
  return {
    name,
    x: [...outer.x, ...inner.x, outer.x[0]!],
    y: [...outer.y, ...inner.y, outer.y[0]!],
  };
}

/** The boundary of A: the sector below the diagonal, cut at y = 1. */
function setA(stepSize: number): Curve {
  const radius = Math.sqrt(1 + stepSize / 4);
  const rim = arc(radius, Math.acos(1 / radius), Math.PI / 4);
  return {
    name: math("<i>A</i>", "$\\mathcal{A}$"),
    x: [0, 1, ...rim.x, 0],
    y: [0, 0, ...rim.y, 0],
    dash: "solid",
  };
}

function fallsChart(stepSize: number, curves: readonly Curve[], side: number, about: Figure["meta"]["id"]) {
  return {
    about: {
      id: about,
      caption: "Where the potential falls.",
      alt: "The plane divided by the sign of the change of the potential.",
      title: math(`<i>α</i> = ${stepSize}`, `$\\alpha=${stepSize}$`),
    },
    x: { label: Y, range: [0, side] as const },
    y: { label: Z, range: [0, side] as const },
    grid: sampleGrid((y, z) => (normalizedDecrease([y, z], stepSize) > 0 ? 0 : 1), [0, side], [0, side], 100),
    classes: [math("<i>V</i> falls", "$V$ falls"), math("<i>V</i> does not fall", "$V$ does not fall")],
    curves,
  };
}

/**
 * The sets V_- and A in the unit square, for two step sizes.
 *
 * @paper autoencoder Appendix B.1
 */
export function sets(): Figure {
  const chart = (stepSize: number): Figure =>
    classChart(fallsChart(stepSize, [setA(stepSize)], 1, "autoencoder/appB-sets"));
  return panels({
    about: {
      id: "autoencoder/appB-sets",
      caption:
        "The sets of the proof in the unit square. $\\mathcal V_-$ is where the potential $V=z/y$ falls in two steps; it contains the outlined set $\\mathcal A$, which two steps carry into itself. For small $\\alpha$ the two touch at $y=z=1/\\sqrt2$.",
      alt: "Two unit squares, each divided into a large region where V falls and a smaller one above the diagonal where it does not; A lies inside the first.",
      claims: ["autoencoder/C34", "autoencoder/C42"],
    },
    charts: [chart(0.25), chart(0.05)],
    height: 440,
  });
}

/**
 * E/N, the normalised decrease of the potential, over the square; A is where the paper needs it to be positive.
 *
 * @paper autoencoder Proposition 27
 */
export function sign(stepSize = 0.25): Figure {
  const threshold = Math.sqrt(diagonalThreshold(stepSize, 50).lo.toNumber() / 2);
  return fieldChart({
    about: {
      id: "autoencoder/prop27-sign",
      caption: `Sign map of the decrease at $\\alpha=${stepSize}$: $V-V(F)$ has the sign of $E/N$, a scale that is lost neither at the origin nor for small $\\alpha$. Blue is negative: the potential rises. The outlined set $\\mathcal A$ has $E/N\\ge\\alpha/5$; the diagonal leaves $\\mathcal V_-$ at the cross.`,
      alt: "A field that is positive below and around the diagonal and negative in the upper left; a cross on the diagonal just outside A marks the change of sign.",
      claims: ["autoencoder/C41", "autoencoder/C44"],
      parameters: { stepSize },
    },
    x: { label: Y, range: [0, 1] },
    y: { label: Z, range: [0, 1] },
    grid: sampleNodes((y, z) => normalizedDecrease([y, z], stepSize), [0, 1], [0, 1], 49),
    value: math("<i>E</i>/<i>N</i>", "$E/N$"),
    colors: "diverging",
    contours: { start: -3, end: 6, step: 1 },
    curves: [setA(stepSize)],
    points: [
      {
        name: math("end of <i>V</i><sub>−</sub> on <i>y</i> = <i>z</i>", "end of $\\mathcal{V}_-$ on $y=z$"),
        x: threshold,
        y: threshold,
        symbol: "cross",
      },
    ],
  });
}

/** The sign map with α on a slider. */
export function signSlider(): Figure {
  return withSlider((a) => sign(a), [0.01, 0.1, 0.25, 0.9], {
    label: math("<i>α</i>", "$\\alpha$"),
    initial: 2,
  });
}

/**
 * The squared norm along cyclic SGD, and the largest one reached for m data, against 1 + α/4 and the sharp bound.
 *
 * @paper autoencoder Lemma 26
 */
export function norm(stepSize = 0.25): Figure {
  const bound = 1 + stepSize / 4;
  const sharp = sharpNormBound(stepSize);
  const starts: readonly Plane[] = [
    [0.1, 0.08],
    [0.3, 0.36],
    [0.9, 0.1],
  ];
  const along = linesChart({
    about: {
      id: "autoencoder/lem26-norm",
      caption: "The squared norm along three runs.",
      alt: "Three curves that rise to about 1.",
      title: "two data",
    },
    x: { label: math("step <i>t</i>", "step $t$"), range: [0, 60] },
    y: { label: math("<i>N<sub>t</sub></i>", "$N_t$"), range: [0, 1.3] },
    series: starts.map((start) => {
      const { y, z } = cyclicOrbit(start, stepSize, 60);
      return {
        name: `(${start.join(", ")})`,
        x: Float64Array.from(y, (_, t) => t),
        y: y.map((a, t) => a * a + z[t]! * z[t]!),
        markers: false,
      };
    }),
    rules: [{ axis: "y", at: bound, label: math("1 + <i>α</i>/4", "$1+\\alpha/4$") }],
  });
  const ms = [2, 3, 5, 8, 13, 21, 34, 55, 100, 200];
  const reached = linesChart({
    about: {
      id: "autoencoder/lem26-reached",
      caption: "The largest squared norm reached.",
      alt: "A curve that rises to the sharp bound.",
      title: math("<i>m</i> data", "$m$ data"),
    },
    x: { label: math("number of data <i>m</i>", "number of data $m$"), scale: "log", range: [1.7, 250] },
    y: { label: math("max <i>N<sub>t</sub></i>", "max $N_t$"), range: [1.02, 1.07] },
    series: [
      {
        name: math("<i>m</i> equal starts", "$m$ equal starts"),
        x: ms,
        y: ms.map((m) => reachedNorm({ m, stepSize, startMass: 0.6, tilt: 0.01, passes: 25 })),
        style: starts.length,
      },
    ],
    rules: [
      { axis: "y", at: bound, label: math("1 + <i>α</i>/4", "$1+\\alpha/4$"), side: "left" },
      {
        axis: "y",
        at: sharp,
        label: math("best for all <i>m</i>", "best for all $m$"),
        side: "left",
      },
    ],
  });
  return panels({
    about: {
      id: "autoencoder/lem26-norm",
      caption: `The squared norm under cyclic SGD at $\\alpha=${stepSize}$. (a) It grows while it is below 1, then stays between 1 and $1+\\alpha/4$. (b) The largest value reached, for $m$ data: the best bound for all $m$ is $2\\sqrt{1+\\alpha}/(1+\\sqrt{1+\\alpha})=${sharp.toFixed(4)}$, a little below the paper's $${bound}$.`,
      alt: "Left: three curves rise to about 1 and stay below 1 + α/4. Right: the largest norm rises with m to the sharp bound.",
      claims: ["autoencoder/C39", "autoencoder/C40"],
      parameters: { stepSize },
    },
    charts: [along, reached],
    gap: 0.18,
    height: 380,
  });
}

/**
 * The compact sets K_1 and K_2 of the proof as printed, and with the squared radius.
 *
 * @paper autoencoder Appendix B.2
 */
export function compactSets(stepSize = 0.25): Figure {
  const start: Plane = [0.4, 0.35];
  const startNorm = start[0] ** 2 + start[1] ** 2;
  let state = start;
  const orbit = [start];
  for (let t = 0; t < 3; t++) {
    state = twoStep(state, stepSize);
    orbit.push(state);
  }
  const lowest = 0.5;
  const supremum = 0.7;
  const top = 1 + stepSize / 4;
  const angles = [Math.atan(lowest), Math.PI / 4] as const;
  const ends = (
    radii: readonly [number, number],
    range: readonly [number, number],
    printed: boolean,
  ): Curve => ({
    ...annularSector(printed ? "as printed" : "squared radius", radii, range),
    dash: printed ? "5px,3px" : "solid",
    fill: !printed,
  });
  const chart = (curves: readonly Curve[], name: string, runs: readonly Plane[]): Figure => {
    const base = fallsChart(stepSize, curves, 1.1, "autoencoder/thm4-compact-sets");
    return classChart({
      ...base,
      about: { ...base.about, title: math(`<i>K</i><sub>${name}</sub>`, `$K_${name}$`) },
      runs: [{ name: "even iterates", x: runs.map((p) => p[0]), y: runs.map((p) => p[1]) }],
    });
  };
  const one = chart(
    [ends([Math.sqrt(startNorm), Math.sqrt(top)], angles, false), ends([startNorm, top], angles, true)],
    "1",
    orbit,
  );
  const two = chart(
    [
      ends([Math.sqrt(startNorm), Math.sqrt(supremum)], [0, Math.PI / 4], false),
      ends([startNorm, supremum], [0, Math.PI / 4], true),
    ],
    "2",
    orbit.filter(([y, z]) => y * y + z * z <= supremum),
  );
  return panels({
    about: {
      id: "autoencoder/thm4-compact-sets",
      caption: `The compact sets of the proof of Theorem 4 at $\\alpha=${stepSize}$, for a run from $(0.4,0.35)$. As printed (dashed) they take the squared norm for the radius: (a) the corner of $K_1$ lies where $V$ rises ($V_\\star=${lowest}$); (b) iterates with $N\\le N_\\star=${supremum}$ leave $K_2$. With the squared radius (solid) both inclusions hold.`,
      alt: "Two panels, each with a dashed and a solid annular sector; the dashed ones miss what the proof needs.",
      claims: ["autoencoder/C43"],
      parameters: { stepSize, startPotential: potential(start), supremum },
    },
    charts: [one, two],
    height: 470,
  });
}
