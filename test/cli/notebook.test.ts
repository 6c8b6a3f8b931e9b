import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  codeCells,
  formatNotebook,
  listNotebooks,
  type Notebook,
  readNotebook,
  sourceOf,
} from "../../lib/cli/notebook";
import { environmentPrefix } from "../../lib/kernel/environment";
import { makeCheckout, temporary, write } from "./fixtures";

const notebook: Notebook = {
  cells: [
    { cell_type: "markdown", id: "m", metadata: {}, source: "# Title\n\nüber $x$ \u2028" },
    {
      cell_type: "code",
      id: "c",
      metadata: { execution: { "iopub.status.busy": "2020-01-01" }, tags: ["b", "a"] },
      source: ["const x = 1;\n", "x"],
      execution_count: 3,
      outputs: [
        { output_type: "stream", name: "stdout", text: "one\ntwo\n" },
        {
          output_type: "display_data",
          metadata: {},
          data: {
            "text/html": "<b>\n</b>",
            "image/png": "iVBORw0KGgo=",
            "application/vnd.plotly.v1+json": { layout: {}, data: [{ y: [1, 0.1, 1e-7], b: "two\nlines" }] },
          },
        },
        { output_type: "error", ename: "E", evalue: "v", traceback: ["a\nb"] },
      ],
    },
    { cell_type: "code", id: "e", metadata: {}, source: "", outputs: [], execution_count: null },
  ],
  metadata: {
    language_info: { name: "typescript" },
    kernelspec: { name: "descentlab", display_name: "D", language: "typescript" },
  },
  nbformat: 4,
  nbformat_minor: 5,
};

test("a notebook is written with sorted keys, split lines, no times, and a line end", () => {
  const text = formatNotebook(notebook);
  assert.ok(text.startsWith('{\n "cells": [\n  {\n   "cell_type": "markdown",\n   "id": "m"'));
  assert.ok(text.endsWith('"nbformat_minor": 5\n}\n'));
  assert.ok(!text.includes("busy"));
  assert.ok(text.includes('"text": [\n      "one\\n",\n      "two\\n"\n     ]'));
  assert.ok(text.includes('"image/png": "iVBORw0KGgo="'));
});

test("the view of a widget is not stored where something else stands for it", () => {
  const view = { "application/vnd.jupyter.widget-view+json": { model_id: "1" } };
  const stored = (data: Record<string, unknown>) => {
    const output = { output_type: "display_data" as const, data, metadata: {} };
    const text = formatNotebook({ ...notebook, cells: [{ ...notebook.cells[1]!, outputs: [output] }] });
    return JSON.parse(text).cells[0].outputs[0].data;
  };
  assert.deepEqual(stored({ ...view, "text/plain": "x = 1" }), { "text/plain": ["x = 1"] });
  assert.deepEqual(stored(view), view);
});

test("a notebook that Jupyter reads and writes comes out the same, byte for byte", (context) => {
  const python = join(
    environmentPrefix(),
    process.platform === "win32" ? "Scripts/python.exe" : "bin/python",
  );
  if (!existsSync(python)) return context.skip("no Python environment");
  const folder = temporary();
  // Python also splits at U+2028, which no notebook here contains; it writes 1e-7 as 1e-07.
  const plain = formatNotebook(notebook)
    .replaceAll(" \\u2028", "")
    .replaceAll(" \u2028", "")
    .replaceAll("1e-7", "0.5");
  write(folder, "a.ipynb", plain);
  const script = "import nbformat; nbformat.write(nbformat.read('a.ipynb', 4), 'b.ipynb')";
  const run = spawnSync(python, ["-c", script], { cwd: folder, encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  assert.equal(readFileSync(join(folder, "b.ipynb"), "utf8"), plain);
});

test("cells that are blank, text, or tagged skip-execution are not run", () => {
  const root = temporary();
  const cells = [...notebook.cells, { ...notebook.cells[1]!, metadata: { tags: ["skip-execution"] } }];
  write(root, "n.ipynb", JSON.stringify({ ...notebook, cells }));
  assert.deepEqual(codeCells(readNotebook(join(root, "n.ipynb"))).map(sourceOf), ["const x = 1;\nx"]);
});

test("notebooks are listed by paper, those without a paper last", () => {
  const root = makeCheckout({
    claims: [],
    notebooks: { "00-index": [], "toy/02-b": [], "toy/01-a": [], "art/01-x": [] },
  });
  assert.deepEqual(
    listNotebooks(root).map(({ path, paper, slug }) => [path, paper, slug]),
    [
      ["notebooks/art/01-x.ipynb", "art", "01-x"],
      ["notebooks/toy/01-a.ipynb", "toy", "01-a"],
      ["notebooks/toy/02-b.ipynb", "toy", "02-b"],
      ["notebooks/00-index.ipynb", undefined, "00-index"],
    ],
  );
});
