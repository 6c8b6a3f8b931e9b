import assert from "node:assert/strict";
import { test } from "node:test";
import { batchOrder, iidOrder } from "../../lib/dynamics/order";
import { batchStep, fullBatchStep, sampleStep } from "../../lib/models/autoencoder";
import { batchSteps, fullBatchSteps, sampleSteps } from "../../lib/models/autoencoderFast";
import { stream } from "../../lib/random/source";
import { gaussianVector } from "../../lib/random/sphere";

const far = (a: Float64Array, b: Float64Array): number =>
  a.reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i]!)), 0);

test("sample steps agree with the plain loop to 1e-11 after 20 000 updates, in blocks of any length", () => {
  for (const [m, n, stepSize, block] of [
    [20, 100, 0.25, 512],
    [80, 100, 0.25, 1000],
    [3, 5, 0.4, 7],
    [1, 1, 0.05, 1024],
  ] as const) {
    const source = stream(7, `fast/${m}`);
    const fast = gaussianVector(source, n, 0.1 / Math.sqrt(n));
    fast[0] = Math.abs(fast[0]!);
    const plain = fast.slice();
    const order = iidOrder(m, source);
    const indices = new Int32Array(block);
    for (let t = 0; t < 20_000; t += block) {
      for (let k = 0; k < block; k++) indices[k] = order(t + k);
      sampleSteps(fast, indices, stepSize);
      for (const i of indices) sampleStep(plain, i, stepSize);
    }
    assert.ok(far(fast, plain) < 1e-11, `${m}: ${far(fast, plain)}`);
  }
});

test("one block of 20 000 updates folds its scale in time", () => {
  const fast = Float64Array.of(0.3, 0.2, 0.1, -0.4);
  const plain = fast.slice();
  const indices = new Int32Array(20_000); // always sample 0: the scale shrinks by 3/4 a step
  sampleSteps(fast, indices, 0.25);
  for (const i of indices) sampleStep(plain, i, 0.25);
  assert.ok(far(fast, plain) < 1e-14);
});

test("steps that flip signs or annihilate take the plain path", () => {
  for (const start of [
    [2, 0.5],
    [4, 0.1],
    [1.5, -3],
    [0.1, 1.9],
  ]) {
    for (const stepSize of [0.25, 0.9, 2]) {
      const fast = Float64Array.from(start);
      const plain = fast.slice();
      sampleSteps(fast, Int32Array.of(0, 1, 0, 1), stepSize);
      for (const i of [0, 1, 0, 1]) sampleStep(plain, i, stepSize);
      assert.ok(far(fast, plain) <= 1e-13 * Math.max(1, ...plain.map(Math.abs)), `${start} ${stepSize}`);
    }
  }
});

test("full-batch steps agree with the plain loop to 1e-12, also when signs flip on the way", () => {
  for (const [m, n, stepSize] of [
    [20, 100, 0.25],
    [80, 100, 0.25],
    [4, 6, 0.8],
    [3, 4, 2.0],
    [3, 4, 2.6],
  ] as const) {
    const fast = gaussianVector(stream(3, `gd/${m}`), n, 0.4 / Math.sqrt(n));
    const plain = fast.slice();
    const steps = stepSize < 1 ? 10_000 : 15; // larger steps are chaotic and amplify rounding
    fullBatchSteps(fast, m, stepSize, steps);
    for (let t = 0; t < steps; t++) fullBatchStep(plain, m, stepSize);
    assert.ok(far(fast, plain) < 1e-12, `${m} ${stepSize}: ${far(fast, plain)}`);
  }
});

test("full-batch steps from (0.1, 0.08) end at (5, 4)/√41, and a dead start stays", () => {
  const c = Float64Array.of(0.1, 0.08);
  fullBatchSteps(c, 2, 0.25, 1000);
  assert.ok(far(c, Float64Array.of(5 / Math.sqrt(41), 4 / Math.sqrt(41))) < 1e-15);
  const dead = Float64Array.of(-0.1, -0.2, 0.5);
  fullBatchSteps(dead, 2, 0.25, 10);
  assert.deepEqual([...dead], [-0.1, -0.2, 0.5]);
});

test("mini-batch steps agree with the plain loop for every batch size", () => {
  const [m, n] = [8, 10];
  for (let size = 1; size <= m; size++) {
    const plain = gaussianVector(stream(5, `batch/${size}`), n, 0.2);
    const fast = plain.slice();
    const order = batchOrder(m, size, stream(6, `batch/${size}`));
    const batches = Array.from({ length: 2000 }, (_, t) => Array.from(order(t)));
    for (const batch of batches) batchStep(plain, batch, 0.25);
    batchSteps(fast, Int32Array.from(batches.flat()), size, 0.25);
    assert.ok(far(fast, plain) < 1e-11, `batch ${size}: ${far(fast, plain)}`);
  }
});

test("mini-batch steps that annihilate or flip take the plain path", () => {
  for (const stepSize of [0.9, 2]) {
    const fast = Float64Array.of(1.2, 0.9, -0.3);
    const plain = fast.slice();
    batchSteps(fast, Int32Array.of(0, 1, 1, 2), 2, stepSize);
    for (const batch of [
      [0, 1],
      [1, 2],
    ])
      batchStep(plain, batch, stepSize);
    assert.ok(far(fast, plain) < 1e-13);
  }
});

test("the comparison would notice a wrong factor", () => {
  const fast = Float64Array.of(0.3, 0.2);
  const plain = fast.slice();
  sampleSteps(fast, Int32Array.of(0, 1), 0.25);
  for (const i of [0, 1]) sampleStep(plain, i, 0.2500001);
  assert.ok(far(fast, plain) > 1e-9);
});
