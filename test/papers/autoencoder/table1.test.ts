import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../lib/claims/claim";
import { moments } from "../../../lib/core/sum";
import { cyclicOrder, iidOrder } from "../../../lib/dynamics/order";
import { sampleStep } from "../../../lib/models/autoencoder";
import { limitLaw, limitLawGiven } from "../../../lib/papers/autoencoder/limitLaw";
import { leader, runSamples, runUntilSelected } from "../../../lib/papers/autoencoder/selection";
import { table } from "../../../lib/papers/autoencoder/table1";
import * as cells from "../../../lib/papers/autoencoder/table1Cells";
import { stream } from "../../../lib/random/source";
import { gaussianVector } from "../../../lib/random/sphere";

test("Table 1 holds when corrected: statistics refutes two cells as printed, passes repair them", () => {
  const verdict = judge(table);
  assert.equal(verdict.kind, "holds-corrected");
  assert.equal(verdict.grade, "statistical");
  assert.equal(verdict.control.outcome, "fired");
  const failed = verdict.evidence.filter((e) => e.outcome === "fails");
  assert.deepEqual(
    failed.map((e) => e.what.slice(0, 20)),
    ["cyclic SGD, m = 80, ", "ordinary SGD, m = 80"],
  );
  assert.ok(failed.every((e) => e.falseAlarm! <= 1e-15));
});

test("the law of the GD column has the closed forms for one and two data", () => {
  assert.ok(Math.abs(limitLaw(1).mean - 1) < 1e-12);
  assert.ok(Math.abs(limitLawGiven(2).mean - (2 * Math.SQRT2) / Math.PI) < 1e-10);
  assert.ok(Math.abs(limitLawGiven(2).sd ** 2 - (0.5 + 1 / Math.PI - 8 / Math.PI ** 2)) < 1e-9);
  assert.ok(Math.abs(limitLaw(2).mean - (2 + (2 * Math.SQRT2) / Math.PI) / 3) < 1e-10);
  assert.throws(() => limitLaw(0), /`m`/);
});

test("the law agrees with draws of the limit itself", () => {
  const source = stream(1, "table-1/law");
  const draws = Float64Array.from({ length: 20_000 }, () => {
    const g = gaussianVector(source, 20).filter((x) => x > 0);
    return Math.max(...g) / Math.sqrt(g.reduce((s, x) => s + x * x, 0));
  });
  const { mean, sd, standardError } = moments(draws);
  const law = limitLaw(20);
  assert.ok(Math.abs(mean - law.mean) < 4 * standardError);
  assert.ok(Math.abs(sd / law.sd - 1) < 0.03);
});

test("a trial with an explicit random orthonormal matrix is the trial in coordinates", () => {
  assert.ok(cells.ambientDifference(80, 3000) < 1e-12);
});

test("the literal cells: GD follows its law, m = 20 arrives, m = 80 does not", () => {
  const rows = cells.literalTable(200);
  assert.deepEqual(rows.map(cells.cellVerdict), [
    "reproduced",
    "reproduced",
    "reproduced",
    "reproduced",
    "not reproduced",
    "not reproduced",
  ]);
  assert.equal(rows[4]!.many.near, 0);
  assert.match(cells.tableText(rows), /cyclic SGD, m = 80 \| 1\.0/);
});

test("sabotage: with a step eight times smaller no cell of SGD arrives", () => {
  const c = cells.initialState(stream(4, "x"), 20);
  runSamples(c, 20, 0.25 / 8, cyclicOrder(20), 10_000);
  assert.ok(Math.abs(1 - c[leader(c, 20)]!) > 1e-8);
});

test("runs in blocks are the plain loop, and the stopping rule names its outcome", () => {
  const start = Float64Array.of(0.1, 0.05, -0.2);
  const fast = start.slice();
  assert.equal(runSamples(fast, 3, 0.25, iidOrder(3, stream(9, "o")), 700), 700);
  const plain = start.slice();
  const order = iidOrder(3, stream(9, "o"));
  for (let t = 0; t < 700; t++) sampleStep(plain, order(t), 0.25);
  assert.ok(fast.every((x, i) => Math.abs(x - plain[i]!) < 1e-12));
  const outcome = (c: number[], stepSize: number, budget = 20_000): string =>
    runUntilSelected(c, c.length, stepSize, cyclicOrder(c.length), budget).outcome;
  assert.deepEqual(runUntilSelected([0.1, 0.08], 2, 0.25, cyclicOrder(2), 10_000).winner, 0);
  assert.equal(outcome([0.1, 0.08], 0.25), "selected");
  assert.equal(outcome([0.1, 0.08], 0.25, 100), "unfinished");
  assert.equal(outcome([4], 0.25), "dead");
  assert.equal(outcome([-1, -2], 0.25), "dead");
  assert.equal(outcome([1e101, 1], 0.25), "diverged");
  assert.throws(() => runUntilSelected([0.1, Number.NaN], 2, 0.25, cyclicOrder(2), 10), /`c\[1\]`/);
  assert.throws(() => runUntilSelected([0.1, 0.2], 2, -1, cyclicOrder(2), 10), /stepSize/);
});
