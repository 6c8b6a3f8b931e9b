/**
 * Who wins under cyclic SGD, and under random reshuffling?
 *
 * *Slow time.* Once N is near 1, an epoch multiplies c_i/c_j by 1 + α²(u_i − u_j) + O(α³), u_i = c_i², so in the time
 * τ = α² × epochs the active masses obey the replicator equation
 *
 *   du_i/dτ = 2u_i (u_i − Σ_j u_j²),
 *
 * which makes the largest one win. Nothing is random in it, and nothing depends on the order of the data: it holds for
 * cyclic and for reshuffled epochs alike, and is quite unlike iid sampling, whose noise acts on the same time scale.
 *
 * *Position in the cycle.* What counts is the correlation at the moment a datum is shown. To first order in α the data shown
 * before i in the epoch lower it twice: while N grows from N_0 to 1 they have raised N already, worth α(1 − N_0) of their share, and
 * near the sphere each multiplies c_i by 1 − αu_l. So the winner is
 *
 *   arg max_i [log c_i(0) − α(2 − N_0) Σ_{l<i, l∈S} q_l],   q_l = c_l(0)²/Φ(0),
 *
 * without idle mass. For two data the boundary is z/y = 1 + α(2 − N_0)/2; as N_0 → 0 the linear part of the map gives it
 * exactly, √(1 + 2α).
 */
import { requireInteger, requirePositive } from "../../../core/errors";
import { cyclicOrder, reshuffledOrder } from "../../../dynamics/order";
import { sampleSteps } from "../../../models/autoencoderFast";
import { stream } from "../../../random/source";
import { gaussianVector } from "../../../random/sphere";
import { leader, orderOf, runUntilSelected, type Sampling } from "../selection";

/** The winner that the corrected rule predicts for cyclic order 0, 1, …, m − 1. */
export function predictedWinner(start: ArrayLike<number>, m: number, stepSize: number): number {
  let total = 0;
  let active = 0;
  for (let i = 0; i < start.length; i++) {
    const square = start[i]! * start[i]!;
    total += square;
    if (i < m && start[i]! > 0) active += square;
  }
  let best = -1;
  let bestScore = Number.NEGATIVE_INFINITY;
  let before = 0;
  for (let i = 0; i < m; i++) {
    if (!(start[i]! > 0)) continue;
    const score = Math.log(start[i]!) - stepSize * (2 - total) * before;
    if (score > bestScore) {
      best = i;
      bestScore = score;
    }
    before += (start[i]! * start[i]!) / active;
  }
  return best;
}

/** How often two rules name the winner. */
export interface RuleScore {
  readonly stepSize: number;
  readonly trials: number;
  /** Runs that were decided within the budget; shares below are of these. */
  readonly decided: number;
  /** arg max c_i(0). */
  readonly largest: number;
  /** {@link predictedWinner}. */
  readonly corrected: number;
}

/** Shares of runs, from positive starts w_i(0) ~ |N(0, 0.01/m)| with n = m, that the two rules predict. */
export function ruleScore(m: number, stepSize: number, sampling: Sampling, trials: number): RuleScore {
  requireInteger("trials", trials, 1);
  requirePositive("stepSize", stepSize);
  const source = stream(2022, `autoencoder/cyclic-winner/${m}/${stepSize}/${sampling}`);
  let decided = 0;
  let largest = 0;
  let corrected = 0;
  for (let k = 0; k < trials; k++) {
    const start = gaussianVector(source, m, 0.1 / Math.sqrt(m)).map(Math.abs);
    const order = orderOf(sampling, m, source);
    const run = runUntilSelected(start, m, stepSize, order, Math.ceil((200 * m) / stepSize ** 2), 1e-3);
    if (run.outcome !== "selected" && run.outcome !== "unfinished") continue;
    if (run.outcome === "unfinished") continue;
    decided++;
    if (run.winner === leader(start, m)) largest++;
    if (run.winner === predictedWinner(start, m, stepSize)) corrected++;
  }
  return { stepSize, trials, decided, largest: largest / decided, corrected: corrected / decided };
}

/**
 * The ratio z/y on the circle y² + z² = `normSquared` below which cyclic SGD with two data converges to a_0, by bisection.
 *
 * @example basinBoundary(0.25, 1e-8) // 1.2247: √(1 + 2α)
 */
export function basinBoundary(stepSize: number, normSquared: number): number {
  requirePositive("normSquared", normSquared);
  const winner = (ratio: number): number => {
    const y = Math.sqrt(normSquared / (1 + ratio * ratio));
    const c = Float64Array.of(y, ratio * y);
    const pairs = Int32Array.from({ length: 512 }, (_, t) => t % 2);
    for (let block = 0; block < 4000; block++) {
      sampleSteps(c, pairs, stepSize);
      if (c[0]! > 3 * c[1]!) return 0;
      if (c[1]! > 3 * c[0]!) return 1;
    }
    return c[0]! > c[1]! ? 0 : 1;
  };
  let [lo, hi] = [0.5, 4];
  for (let k = 0; k < 45; k++) {
    const middle = (lo + hi) / 2;
    if (winner(middle) === 0) lo = middle;
    else hi = middle;
  }
  return (lo + hi) / 2;
}

/** du/dτ of the replicator equation, written into `out`. */
export function replicator(u: Float64Array, out: Float64Array): void {
  let mean = 0;
  for (let i = 0; i < u.length; i++) mean += u[i]! * u[i]!;
  for (let i = 0; i < u.length; i++) out[i] = 2 * u[i]! * (u[i]! - mean);
}

/** One classical Runge–Kutta step of length h for the replicator equation, in place. */
function rungeKutta(u: Float64Array, h: number): void {
  const n = u.length;
  const stage = (base: Float64Array, slope: Float64Array, factor: number): Float64Array =>
    base.map((x, i) => x + factor * slope[i]!);
  const [k1, k2, k3, k4] = [
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
    new Float64Array(n),
  ];
  replicator(u, k1);
  replicator(stage(u, k1, h / 2), k2);
  replicator(stage(u, k2, h / 2), k3);
  replicator(stage(u, k3, h), k4);
  for (let i = 0; i < n; i++) u[i]! += (h / 6) * (k1[i]! + 2 * k2[i]! + 2 * k3[i]! + k4[i]!);
}

/** Masses along a run and along the replicator equation, at the same slow times. */
export interface ReplicatorComparison {
  /** τ = α² × epochs. */
  readonly times: number[];
  /** masses[i][k]: u_i/N at times[k]. */
  readonly masses: number[][];
  readonly predicted: number[][];
  /** Largest difference. */
  readonly difference: number;
}

/**
 * Runs SGD with cyclic or reshuffled epochs from a point of the unit sphere and compares the masses with the replicator
 * equation started there.
 *
 * @param start masses u_i > 0; they are scaled to sum 1
 */
export function compareReplicator(
  start: readonly number[],
  stepSize: number,
  epochs: number,
  sampling: "cyclic" | "reshuffled",
  records = 60,
): ReplicatorComparison {
  requirePositive("stepSize", stepSize);
  requireInteger("epochs", epochs, 1);
  const m = start.length;
  const total = start.reduce((s, x) => s + x, 0);
  const u = Float64Array.from(start, (x) => x / total);
  const c = u.map(Math.sqrt);
  const source = stream(2022, "autoencoder/replicator");
  const order = sampling === "cyclic" ? cyclicOrder(m) : reshuffledOrder(m, source);
  const every = Math.max(1, Math.floor(epochs / records));
  const indices = new Int32Array(every * m);
  const times: number[] = [];
  const masses: number[][] = start.map(() => []);
  const predicted: number[][] = start.map(() => []);
  let difference = 0;
  for (let epoch = 0; epoch <= epochs; epoch += every) {
    let n = 0;
    for (const x of c) n += x * x;
    times.push(stepSize ** 2 * epoch);
    for (let i = 0; i < m; i++) {
      masses[i]!.push((c[i]! * c[i]!) / n);
      predicted[i]!.push(u[i]!);
      difference = Math.max(difference, Math.abs((c[i]! * c[i]!) / n - u[i]!));
    }
    for (let t = 0; t < indices.length; t++) indices[t] = order(epoch * m + t);
    sampleSteps(c, indices, stepSize);
    for (let k = 0; k < 10; k++) rungeKutta(u, (stepSize ** 2 * every) / 10);
  }
  return { times, masses, predicted, difference };
}
