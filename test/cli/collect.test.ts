import assert from "node:assert/strict";
import { test } from "node:test";
import { collectRows } from "../../lib/cli/verify/collect";
import { claimData, ledgerRow } from "./fixtures";

const home = { path: "notebooks/toy/01-a.ipynb", paper: "toy" };
const other = { path: "notebooks/toy/02-b.ipynb", paper: "toy" };
const claim = claimData("toy/C01", "01-a");
const row = ledgerRow("toy/C01", "01-a");
const texts = (rows: Parameters<typeof collectRows>[1]) =>
  collectRows([claim], rows).problems.map((p) => `${p.kind}: ${p.text}`);

test("a claim that its notebook reports is fine, also when another one repeats it", () => {
  const collection = collectRows(
    [claim],
    [
      { ...home, rows: [row] },
      { ...other, rows: [row] },
    ],
  );
  assert.deepEqual(collection, { rows: [row], problems: [] });
});

test("a claim that no notebook reports is a problem", () => {
  assert.deepEqual(texts([{ ...home, rows: [] }]), ["claim: the notebook does not report toy/C01"]);
  assert.deepEqual(texts([]), ["claim: no notebook ran to its end that reports toy/C01"]);
});

test("a claim reported twice and differently is a problem", () => {
  const different = ledgerRow("toy/C01", "01-a", { margin: 0.4 });
  assert.deepEqual(texts([{ ...home, rows: [row, different] }]), [
    "claim: toy/C01 is reported twice, and differently",
  ]);
  assert.deepEqual(
    texts([
      { ...home, rows: [row] },
      { ...other, rows: [different] },
    ]),
    ["claim: toy/C01 is reported also by notebooks/toy/01-a.ipynb, and differently"],
  );
});

test("a control that did not fire is a problem, and so is a row of another paper", () => {
  const silent = ledgerRow("toy/C01", "01-a", { control: { what: "step 3", outcome: "not-fired" } });
  assert.deepEqual(texts([{ ...home, rows: [silent] }]), [
    "control: the negative control of toy/C01 did not fire: step 3",
  ]);
  assert.deepEqual(texts([{ ...home, rows: [row, ledgerRow("else/C01", "01-a")] }]), [
    "claim: else/C01 belongs to the paper else",
  ]);
});

test("a notebook without a paper may show rows freely", () => {
  const index = { path: "notebooks/00-index.ipynb", paper: undefined };
  const stale = ledgerRow("toy/C01", "01-a", { verdict: "fails" });
  assert.deepEqual(
    texts([
      { ...home, rows: [row] },
      { ...index, rows: [stale] },
    ]),
    [],
  );
});
