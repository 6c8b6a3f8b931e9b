/** Figure 1 of the paper: three algorithms from one start, and the same with another order of the samples. */
import type { Trajectory } from "../../dynamics/descent";
import { type RunOptions, runs, SEED_TO_FIRST, SEED_TO_SECOND } from "../../papers/autoencoder/fig1";
import type { Figure } from "../figure";
import { math, short } from "../label";
import { panels } from "../panels";
import { withSlider } from "../sliders";
import { trajectoryChart, unitArc } from "../trajectory";

const RANGE = [0, 1.08] as const;
/** Room for runs that overshoot the circle. */
const WIDE = [0, 1.2] as const;

function panel(name: string, run: Trajectory, range: readonly [number, number]): Figure {
  return trajectoryChart({
    about: { id: "autoencoder/fig-1-panel", caption: name, alt: name, title: name },
    x: { label: math("<i>w</i><sub>1</sub>", "$w_1$"), range },
    y: { label: math("<i>w</i><sub>2</sub>", "$w_2$"), range },
    curves: [unitArc(math("minima 𝓜", "minima $\\mathcal{M}$"), RANGE, RANGE)],
    runs: [{ name: "iterates", x: run.states.map((s) => s[0]!), y: run.states.map((s) => s[1]!) }],
  });
}

function threePanels(options: RunOptions, range: readonly [number, number] = RANGE): Figure[] {
  const { gd, cyclic, sgd } = runs(options);
  return [panel("GD", gd, range), panel("cyclic SGD", cyclic, range), panel("SGD", sgd, range)];
}

/**
 * The three panels.
 *
 * @param seed seed of the random order of SGD
 * @paper autoencoder Figure 1
 */
export function figure1(seed = SEED_TO_SECOND): Figure {
  const { sgd } = runs({ seed });
  return panels({
    about: {
      id: "autoencoder/fig-1",
      caption: `Trajectories from $w(0)=(0.1,0.08)$ with $\\alpha=\\frac14$, $m=n=2$: (a) 40 steps of gradient descent run straight to the mixture $(5,4)/\\sqrt{41}$; (b) 400 steps of cyclic SGD turn along the circle to $a_1$; (c) SGD with the random order of seed ${seed} ends at ${sgd.final[1]! > sgd.final[0]! ? "$a_2$" : "$a_1$"}.`,
      alt: "A straight ray to the circle, a staircase that creeps along the circle to the first datum, and an irregular staircase that ends at a datum.",
      claims: ["autoencoder/C03"],
      parameters: { alpha: 0.25, start: "(0.1, 0.08)" },
      seed,
    },
    charts: threePanels({ seed }),
  });
}

/** Figure 1 with the seed of SGD on a slider: which datum wins is a matter of the order. */
export function figure1Seeds(): Figure {
  return withSlider((seed) => figure1(seed), [SEED_TO_SECOND, SEED_TO_FIRST, 3, 4, 5, 6, 7], {
    label: "seed of SGD",
  });
}

/** The same three algorithms from other starts at the distance of the paper's, its direction on a slider. */
export function figure1Starts(): Figure {
  const radius = Math.hypot(0.1, 0.08);
  const from = (degrees: number): Figure => {
    const angle = (degrees * Math.PI) / 180;
    const start = [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
    return panels({
      about: {
        id: "autoencoder/fig-1-starts",
        caption:
          "The three algorithms from starts at the same distance and another angle. GD keeps the angle; cyclic SGD, which shows $a_1$ first, goes to $a_1$ up to about 51 degrees, where $\\tan=\\sqrt{1+2\\alpha}$, and to $a_2$ beyond. SGD follows one random order.",
        alt: "Three panels of trajectories that follow the direction of the start.",
        claims: ["autoencoder/C03", "autoencoder/C07"],
        parameters: { alpha: 0.25, startRadius: radius },
        seed: SEED_TO_SECOND,
      },
      charts: threePanels({ seed: SEED_TO_SECOND, start }),
    });
  };
  return withSlider(from, [5, 20, 38.66, 45, 50, 52, 70, 85], {
    label: "angle of the start in degrees",
    initial: 2,
  });
}

/** The same three algorithms with α on a slider, beyond what the theorems allow. */
export function figure1Steps(): Figure {
  const at = (stepSize: number): Figure =>
    panels({
      about: {
        id: "autoencoder/fig-1-steps",
        caption:
          "The three algorithms from the paper's start with other step sizes. Theorem 2 covers GD up to $\\alpha=m/5=0.4$ and GD converges below $\\alpha=1$; Theorem 4 covers cyclic SGD up to $\\frac14$. Beyond $\\alpha=\\frac12$ data repel, and the runs with batch size one jump to and fro across the circle for ever.",
        alt: "Three panels of trajectories that turn from smooth to jumping as the step grows.",
        claims: ["autoencoder/C03", "autoencoder/C04", "autoencoder/C07"],
        parameters: { start: "(0.1, 0.08)" },
        seed: SEED_TO_SECOND,
      },
      charts: threePanels({ seed: SEED_TO_SECOND, stepSize }, WIDE),
    });
  return withSlider(at, [0.05, 0.1, 0.25, 0.4, 0.49, 0.55], {
    label: math("<i>α</i>", "$\\alpha$"),
    initial: 2,
  });
}

/**
 * The three algorithms from any start at the distance of the paper's, with any step size and order.
 *
 * @param options.degrees angle of the start; the paper's is 38.66
 * @param options.stepSize α
 * @param options.seed seed of the random order of SGD
 */
export function figure1With(options: {
  readonly degrees: number;
  readonly stepSize: number;
  readonly seed: number;
}): Figure {
  const { degrees, stepSize, seed } = options;
  const angle = (degrees * Math.PI) / 180;
  const radius = Math.hypot(0.1, 0.08);
  const start = [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  return panels({
    about: {
      id: "autoencoder/fig-1-with",
      caption: `The three algorithms from $\\|w(0)\\|=${radius.toFixed(3)}$ at ${short(degrees)} degrees with $\\alpha=${short(stepSize)}$; 40 steps of GD, 400 of the others. GD keeps the angle at any step size; the larger correlation wins under cyclic SGD, up to the head start of $a_1$; the order of SGD (seed ${seed}) can turn the outcome.`,
      alt: "Three panels of trajectories from one start: a ray, a regular staircase and an irregular one.",
      claims: ["autoencoder/C03", "autoencoder/C04", "autoencoder/C07"],
      parameters: { degrees, stepSize, startRadius: radius },
      seed,
    },
    charts: threePanels({ seed, start, stepSize }, WIDE),
  });
}
