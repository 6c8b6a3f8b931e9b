import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Finding } from "../../lib/claims/claim";
import { verdictBundle } from "../../lib/claims/display";
import type { Evidence } from "../../lib/claims/evidence";
import type { Notebook } from "../../lib/cli/notebook";
import { verifyPassed, verifyReport } from "../../lib/cli/verify";
import { explainedChanges, failedEvidence, silencedControls } from "../../lib/cli/verify/changes";
import { verify } from "../../lib/cli/verify/verify";
import { claimData, ledgerRow, makeCheckout, reportCell } from "./fixtures";

const piece = (what: string, outcome: Evidence["outcome"]): Evidence => ({
  what,
  outcome,
  grade: "exact",
  margin: 0,
  values: {},
});

/** An executed notebook that shows the card of toy/C01 with this evidence. */
function card(...evidence: Evidence[]): Notebook {
  return cardOf({ stated: evidence });
}

function cardOf(finding: Finding): Notebook {
  const row = ledgerRow("toy/C01", "01-a", { verdict: "fails" });
  const data = verdictBundle({ ...row, kind: row.verdict, evidence: [], finding });
  const output = { output_type: "display_data" as const, metadata: {}, data };
  const cell = { cell_type: "code", source: "show(v)", metadata: {}, outputs: [output] };
  return { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

const fired = { what: "sabotaged", outcome: "fired" } as const;
const silent = { what: "sabotaged", outcome: "not-fired", why: "“sabotaged” comes to fails" } as const;
const empty: Notebook = { cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 };
const before = [ledgerRow("toy/C01", "01-a")];
const flipped = [ledgerRow("toy/C01", "01-a", { verdict: "fails", control: silent })];

test("the evidence of a verdict is what its card marks as failed, else what it left open", () => {
  const executed = card(piece("a >= b", "holds"), piece("b >= c", "fails"), piece("c >= d", "undecided"));
  const first = (executed: Notebook, id = "toy/C01"): string[] =>
    failedEvidence({ stored: empty, executed }, id);
  assert.deepEqual(first(executed), ["✗ b >= c [exact, margin 0]"]);
  assert.deepEqual(first(card(piece("c >= d", "undecided"))), ["? c >= d [exact, margin 0]"]);
  assert.deepEqual(first(executed, "toy/C0"), [], "another claim");
});

test("the counterexample of what is printed is no news; the step of the correction that breaks is", () => {
  const printed = { ...piece("every t", "fails"), margin: -0.23, witness: "t = -1" };
  const broken = { ...piece("t >= 0", "fails"), witness: "t = 1" };
  const stored = cardOf({ stated: [printed], corrected: [piece("t >= 0", "holds")] });
  const now = (finding: Finding) => failedEvidence({ stored, executed: cardOf(finding) }, "toy/C01");
  const news = ["✗ t >= 0 [exact, margin 0] — counterexample: t = 1"];
  assert.deepEqual(now({ stated: [printed], corrected: [broken] }), news);
  assert.deepEqual(
    now({ stated: [{ ...printed, margin: -0.3 }], corrected: [broken] }),
    news,
    "other numbers",
  );
  const open = { stated: [printed], corrected: [piece("t >= 0", "undecided")] };
  assert.deepEqual(now(open), ["? t >= 0 [exact, margin 0]"]);
  const nothing = { stated: [printed], corrected: [piece("t >= 0", "holds")] };
  assert.deepEqual(now(nothing), ["✗ every t [exact, margin -0.23] — counterexample: t = -1"]);
});

test("a control counts as silenced only when the verdict changed and it fired before", () => {
  const now = (more: object) => [ledgerRow("toy/C01", "01-a", more)];
  assert.deepEqual([...silencedControls(before, flipped)], ["toy/C01"]);
  assert.equal(silencedControls(before, now({ control: silent })).size, 0, "same verdict");
  assert.equal(silencedControls(before, now({ verdict: "fails", control: fired })).size, 0, "it fired");
  assert.equal(silencedControls(now({ control: silent }), flipped).size, 0, "it never fired");
  assert.equal(silencedControls([], flipped).size, 0, "a new claim");
});

test("a control that changes alone stays a change of its own", () => {
  const now = [ledgerRow("toy/C01", "01-a", { control: silent })];
  assert.deepEqual(explainedChanges(before, now, []), [
    { id: "toy/C01", field: "control", before: "fired", after: "not-fired", control: silent.why },
  ]);
});

test("the report shows at most three lines of evidence below a changed verdict, the control once, and plurals", () => {
  const executed = card(...[1, 2, 3, 4, 5].map((k) => piece(`part ${k}`, "fails")));
  const result = {
    kernel: "tslab",
    notebooks: [{ path: "notebooks/toy/01-a.ipynb", status: "differs" as const, seconds: 1, log: "a.log" }],
    problems: [],
    rows: flipped,
    changes: explainedChanges(before, flipped, [{ stored: empty, executed }]),
    saved: false,
    notes: [],
  };
  assert.deepEqual(verifyReport(result, false).split("\n").slice(-9), [
    "  toy/C01  verdict: - holds  + fails",
    "      ✗ part 1 [exact, margin 0]",
    "      ✗ part 2 [exact, margin 0]",
    "      ✗ part 3 [exact, margin 0]",
    "      … and 2 more in the log",
    "      its negative control did not fire: “sabotaged” comes to fails",
    "  (if they are right: npm run verify -- --save)",
    "log of notebooks/toy/01-a.ipynb: a.log",
    "0 of 1 notebook passed under tslab; 0 problems, 1 change of the ledger",
  ]);
});

test("progress calls no notebook passed that has a problem or another verdict, and saving refuses a silent control", async () => {
  const root = makeCheckout({
    claims: [claimData("toy/C01", "01-a"), claimData("toy/C02", "02-b"), claimData("toy/C03", "03-c")],
    notebooks: {
      "toy/01-a": [reportCell(flipped)],
      "toy/02-b": [reportCell([ledgerRow("toy/C02", "02-b", { control: silent })])],
      "toy/03-c": [reportCell([ledgerRow("toy/C03", "03-c")])],
    },
    ledger: [...before, ledgerRow("toy/C02", "02-b"), ledgerRow("toy/C03", "03-c")],
  });
  let said = "";
  const stderr = mock.method(process.stderr, "write", (text: unknown) => {
    said += String(text);
    return true;
  });
  const options = { root, kernel: "tslab", workers: 2 };
  try {
    const result = await verify(options);
    const lines = said.trim().split("\n").sort();
    assert.match(lines[0]!, /^differs +notebooks\/toy\/01-a\.ipynb {2}\d/);
    assert.match(lines[1]!, /^failed +notebooks\/toy\/02-b\.ipynb {2}\d/);
    assert.match(lines[2]!, /^passed +notebooks\/toy\/03-c\.ipynb {2}\d/);
    assert.deepEqual(
      result.problems.map((p) => p.path),
      ["notebooks/toy/02-b.ipynb"],
      "the silent control of the changed verdict is told with the change",
    );
    assert.equal(verifyPassed(result), false);
    said = "";
    const again = await verify(options);
    assert.match(said, /^failed +notebooks\/toy\/02-b\.ipynb$/m, "also when it is not run again");
    assert.deepEqual(again.changes, result.changes);
  } finally {
    stderr.mock.restore();
  }
  const saved = await verify({ ...options, notebook: "01-a", save: true, quiet: true });
  assert.equal(saved.saved, false);
  assert.deepEqual(
    saved.problems.map((p) => p.kind),
    ["control"],
  );
});
