import assert from "node:assert/strict";
import { test } from "node:test";
import { identityHolds } from "../../lib/claims/algebra";
import { ContradictionError, claim, conclude, type Finding, judge } from "../../lib/claims/claim";
import { LEDGER_MIME, ledgerBundle } from "../../lib/claims/display";
import {
  type Evidence,
  exactly,
  open,
  proportion,
  provedOr,
  refutedBy,
  sampled,
  statistical,
} from "../../lib/claims/evidence";
import { GRADES, weakest } from "../../lib/claims/grade";
import { diffLedgers, formatLedger, type LedgerRow, ledgerRow, parseLedger } from "../../lib/claims/ledger";
import { bundleOf } from "../../lib/core/displayable";

const yes = exactly("2 + 2 = 4", true, { margin: 1 });
const no = exactly("2 + 2 = 5", false, { margin: -1, witness: "2 + 2 = 4" });
const seen = sampled("on 10 points", { n: 10, worst: 0.5 });

test("grades combine by the weakest", () => {
  assert.equal(weakest(["exact", "sampled", "certified"]), "sampled");
  assert.equal(weakest([...GRADES]), "sampled");
});

test("all evidence holding gives holds, with the weakest grade and the smallest margin", () => {
  assert.deepEqual(conclude({ stated: [yes, seen] }), { kind: "holds", grade: "sampled", margin: 0.5 });
});

test("an exact counterexample gives fails, or holds-corrected when a correction holds", () => {
  assert.equal(conclude({ stated: [yes, no] }).kind, "fails");
  assert.equal(conclude({ stated: [no], corrected: [yes] }).kind, "holds-corrected");
  assert.equal(conclude({ stated: [no], corrected: [no] }).kind, "fails");
});

test("a failure that only sampling or statistics has seen is undecided, never fails", () => {
  assert.equal(conclude({ stated: [sampled("s", { n: 5, worst: -1 })] }).kind, "undecided");
  const far = statistical("s", { n: 100, estimate: 1, expected: 0, standardError: 0.1, z: 4 });
  assert.equal(far.outcome, "fails");
  assert.equal(conclude({ stated: [far] }).kind, "undecided");
});

test("a sample that the statement allows with probability below 1e-15, by an exact bound, refutes it", () => {
  const few = proportion("at least 95 %", { n: 1000, successes: 80, atLeast: 0.95 });
  assert.equal(few.outcome, "fails");
  assert.ok(few.falseAlarm! <= 1e-15);
  assert.deepEqual(conclude({ stated: [few] }).kind, "fails");
  assert.equal(conclude({ stated: [few] }).grade, "statistical");
  assert.equal(conclude({ stated: [few], corrected: [yes] }).kind, "holds-corrected");
  // 10 of 10 heads, 0 of 10 heads: too small a sample either way
  for (const successes of [0, 10]) {
    const small = proportion("at least one half", { n: 10, successes, atLeast: 0.5 });
    assert.equal(small.outcome, successes === 0 ? "undecided" : "holds");
  }
  assert.equal(proportion("at least 95 %", { n: 100, successes: 95, atLeast: 0.95 }).outcome, "undecided");
  assert.throws(() => proportion("p", { n: 10, successes: 11, atLeast: 0.5 }), /successes/);
  assert.throws(() => proportion("p", { n: 10, successes: 1, atLeast: 1 }), /atLeast/);
});

test("open evidence is undecided even next to proofs", () => {
  assert.equal(conclude({ stated: [yes, open("hard", "sampled")] }).kind, "undecided");
});

test("a table without a counterexample leaves a sentence about an infinite family open", () => {
  assert.equal(refutedBy(exactly("2, 3, 4 are below 5", true)).outcome, "undecided");
  assert.equal(conclude({ stated: [refutedBy(no)] }).kind, "fails");
});

test("a simulation that contradicts a proof is an error, not a verdict", () => {
  assert.throws(
    () => conclude({ stated: [yes], illustrations: [sampled("run", { n: 1, worst: -1 })] }),
    ContradictionError,
  );
});

const sum = claim({
  id: "demo/C01",
  seed: null,
  subject: 4,
  check: (value: number) => ({ stated: [exactly(`2 + 2 = ${value}`, value === 4)] }),
  controls: [{ what: "5 in place of 4", subject: 5 }],
});

test("a control that comes out differently fires; one that does not is reported", () => {
  assert.equal(judge(sum).control.outcome, "fired");
  assert.equal(judge({ ...sum, controls: [{ what: "again", subject: 4 }] }).control.outcome, "not-fired");
});

test("an undecided control does not fire", () => {
  const check = (v: number) => ({ stated: [v === 4 ? yes : open("?", "sampled")] });
  assert.equal(judge({ ...sum, check }).control.outcome, "not-fired");
});

test("a control that does not fire says what it came to and through which evidence", () => {
  const why = (check: (value: number) => Finding): string | undefined =>
    judge({ ...sum, check, controls: [{ what: "5 in place of 4", subject: 5 }] }).control.why;
  assert.equal(why(sum.check), undefined);
  assert.equal(
    why(() => ({ stated: [yes] })),
    "“5 in place of 4” comes to the claim's own verdict holds; everything holds",
  );
  // the printed statement fails in both; what decides is the correction
  assert.equal(
    why(() => ({ stated: [no], corrected: [exactly("2 + 2 > 4", false, { witness: "4 = 4" })] })),
    "“5 in place of 4” comes to the claim's own verdict fails; it fails: “2 + 2 > 4” (4 = 4)",
  );
  assert.equal(
    why((v) => ({ stated: [v === 4 ? yes : open("hard", "sampled")] })),
    "“5 in place of 4” is undecided; it is open: “hard”",
  );
  const five = [1, 2, 3, 4, 5].map((k) => exactly(`part ${k}`, false));
  assert.match(why(() => ({ stated: five }))!, /“part 1”, “part 2”, “part 3”, 2 more$/);
});

test("the note of a verdict names the evidence of a correction that fails", () => {
  const note = (corrected: Evidence[], kind = "fails"): string => {
    const verdict = judge({ ...sum, check: () => ({ stated: [no], corrected, note: "Needs care." }) });
    assert.equal(verdict.kind, kind);
    return verdict.note;
  };
  assert.equal(note([yes], "holds-corrected"), "Needs care.");
  assert.equal(note([open("hard", "sampled")]), "Needs care.");
  const wrong = exactly("2 + 2 > 4", false, { witness: "4 = 4" });
  assert.equal(note([yes, wrong]), "Needs care. The correction fails too: “2 + 2 > 4” (4 = 4).");
});

test("a name to which two pieces of evidence give different values is nobody's and is left out", () => {
  const piece = (values: Record<string, number>): Evidence => exactly("2 + 2 = 4", true, { values });
  const check = () => ({
    stated: [piece({ a: 1, n: 5 }), piece({ a: 2, n: 5 })],
    illustrations: [piece({ b: 3 })],
  });
  assert.deepEqual(judge({ ...sum, check }).values, { n: 5, b: 3 });
});

test("a card says which evidence is about print, which about the correction, and which only illustrates", () => {
  const shared = exactly("shared", true);
  const finding = { stated: [shared, no], corrected: [shared, yes], illustrations: [seen] };
  const verdict = judge({ ...sum, check: () => finding });
  assert.deepEqual(verdict.evidence, [shared, no, yes], "illustrations do not count");
  assert.equal(verdict.grade, "exact");
  const bundle = bundleOf(verdict)!;
  assert.deepEqual(String(bundle["text/plain"]).split("\n").slice(1, 9), [
    "  as printed:",
    "  ✗ 2 + 2 = 5 [exact, margin -1] — counterexample: 2 + 2 = 4",
    "  as printed and as corrected:",
    "  ✓ shared [exact, margin 0]",
    "  as corrected:",
    "  ✓ 2 + 2 = 4 [exact, margin 1]",
    "  illustrated by (not counted for the grade):",
    "  ✓ on 10 points [sampled, margin 0.5]",
  ]);
  for (const type of ["text/html", "text/markdown"]) {
    const text = String(bundle[type]);
    assert.ok(text.indexOf("2 + 2 = 4") < text.indexOf("illustrated by"), type);
    assert.ok(text.indexOf("illustrated by") < text.indexOf("on 10 points"), type);
  }
  const plain = bundleOf(judge({ ...sum, check: () => ({ stated: [yes] }) }))!;
  assert.match(
    String(plain["text/plain"]),
    /^.*\n {2}✓ 2 \+ 2 = 4/,
    "no headings where nothing is to be told apart",
  );
});

test("a step of a proof that does not hold leaves the sentence open and is named, unless a table refutes it", () => {
  assert.deepEqual(provedOr([yes], no), [yes]);
  const [step, table] = provedOr([yes, no], exactly("2, 3, 4", true));
  assert.equal(step!.what, "this step of the proof does not hold: 2 + 2 = 5: 2 + 2 = 4");
  assert.deepEqual([step!.outcome, table!.outcome], ["undecided", "undecided"]);
  assert.equal(conclude({ stated: provedOr([no], no) }).kind, "fails");
  assert.equal(conclude({ stated: provedOr([no], yes) }).kind, "undecided");
});

test("a broken identity shows the difference and a point where it is not 0", () => {
  const { witness } = identityHolds("binomial", "(a+b)^2", "a^2+b^2");
  assert.match(witness!, /^the difference is 2\*a\*b; look at a = -?\d+, b = -?\d+$/);
  const long = identityHolds("long", "(a+b+c+d+e)^4", "0").witness!;
  assert.match(long, /^the difference is not 0; look at a = /);
});

test("claims need a well-formed id and a control", () => {
  assert.throws(() => claim({ ...sum, id: "C01" }), /`id` must look like/);
  assert.throws(() => claim({ ...sum, controls: [] }), /at least one negative control/);
});

const data = {
  id: "demo/C01",
  ref: "Theorem 1",
  section: "1",
  title: "Sum",
  statement: "$2+2=4$",
  type: "identity",
  notebook: "01",
  module: "m",
  figures: [],
};
const row: LedgerRow = ledgerRow(data, judge(sum));

test("a ledger survives the round trip and keeps its order", () => {
  const text = formatLedger([{ ...row, id: "demo/C02" }, row]);
  assert.deepEqual(
    parseLedger(text).map((r) => r.id),
    ["demo/C01", "demo/C02"],
  );
});

test("a half-written ledger, a foreign file and an unknown verdict are refused with a remedy", () => {
  assert.throws(() => parseLedger(formatLedger([row]).slice(0, 50)), /half-written/);
  assert.throws(() => parseLedger("{}"), /array of rows/);
  assert.throws(() => parseLedger(JSON.stringify([{ ...row, verdict: "maybe" }])), /ledger\[0\]\.verdict/);
  assert.throws(() => parseLedger(JSON.stringify([{ ...row, margin: null }])), /margin/);
});

test("the difference of two ledgers names verdict, grade, control and presence", () => {
  const after = [
    { ...row, verdict: "fails" as const, grade: "sampled" as const },
    { ...row, id: "demo/C09" },
  ];
  assert.deepEqual(
    diffLedgers([row], after).map((c) => `${c.id} ${c.field}: ${c.before} -> ${c.after}`),
    [
      "demo/C01 verdict: holds -> fails",
      "demo/C01 grade: exact -> sampled",
      "demo/C09 presence: absent -> present",
    ],
  );
  assert.deepEqual(diffLedgers([row], [{ ...row, margin: 7 }]), []);
});

test("verdicts and ledgers show themselves as HTML, Markdown and text, with markup escaped", () => {
  const bundle = bundleOf(judge({ ...sum, check: () => ({ stated: [exactly("a < b", true)] }) }))!;
  assert.match(String(bundle["text/html"]), /a &lt; b/);
  assert.match(String(bundle["text/plain"]), /demo\/C01/);
  assert.deepEqual(ledgerBundle([row])[LEDGER_MIME], [row]);
  assert.deepEqual(Object.keys(judge(sum)).includes("Symbol(Jupyter.display)"), false);
});
