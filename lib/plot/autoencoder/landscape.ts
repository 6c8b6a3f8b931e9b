/** Figures of Section 2.5: the loss over the masses, curvature along rays, spectra, traces. */
import { loss } from "../../models/autoencoder";
import { axis, curvature } from "../../papers/autoencoder/curvature";
import { traceRatio } from "../../papers/autoencoder/trace";
import type { Figure } from "../figure";
import { fieldChart, sampleNodes } from "../heatmap";
import { math, short } from "../label";
import { linesChart } from "../lines";
import { panels } from "../panels";
import { spectrumChart } from "../spectrum";

/**
 * L over (Φ, Ψ): the only minimum is (1, 0).
 *
 * @paper autoencoder Theorem 7
 */
export function masses(): Figure {
  return fieldChart({
    about: {
      id: "autoencoder/landscape-masses",
      caption:
        "The loss as a function of the two masses, $m=2$: $\\mathcal L-\\mathcal L^\\star=\\frac1{2m}\\left((\\Phi-1)^2+\\Phi\\Psi\\right)$. The dashed line joins, for each idle mass, the active mass of least loss; the global minimum is its foot.",
      alt: "Contours of the loss over active and idle mass with a single minimum at Φ = 1, Ψ = 0.",
      claims: ["autoencoder/C10"],
      parameters: { m: 2 },
    },
    x: { label: math("active mass <i>Φ</i>", "active mass $\\Phi$"), range: [0, 2] },
    y: { label: math("idle mass <i>Ψ</i>", "idle mass $\\Psi$"), range: [0, 1.5] },
    grid: sampleNodes((phi, psi) => 0.5 + (phi * (phi + psi - 2)) / 4, [0, 2], [0, 1.5], 81, 61),
    value: math("loss", "loss"),
    contours: { start: 0.25, end: 1.2, step: 0.05 },
    curves: [
      {
        name: math("least loss for given <i>Ψ</i>", "least loss for given $\\Psi$"),
        x: [1, 0.25],
        y: [0, 1.5],
      },
    ],
  });
}

const GD = ["3/5", "0", "4/5", "0"] as const;
const DATUM = ["1", "0", "0", "0"] as const;
const M = 3;

function toNumber(exact: string): number {
  const [n, d = "1"] = exact.split("/");
  return Number(n) / Number(d);
}

/** The loss above its minimum along c + s e_direction, |s| <= reach. */
function along(c: readonly number[], direction: number, reach = 0.6): { s: number[]; rise: number[] } {
  const s = Array.from({ length: 121 }, (_, k) => reach * (k / 60 - 1));
  const rise = s.map(
    (t) =>
      loss(
        c.map((ci, i) => ci + (i === direction ? t : 0)),
        M,
      ) -
      1 / 3,
  );
  return { s, rise };
}

/**
 * L along coordinate rays through the two kinds of minimum. Towards a datum that is not active the curve is
 * quadratic on one side and quartic on the other: there is no second derivative.
 *
 * @paper autoencoder Proposition 8
 */
export function rays(): Figure {
  const panel = (
    title: string,
    minimum: readonly string[],
    list: readonly (readonly [string, number])[],
  ): Figure =>
    linesChart({
      about: { id: "autoencoder/prop8-panel", caption: title, alt: title, title },
      x: { label: math("distance <i>s</i> along the ray", "distance $s$ along the ray") },
      y: { label: math("𝓛 − 𝓛<sup>⋆</sup>", "$\\mathcal{L}-\\mathcal{L}^\\star$"), range: [0, 0.16] },
      series: list.map(([name, i]) => {
        const { s, rise } = along(minimum.map(toNumber), i);
        return { name, x: s, y: rise, markers: false };
      }),
    });
  const own = "an active datum";
  const other = "a datum that is not active";
  const beyond = "a direction beyond the data";
  return panels({
    about: {
      id: "autoencoder/prop8-rays",
      caption:
        "The loss along coordinate rays through (a) the limit $(\\frac35,0,\\frac45,0)$ of gradient descent and (b) the datum $a_1$, with $m=3$, $n=4$. Towards a datum that is not active the curve is quadratic for $s<0$ and quartic for $s>0$: the loss has no second derivative there, and the matrices (8), (9) describe the left side only.",
      alt: "Loss along rays; the curve towards an inactive datum bends like a parabola on the left and stays flat on the right.",
      claims: ["autoencoder/C12", "autoencoder/C50"],
      parameters: { m: M, n: 4 },
    },
    charts: [
      panel("limit of GD", GD, [
        [own, 0],
        [other, 1],
        [beyond, 3],
      ]),
      panel("a datum", DATUM, [
        [own, 0],
        [other, 1],
        [beyond, 3],
      ]),
    ],
    height: 360,
  });
}

/**
 * The loss along rays through the minimum cos θ a_1 + sin θ a_2, drawn so that a second derivative keeps its shape
 * at any reach.
 *
 * @param options.degrees θ, from 0 (a datum) to 90 (another)
 * @param options.reach how far the rays are followed
 * @paper autoencoder Proposition 8
 */
export function section(options: { readonly degrees: number; readonly reach: number }): Figure {
  const { degrees, reach } = options;
  const angle = (degrees * Math.PI) / 180;
  const minimum = [Math.cos(angle), Math.sin(angle), 0, 0];
  return linesChart({
    about: {
      id: "autoencoder/prop8-section",
      caption: `The loss along rays $w+sv$ through the minimum $w=\\cos\\theta\\,a_1+\\sin\\theta\\,a_2$ at $\\theta=${short(degrees)}$ degrees, for $|s|\\le${short(reach)}$, $m=3$, $n=4$. The scale follows $s^2$, so a curve with a second derivative keeps its shape as the range shrinks. Towards $a_2$ this happens once the wall $c_2=0$ (dotted) is out of the range; towards $a_3$, which is never active, one side stays a parabola and the other one flat.`,
      alt: "Loss along four rays; towards the inactive datum a parabola on the left joins a flat line on the right.",
      claims: ["autoencoder/C12", "autoencoder/C50"],
      parameters: { m: M, n: 4, degrees, reach },
    },
    x: {
      label: math("distance <i>s</i> along the ray", "distance $s$ along the ray"),
      range: [-reach, reach],
    },
    y: {
      label: math("𝓛 − 𝓛<sup>⋆</sup>", "$\\mathcal{L}-\\mathcal{L}^\\star$"),
      range: [0, 0.75 * reach ** 2],
    },
    series: minimum.map((_, i) => {
      const { s, rise } = along(minimum, i, reach);
      const name =
        i < M ? math(`towards <i>a</i><sub>${i + 1}</sub>`, `towards $a_${i + 1}$`) : "beyond the data";
      return { name, x: s, y: rise, markers: false };
    }),
    rules: [{ axis: "x", at: -minimum[1]!, label: math("<i>c</i><sub>2</sub> = 0", "$c_2=0$") }],
  });
}

/**
 * Eigenvalues of m times the second derivative at both kinds of minimum, on the idle and on the active side of the walls.
 *
 * @paper autoencoder Lemmas 9, 10
 */
export function spectra(): Figure {
  // In these examples the second derivative is diagonal apart from the block of the support, whose eigenvalues are 4 and 0.
  const walls = (minimum: readonly string[], sign: 1 | -1): number[] =>
    minimum.flatMap((c, i) =>
      c === "0" ? [M * curvature(minimum, M, axis(4, i, i < M ? sign : 1)).toNumber()] : [],
    );
  return spectrumChart({
    about: {
      id: "autoencoder/prop8-spectra",
      caption:
        "Eigenvalues of $m\\nabla^2\\mathcal L$ at the limit $(\\frac35,0,\\frac45,0)$ of gradient descent and at a datum, $m=3$, $n=4$. On the idle side of the walls they are those of Lemmas 9 and 10. On the active side the eigenvalue 1 of every inactive datum becomes 0. The largest is 4 in all cases.",
      alt: "Four spectra with the same largest eigenvalue 4 and different numbers of zeros and ones.",
      claims: ["autoencoder/C13", "autoencoder/C14", "autoencoder/C15"],
      parameters: { m: M, n: 4 },
    },
    x: { label: "rank" },
    y: { label: math("eigenvalue of <i>m</i>∇²𝓛", "eigenvalue of $m\\nabla^2\\mathcal{L}$") },
    spectra: [
      { name: "GD, idle side", eigenvalues: [4, 0, ...walls(GD, -1)] },
      { name: "GD, active side", eigenvalues: [4, 0, ...walls(GD, 1)] },
      { name: "datum, idle side", eigenvalues: [4, ...walls(DATUM, -1)] },
      { name: "datum, active side", eigenvalues: [4, ...walls(DATUM, 1)] },
    ],
  });
}

/**
 * Tr H_GD / Tr H_SGD against n: it levels off at 1 − m/(2n).
 *
 * @paper autoencoder Section 2.5
 */
export function traceRatios(): Figure {
  const n = Array.from({ length: 17 }, (_, k) => Math.round(10 ** (2 + k / 4)));
  const shares: readonly (readonly [string, number])[] = [
    ["m = n", 1],
    ["m = 0.8n", 0.8],
    ["m = 0.2n", 0.2],
  ];
  return linesChart({
    about: {
      id: "autoencoder/trace-ratio",
      caption:
        "The ratio of the traces for a typical start, $|S|=m/2$. It does not tend to 0 but to $1-\\frac m{2n}$ (dotted): gradient descent's minimum is flatter by a constant factor.",
      alt: "Three flat curves at 0.5, 0.6 and 0.9.",
      claims: ["autoencoder/C17"],
      parameters: { shares: "1, 0.8, 0.2" },
    },
    x: { label: math("dimension <i>n</i>", "dimension $n$"), scale: "log" },
    y: {
      label: math(
        "Tr <i>H</i><sub>GD</sub> / Tr <i>H</i><sub>SGD</sub>",
        "$\\mathrm{Tr}\\,H_{\\mathrm{GD}}/\\mathrm{Tr}\\,H_{\\mathrm{SGD}}$",
      ),
      range: [0, 1.05],
    },
    series: shares.map(([name, share]) => ({
      name: math(name.replace(/[mn]/g, "<i>$&</i>"), `$${name}$`),
      x: n,
      y: n.map((size) => traceRatio(size, Math.round((share * size) / 2))),
    })),
    rules: shares.map(([, share]) => ({ axis: "y" as const, at: 1 - share / 2 })),
  });
}
