import assert from "node:assert/strict";
import { test } from "node:test";
import { batchStep, sampleStep } from "../../../lib/models/autoencoder";
import * as cyclic from "../../../lib/papers/autoencoder/experiments/cyclicWinner";
import * as iid from "../../../lib/papers/autoencoder/experiments/iidWinner";
import * as large from "../../../lib/papers/autoencoder/experiments/largeSteps";
import * as batch from "../../../lib/papers/autoencoder/experiments/miniBatch";
import * as three from "../../../lib/papers/autoencoder/experiments/threeWinners";
import { stream } from "../../../lib/random/source";

const near = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= tolerance;

test("large steps: the algebra of the thresholds holds, and runs change their fate there", () => {
  assert.ok(large.thresholdAlgebra().every((e) => e.outcome === "holds" && e.grade === "exact"));
  const { periodTwo, periodFour, signFlips, death } = large.THRESHOLDS;
  assert.ok(near((1 + 2 * periodFour) ** 2, 5, 1e-12) && near((1 + 2 * signFlips) ** 3, 13.5, 1e-12));
  assert.ok(near((1 + 2 * death) ** 2, 6.75, 1e-12));
  const distinct = (ratio: number): number => new Set(large.attractor(ratio).map((r) => r.toFixed(6))).size;
  assert.deepEqual([periodTwo - 0.01, periodTwo + 0.01, periodFour + 0.01].map(distinct), [1, 2, 4]);
  assert.deepEqual(large.attractor(death + 0.001, 5000), []);
  assert.equal(large.fates(4, 6, signFlips - 0.003, 20).flipped, 0);
  assert.ok(large.fates(4, 6, signFlips + 0.003, 20).flipped > 0.5);
  assert.equal(large.fates(4, 6, death - 0.003, 20).dead, 0);
  assert.equal(large.fates(4, 6, death + 0.005, 20).dead, 1);
});

test("iid winner: the first correction solves its equation and fits simulations", () => {
  assert.ok(near(iid.arctanLaw(0.5), 0.2952, 1e-4));
  // on the arc the correction p1 satisfies p1'' + tanh p1' = −tanh(x) p0'(x)/(4 cosh² x), p0' = 1/(π cosh x)
  const p1 = (x: number): number => iid.firstCorrection(Math.exp(x), 1);
  const h = 1e-3;
  for (const x of [-1.5, -0.4, 0.3, 2]) {
    const second = (p1(x + h) - 2 * p1(x) + p1(x - h)) / (h * h);
    const first = (p1(x + h) - p1(x - h)) / (2 * h);
    const source = -Math.tanh(x) / (4 * Math.PI * Math.cosh(x) ** 3);
    assert.ok(near(second + Math.tanh(x) * first, source, 1e-6));
  }
  // a start of moderate norm, where higher orders are small
  const start: [number, number] = [0.3, 0.15];
  const stepSize = 0.02;
  const seen = iid.growthProbability(start, stepSize, 40_000);
  const predicted = iid.arctanLaw(0.5) + stepSize * iid.firstCorrection(0.5, 0.1125);
  assert.ok(near(seen.probability, predicted, 4 * seen.standardError));
  assert.ok(!near(seen.probability, iid.arctanLaw(0.5), 4 * seen.standardError), "the correction is seen");
  // both simulations agree
  const full = iid.winProbability([0.1, 0.05], 0.25, 6000);
  const short = iid.growthProbability([0.1, 0.05], 0.25, 20_000);
  assert.ok(
    near(full.probability, short.probability, 4 * Math.hypot(full.standardError, short.standardError)),
  );
  assert.throws(() => iid.firstCorrection(-1, 1), /ratio/);
});

test("three data: symmetric, one third in the centre, two data on the edge, and no candidate fits", () => {
  const k = 20;
  const { axis, values, residual } = three.threeWinners(k, 0.25);
  const at = (i: number, j: number): number => values[(i + k) * (2 * k + 1) + j + k]!;
  assert.ok(residual <= 1e-10);
  assert.ok(near(at(0, 0), 1 / 3, 1e-3));
  // the three data are alike: P_1 + P_2 + P_3 = 1 at (a, b)
  for (const [i, j] of [
    [3, 1],
    [-2, 4],
    [5, 5],
  ] as const) {
    assert.ok(near(at(i, j) + at(j, i) + at(-i, j - i), 1, 2e-3), `${axis[i + k]}, ${axis[j + k]}`);
  }
  assert.ok(near(at(4, -18), iid.arctanLaw(Math.exp(1)), 2e-3));
  const point: [number, number, number] = [Math.exp(1), 1, 1];
  for (const candidate of Object.values(three.CANDIDATES)) {
    assert.ok(near(candidate([1, 1, 1]), 1 / 3, 1e-12));
    assert.ok(near(candidate([Math.E, 1, 0]), iid.arctanLaw(Math.E), 1e-9));
    assert.ok(!near(candidate(point), at(4, 0), 8e-3));
  }
});

test("cyclic winner: the boundary is √(1 + 2α) at small norm and the corrected rule beats the plain one", () => {
  for (const stepSize of [0.1, 0.25]) {
    assert.ok(near(cyclic.basinBoundary(stepSize, 1e-8), Math.sqrt(1 + 2 * stepSize), 1e-6));
  }
  const first = (n: number): number => cyclic.basinBoundary(0.02, n) - (1 + 0.01 * (2 - n));
  assert.ok(Math.abs(first(0.3)) < 5e-4 && Math.abs(first(0.9)) < 5e-4);
  const score = cyclic.ruleScore(20, 0.25, "cyclic", 100);
  assert.equal(score.decided, 100);
  assert.ok(score.corrected > 0.9 && score.largest < 0.85);
  assert.ok(cyclic.ruleScore(20, 0.1, "reshuffled", 40).largest > 0.9);
  assert.ok(cyclic.ruleScore(20, 0.25, "iid", 60).largest < 0.5);
  assert.equal(cyclic.predictedWinner([0.1, 0.105, -0.2], 3, 0.25), 0);
  assert.equal(cyclic.predictedWinner([0.1, 0.105, -0.2], 3, 0.001), 1);
});

test("the replicator equation is approached at first order in α, also by reshuffled epochs", () => {
  const start = [0.28, 0.24, 0.2, 0.16, 0.12];
  const gap = (stepSize: number, sampling: "cyclic" | "reshuffled"): number =>
    cyclic.compareReplicator(start, stepSize, Math.round(8 / stepSize ** 2), sampling).difference;
  const [coarse, fine] = [gap(0.1, "cyclic"), gap(0.02, "cyclic")];
  assert.ok(fine < 0.02 && coarse / fine > 3 && coarse / fine < 8);
  assert.ok(gap(0.02, "reshuffled") < 0.03);
  const out = new Float64Array(2);
  cyclic.replicator(Float64Array.of(0.6, 0.4), out);
  assert.ok(near(out[0]! + out[1]!, 0, 1e-15) && near(out[0]!, 1.2 * (0.6 - 0.52), 1e-15));
});

test("mini-batches: exact one-step averages give λ_b, and sizes below m select", () => {
  // all batches of size 2 of 4 data, once each, near a_0
  const logs: number[] = [];
  for (let i = 0; i < 4; i++) {
    for (let j = i + 1; j < 4; j++) {
      const c = Float64Array.of(1, 1e-9, 1e-9, 1e-9);
      batchStep(c, [i, j], 0.25);
      logs.push(Math.log(c[1]! / 1e-9));
    }
  }
  assert.ok(near(logs.reduce((s, x) => s + x, 0) / logs.length, batch.lossRate(4, 2, 0.25), 1e-12));
  assert.ok(near(batch.lossRate(2, 1, 0.25), Math.log(15 / 16) / 2, 1e-15));
  assert.equal(batch.selectionScale(20, 1, 0.25), 320);
  assert.equal(batch.selectionScale(20, 20, 0.25), Number.POSITIVE_INFINITY);
  const { rate, standardError } = batch.measuredRate(6, 2, 0.25, 100_000);
  assert.ok(near(rate, batch.lossRate(6, 2, 0.25), 5 * standardError));
  for (const size of [1, 3, 5]) assert.equal(batch.batchRuns(6, size, 0.25, 6).selected, 6);
  const full = batch.batchRuns(6, 6, 0.25, 6);
  assert.ok(full.selected < 6 && full.meanLargest < 0.999);
});

test("batches are uniform and free of repetitions, drawn directly or by what they leave out", () => {
  for (const size of [2, 4]) {
    const sample = batch.batchSampler(5, size, stream(1, `batches/${size}`));
    const counts = new Array<number>(5).fill(0);
    const lists = new Int32Array(size * 5000);
    sample(lists);
    for (let from = 0; from < lists.length; from += size) {
      const one = lists.subarray(from, from + size);
      assert.equal(new Set(one).size, size);
      for (const i of one) counts[i]!++;
    }
    for (const count of counts) assert.ok(near(count / 5000, size / 5, 0.04));
  }
});

test("win shares sum to one and favour the largest", () => {
  const { shares } = three.winShares([0.8, 0.5, 0.3], 0.25, 500);
  assert.ok(
    near(
      shares.reduce((s, x) => s + x, 0),
      1,
      1e-12,
    ) &&
      shares[0]! > shares[1]! &&
      shares[1]! > shares[2]!,
  );
  const c = Float64Array.of(0.8, 0.5);
  sampleStep(c, 0, 0.25);
  assert.ok(c[0]! > 0.8 && c[1]! < 0.5);
});
