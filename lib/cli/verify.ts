/** `descentlab verify`: re-make the ledger by running the notebooks in a real kernel. */
import { Command, InvalidArgumentError, Option } from "commander";
import { projectRoot } from "../render/project";
import { claimTable } from "./claimTable";
import { writeLedgerPages } from "./ledgerPage";
import { coloured, paint } from "./table";
import type { Change } from "./verify/changes";
import { type VerifyOptions, type VerifyResult, verify } from "./verify/verify";

/** Exit code of a run that was interrupted: 128 + SIGINT. */
const INTERRUPTED = 130;

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError("It must be a number > 0.");
  return value;
}

function count(text: string): number {
  const value = positive(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError("It must be an integer > 0.");
  return value;
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** Lines of evidence that a changed verdict shows at most. */
const SHOWN = 3;

/** A difference from the ledger, and below it why. */
function changeLines(
  { id, field, before, after, evidence = [], control }: Change,
  colours: boolean,
): string[] {
  const more = evidence.length - SHOWN;
  return [
    `  ${id}  ${field}: ${paint(`- ${before}`, "red", colours)}  ${paint(`+ ${after}`, "green", colours)}`,
    ...evidence.slice(0, SHOWN).map((line) => `      ${line}`),
    ...(more > 0 ? [`      … and ${more} more in the log`] : []),
    ...(control === undefined ? [] : [`      its negative control did not fire: ${control}`]),
  ];
}

/** Paths of the notebooks with problems or changed claims. */
function conspicuous({ problems, changes, rows }: VerifyResult): Set<string> {
  const changed = new Set(changes.map((change) => change.id));
  const homes = rows
    .filter((row) => changed.has(row.id))
    .map((row) => `notebooks/${row.paper}/${row.notebook}.ipynb`);
  return new Set([...problems.map((problem) => problem.path), ...homes]);
}

/** What a reader needs to know, most important last. */
export function verifyReport(result: VerifyResult, colours = coloured()): string {
  const lines: string[] = [];
  if (result.rows.length > 0) lines.push(claimTable(result.rows, colours), "");
  for (const note of result.notes) lines.push(`note: ${note}`);
  for (const { path, cell, kind, text } of result.problems) {
    const where = cell > 0 ? `${path}, code cell ${cell}` : path;
    lines.push(
      `${paint(`✗ ${kind}`, "red", colours)}  ${where}`,
      ...text.split("\n").map((line) => `    ${line}`),
    );
  }
  if (result.changes.length > 0) {
    lines.push(result.saved ? "changes of the ledger, now stored:" : "differences from data/ledger.json:");
    for (const change of result.changes) lines.push(...changeLines(change, colours));
    if (!result.saved) lines.push("  (if they are right: npm run verify -- --save)");
  }
  const paths = conspicuous(result);
  for (const { path, log } of result.notebooks) if (paths.has(path)) lines.push(`log of ${path}: ${log}`);
  const passed = result.notebooks.filter((n) => n.status === "passed" || n.status === "unchanged").length;
  lines.push(
    `${passed} of ${counted(result.notebooks.length, "notebook")} passed under ${result.kernel}; ` +
      `${counted(result.problems.length, "problem")}, ${counted(result.changes.length, "change")} of the ledger`,
  );
  return lines.join("\n");
}

/** Whether the run counts as good: nothing wrong, and nothing changed that was not meant to. */
export function verifyPassed(result: VerifyResult): boolean {
  return result.problems.length === 0 && (result.saved || result.changes.length === 0);
}

async function run(options: Omit<VerifyOptions, "root"> & { json?: boolean }): Promise<void> {
  const abort = new AbortController();
  let asked = 0;
  const interrupt = (): void => {
    if (++asked > 1) process.exit(INTERRUPTED);
    abort.abort();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    const root = projectRoot();
    const result = await verify({ ...options, root, quiet: options.json ?? false, signal: abort.signal });
    if (result.saved) await writeLedgerPages(root);
    process.stdout.write(`${options.json ? JSON.stringify(result, null, 2) : verifyReport(result)}\n`);
    process.exitCode = verifyPassed(result) ? 0 : 1;
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    process.stderr.write(
      "interrupted: notebooks that had passed are remembered; run the same command to go on\n",
    );
    process.exitCode = INTERRUPTED;
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

export function verifyCommand(): Command {
  return new Command("verify")
    .description("run the notebooks in a real kernel and compare their verdicts with data/ledger.json")
    .option("--paper <slug>", "only the notebooks of one paper")
    .option("--notebook <name>", "only one notebook, e.g. 03-full-batch-gd")
    .option("--claim <id>", "only the notebook of one claim, e.g. autoencoder/C04")
    .option("--workers <n>", "notebooks at a time (default: the number of cores, at most 4)", count)
    .addOption(
      new Option("--kernel <name>", "kernel (default: descentlab, or tslab where that is missing)").choices([
        "descentlab",
        "tslab",
      ]),
    )
    .option("--fresh", "repeat notebooks that are unchanged since they last passed")
    .option("--save", "write outputs and ledger back when everything ran")
    .option("--timeout <seconds>", "time for one cell", positive, 600)
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Examples:
  descentlab verify                              everything that changed since the last run
  descentlab verify --paper autoencoder --fresh  one paper, from scratch
  descentlab verify --claim autoencoder/C04      the notebook that judges one claim
  descentlab verify --kernel tslab --json        under stock tslab, for another program

The library is compiled first when its sources have changed. Exit code 2: they do not compile, and nothing was run.
Exit code 1: a verdict or a grade differs from the ledger, a cell failed, output was lost, a negative control
did not fire, or a claim is missing. Logs of the notebooks are under .cache/verify.`,
    )
    .action(run);
}
