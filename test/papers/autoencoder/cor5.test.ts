import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../lib/claims/claim";
import { fullBatchStep } from "../../../lib/models/autoencoder";
import {
  apart,
  estimate,
  hypothesesProbability,
  runPair,
  upperBound,
} from "../../../lib/papers/autoencoder/cor5";
import { sampleStep } from "../../../lib/papers/autoencoder/cyclicMap";

test("Corollary 5 holds with a δ that depends on σ_init, and no δ serves all", () => {
  const verdict = judge(apart);
  assert.equal(verdict.kind, "holds-corrected");
  assert.equal(verdict.grade, "certified");
  assert.equal(verdict.control.outcome, "fired");
  assert.ok(Math.abs(verdict.margin - (1 - Math.exp(-1)) / 8) < 1e-12);
});

test("the documented value of the lower bound", () => {
  assert.ok(Math.abs(hypothesesProbability(1) - 0.0790150698535697) < 1e-15);
});

test("the lower bound lies below the event, the upper bound above", () => {
  for (const sigma of [0.1, 1, 10]) {
    const { apart: share, n } = estimate({ sigma, stepSize: 0.25, n: 1000, seed: 3 });
    const se = Math.sqrt((share * (1 - share)) / n);
    assert.ok(share + 4 * se >= hypothesesProbability(sigma));
    assert.ok(share - 4 * se <= upperBound(sigma, "1/4").hi);
  }
});

test("for small σ a quarter of the pairs end apart: both data active", () => {
  const { apart: share, lost } = estimate({ sigma: 0.1, stepSize: 0.25, n: 2000, seed: 5 });
  assert.ok(Math.abs(share - 0.25) < 0.03);
  assert.ok(Math.abs(lost - 0.25) < 0.03);
});

test("large starts die or diverge under gradient descent", () => {
  assert.equal(runPair([6, 5], 0.25).gradientDescent, "dead");
  assert.equal(runPair([6, -5], 0.25).gradientDescent, "diverged");
  assert.deepEqual(runPair([0.4, 0.3], 0.25), { gradientDescent: "mixture", cyclic: "a0" });
  assert.deepEqual(runPair([0.4, -0.3], 0.25), { gradientDescent: "a0", cyclic: "a0" });
});

test("from a large start both algorithms die after the first step, in different places", () => {
  const alpha = 0.25;
  const start = [5, 6] as const; // y², z² >= 6/α = 24
  const gd = Float64Array.from(start);
  fullBatchStep(gd, 2, alpha);
  const cyclic = sampleStep(start, 0, alpha);
  assert.ok([...gd, ...cyclic].every((x) => x < 0));
  // gradient descent keeps z/y, the step on a_0 does not
  assert.ok(Math.abs(gd[1]! / gd[0]! - 1.2) < 1e-12);
  assert.ok(Math.abs(cyclic[1] / cyclic[0] - 1.2) > 0.1);
  assert.deepEqual(runPair(start, alpha), { gradientDescent: "dead", cyclic: "dead" });
});

test("bad input is refused", () => {
  assert.throws(() => hypothesesProbability(0), /sigma/);
  assert.throws(() => estimate({ sigma: 1, stepSize: 0.25, n: 0, seed: 1 }), /`n`/);
});
