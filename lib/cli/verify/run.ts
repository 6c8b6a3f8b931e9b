/** Runs one notebook in a kernel of its own and says what was wrong. */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LEDGER_MIME } from "../../claims/display";
import { type LedgerRow, parseLedger } from "../../claims/ledger";
import { type Execution, KernelClient, KernelError } from "../../kernel/client";
import type { Kernelspec } from "../../kernel/environment";
import type { Output } from "../../kernel/outputs";
import { codeCells, hasTag, type Notebook, sourceOf } from "../notebook";

/** Something that makes a notebook fail. `cell` counts code cells from 1; 0 stands for the notebook as a whole. */
export interface Problem {
  readonly cell: number;
  readonly kind:
    | "error"
    | "no-error"
    | "timeout"
    | "kernel-died"
    | "lost-output"
    | "dropped"
    | "stderr"
    | "protocol"
    | "ledger"
    | "control"
    | "claim";
  readonly text: string;
}

export interface NotebookRun {
  readonly problems: readonly Problem[];
  readonly rows: readonly LedgerRow[];
  /** The notebook with the outputs of this run. */
  readonly executed: Notebook;
  readonly seconds: number;
  /** Seconds until the kernel was ready, part of `seconds`. */
  readonly startSeconds: number;
}

export interface RunOptions {
  readonly cwd: string;
  readonly logFile: string;
  /** Seconds for one cell. */
  readonly timeout: number;
  /** Ends the run early; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Lines that Node itself writes and that say nothing about the cell. */
const NODE_WARNING = /^\(node:\d+\) .*$|^\(Use `node --trace-.*` to show where the warning was created\)$/gm;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours start with an escape character
const COLOURS = /\u001b\[[0-9;]*m/g;

const firstLines = (text: string, count: number): string =>
  text.replace(COLOURS, "").trim().split("\n").slice(0, count).join("\n");

function stderrOf(outputs: readonly Output[]): string {
  const texts = outputs.map((o) => (o.output_type === "stream" && o.name === "stderr" ? o.text : ""));
  return texts.join("").replace(NODE_WARNING, "").trim();
}

/** What was wrong with one executed cell. */
export function problemsOf(execution: Execution, cell: number, expectError: boolean): Problem[] {
  const problems: Problem[] = [];
  const add = (kind: Problem["kind"], text: string): void => {
    problems.push({ cell, kind, text });
  };
  const stderr = stderrOf(execution.outputs);
  const { error } = execution;
  switch (execution.status) {
    case "error":
      if (!expectError) {
        const traceback = error?.traceback.join("\n") || (error ? `${error.ename}: ${error.evalue}` : "");
        add("error", firstLines(traceback || stderr || "the kernel gave no message", 12));
      }
      break;
    case "ok":
      if (expectError) add("no-error", "the cell is tagged `raises-exception` and raised none");
      else if (error) add("error", firstLines(error.traceback.join("\n") || error.evalue, 12));
      else if (stderr) add("stderr", `wrote to stderr: ${firstLines(stderr, 12)}`);
      break;
    case "timeout":
      add("timeout", `did not end within ${execution.seconds.toFixed(0)} s and was interrupted`);
      break;
    case "dead":
      add("kernel-died", "the kernel ended while this cell ran");
      break;
    case "aborted":
      break;
  }
  for (const { kind, text } of execution.faults) {
    if (kind === "no-idle" || kind === "lost-output") add("lost-output", text);
    else if (kind === "dropped") add("dropped", text);
    else if (kind === "bad-message") add("protocol", text);
  }
  return problems;
}

/** Ledger rows among some outputs. */
export function ledgerRows(outputs: readonly Output[], where: string): LedgerRow[] {
  return outputs.flatMap((output) => {
    const rows = "data" in output ? output.data[LEDGER_MIME] : undefined;
    return rows === undefined ? [] : parseLedger(JSON.stringify(rows), where);
  });
}

/** Executes the code cells in order, stops at the first that fails, and leaves no process behind. */
export async function runNotebook(
  notebook: Notebook,
  spec: Kernelspec,
  options: RunOptions,
): Promise<NotebookRun> {
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  mkdirSync(dirname(options.logFile), { recursive: true });
  const file = openSync(options.logFile, "w");
  const log = (text: string): void => {
    writeSync(file, text.endsWith("\n") ? text : `${text}\n`);
  };
  const executed = structuredClone(notebook);
  for (const cell of executed.cells) {
    if (cell.cell_type === "code") Object.assign(cell, { outputs: [], execution_count: null });
  }
  const problems: Problem[] = [];
  const rows: LedgerRow[] = [];
  let client: KernelClient | undefined;
  let startSeconds = 0;
  const stop = (): void => void client?.kill();
  options.signal?.addEventListener("abort", stop);
  try {
    options.signal?.throwIfAborted();
    client = await KernelClient.launch(spec, { cwd: options.cwd, onLog: (text) => log(`[kernel] ${text}`) });
    startSeconds = elapsed();
    log(`kernel ${spec.name} ready after ${startSeconds.toFixed(2)} s`);
    for (const [index, cell] of codeCells(executed).entries()) {
      options.signal?.throwIfAborted();
      log(`--- cell ${index + 1}\n${sourceOf(cell)}`);
      const expectError = hasTag(cell, "raises-exception");
      const execution = await client.execute(sourceOf(cell), {
        timeout: options.timeout,
        stopOnError: !expectError,
      });
      options.signal?.throwIfAborted();
      cell.outputs = [...execution.outputs];
      cell.execution_count = execution.executionCount;
      const found = problemsOf(execution, index + 1, expectError);
      try {
        rows.push(...ledgerRows(execution.outputs, `cell ${index + 1}, ledger row`));
      } catch (error) {
        found.push({ cell: index + 1, kind: "ledger", text: (error as Error).message });
      }
      log(
        `--- ${execution.status} after ${execution.seconds.toFixed(2)} s, ${execution.outputs.length} output(s)`,
      );
      for (const output of execution.outputs) log(textOf(output));
      for (const problem of found) log(`!!! ${problem.kind}: ${problem.text}`);
      problems.push(...found);
      if (found.some((p) => p.kind !== "stderr" && p.kind !== "ledger")) break;
      // Stock tslab drops whatever it is sent within 200 ms of an error.
      if (execution.status === "error") await sleep(spec.name === "tslab" ? 400 : 0);
    }
    await client.shutdown();
    if (client.lostOutput) {
      problems.push({
        cell: 0,
        kind: "lost-output",
        text: "the kernel reports that it could not send messages",
      });
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof KernelError)) throw error;
    problems.push({ cell: 0, kind: "kernel-died", text: error.message });
  } finally {
    options.signal?.removeEventListener("abort", stop);
    await client?.kill();
    closeSync(file);
  }
  return { problems, rows, executed, seconds: elapsed(), startSeconds };
}

function textOf(output: Output): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return output.traceback.join("\n") || output.evalue;
  const plain = output.data["text/plain"];
  return typeof plain === "string" ? plain : `[${Object.keys(output.data).join(", ")}]`;
}
