import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../lib/claims/claim";
import { cyclicLimit, twoStep } from "../../../lib/papers/autoencoder/cyclicMap";
import { oneActive, worstDistance } from "../../../lib/papers/autoencoder/oneActive";
import {
  asymptoticFactor,
  boundaryRatio,
  boundarySlope,
  diagonalNormLimit,
  guaranteedFactor,
  limit,
  missed,
  potentials,
  simulate,
} from "../../../lib/papers/autoencoder/thm4";

test("Theorem 4 holds exactly for all α up to 1/4, and its controls fire", () => {
  const verdict = judge(limit);
  assert.equal(verdict.kind, "holds");
  assert.equal(verdict.grade, "exact");
  assert.equal(verdict.control.outcome, "fired");
});

test("with one active datum the run ends there, and without the bounds it does not", () => {
  const verdict = judge(oneActive);
  assert.equal(verdict.kind, "holds");
  assert.equal(verdict.grade, "exact");
  assert.equal(verdict.control.outcome, "fired");
  assert.ok(worstDistance(0.25, 400).worst < 1e-10);
  assert.equal(cyclicLimit([2, -1], 0.25), "dead");
});

test("simulated starts reach a_0 and V never rises", () => {
  const run = simulate({ starts: 100, pairs: 1500, stepSize: 0.25, seed: 7 });
  assert.ok(run.worst < 1e-12);
  assert.equal(run.rises, 0);
  assert.equal(simulate({ starts: 20, pairs: 1500, stepSize: 0.25, seed: 1 }).rises, 0);
});

test("V falls by 1 − α² in the end, and never slower than guaranteed", () => {
  for (const alpha of [0.1, 0.25]) {
    const v = potentials([0.1, 0.1], alpha, 4000);
    const late = v.findIndex((x) => x < 1e-7);
    assert.ok(Math.abs(v[late]! / v[late - 1]! - asymptoticFactor(alpha)) < 1e-9);
    for (let t = 0; t < late; t++) assert.ok(v[t + 1]! <= v[t]! * guaranteedFactor(alpha, 0.02));
  }
});

test("a tiny tie needs about 250 pairs to reach V < 1e-6", () => {
  const v = potentials([1e-3, 1e-3], 0.25, 400);
  const pairs = v.findIndex((x) => x < 1e-6);
  assert.ok(pairs > 200 && pairs < 300);
});

test("the basin boundary leaves the origin with slope √(1 + 2α)", () => {
  for (const alpha of [0.05, 0.1, 0.25]) {
    assert.ok(Math.abs(boundaryRatio(1e-3, alpha) - boundarySlope(alpha)) < 1e-5);
  }
});

test("starts on the diagonal go to a_0 until N = 1.6553 at α = 1/4", () => {
  const limitNorm = diagonalNormLimit(0.25);
  assert.ok(Math.abs(limitNorm - 1.65526) < 1e-4);
  for (const [n, end] of [
    [limitNorm - 1e-3, "a0"],
    [limitNorm + 1e-3, "a1"],
  ] as const) {
    assert.equal(cyclicLimit([Math.sqrt(n / 2), Math.sqrt(n / 2)], 0.25), end);
  }
});

test("the theorem's sector goes to a_0 for all steps below 1/2", () => {
  assert.deepEqual(missed(0.4, 20), { starts: 168, missed: 0 });
  for (const alpha of [0.3, 0.45, 0.499]) assert.equal(missed(alpha, 20).missed, 0);
  assert.throws(() => missed(0.5, 20), /stepSize/);
});

test("beyond α = 1/2 the first coordinate never settles", () => {
  let state = twoStep([0.5, 0.3], 0.55);
  for (let t = 0; t < 5000; t++) state = twoStep(state, 0.55);
  assert.ok(Math.abs(state[0] - 1) > 0.05);
});

test("bad input is refused", () => {
  assert.throws(() => simulate({ starts: 0, pairs: 1, stepSize: 0.1, seed: 1 }), /starts/);
  assert.throws(() => boundaryRatio(-1, 0.1), /norm/);
  assert.throws(() => guaranteedFactor(0.1, 2), /startNorm/);
});
