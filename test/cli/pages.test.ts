import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { countLine } from "../../lib/claims/summary";
import { selectRows } from "../../lib/cli/claims";
import { claimTable } from "../../lib/cli/claimTable";
import { explain, explanationText } from "../../lib/cli/explain";
import { ledgerMarkdown, writeLedgerPages } from "../../lib/cli/ledgerPage";
import { editDistance, nearest, suggestion } from "../../lib/cli/suggest";
import { table } from "../../lib/cli/table";
import { formulas } from "../../lib/cli/tex";
import { claimData, ledgerRow, makeCheckout, write } from "./fixtures";

const claims = [
  claimData("toy/C01", "01-a", { statement: "For $|x|<1$: $\\|x\\|\\ge0$ & more.", figures: ["toy/fig-1"] }),
  claimData("toy/C02", "01-a", { title: "Wrong in print", corrected: "$x>1$" }),
  claimData("toy/C03", "02-b"),
];
const rows = [
  ledgerRow("toy/C01", "01-a", { margin: 0.25, note: "Of $x$ only." }),
  ledgerRow("toy/C02", "01-a", { verdict: "holds-corrected", grade: "certified", seed: 7 }),
];
const root = makeCheckout({
  claims,
  ledger: rows,
  notebooks: { "toy/01-a": ["1 + 1", "judge(thm1) // toy/C01"] },
});

test("the table shows a row a claim and counts verdicts and grades", () => {
  assert.equal(
    claimTable(rows, false).split("\n")[1],
    "toy/C01  Theorem 1     holds            exact        0.25  fired    01-a",
  );
  assert.equal(countLine(rows), "2 claims: 1 holds, 1 holds-corrected; 1 certified, 1 exact");
  assert.equal(countLine([]), "no claims");
  assert.equal(table([{ title: "a" }, { title: "n", align: "right" }], [["x", "10"]], false), "a   n\nx  10");
});

test("claims can be selected by paper, verdict and grade, and an unknown paper is refused", () => {
  const ids = (filter: object) => selectRows(root, filter).map((row) => row.id);
  assert.deepEqual(ids({}), ["toy/C01", "toy/C02"]);
  assert.deepEqual(ids({ paper: "toy", verdict: "holds-corrected" }), ["toy/C02"]);
  assert.deepEqual(ids({ grade: "sampled" }), []);
  assert.throws(
    () => ids({ paper: "toi" }),
    /`--paper` must be a paper with claims; got "toi"\. Did you mean toy\?/,
  );
});

test("an explanation leads from statement to module, test, cell, figure and verdict", () => {
  write(root, "lib/papers/toy/thm1.ts", "");
  write(root, "test/papers/toy/thm1.test.ts", "");
  write(root, "test/papers/toy/thm10.test.ts", "");
  write(root, "test/papers/toy/sabotage.test.ts", "toy/C01");
  const found = explain("toy/C01", root);
  assert.equal(found.module, "lib/papers/toy/thm1.ts");
  assert.deepEqual(found.tests, ["test/papers/toy/sabotage.test.ts", "test/papers/toy/thm1.test.ts"]);
  assert.equal(found.notebook?.cell, 2);
  assert.deepEqual(found.row, rows[0]);
  const text = explanationText(found);
  for (const part of [
    "notebooks/toy/01-a.ipynb, cell 2",
    "toy/fig-1",
    "holds, exact, margin 0.25; control fired",
  ]) {
    assert.ok(text.includes(part), part);
  }
  const open = explanationText(explain("toy/C03", root));
  assert.match(open, /notebook {5}none yet \(02-b\)/);
  assert.throws(
    () => explain("toy/C3", root),
    /`id` must be the id of a claim; got "toy\/C3"\. Did you mean toy\/C03/,
  );
});

test("suggestions are near in spelling, or contain the word", () => {
  assert.equal(editDistance("C4", "C04"), 1);
  assert.equal(editDistance("kitten", "sitting"), 3);
  assert.deepEqual(nearest("thm2", ["thm3", "x/thm2", "lemma"]), ["x/thm2"]);
  assert.deepEqual(nearest("thm22", ["thm3", "x/thm2", "thm2"]), ["thm2", "thm3"]);
  assert.deepEqual(nearest("x/thm2-decya", ["x/tails", "x/thm2-decay"]), ["x/thm2-decay"]);
  assert.equal(suggestion("zzzz", ["abc"]), "Known: abc.");
});

test("formulas are cut at dollars, escaped dollars are text", () => {
  assert.deepEqual(formulas("a $x$ costs 5\\$"), [
    { kind: "text", text: "a " },
    { kind: "tex", text: "x" },
    { kind: "text", text: " costs 5\\$" },
  ]);
});

test("the ledger page is one file without outside references, with every claim, set formulas and filters", async () => {
  assert.deepEqual(await writeLedgerPages(root), ["docs/ledger.html", "docs/ledger.md"]);
  const html = readFileSync(join(root, "docs/ledger.html"), "utf8");
  assert.equal(html.match(/<article /g)?.length, 3);
  assert.match(
    html,
    /<article id="toy\/C02" data-paper="toy" data-verdict="holds-corrected" data-grade="certified">/,
  );
  assert.match(html, /<article id="toy\/C03" data-paper="toy" data-verdict="open"/);
  assert.match(html, /<option value="holds-corrected">✎ holds, corrected<\/option>/);
  assert.ok(
    !/\$/.test(html.replace(/<script>.*<\/script>/s, "").replace(/aria-label="[^"]*"/g, "")),
    "no raw TeX",
  );
  assert.ok(!/(src|href)="(https?:)?\/\//.test(html), "no outside reference");
  assert.ok(!html.includes("merror"), "every formula is set");
  for (const [, letter] of html.matchAll(/<use href="#([^"]+)"/g))
    assert.ok(html.includes(`id="${letter}"`), letter);
  const again = await writeLedgerPages(root).then(() => readFileSync(join(root, "docs/ledger.html"), "utf8"));
  assert.equal(again, html, "the same bytes");
});

test("the Markdown page keeps its table whole: no bars inside formulas", () => {
  const markdown = ledgerMarkdown([{ claim: claims[0]!, row: rows[0] }]);
  const row = markdown.split("\n").find((line) => line.includes("C01"))!;
  assert.equal(row.split(/(?<!\\)\|/).length, 9);
  assert.ok(row.includes("$\\vert x\\vert <1$: $\\Vert x\\Vert \\ge0$"));
});
