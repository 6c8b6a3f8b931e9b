import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { readNotebook } from "../../lib/cli/notebook";
import { verifyPassed, verifyReport } from "../../lib/cli/verify";
import { type VerifyResult, verify } from "../../lib/cli/verify/verify";
import { claimData, ledgerRow, makeCheckout, reportCell } from "./fixtures";

const row = (id: string, notebook: string, more = {}) => ledgerRow(`toy/${id}`, notebook, more);

/** One run over notebooks that are fine or broken in one way each; the tests look at its parts. */
let result: VerifyResult;
let root: string;
const problems = (slug: string) => result.problems.filter((p) => p.path.includes(slug));

before(async () => {
  root = makeCheckout({
    claims: [claimData("toy/C01", "01-good"), claimData("toy/C02", "02-fails")],
    notebooks: {
      "toy/01-good": ["const x: number = 2; x * 21", reportCell([row("C01", "01-good")])],
      "toy/02-fails": ["1 + 1", "const broken: string = 3;", reportCell([row("C02", "02-fails")])],
      "toy/03-loses": [
        "for (let i = 0; i < 700; i++) console.log(i);\nawait new Promise((r) => setTimeout(r, 300));",
      ],
      "toy/04-mutters": ["console.error('something is odd');"],
      "toy/05-expects": [
        { source: "throw new Error('as announced');", tags: ["raises-exception"] },
        "console.log('still here')",
        { source: "throw new Error('skipped');", tags: ["skip-execution"] },
      ],
    },
    ledger: [row("C01", "01-good", { verdict: "fails", grade: "sampled" }), row("C99", "99-gone")],
  });
  result = await verify({ root, kernel: "tslab", workers: 2, quiet: true, timeout: 30 });
});

const statusOf = (slug: string) => result.notebooks.find((n) => n.path.includes(slug))?.status;

test("the rows of a notebook that is in order are collected, and that the ledger has others is its status", () => {
  assert.equal(statusOf("01-good"), "differs");
  assert.deepEqual(result.rows, [row("C01", "01-good")]);
  assert.deepEqual(problems("01-good"), []);
});

test("a failing cell fails its notebook with cell and message, and its claim counts as missing", () => {
  const [error, claim] = problems("02-fails");
  assert.equal(error?.kind, "error");
  assert.equal(error?.cell, 2);
  assert.match(error?.text ?? "", /Type 'number' is not assignable to type 'string'/);
  assert.match(claim?.text ?? "", /no notebook ran to its end that reports toy\/C02/);
});

test("output that the kernel lost is noticed although reply and idle say that all is well", () => {
  assert.deepEqual(
    problems("03-loses").map((p) => p.kind),
    ["lost-output"],
  );
});

test("text on stderr fails a notebook", () => {
  const [problem] = problems("04-mutters");
  assert.equal(problem?.kind, "stderr", problem?.text);
  assert.match(problem?.text ?? "", /something is odd/);
});

test("an announced error is fine, the next cell still runs, and a skipped cell does not", () => {
  assert.deepEqual(problems("05-expects"), []);
  assert.equal(result.notebooks.find((n) => n.path.includes("05-expects"))?.status, "passed");
});

test("changes of verdict, grade and presence are reported and fail the run", () => {
  assert.deepEqual(result.changes, [
    { id: "toy/C01", field: "verdict", before: "fails", after: "holds" },
    { id: "toy/C01", field: "grade", before: "sampled", after: "exact" },
    { id: "toy/C99", field: "presence", before: "present", after: "absent" },
  ]);
  assert.equal(verifyPassed(result), false);
  const report = verifyReport(result, false);
  assert.match(report, /toy\/C01 {2}verdict: - fails {2}\+ holds/);
  assert.match(report, /✗ error {2}notebooks\/toy\/02-fails\.ipynb, code cell 2/);
  assert.match(report, /1 of 5 notebooks passed under tslab; 4 problems, 3 changes of the ledger$/);
  for (const slug of ["01-good", "02-fails", "03-loses", "04-mutters"]) {
    assert.ok(report.includes(`log of notebooks/toy/${slug}.ipynb: ${root}`), slug);
  }
  assert.ok(!report.includes("log of notebooks/toy/05-expects"), "nothing to look for there");
});

test("each notebook has a log that shows its cells and what they printed", () => {
  const log = readFileSync(result.notebooks.find((n) => n.path.includes("01-good"))!.log, "utf8");
  assert.match(log, /--- cell 1\nconst x: number = 2; x \* 21\n--- ok after/);
  assert.match(log, /\n42\n/);
});

test("a second run skips what passed, and saving writes outputs, counts and ledger without running again", async () => {
  const again = await verify({ root, kernel: "tslab", notebook: "01-good", save: true, quiet: true });
  assert.equal(again.notebooks[0]?.status, "unchanged");
  assert.ok(verifyPassed(again));
  const [cell, report] = readNotebook(join(root, "notebooks/toy/01-good.ipynb")).cells;
  assert.deepEqual(cell?.outputs, [{ name: "stdout", output_type: "stream", text: ["42\n"] }]);
  assert.equal(cell?.execution_count, 1);
  assert.ok(report?.outputs?.length === 1);
  const stored = JSON.parse(readFileSync(join(root, "data/ledger.json"), "utf8"));
  assert.deepEqual(stored, [row("C01", "01-good"), row("C99", "99-gone")], "rows of other notebooks stay");
  const first = readFileSync(join(root, "notebooks/toy/01-good.ipynb"), "utf8");
  assert.ok(first.endsWith("}\n"));
  await verify({ root, kernel: "tslab", notebook: "01-good", save: true, quiet: true });
  assert.equal(readFileSync(join(root, "notebooks/toy/01-good.ipynb"), "utf8"), first, "the same bytes");
});

test("the ledger stays as it was when something failed", async () => {
  const before = readFileSync(join(root, "data/ledger.json"), "utf8");
  const failed = await verify({ root, kernel: "tslab", notebook: "02-fails", save: true, quiet: true });
  assert.equal(failed.saved, false);
  assert.equal(readFileSync(join(root, "data/ledger.json"), "utf8"), before);
  assert.ok(!existsSync(join(root, ".cache/verify/tslab/toy/02-fails.json")), "a failure is not remembered");
});

test("unknown papers, notebooks and claims are refused with suggestions", async () => {
  const refuse = (options: object, message: RegExp) =>
    assert.rejects(verify({ root, kernel: "tslab", quiet: true, ...options }), message);
  await refuse({ paper: "toyy" }, /`--paper` must be a paper with notebooks; got "toyy". Did you mean toy\?/);
  await refuse({ notebook: "01-god" }, /Did you mean 01-good/);
  await refuse({ claim: "toy/C1" }, /Did you mean toy\/C01/);
  await refuse({ kernel: "deno" }, /`kernel` must be installed in .*got "deno"/);
});
