/** What every notebook of a paper looks like, as a pure function of the file's content. */
import ts from "typescript";
import { LEDGER_MIME } from "../../lib/claims/display";
import type { LedgerRow } from "../../lib/claims/ledger";
import { type Cell, type Notebook, sourceOf } from "../../lib/cli/notebook";
import { PLOTLY_MIME } from "../../lib/plot/figure";
import { LIGHT } from "../../lib/plot/theme";

type Output = NonNullable<Cell["outputs"]>[number];

const dataOf = (output: Output): Record<string, unknown> => ("data" in output ? output.data : {});
const codeOf = (notebook: Notebook): Cell[] => notebook.cells.filter((c) => c.cell_type === "code");
const outputsOf = (notebook: Notebook): Output[] => codeOf(notebook).flatMap((c) => c.outputs ?? []);

/** What the format 4.5 asks of the parts that Jupyter reads. */
export function formatProblems(notebook: Notebook): string[] {
  const ids = notebook.cells.map((c) => c.id ?? "");
  const spec = notebook.metadata.kernelspec as { name?: string } | undefined;
  return [
    ...(notebook.nbformat === 4 && notebook.nbformat_minor === 5 ? [] : ["is not of format 4.5"]),
    ...(spec?.name === "descentlab" ? [] : ["does not name the kernel descentlab"]),
    ...ids.filter((id) => !/^[a-zA-Z0-9_-]{1,64}$/.test(id)).map((id) => `has a cell with the id "${id}"`),
    ...ids.filter((id, k) => ids.indexOf(id) !== k).map((id) => `has two cells with the id ${id}`),
    ...notebook.cells.flatMap((cell, k) => {
      const kind = ["code", "markdown"].includes(cell.cell_type);
      const complete =
        cell.cell_type !== "code" || (Array.isArray(cell.outputs) && "execution_count" in cell);
      return kind && complete && typeof cell.metadata === "object" ? [] : [`has a malformed cell ${k + 1}`];
    }),
  ];
}

/** How long the code cells are; the notebooks tell, the library computes. */
export function medianLines(notebook: Notebook): number {
  const lengths = codeOf(notebook)
    .map((c) => sourceOf(c).split("\n").length)
    .sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length / 2)] ?? 0;
}

/** Title with question, claims, run time and seed; conclusion; short cells without functions; a report; nothing hidden. */
export function essayProblems(notebook: Notebook): string[] {
  const first = notebook.cells[0];
  const head = first?.cell_type === "markdown" ? sourceOf(first) : "";
  const last = notebook.cells.filter((c) => c.cell_type === "markdown").at(-1);
  const code = codeOf(notebook).map(sourceOf);
  const all = code.join("\n");
  return [
    ...(/^# \S/.test(head) ? [] : ["does not begin with a title"]),
    ...["Question", "Claim", "Run time", "Seed"]
      .filter((word) => !new RegExp(`\\*\\*${word}s?\\b`).test(head))
      .map((word) => `does not state its ${word.toLowerCase()} in the first cell`),
    ...(last && /^#+ Conclusion/m.test(sourceOf(last)) ? [] : ["does not end with a conclusion"]),
    ...code
      .filter((c) => c.split("\n").length > 25)
      .map((c) => `has a cell of ${c.split("\n").length} lines`),
    ...code.filter((c) => c.trim() === "").map(() => "has an empty code cell"),
    ...(/Math\.random|Date\.now|new Date/.test(all) ? ["uses chance or clocks that no seed controls"] : []),
    ...(/^\s*(?:async\s+)?function\b|^\s*(?:const|let)\s+\w+\s*=\s*(?:async\s*)?\([^)]*\)\s*=>/m.test(all)
      ? ["defines a function, which belongs into the library"]
      : []),
    ...(/\b(?:report|ledger)\(/.test(all) ? [] : ["reports no verdicts"]),
  ];
}

const MACHINE_PATH = /(?:\/(?:home|root|Users|tmp|work|var|opt)\/|\b[A-Z]:\\\\)[\w.-]+/;

/** Outputs: complete, in order, free of errors and of the machine, with a picture beside every figure. */
export function outputProblems(notebook: Notebook): string[] {
  const code = codeOf(notebook);
  const counts = code.map((c) => c.execution_count ?? null);
  if (counts.every((c) => c === null)) return [];
  const texts = JSON.stringify(
    notebook.cells.map((c) => [
      c.source,
      (c.outputs ?? []).map((o) =>
        Object.entries(dataOf(o)).length > 0
          ? Object.entries(dataOf(o)).filter(([type]) => !type.startsWith("image/"))
          : o,
      ),
    ]),
  );
  return [
    ...(counts.every((c, k) => c === k + 1) ? [] : ["was not run from top to bottom"]),
    ...outputsOf(notebook)
      .filter((o) => o.output_type === "error")
      .map(() => "stores an error"),
    ...outputsOf(notebook)
      .map(dataOf)
      .filter((d) => PLOTLY_MIME in d && !("image/png" in d || "image/svg+xml" in d))
      .map(() => "stores a figure without its picture"),
    ...(MACHINE_PATH.test(texts) ? [`names a path of a machine: ${MACHINE_PATH.exec(texts)![0]}`] : []),
  ];
}

/** Cells that show or print something and yet store no output, in a notebook that was run. */
export function silentCellProblems(notebook: Notebook): string[] {
  if (codeOf(notebook).every((c) => (c.execution_count ?? null) === null)) return [];
  return notebook.cells.flatMap((cell, k) =>
    cell.cell_type === "code" &&
    /\b(?:show|interact|console\.log)\(/.test(sourceOf(cell)) &&
    (cell.outputs ?? []).length === 0
      ? [`stores no output of cell ${k + 1}, which shows something`]
      : [],
  );
}

/** Whether a cell ends in an expression without semicolon, which is how the notebooks write a result. */
export function endsInResult(source: string): boolean {
  const { statements } = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  const last = statements.at(-1);
  return (
    last !== undefined && ts.isExpressionStatement(last) && source.slice(last.pos, last.end).at(-1) !== ";"
  );
}

/** Results that no output holds, and results that stock tslab would print as text. */
export function resultProblems(notebook: Notebook): string[] {
  const ran = codeOf(notebook).some((c) => (c.execution_count ?? null) !== null);
  let imported = false;
  return notebook.cells.flatMap((cell, k) => {
    if (cell.cell_type !== "code") return [];
    imported ||= sourceOf(cell).includes('import "descentlab/render/results";');
    if (!endsInResult(sourceOf(cell))) return [];
    const stored = (cell.outputs ?? []).some((o) => o.output_type === "execute_result");
    return [
      ...(stored || !ran ? [] : [`stores no result of cell ${k + 1}`]),
      ...(imported ? [] : [`does not import descentlab/render/results before the result of cell ${k + 1}`]),
    ];
  });
}

interface StoredFigure {
  readonly data: readonly Record<string, unknown>[];
  readonly layout: { readonly meta?: { readonly id?: string } };
}

/** Figures that the outputs carry. */
export function figuresOf(notebook: Notebook): StoredFigure[] {
  return outputsOf(notebook).flatMap((o) => (dataOf(o)[PLOTLY_MIME] as StoredFigure | undefined) ?? []);
}

/** Figures that a reader sees under an id that `figures --list` and `export` do not know. */
export function figureIdProblems(notebook: Notebook, registered: ReadonlySet<string>): string[] {
  return figuresOf(notebook)
    .map((f) => f.layout.meta?.id)
    .filter((id) => id === undefined || !registered.has(id))
    .map((id) => `shows the figure ${id}, which is not registered`);
}

/** What a legend entry looks like: its line if it has one, its marker if it has one. */
function glyphOf(trace: Record<string, unknown>): string {
  const { mode, line, marker } = trace as { mode: string; line?: object; marker?: object };
  const { color, dash } = (line ?? {}) as Record<string, unknown>;
  const { color: fill, symbol, line: edge } = (marker ?? {}) as Record<string, unknown>;
  return JSON.stringify([
    mode.includes("lines") ? [color, dash] : null,
    mode.includes("markers") ? [fill, symbol, edge] : null,
  ]);
}

/** Entries of one legend that look alike and mean different things; between panels one colour is alike already. */
export function legendProblems({ data, layout }: StoredFigure): string[] {
  const listed = data.filter(
    (t) => t.type === "scatter" && t.showlegend !== false && String(t.name ?? "") !== "",
  );
  const colorOf = (t: Record<string, unknown>): unknown =>
    ((t.marker ?? t.line) as { color?: unknown } | undefined)?.color;
  return listed.flatMap((a, k) =>
    listed.slice(k + 1).flatMap((b) => {
      if (a.name === b.name) return [];
      const alike = glyphOf(a) === glyphOf(b);
      const series = LIGHT.series.includes(String(colorOf(a)));
      const sameColor = series && a.xaxis !== b.xaxis && colorOf(a) === colorOf(b);
      return alike || sameColor ? [`${layout.meta?.id}: "${a.name}" and "${b.name}" look alike`] : [];
    }),
  );
}

/** Ledger rows that the outputs carry. */
export function rowsOf(notebook: Notebook): LedgerRow[] {
  return outputsOf(notebook).flatMap((o) => (dataOf(o)[LEDGER_MIME] as LedgerRow[] | undefined) ?? []);
}

/** The rows of an executed notebook: one for each of its claims, and the same verdicts as in the ledger. */
export function ledgerRowProblems(
  notebook: Notebook,
  claims: readonly string[],
  ledger: readonly LedgerRow[],
): string[] {
  if (codeOf(notebook).every((c) => (c.execution_count ?? null) === null)) return [];
  const rows = rowsOf(notebook);
  const ids = rows.map((r) => r.id);
  return [
    ...claims.filter((id) => !ids.includes(id)).map((id) => `reports no verdict of ${id}`),
    ...rows.flatMap((row) => {
      const stored = ledger.find((r) => r.id === row.id);
      const same = stored && stored.verdict === row.verdict && stored.grade === row.grade;
      return same ? [] : [`shows another verdict of ${row.id} than the ledger`];
    }),
  ];
}

/** Modules that the code cells import. */
export function importedModules(notebook: Notebook): string[] {
  const all = codeOf(notebook).map(sourceOf).join("\n");
  return [...all.matchAll(/(?:from|^import) "([^"]+)"/gm)].map((m) => m[1]!);
}
