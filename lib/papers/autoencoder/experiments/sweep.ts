/**
 * Conjecture 6 by simulation: does one datum win, how long does it take, and which one is it?
 *
 * @paper autoencoder Conjecture 6
 */
import { requireInteger } from "../../../core/errors";
import { stream } from "../../../random/source";
import { gaussianVector } from "../../../random/sphere";
import { leader, orderOf, runUntilSelected, type Sampling, type Selection } from "../selection";

const SEED = 2022;

/** One cell of {@link sweep}. */
export interface SweepCell {
  readonly m: number;
  readonly stepSize: number;
  readonly sampling: Sampling;
  readonly trials: number;
  /** Number of trials by outcome. */
  readonly outcomes: Readonly<Record<Selection["outcome"], number>>;
  /** Median number of updates of the selected trials; NaN without any. */
  readonly medianUpdates: number;
  /** Selected trials won by the datum with the largest initial correlation. */
  readonly largestWins: number;
  /** Selected trials won by a datum that was not in S: must be none. */
  readonly strangers: number;
}

export const SWEEP = {
  sizes: [2, 3, 5, 10, 20, 80],
  stepSizes: [0.05, 0.1, 0.25, 0.4, 0.49, 0.51, 0.6],
  samplings: ["iid", "cyclic", "reshuffled"],
} as const;

/**
 * Runs SGD from w(0) ~ N(0, (0.1²/m) I), n = m, until one datum has won, for `trials` starts of one cell. The budget is
 * 200 m/α² updates, several times what a typical run needs; runs that are not done by then are "unfinished", which is neither a
 * success nor a counterexample.
 *
 * @example sweepCell(2, 0.25, "cyclic", 50).outcomes.selected // 50
 * @paper autoencoder Conjecture 6
 */
export function sweepCell(m: number, stepSize: number, sampling: Sampling, trials: number): SweepCell {
  requireInteger("trials", trials, 1);
  const source = stream(SEED, `autoencoder/conj6/${m}/${stepSize}/${sampling}`);
  const outcomes = { selected: 0, dead: 0, diverged: 0, unfinished: 0 };
  const times: number[] = [];
  let largestWins = 0;
  let strangers = 0;
  for (let k = 0; k < trials; ) {
    const start = gaussianVector(source, m, 0.1 / Math.sqrt(m));
    if (!(start[leader(start, m)]! > 0)) continue; // S is empty: outside the conjecture
    k++;
    const budget = Math.ceil((200 * m) / stepSize ** 2);
    const run = runUntilSelected(start, m, stepSize, orderOf(sampling, m, source), budget);
    outcomes[run.outcome]++;
    if (run.outcome !== "selected") continue;
    times.push(run.updates);
    if (run.winner === leader(start, m)) largestWins++;
    if (!(start[run.winner]! > 0)) strangers++;
  }
  times.sort((s, t) => s - t);
  const medianUpdates = times.length > 0 ? times[Math.floor(times.length / 2)]! : Number.NaN;
  return { m, stepSize, sampling, trials, outcomes, medianUpdates, largestWins, strangers };
}

/** All cells of {@link SWEEP}, or those of the sizes and step sizes given. */
export function sweep(
  trials: number,
  sizes: readonly number[] = SWEEP.sizes,
  stepSizes: readonly number[] = SWEEP.stepSizes,
): SweepCell[] {
  return sizes.flatMap((m) =>
    stepSizes.flatMap((stepSize) =>
      SWEEP.samplings.map((sampling) => sweepCell(m, stepSize, sampling, trials)),
    ),
  );
}

/** The cells as a Markdown table: selected trials, and what became of the others. */
export function sweepText(cells: readonly SweepCell[]): string {
  const sizes = [...new Set(cells.map((c) => c.m))];
  const rows = [...new Set(cells.map((c) => `${c.stepSize}|${c.sampling}`))];
  const entry = (c: SweepCell | undefined): string => {
    if (c === undefined) return "";
    const rest = Object.entries(c.outcomes).filter(([name, count]) => name !== "selected" && count > 0);
    const text = [`${c.outcomes.selected}`, ...rest.map(([name, count]) => `${count} ${name}`)];
    return text.join(", ");
  };
  return [
    `| α | order | ${sizes.map((m) => `m = ${m}`).join(" | ")} |`,
    `|---|---|${sizes.map(() => "---").join("|")}|`,
    ...rows.map((row) => {
      const [stepSize, sampling] = row.split("|");
      const found = sizes.map((m) =>
        cells.find((c) => c.m === m && String(c.stepSize) === stepSize && c.sampling === sampling),
      );
      return `| ${stepSize} | ${sampling} | ${found.map(entry).join(" | ")} |`;
    }),
  ].join("\n");
}
