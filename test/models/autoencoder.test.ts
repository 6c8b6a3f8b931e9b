import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { column, type Matrix, matrix, matvec, transpose } from "../../lib/core/matrix";
import { vector } from "../../lib/core/vector";
import * as ae from "../../lib/models/autoencoder";
import * as ambient from "../../lib/models/autoencoderAmbient";
import { orthonormalFrame } from "../../lib/random/frame";
import { stream } from "../../lib/random/source";

const states = (n: number) =>
  fc.array(fc.double({ min: -1.5, max: 1.5, noNaN: true }), { minLength: n, maxLength: n });
const each = (n: number, body: (c: Float64Array) => void): void =>
  fc.assert(
    fc.property(states(n), (c) => body(vector(c))),
    { seed: 3, numRuns: 200 },
  );
const close = (a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number): void => {
  assert.equal(a.length, b.length);
  for (let i = 0; i < a.length; i++) assert.ok(Math.abs(a[i]! - b[i]!) <= tolerance, `${a[i]} ~ ${b[i]}`);
};

const basis = orthonormalFrame(stream(1, "basis"), 5, 5);
const data: Matrix = {
  rows: 5,
  cols: 3,
  data: Float64Array.from({ length: 15 }, (_, k) => basis.data[Math.floor(k / 3) * 5 + (k % 3)]!),
};
const weights = (c: Float64Array): Float64Array => matvec(basis, c);
const coordinates = (w: ArrayLike<number>): Float64Array => matvec(transpose(basis), w);

test("the loss in coordinates is the loss as the paper writes it", () => {
  each(5, (c) => close([ae.loss(c, 3)], [ambient.datasetLoss(weights(c), data)], 1e-13));
});

test("the gradient in coordinates is the gradient as the paper writes it", () => {
  each(5, (c) => {
    const g = new Float64Array(5);
    ae.lossGradient(c, 3, g);
    close(g, coordinates(ambient.datasetGradient(weights(c), data)), 1e-12);
  });
});

test("the sample gradient is the pointwise gradient, for every sample", () => {
  each(5, (c) => {
    const g = new Float64Array(5);
    for (let i = 0; i < 3; i++) {
      ae.sampleGradient(c, i, g);
      close(g, coordinates(ambient.pointGradient(weights(c), column(data, i))), 1e-12);
    }
  });
});

test("the gradient matches central differences of the loss away from kinks", () => {
  const c = vector([0.3, -0.2, 0.4, -0.5, 0.1]);
  const g = new Float64Array(5);
  ae.lossGradient(c, 3, g);
  const h = 1e-5;
  for (let i = 0; i < 5; i++) {
    const up = c.slice();
    const down = c.slice();
    up[i]! += h;
    down[i]! -= h;
    assert.ok(Math.abs((ae.loss(up, 3) - ae.loss(down, 3)) / (2 * h) - g[i]!) < 1e-9);
  }
});

test("steps are gradient steps", () => {
  each(5, (c) => {
    const g = new Float64Array(5);
    ae.lossGradient(c, 3, g);
    const full = c.slice();
    ae.fullBatchStep(full, 3, 0.4);
    close(
      full,
      c.map((ci, i) => ci - 0.4 * g[i]!),
      1e-13,
    );
    ae.sampleGradient(c, 1, g);
    const one = c.slice();
    ae.sampleStep(one, 1, 0.4);
    close(
      one,
      c.map((ci, i) => ci - 0.4 * g[i]!),
      1e-13,
    );
  });
});

test("a batch of one is a sample step and the batch of all is the full step", () => {
  each(5, (c) => {
    const a = c.slice();
    const b = c.slice();
    ae.batchStep(a, [2], 0.25);
    ae.sampleStep(b, 2, 0.25);
    close(a, b, 1e-14);
    const d = c.slice();
    const e = c.slice();
    ae.batchStep(d, [0, 1, 2], 0.25);
    ae.fullBatchStep(e, 3, 0.25);
    close(d, e, 1e-14);
  });
});

test("a batch step whose idle factor vanishes sets the idle coordinates to zero", () => {
  const c = vector([1, 0.5]);
  ae.batchStep(c, [0], 1);
  assert.equal(c[1], 0);
  assert.equal(c[0], 1 + (2 - 1.25 - 1));
});

test("the masses follow the planar map", () => {
  each(5, (c) => {
    const before = ae.masses(c, 3);
    const set = ae.activeSet(c, 3).join();
    ae.fullBatchStep(c, 3, 0.3);
    if (ae.activeSet(c, 3).join() !== set) return;
    const [phi, psi] = ae.massStep(before.active, before.idle, 0.1);
    const after = ae.masses(c, 3);
    close([after.active, after.idle], [phi, psi], 1e-12);
  });
});

test("documented examples", () => {
  assert.equal(ae.loss([1, 0], 2), 0.25);
  const m = ae.masses([0.6, -0.2, 0.8], 3);
  close([m.active, m.idle], [1, 0.04], 1e-15);
  close(ae.fullBatchLimit([0.1, 0.08], 2)!, [5 / Math.sqrt(41), 4 / Math.sqrt(41)], 1e-15);
  assert.equal(ae.fullBatchLimit([-1, 0.5], 1), undefined);
  assert.equal(ae.largestCorrelation([0.1, 0.7, 0.9], 2), 0.7);
});

test("data that are not orthonormal, doubled or too many are refused", () => {
  assert.throws(
    () =>
      ambient.requireOrthonormal(
        matrix([
          [1, 0.1],
          [0, 1],
        ]),
      ),
    /orthonormal columns/,
  );
  assert.throws(
    () =>
      ambient.requireOrthonormal(
        matrix([
          [1, 1],
          [0, 0],
        ]),
      ),
    /Duplicates/,
  );
  assert.throws(() => ambient.requireOrthonormal(matrix([[1, 0]])), /at most n orthonormal/);
  assert.throws(() => ambient.requireOrthonormal(matrix([[Number.NaN]])), /finite/);
  ambient.requireOrthonormal(data);
});

test("states and step sizes outside the setting are refused", () => {
  assert.throws(() => ae.requireState([1, 2], 3), /`m` must be an integer in \[1, 2\]; got 3/);
  assert.throws(() => ae.requireState([], 1), /`m`/);
  assert.throws(() => ae.requireState([Number.NaN], 1), /`c\[0\]` must be a finite number; got NaN/);
  for (const bad of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => ae.requireStepSize(bad), /`stepSize` must be positive and finite/);
  }
});
