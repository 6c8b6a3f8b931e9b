/** Figure 1 of the paper: three algorithms from one start, and the same with another order of the samples. */
import type { Trajectory } from "../../dynamics/descent";
import { runs, SEED_TO_FIRST, SEED_TO_SECOND } from "../../papers/autoencoder/fig1";
import type { Figure } from "../figure";
import { math } from "../label";
import { panels } from "../panels";
import { withSlider } from "../sliders";
import { trajectoryChart, unitArc } from "../trajectory";

const RANGE = [0, 1.08] as const;

function panel(name: string, run: Trajectory): Figure {
  return trajectoryChart({
    about: { id: "autoencoder/fig-1-panel", caption: name, alt: name, title: name },
    x: { label: math("<i>w</i><sub>1</sub>", "$w_1$"), range: RANGE },
    y: { label: math("<i>w</i><sub>2</sub>", "$w_2$"), range: RANGE },
    curves: [unitArc(math("minima 𝓜", "minima $\\mathcal{M}$"), RANGE, RANGE)],
    runs: [{ name: "iterates", x: run.states.map((s) => s[0]!), y: run.states.map((s) => s[1]!) }],
  });
}

/**
 * The three panels.
 *
 * @param seed seed of the random order of SGD
 * @paper autoencoder Figure 1
 */
export function figure1(seed = SEED_TO_SECOND): Figure {
  const { gd, cyclic, sgd } = runs({ seed });
  return panels({
    about: {
      id: "autoencoder/fig-1",
      caption: `Trajectories from $w(0)=(0.1,0.08)$ with $\\alpha=\\frac14$, $m=n=2$: (a) 40 steps of gradient descent run straight to the mixture $(5,4)/\\sqrt{41}$; (b) 400 steps of cyclic SGD turn along the circle to $a_1$; (c) SGD with the random order of seed ${seed} ends at ${sgd.final[1]! > sgd.final[0]! ? "$a_2$" : "$a_1$"}.`,
      alt: "A straight ray to the circle, a staircase that creeps along the circle to the first datum, and an irregular staircase that ends at a datum.",
      claims: ["autoencoder/C03"],
      parameters: { alpha: 0.25, start: "(0.1, 0.08)" },
      seed,
    },
    charts: [panel("GD", gd), panel("cyclic SGD", cyclic), panel("SGD", sgd)],
  });
}

/** Figure 1 with the seed of SGD on a slider: which datum wins is a matter of the order. */
export function figure1Seeds(): Figure {
  return withSlider((seed) => figure1(seed), [SEED_TO_SECOND, SEED_TO_FIRST, 3, 4, 5, 6, 7], {
    label: "seed of SGD",
  });
}
