/**
 * The cells of Table 1: trials as stated, trials with T counted in passes, correlations against time, and one trial with
 * explicit data.
 *
 * @paper autoencoder Table 1
 */
import { requireInteger } from "../../core/errors";
import { column } from "../../core/matrix";
import { moments } from "../../core/sum";
import { dot } from "../../core/vector";
import { activeSet, largestCorrelation } from "../../models/autoencoder";
import { pointGradient } from "../../models/autoencoderAmbient";
import { fullBatchSteps } from "../../models/autoencoderFast";
import { orthonormalFrame } from "../../random/frame";
import { type Source, stream } from "../../random/source";
import { gaussianVector } from "../../random/sphere";
import { limitLaw } from "./limitLaw";
import { orderOf, runSamples, runUntilSelected, type Sampling } from "./selection";

export const SEED = 2022;
const N = 100;
const STEP = 0.25;
const SIGMA = 0.1;
/** A trial that ends this close to 1 counts as one that has found its datum. */
const NEAR = 1e-8;

export type Method = "gd" | "cyclic" | "iid";

/** One cell of the table: method and number of data, and what the paper prints. */
export interface Cell {
  readonly method: Method;
  readonly m: number;
  /** Printed mean. */
  readonly mean: number;
  /** Printed spread (an upper bound in the SGD cells). */
  readonly spread: number;
}

/** The printed table, row by row. @paper autoencoder Table 1 */
export const PRINTED: readonly Cell[] = [20, 80].flatMap((m): Cell[] => [
  { method: "gd", m, mean: m === 20 ? 0.612 : 0.394, spread: m === 20 ? 0.099 : 0.059 },
  { method: "cyclic", m, mean: 1, spread: NEAR },
  { method: "iid", m, mean: 1, spread: NEAR },
]);

/** w(0) of one trial, in the coordinates of the data. Draws again in the (2⁻ᵐ) case that no datum is active. */
export function initialState(source: Source, m: number): Float64Array {
  for (;;) {
    const c = gaussianVector(source, N, SIGMA / Math.sqrt(N));
    if (activeSet(c, m).length > 0) return c;
  }
}

/**
 * max_i ⟨w(T), a_i⟩ for each of `trials` independent trials of one cell.
 *
 * @param updates number of updates T
 * @paper autoencoder Table 1
 */
export function runCell(
  { method, m }: Pick<Cell, "method" | "m">,
  trials: number,
  updates: number,
  seed = SEED,
): Float64Array {
  requireInteger("trials", trials, 1);
  const source = stream(seed, `autoencoder/table-1/${method}/${m}`);
  return Float64Array.from({ length: trials }, () => {
    const c = initialState(source, m);
    if (method === "gd") fullBatchSteps(c, m, STEP, updates);
    else runSamples(c, m, STEP, orderOf(method, m, source), updates);
    return largestCorrelation(c, m);
  });
}

/** What the trials of one cell come to. */
export interface CellSummary {
  readonly trials: number;
  readonly mean: number;
  readonly sd: number;
  readonly standardError: number;
  readonly min: number;
  /** Trials that end within 1e-8 of 1. */
  readonly near: number;
}

/** Mean, sd, standard error, least value, and the number of trials within 1e-8 of 1. */
export function summarize(values: Float64Array): CellSummary {
  const { n, mean, sd, standardError, min } = moments(values);
  return {
    trials: n,
    mean,
    sd,
    standardError,
    min,
    near: values.filter((x) => Math.abs(1 - x) < NEAR).length,
  };
}

/** One row of {@link literalTable}. */
export interface CellResult {
  readonly cell: Cell;
  /** The number of trials of the paper. */
  readonly literal: CellSummary;
  /** More trials. */
  readonly many: CellSummary;
}

/** All six cells exactly as stated (T = 10⁴ updates), with the paper's 100 trials and with more. */
export function literalTable(trials = 1000, updates = 10_000): CellResult[] {
  return PRINTED.map((cell) => {
    const values = runCell(cell, trials, updates);
    return { cell, literal: summarize(values.subarray(0, 100)), many: summarize(values) };
  });
}

/** How the table calls the methods. */
export const METHOD_NAMES: Record<Method, string> = {
  gd: "full-batch GD",
  cyclic: "cyclic SGD",
  iid: "ordinary SGD",
};

/** Whether a cell comes out as printed when it is run as stated. */
export function cellVerdict({ cell, many }: CellResult): "reproduced" | "not reproduced" {
  if (cell.method !== "gd") return many.near / many.trials >= RARE ? "reproduced" : "not reproduced";
  const law = limitLaw(cell.m);
  return Math.abs(cell.mean - law.mean) <= (4 * law.sd) / 10 ? "reproduced" : "not reproduced";
}

/** The results as a Markdown table. */
export function tableText(results: readonly CellResult[]): string {
  const one = (s: CellSummary): string =>
    `${s.mean.toFixed(4)} | ${s.sd.toExponential(1)} | ${s.min.toFixed(4)} | ${s.near}/${s.trials}`;
  return [
    "| cell | printed | mean (100) | sd | min | within 10⁻⁸ | mean (all) | sd | min | within 10⁻⁸ | verdict |",
    "|---|---|---|---|---|---|---|---|---|---|---|",
    ...results.map((r) => {
      const { method, m, mean, spread } = r.cell;
      const printed = method === "gd" ? `${mean} (${spread})` : "1.0 (< 10⁻⁸)";
      return `| ${METHOD_NAMES[method]}, m = ${m} | ${printed} | ${one(r.literal)} | ${one(r.many)} | ${cellVerdict(r)} |`;
    }),
  ].join("\n");
}

/** 0.955¹⁰⁰ = 0.01: below this success probability, 100 successes in 100 trials are rare. */
export const RARE = 0.01 ** 0.01;

/**
 * How many of `trials` runs of SGD have found their datum (all other coordinates below 1e-20) within T = `passes` passes
 * through the data. A run that got there is stopped: by the supermartingale Σ_j |c_j|^(1/2) (see
 * `experiments/sgdProof`) the probability that a coordinate ever climbs back to 1e-5 is below 1e-5.
 */
export function foundWithinPasses(sampling: Sampling, m: number, trials: number, passes: number): number {
  const source = stream(SEED, `autoencoder/table-1/passes/${sampling}/${m}`);
  let found = 0;
  for (let k = 0; k < trials; k++) {
    const start = initialState(source, m);
    const run = runUntilSelected(start, m, STEP, orderOf(sampling, m, source), passes * m, 1e-20);
    if (run.outcome === "selected") found++;
  }
  return found;
}

/** The largest correlation of some trials at times that grow geometrically up to `updates`. */
export interface TimeCurves {
  readonly times: number[];
  /** One array a trial. */
  readonly curves: number[][];
}

/** max_i c_i(t) of SGD against the number of updates. */
export function timeCurves(sampling: Sampling, m: number, trials: number, updates: number): TimeCurves {
  const source = stream(SEED, `autoencoder/table-1/time/${sampling}/${m}`);
  const times: number[] = [];
  for (let t = 100; t <= updates; t = Math.ceil(t * 1.12)) times.push(t);
  const curves = Array.from({ length: trials }, () => {
    const c = initialState(source, m);
    const order = orderOf(sampling, m, source);
    let done = 0;
    return times.map((t) => {
      const offset = done;
      runSamples(c, m, STEP, (k) => order(k + offset), t - done);
      done = t;
      return largestCorrelation(c, m);
    });
  });
  return { times, curves };
}

/**
 * One trial of ordinary SGD with an explicit random orthonormal data matrix, and the same trial in coordinates: the
 * largest difference between ⟨w(t), a_i⟩ and c_i(t) after `updates` updates.
 *
 * @paper autoencoder Section 3
 */
export function ambientDifference(m: number, updates: number, seed = SEED): number {
  const source = stream(seed, "autoencoder/table-1/ambient");
  const data = orthonormalFrame(source, N, N);
  const columns = Array.from({ length: N }, (_, i) => column(data, i));
  const w = gaussianVector(source, N, SIGMA / Math.sqrt(N));
  const c = Float64Array.from(columns, (a) => dot(w, a));
  const indices = Int32Array.from({ length: updates }, () => source.integer(m));
  for (const i of indices) {
    const gradient = pointGradient(w, columns[i]!);
    for (let k = 0; k < N; k++) w[k]! -= STEP * gradient[k]!;
  }
  runSamples(c, m, STEP, (t) => indices[t]!, updates);
  return columns.reduce((worst, a, i) => Math.max(worst, Math.abs(dot(w, a) - c[i]!)), 0);
}
