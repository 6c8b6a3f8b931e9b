import assert from "node:assert/strict";
import { test } from "node:test";
import { gradientDescent, iterate, miniBatchDescent, stochasticDescent } from "../../lib/dynamics/descent";
import { batchOrder, cyclicOrder, iidOrder, reshuffledOrder } from "../../lib/dynamics/order";
import * as ae from "../../lib/models/autoencoder";
import { stream } from "../../lib/random/source";

const quadratic = (x: Float64Array, out: Float64Array): void => {
  for (let i = 0; i < x.length; i++) out[i] = x[i]!;
};

test("on a quadratic the error shrinks by exactly 1 − α a step", () => {
  const run = gradientDescent(quadratic, [1, -2], { stepSize: 0.25, steps: 40 });
  run.states.forEach((x, t) => {
    assert.ok(Math.abs(x[0]! - 0.75 ** t) < 1e-15);
  });
  assert.equal(run.outcome, "maxSteps");
  assert.equal(run.steps, 40);
});

test("the observed contraction converges to the declared rate as α → 0 with order one", () => {
  const rate = (a: number): number => {
    const run = gradientDescent(quadratic, [1], { stepSize: a, steps: Math.round(1 / a), every: 0 });
    return Math.abs(run.final[0]! - Math.exp(-1));
  };
  const order = Math.log2(rate(0.01) / rate(0.005));
  assert.ok(Math.abs(order - 1) < 0.05, `order ${order}`);
});

test("each outcome has its name", () => {
  const half = (x: Float64Array): void => {
    x[0]! /= 2;
  };
  assert.equal(iterate(half, [1], { steps: 99, until: (x) => x[0]! < 1e-3 }).outcome, "converged");
  assert.equal(iterate(half, [1], { steps: 99, until: (x) => x[0]! < 1e-3 }).steps, 10);
  assert.equal(iterate(half, [1], { steps: 3 }).outcome, "maxSteps");
  assert.equal(iterate((x) => x.set([x[0]! * -1e9]), [1], { steps: 9 }).outcome, "diverged");
  assert.equal(iterate((x) => x.set([Number.NaN]), [1], { steps: 9 }).outcome, "diverged");
  assert.equal(iterate(() => {}, [1], { steps: 9 }).outcome, "dead");
});

test("the rule is asked about the last state too", () => {
  const run = iterate((x) => x.set([x[0]! - 1]), [3], { steps: 3, until: (x) => x[0] === 0 });
  assert.equal(run.outcome, "converged");
});

test("the start is not changed and the record keeps what it was asked for", () => {
  const start = Float64Array.of(1);
  const run = iterate((x) => x.set([x[0]! + 1]), start, { steps: 7, every: 3, record: (x) => x[0]! });
  assert.equal(start[0], 1);
  assert.deepEqual(run.times, [0, 3, 6, 7]);
  assert.deepEqual(run.states, [1, 4, 7, 8]);
});

test("cyclic, iid, reshuffled and batch orders do what their names say", () => {
  const cyclic = cyclicOrder(3, 1);
  assert.deepEqual([0, 1, 2, 3].map(cyclic), [1, 2, 0, 1]);
  const shuffled = reshuffledOrder(5, stream(1, "shuffle"));
  for (let epoch = 0; epoch < 20; epoch++) {
    const seen = Array.from({ length: 5 }, (_, k) => shuffled(epoch * 5 + k));
    assert.deepEqual([...seen].sort(), [0, 1, 2, 3, 4]);
  }
  const batch = batchOrder(6, 4, stream(1, "batch"));
  for (let t = 0; t < 20; t++) assert.equal(new Set(batch(t)).size, 4);
  const iid = iidOrder(4, stream(1, "iid"));
  assert.equal(new Set(Array.from({ length: 100 }, (_, t) => iid(t))).size, 4);
});

test("SGD built from the sample gradient is the closed-form sample step", () => {
  const order = () => iidOrder(2, stream(5, "order"));
  const general = stochasticDescent(ae.sampleGradient, order(), [0.1, 0.08], { stepSize: 0.25, steps: 200 });
  const indices = order();
  const closed = iterate((c, t) => ae.sampleStep(c, indices(t), 0.25), [0.1, 0.08], {
    steps: 200,
    detectDead: false,
  });
  general.states.forEach((x, t) => {
    assert.ok(Math.abs(x[0]! - closed.states[t]![0]!) < 1e-13);
  });
});

test("mini-batches of all samples are full-batch gradient descent", () => {
  const start = [0.3, -0.2, 0.4, 0.1];
  const mini = miniBatchDescent(ae.sampleGradient, batchOrder(3, 3, stream(1, "b")), start, {
    stepSize: 0.3,
    steps: 50,
  });
  const full = gradientDescent((c, out) => ae.lossGradient(c, 3, out), start, { stepSize: 0.3, steps: 50 });
  for (let i = 0; i < 4; i++) assert.ok(Math.abs(mini.final[i]! - full.final[i]!) < 1e-13);
});

test("the same seed gives the same bits", () => {
  const run = () =>
    stochasticDescent(ae.sampleGradient, iidOrder(2, stream(8, "s")), [0.1, 0.08], {
      stepSize: 0.25,
      steps: 500,
      every: 0,
    });
  assert.deepEqual(run().final, run().final);
});

test("bad input is refused by name", () => {
  const go = (start: number[], o: object) => () =>
    gradientDescent(quadratic, start, { stepSize: 0.1, steps: 5, ...o });
  assert.throws(go([Number.NaN], {}), /`start\[0\]` must be a finite number; got NaN/);
  assert.throws(go([1], { stepSize: 0 }), /`stepSize` must be positive and finite; got 0/);
  assert.throws(go([1], { stepSize: -1 }), /`stepSize`/);
  assert.throws(go([1], { steps: 1.5 }), /`steps` must be an integer >= 0; got 1.5/);
  assert.throws(() => cyclicOrder(0), /`m` must be an integer >= 1; got 0/);
  assert.throws(() => batchOrder(3, 4, stream(1, "x")), /`size` must be an integer in \[1, 3\]; got 4/);
});
