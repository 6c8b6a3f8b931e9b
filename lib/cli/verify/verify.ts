/** Verification: run the notebooks, collect their verdicts, compare with the ledger, and write both back on request. */
import { existsSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { type ClaimData, diffLedgers, formatLedger, type LedgerRow } from "../../claims/ledger";
import { badArgument, DomainError } from "../../core/errors";
import { environmentPrefix, findKernelspec, type Kernelspec } from "../../kernel/environment";
import { writeWhole } from "../../render/files";
import { readClaims, readLedger } from "../../render/project";
import { formatNotebook, listNotebooks, type NotebookFile, readNotebook } from "../notebook";
import { suggestion } from "../suggest";
import { type Progress, progressBar } from "./bar";
import { environmentHash, notebookKey, type Pass, PassCache } from "./cache";
import { type Change, explainedChanges, silencedControls } from "./changes";
import { type Collection, collectRows, type NotebookProblem, type Reported } from "./collect";
import { Illustrator } from "./illustrate";
import { runNotebook } from "./run";

export interface VerifyOptions {
  readonly root: string;
  readonly paper?: string;
  readonly notebook?: string;
  readonly claim?: string;
  readonly workers?: number;
  readonly kernel?: string;
  readonly fresh?: boolean;
  readonly save?: boolean;
  /** Seconds for one cell. */
  readonly timeout?: number;
  readonly quiet?: boolean;
  readonly signal?: AbortSignal;
}

export interface NotebookResult {
  readonly path: string;
  /** `differs`: in order, but a verdict, grade or control is not that of the ledger, which is not to be saved. */
  readonly status: "passed" | "unchanged" | "differs" | "failed";
  readonly seconds: number;
  readonly log: string;
}

export interface VerifyResult {
  readonly kernel: string;
  readonly notebooks: readonly NotebookResult[];
  readonly problems: readonly NotebookProblem[];
  readonly rows: readonly LedgerRow[];
  /** Differences from `data/ledger.json`, among the claims of the notebooks that ran. */
  readonly changes: readonly Change[];
  readonly saved: boolean;
  readonly notes: readonly string[];
}

/** Slugs of the papers that have claims. */
export function papersOf(root: string): string[] {
  const folder = join(root, "data", "claims");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => basename(name, ".json"))
    .sort();
}

/** Claims of all papers of a checkout. */
export function allClaims(root: string): ClaimData[] {
  return papersOf(root).flatMap((paper) => readClaims(paper, root));
}

/** The notebooks that the options ask for. */
export function selectNotebooks(options: VerifyOptions, claims: readonly ClaimData[]): NotebookFile[] {
  const all = listNotebooks(options.root);
  const { paper, notebook, claim } = options;
  const none = (argument: string, rule: string, value: string, known: readonly string[]): never => {
    throw new DomainError(badArgument(argument, rule, value, suggestion(value, known)));
  };
  if (claim !== undefined) {
    const data = claims.find((c) => c.id === claim);
    if (!data)
      return none(
        "--claim",
        "be the id of a claim",
        claim,
        claims.map((c) => c.id),
      );
    const home = all.filter((n) => data.id.startsWith(`${n.paper}/`) && n.slug === data.notebook);
    if (home.length === 0)
      throw new DomainError(`${claim} has no notebook: notebooks/…/${data.notebook}.ipynb is missing.`);
    return home;
  }
  if (notebook !== undefined) {
    const wanted = notebook
      .replaceAll("\\", "/")
      .replace(/\.ipynb$/, "")
      .replace(/^\.?\/?(notebooks\/)?/, "");
    const found = all.filter(
      (n) => [n.slug, `${n.paper}/${n.slug}`].includes(wanted) && (!paper || n.paper === paper),
    );
    return found.length > 0
      ? found
      : none(
          "--notebook",
          "name a notebook",
          notebook,
          all.map((n) => n.slug),
        );
  }
  if (paper !== undefined) {
    const found = all.filter((n) => n.paper === paper);
    const papers = [...new Set(all.flatMap((n) => n.paper ?? []))];
    return found.length > 0 ? found : none("--paper", "be a paper with notebooks", paper, papers);
  }
  return all;
}

/** Whether a claim is assigned to a notebook. */
function belongs(claim: ClaimData, { paper, slug }: NotebookFile): boolean {
  return claim.id.split("/")[0] === paper && claim.notebook === slug;
}

/** The kernel asked for, else the project's own, else stock tslab. */
function chooseKernel(name: string | undefined): Kernelspec {
  const own = join(environmentPrefix(), "share", "jupyter", "kernels", "descentlab", "kernel.json");
  return findKernelspec(name ?? (existsSync(own) ? "descentlab" : "tslab"));
}

interface Outcome {
  readonly notebook: NotebookFile;
  readonly result: NotebookResult;
  readonly pass: Pass | undefined;
  readonly problems: readonly NotebookProblem[];
}

class Verification {
  readonly spec: Kernelspec;
  readonly cache: PassCache;
  private readonly environment: string;

  constructor(
    private readonly options: VerifyOptions,
    private readonly claims: readonly ClaimData[],
    private readonly stored: readonly LedgerRow[],
  ) {
    this.spec = chooseKernel(options.kernel);
    this.cache = new PassCache(options.root, this.spec.name);
    this.environment = environmentHash(options.root, this.spec.name);
  }

  /** Checks what notebooks reported; a control that a changed verdict silenced is a problem only when saving. */
  collect(expected: readonly ClaimData[], reported: readonly Reported[]): Collection {
    const rows = reported.flatMap((notebook) => notebook.rows);
    const silenced = this.options.save ? new Set<string>() : silencedControls(this.stored, rows);
    return collectRows(expected, reported, silenced);
  }

  /** Whether the rows of one notebook have problems, or are not those of the ledger. */
  private judge(notebook: NotebookFile, rows: readonly LedgerRow[]): "failed" | "differs" | undefined {
    if (notebook.paper === undefined) return undefined;
    const own = this.claims.filter((claim) => belongs(claim, notebook));
    if (this.collect(own, [{ ...notebook, rows }]).problems.length > 0) return "failed";
    const ids = new Set([...own, ...rows].map(({ id }) => id));
    const before = this.stored.filter((row) => ids.has(row.id));
    return !this.options.save && diffLedgers(before, rows).length > 0 ? "differs" : undefined;
  }

  private async run(notebook: NotebookFile, progress: Progress): Promise<Outcome> {
    const { file, path } = notebook;
    const content = readNotebook(file);
    const key = notebookKey(content, this.environment);
    const logFile = this.cache.fileOf(notebook, ".log");
    const before = this.cache.read(notebook);
    const result = (status: NotebookResult["status"], seconds: number): NotebookResult => {
      progress.ended(path, status, seconds);
      return { path, status, seconds, log: logFile };
    };
    if (!this.options.fresh && before?.key === key) {
      const status = this.judge(notebook, before.rows) ?? "unchanged";
      return { notebook, result: result(status, before.seconds), pass: before, problems: [] };
    }
    progress.started(path);
    const settings = {
      cwd: dirname(file),
      logFile,
      timeout: this.options.timeout ?? 600,
      ...(this.options.signal ? { signal: this.options.signal } : {}),
    };
    const run = await runNotebook(content, this.spec, settings);
    const problems = run.problems.map((problem) => ({ ...problem, path }));
    if (problems.length > 0)
      return { notebook, result: result("failed", run.seconds), pass: undefined, problems };
    const pass = { key, rows: run.rows, executed: run.executed, seconds: run.seconds, images: false };
    this.cache.write(notebook, pass);
    const status = this.judge(notebook, run.rows) ?? "passed";
    return { notebook, result: result(status, run.seconds), pass, problems };
  }

  /** Runs notebooks, the longest first, at most `workers` at a time; the outcomes come in the order given. */
  async runAll(notebooks: readonly NotebookFile[]): Promise<Outcome[]> {
    const workers = this.options.workers ?? Math.max(1, Math.min(4, availableParallelism()));
    const expected = new Map(
      notebooks.flatMap((n) => {
        const seconds = this.cache.read(n)?.seconds;
        return seconds === undefined ? [] : [[n.path, seconds] as const];
      }),
    );
    const paths = notebooks.map((n) => n.path);
    const progress = progressBar(paths, expected, workers, this.options.quiet ?? false);
    const length = (n: NotebookFile): number => expected.get(n.path) ?? Number.POSITIVE_INFINITY;
    const queue = [...notebooks].sort((a, b) => Math.sign(length(b) - length(a)) || 0);
    const outcomes = new Map<NotebookFile, Outcome>();
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        this.options.signal?.throwIfAborted();
        outcomes.set(next, await this.run(next, progress));
      }
    };
    try {
      await Promise.all(Array.from({ length: Math.min(workers, Math.max(1, queue.length)) }, work));
    } finally {
      progress.stop();
    }
    return notebooks.map((n) => outcomes.get(n)!);
  }

  /** Writes executed notebooks back, with static images where a browser can draw them. */
  async save(outcomes: readonly Outcome[], illustrator: Illustrator): Promise<void> {
    for (const { notebook, pass } of outcomes) {
      if (!pass) continue;
      // Text cells are taken from the file: they may have changed since the pass was recorded.
      const current = readNotebook(notebook.file);
      const drawn = pass.images ? pass.executed : await illustrator.illustrate(pass.executed);
      if (!pass.images && drawn) this.cache.write(notebook, { ...pass, executed: drawn, images: true });
      const executed = drawn ?? pass.executed;
      const outputs = executed.cells.filter((c) => c.cell_type === "code");
      const code = current.cells.filter((c) => c.cell_type === "code");
      for (const [k, cell] of code.entries()) {
        cell.outputs = outputs[k]?.outputs ?? [];
        cell.execution_count = outputs[k]?.execution_count ?? null;
      }
      writeWhole(notebook.file, formatNotebook(current));
    }
  }
}

/** The stored rows, with those of `claims` replaced by `rows`. */
function mergeRows(
  stored: readonly LedgerRow[],
  rows: readonly LedgerRow[],
  claims: ReadonlySet<string>,
): LedgerRow[] {
  const found = new Set(rows.map((row) => row.id));
  return [...stored.filter((row) => !found.has(row.id) && !claims.has(row.id)), ...rows];
}

export async function verify(options: VerifyOptions): Promise<VerifyResult> {
  const { root } = options;
  const claims = allClaims(root);
  const selected = selectNotebooks(options, claims);
  const stored = readLedger(root);
  const verification = new Verification(options, claims, stored);
  // Notebooks without a paper show the ledger, so they come after it is written.
  const papers = selected.filter((n) => n.paper !== undefined);
  const others = selected.filter((n) => n.paper === undefined);
  const outcomes = await verification.runAll(papers);
  const everything = options.notebook === undefined && options.claim === undefined;
  const expected = claims.filter((claim) => {
    if (everything) return options.paper === undefined || claim.id.split("/")[0] === options.paper;
    return papers.some((notebook) => belongs(claim, notebook));
  });
  const reported = outcomes.flatMap(({ notebook, pass }) => (pass ? [{ ...notebook, rows: pass.rows }] : []));
  const collection = verification.collect(expected, reported);
  const judged = new Set([...expected.map((c) => c.id), ...collection.rows.map((r) => r.id)]);
  const inScope = (row: LedgerRow): boolean =>
    judged.has(row.id) || (everything && (options.paper === undefined || row.paper === options.paper));
  const executed = outcomes.flatMap(({ notebook, pass }) =>
    pass ? [{ stored: readNotebook(notebook.file), executed: pass.executed }] : [],
  );
  const changes = explainedChanges(stored.filter(inScope), collection.rows, executed);
  const problems = [...outcomes.flatMap((o) => o.problems), ...collection.problems];
  const notes: string[] = [];
  const saved = Boolean(options.save);
  const ledger = mergeRows(
    stored,
    collection.rows,
    everything ? new Set(stored.filter(inScope).map((r) => r.id)) : judged,
  );
  if (saved && problems.length === 0) writeWhole(join(root, "data", "ledger.json"), formatLedger(ledger));
  const rest = others.length > 0 ? await verification.runAll(others) : [];
  problems.push(...rest.flatMap((o) => o.problems));
  const broken = new Set(problems.map((problem) => problem.path));
  if (saved) {
    const illustrator = new Illustrator();
    try {
      const whole = [...outcomes, ...rest].filter(({ notebook }) => !broken.has(notebook.path));
      await verification.save(whole, illustrator);
    } finally {
      await illustrator.close();
      if (illustrator.note) notes.push(illustrator.note);
    }
  }
  if (saved && outcomes.length + rest.length > 0 && problems.length > 0) {
    notes.push("the ledger is not written because of the problems above; notebooks that passed are saved");
  }
  return {
    kernel: verification.spec.name,
    notebooks: [...outcomes, ...rest].map(({ result }) =>
      broken.has(result.path) ? { ...result, status: "failed" } : result,
    ),
    problems,
    rows: collection.rows,
    changes,
    saved: saved && problems.length === 0,
    notes,
  };
}
