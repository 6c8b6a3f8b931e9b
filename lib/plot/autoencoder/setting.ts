/** Figures of Section 2.1: the loss over two correlations, its gradient field, and the orthants that S names. */
import { loss, lossGradient } from "../../models/autoencoder";
import type { Figure } from "../figure";
import { classChart, fieldChart, sampleGrid, sampleNodes } from "../heatmap";
import { math } from "../label";
import { phasePortraitChart } from "../phasePortrait";
import { unitArc } from "../trajectory";

const RANGE = [-1.3, 1.3] as const;
const C1 = math("correlation <i>c</i><sub>1</sub>", "correlation $c_1$");
const C2 = math("correlation <i>c</i><sub>2</sub>", "correlation $c_2$");
const x = { label: C1, range: RANGE };
const y = { label: C2, range: RANGE };

/** The minima: the quarter of the unit circle with non-negative correlations. */
const minima = () => ({
  ...unitArc(math("minima 𝓜", "minima $\\mathcal{M}$"), [0, 1], [0, 1]),
  dash: "solid",
});

/**
 * L over (c_1, c_2) for m = n = 2: flat at 1/2 where no datum is active, lowest on a quarter circle.
 *
 * @paper autoencoder eq. (2)
 */
export function lossSurface(): Figure {
  return fieldChart({
    about: {
      id: "autoencoder/loss-surface",
      caption:
        "The loss over the two correlations for $m=n=2$. It is $\\frac12$ on the dead quadrant where no datum is active, and smallest ($\\frac14$) on the quarter circle $\\mathcal M$.",
      alt: "Contours of the loss with its minimum along the quarter of the unit circle in the positive quadrant.",
      claims: ["autoencoder/C01", "autoencoder/C10"],
      parameters: { m: 2, n: 2 },
    },
    x,
    y,
    grid: sampleNodes((a, b) => Math.min(loss([a, b], 2), 1.2), RANGE, RANGE, 81),
    value: math("loss", "loss"),
    // levels that miss 1/2, the value of the whole dead quadrant
    contours: { start: 0.275, end: 1.2, step: 0.05 },
    curves: [{ ...minima(), color: "#F5A800" }],
  });
}

/**
 * The direction of −∇L: radial in the positive quadrant, towards an axis where one datum is active, nothing where
 * none is.
 *
 * @paper autoencoder eq. (4)
 */
export function gradientField(): Figure {
  const g = new Float64Array(2);
  return phasePortraitChart({
    about: {
      id: "autoencoder/gradient-field",
      caption:
        "The direction of $-\\nabla\\mathcal L$ for $m=n=2$. Where both data are active it is radial; where one is active it points to that datum; in the third quadrant the gradient vanishes and nothing moves.",
      alt: "Arrows towards the quarter circle of minima; no arrows in the third quadrant.",
      claims: ["autoencoder/C01", "autoencoder/C02"],
      parameters: { m: 2, n: 2 },
    },
    x,
    y,
    field: (a, b) => {
      lossGradient(Float64Array.of(a, b), 2, g);
      return [-g[0]!, -g[1]!];
    },
    curves: [minima()],
  });
}

/** Which data are active, by the signs of the correlations. @paper autoencoder eq. (5) */
export function orthants(): Figure {
  return classChart({
    about: {
      id: "autoencoder/orthants",
      caption:
        "The active set $S$ by the signs of the correlations. Full-batch gradient descent with a small step never leaves the quadrant in which it starts.",
      alt: "Four quadrants labelled with the active set: none, first, second, both.",
      claims: ["autoencoder/C02", "autoencoder/C24"],
      parameters: { m: 2, n: 2 },
    },
    x,
    y,
    grid: sampleGrid((a, b) => (a > 0 ? 1 : 0) + (b > 0 ? 2 : 0), RANGE, RANGE, 26),
    classes: [
      math("<i>S</i> = ∅", "$S=\\emptyset$"),
      math("<i>S</i> = {1}", "$S=\\{1\\}$"),
      math("<i>S</i> = {2}", "$S=\\{2\\}$"),
      math("<i>S</i> = {1, 2}", "$S=\\{1,2\\}$"),
    ],
    curves: [minima()],
  });
}
