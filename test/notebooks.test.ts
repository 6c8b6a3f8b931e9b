import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { LEDGER_MIME } from "../lib/claims/display";
import { listNotebooks, type Notebook, readNotebook, sourceOf } from "../lib/cli/notebook";
import { PLOTLY_MIME } from "../lib/plot/figure";
import { linesChart } from "../lib/plot/lines";
import { panels } from "../lib/plot/panels";
import { registeredFigures } from "../lib/render/export";
import { projectRoot, readClaims, readLedger } from "../lib/render/project";
import { idsIn } from "./architecture/claims";
import { ledgerRow } from "./cli/fixtures";
import {
  essayProblems,
  figureIdProblems,
  figuresOf,
  formatProblems,
  importedModules,
  ledgerRowProblems,
  legendProblems,
  medianLines,
  outputProblems,
  resultProblems,
  rowsOf,
  silentCellProblems,
} from "./notebooks/rules";

const ROOT = projectRoot(__dirname);
const all = listNotebooks(ROOT);
const ledger = readLedger(ROOT);
const LIMIT = 1_500_000;

test("there are the thirteen notebooks of the first paper, and the index", () => {
  assert.equal(all.filter((n) => n.paper === "autoencoder").length, 13);
  assert.ok(all.some((n) => n.paper === undefined));
});

for (const { file, path, paper, slug } of all) {
  const notebook = readNotebook(file);

  test(`${path} is a complete notebook file of moderate size`, () => {
    assert.deepEqual(formatProblems(notebook), []);
    assert.ok(statSync(file).size < LIMIT, `${statSync(file).size} bytes`);
  });

  test(`${path} stores whole and portable outputs`, () => {
    assert.deepEqual(outputProblems(notebook), []);
  });

  test(`${path} stores an output of every cell that shows or prints`, () => {
    assert.deepEqual(silentCellProblems(notebook), []);
  });

  test(`${path} stores every result, and shows it under stock tslab too`, () => {
    assert.deepEqual(resultProblems(notebook), []);
  });

  test(`${path} shows figures that can be exported by their id, with legends that tell their entries apart`, async () => {
    const registered = new Set(Object.keys(await registeredFigures()));
    assert.deepEqual(figureIdProblems(notebook, registered), []);
    assert.deepEqual(figuresOf(notebook).flatMap(legendProblems), []);
  });

  test(`${path} imports modules that exist`, () => {
    const missing = importedModules(notebook).filter((name) => {
      const inside = /^descentlab\/(.+)$/.exec(name)?.[1];
      return !inside || ![".ts", "/index.ts"].some((end) => existsSync(join(ROOT, "lib", inside + end)));
    });
    assert.deepEqual(missing, []);
  });

  if (paper === undefined) continue;
  const claims = readClaims(paper, ROOT).filter((c) => c.notebook === slug);

  test(`${path} is an essay: question, short cells, report, conclusion`, () => {
    assert.deepEqual(essayProblems(notebook), []);
    assert.ok(medianLines(notebook) <= 10, `median of ${medianLines(notebook)} lines a code cell`);
  });

  test(`${path} names its claims in the first cell and reports every one, as the ledger has it`, () => {
    const named = idsIn(sourceOf(notebook.cells[0]!));
    const ids = claims.map((c) => c.id);
    assert.deepEqual(
      ids.filter((id) => !named.has(id.split("/")[1]!)),
      [],
    );
    assert.deepEqual(ledgerRowProblems(notebook, ids, ledger), []);
  });
}

const ROW = ledgerRow("toy/C01", "01-a");
const SOUND: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "descentlab" } },
  cells: [
    {
      cell_type: "markdown",
      id: "a",
      metadata: {},
      source: "# 1 · A\n\n**Question.** Why? **Claims.** `toy/C01` · **Run time** 1 s · **Seeds** none",
    },
    {
      cell_type: "code",
      id: "b",
      metadata: {},
      source: "show(report([v]));",
      execution_count: 1,
      outputs: [
        { output_type: "display_data", metadata: {}, data: { [LEDGER_MIME]: [ROW] } },
        { output_type: "display_data", metadata: {}, data: { [PLOTLY_MIME]: {}, "image/png": "x" } },
      ],
    },
    { cell_type: "markdown", id: "c", metadata: {}, source: "## Conclusion\n\nSo." },
  ],
};
/** The sound notebook with the code cell or the whole changed. */
const changed = (code: Record<string, unknown>, whole: Record<string, unknown> = {}): Notebook => ({
  ...SOUND,
  cells: SOUND.cells.map((c) => (c.cell_type === "code" ? { ...c, ...code } : c)),
  ...whole,
});

test("a sound example passes every rule", () => {
  assert.deepEqual(formatProblems(SOUND), []);
  assert.deepEqual(essayProblems(SOUND), []);
  assert.deepEqual(outputProblems(SOUND), []);
  assert.deepEqual(silentCellProblems(SOUND), []);
  assert.deepEqual(resultProblems(SOUND), []);
  assert.deepEqual(ledgerRowProblems(SOUND, ["toy/C01"], [ROW]), []);
  assert.equal(medianLines(SOUND), 1);
  assert.equal(rowsOf(SOUND).length, 1);
});

test("each fault of the format is noticed", () => {
  const faults: [Notebook, RegExp][] = [
    [changed({}, { nbformat_minor: 4 }), /format 4.5/],
    [changed({}, { metadata: { kernelspec: { name: "tslab" } } }), /kernel descentlab/],
    [changed({ id: "a" }), /two cells/],
    [changed({ id: undefined }), /cell with the id ""/],
    [changed({ outputs: undefined }), /malformed cell 2/],
    [changed({ cell_type: "raw" }), /malformed cell 2/],
  ];
  for (const [notebook, message] of faults) assert.match(formatProblems(notebook).join("; "), message);
});

test("each fault of the essay is noticed", () => {
  const [head, code, end] = SOUND.cells as [Notebook["cells"][0], Notebook["cells"][0], Notebook["cells"][0]];
  const faults: [Notebook, RegExp][] = [
    [{ ...SOUND, cells: [code, head, end] }, /begin with a title/],
    [{ ...SOUND, cells: [{ ...head, source: "# 1" }, code, end] }, /question/],
    [{ ...SOUND, cells: [head, code] }, /conclusion/],
    [changed({ source: `${"x;\n".repeat(30)}report([])` }), /cell of 31 lines/],
    [changed({ source: "" }), /empty code cell/],
    [changed({ source: "Math.random(); report([])" }), /chance or clocks/],
    [changed({ source: "const f = (x) => x;\nreport([])" }), /defines a function/],
    [changed({ source: "function f() {}\nreport([])" }), /defines a function/],
    [changed({ source: "1 + 1" }), /reports no verdicts/],
  ];
  for (const [notebook, message] of faults) assert.match(essayProblems(notebook).join("; "), message);
});

test("each fault of the outputs is noticed, and a notebook that was never run has none", () => {
  const data = (bundle: object): Record<string, unknown> => ({
    outputs: [{ output_type: "display_data", metadata: {}, data: bundle }],
  });
  const faults: [Notebook, RegExp][] = [
    [changed({ execution_count: 7 }), /top to bottom/],
    [
      changed({ outputs: [{ output_type: "error", ename: "E", evalue: "", traceback: [] }] }),
      /stores an error/,
    ],
    [changed(data({ [PLOTLY_MIME]: {} })), /without its picture/],
    [changed(data({ "text/plain": "at /home/someone/x.ts" })), /path of a machine/],
    [
      changed({ outputs: [{ output_type: "stream", name: "stdout", text: "C:\\Users" }] }),
      /path of a machine/,
    ],
    [changed({ source: 'read("/tmp/x"); report([])' }), /path of a machine/],
  ];
  for (const [notebook, message] of faults) assert.match(outputProblems(notebook).join("; "), message);
  assert.deepEqual(outputProblems(changed({ execution_count: null, outputs: [] })), []);
});

test("a figure that is not registered is noticed", () => {
  const shown = (meta: object): Notebook =>
    changed({
      outputs: [
        {
          output_type: "execute_result",
          metadata: {},
          data: { [PLOTLY_MIME]: { data: [], layout: { meta } } },
        },
      ],
    });
  const registered = new Set(["toy/a"]);
  assert.deepEqual(figureIdProblems(shown({ id: "toy/a" }), registered), []);
  assert.match(
    figureIdProblems(shown({ id: "toy/b" }), registered).join(),
    /toy\/b, which is not registered/,
  );
  assert.match(figureIdProblems(shown({}), registered).join(), /not registered/);
});

test("legend entries that look alike are noticed, in one chart and across panels", () => {
  const about = { id: "toy/a", caption: "Caption.", alt: "Alt." };
  const axes = { x: { label: "x" }, y: { label: "y" } };
  const points = { x: [1, 2], y: [1, 2] };
  const lines = (name: string, style: number, curves: string[] = []) =>
    linesChart({
      about,
      ...axes,
      series: [{ name, ...points, style }],
      curves: curves.map((curve) => ({ name: curve, ...points })),
    });
  const row = (style: number) => panels({ about, charts: [lines("a", 0), lines("b", style)] });
  assert.deepEqual(legendProblems(lines("a", 0, ["bound"])), []);
  assert.match(legendProblems(lines("a", 0, ["bound", "guide"])).join(), /"bound" and "guide" look alike/);
  assert.deepEqual(legendProblems(row(1)), []);
  assert.match(legendProblems(row(0)).join(), /"a" and "b" look alike/);
  assert.deepEqual(legendProblems(panels({ about, charts: [lines("a", 0), lines("a", 0)] })), []);
});

test("a cell that shows or prints and stores nothing is noticed, one that only computes is not", () => {
  for (const source of ["show(report([v]));", 'console.log("x");', "const w = interact(f);"]) {
    assert.deepEqual(silentCellProblems(changed({ source, outputs: [] })), [
      "stores no output of cell 2, which shows something",
    ]);
  }
  assert.deepEqual(silentCellProblems(changed({ source: "const n = showNumber(2);", outputs: [] })), []);
  assert.deepEqual(silentCellProblems(changed({ execution_count: null, outputs: [] })), [], "never run");
});

test("a result that is not stored, or that stock tslab would print, is noticed", () => {
  const results = 'import "descentlab/render/results";';
  const stored = [{ output_type: "execute_result" as const, metadata: {}, data: {}, execution_count: 1 }];
  const silent = ["stores no result of cell 2"];
  const printed = ["does not import descentlab/render/results before the result of cell 2"];
  for (const source of ["report([v])", "const v = judge(c);\nv", "f({\n  a: 1,\n})"]) {
    assert.deepEqual(resultProblems(changed({ source, outputs: stored })), printed);
    assert.deepEqual(resultProblems(changed({ source: `${results}\n${source}`, outputs: stored })), []);
    assert.deepEqual(resultProblems(changed({ source: `${results}\n${source}` })), silent);
  }
  for (const source of ["interact(c, f);", "const v = judge(c)", "for (const x of y) f(x)", ""]) {
    assert.deepEqual(resultProblems(changed({ source })), []);
  }
  assert.deepEqual(importedModules(changed({ source: results })), ["descentlab/render/results"]);
});

test("a verdict that is missing in the outputs, or differs from the ledger, is noticed", () => {
  assert.match(ledgerRowProblems(SOUND, ["toy/C02"], [ROW])[0]!, /no verdict of toy\/C02/);
  assert.match(ledgerRowProblems(SOUND, ["toy/C01"], [{ ...ROW, grade: "sampled" }])[0]!, /another verdict/);
  assert.match(ledgerRowProblems(SOUND, ["toy/C01"], [])[0]!, /another verdict/);
});
