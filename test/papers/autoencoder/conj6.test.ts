import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../lib/claims/claim";
import { sampleStep } from "../../../lib/models/autoencoder";
import { selection } from "../../../lib/papers/autoencoder/conj6";
import {
  activeMass,
  invariance,
  luck,
  proofConstants,
  SGD,
  sgdProof,
  supermartingale,
} from "../../../lib/papers/autoencoder/experiments/sgdProof";
import { sweepCell, sweepText } from "../../../lib/papers/autoencoder/experiments/sweep";
import { symmetricCycle } from "../../../lib/papers/autoencoder/experiments/symmetricCycle";
import { stream } from "../../../lib/random/source";
import { inBall } from "../../../lib/random/sphere";

test("Conjecture 6 fails as printed, exactly; its SGD half holds when restricted (the control)", () => {
  const verdict = judge(selection);
  assert.equal(verdict.kind, "fails");
  assert.equal(verdict.grade, "exact");
  assert.equal(verdict.control.outcome, "fired");
  assert.equal(verdict.evidence.filter((e) => e.outcome === "undecided").length, 1);
});

test("the counterexamples, run again by the plain step", () => {
  const c = Float64Array.of(4);
  for (let t = 0; t < 3; t++) sampleStep(c, 0, 0.25);
  assert.equal(c[0], -26);
  const r = Float64Array.of(Math.sqrt(1 / 3));
  sampleStep(r, 0, 0.75);
  assert.ok(Math.abs(r[0]! ** 2 - 4 / 3) < 1e-14);
  sampleStep(r, 0, 0.75);
  assert.ok(Math.abs(r[0]! ** 2 - 1 / 3) < 1e-14);
  const { y, z } = symmetricCycle(0.25);
  const w = Float64Array.of(y.lo, z.lo);
  for (let t = 0; t < 20; t++) sampleStep(w, t % 2, 0.25);
  assert.ok(Math.abs(w[0]! - y.lo) < 1e-13 && Math.abs(w[1]! - z.lo) < 1e-13);
});

test("the cycle is a saddle for every step size tried, with norm above one", () => {
  for (const stepSize of [0.01, 0.1, 0.25, 0.4, 0.5]) {
    const { stable, unstable, normSquared } = symmetricCycle(stepSize);
    assert.ok(stable.hi < 1 && unstable.lo > 1 && normSquared.lo > 1);
  }
  assert.ok(Math.abs(symmetricCycle(0.25).y.lo - 0.67412) < 1e-5);
  assert.throws(() => symmetricCycle(0.6), /stepSize/);
});

test("bisection finds the start on the arc that decides for neither datum for a long time", () => {
  const winner = (angle: number): number => {
    const c = Float64Array.of(0.5 * Math.cos(angle), 0.5 * Math.sin(angle));
    for (let t = 0; t < 4000; t++) sampleStep(c, t % 2, 0.25);
    return c[0]! > c[1]! ? 0 : 1;
  };
  let [lo, hi] = [Math.PI / 4, Math.atan(2)];
  assert.deepEqual([winner(lo), winner(hi)], [0, 1]);
  for (let k = 0; k < 60; k++) {
    const middle = (lo + hi) / 2;
    if (winner(middle) === 0) lo = middle;
    else hi = middle;
  }
  const c = Float64Array.of(0.5 * Math.cos(lo), 0.5 * Math.sin(lo));
  for (let t = 0; t < 200; t++) sampleStep(c, t % 2, 0.25);
  const { y, z } = symmetricCycle(0.25);
  assert.ok(Math.abs(c[0]! - y.lo) < 1e-3 && Math.abs(c[1]! - z.lo) < 1e-3);
});

test("sabotage: each part of the proof notices a changed model or a larger step", () => {
  const fails = (evidence: readonly { outcome: string }[]): boolean =>
    evidence.some((e) => e.outcome === "fails");
  assert.equal(fails(sgdProof()), false);
  assert.ok(fails(invariance({ ...SGD, on: "1 + a*(3 - 2*u - v)" })));
  assert.ok(fails(invariance({ ...SGD, largestStep: "1/2" })));
  assert.ok(fails(activeMass({ ...SGD, off: "1 - 2*a*u" })));
  assert.ok(fails(luck({ ...SGD, on: "1 + a*(2 - u - v)" })));
  assert.ok(fails(supermartingale({ ...SGD, off: "1" })));
});

test("the proved bounds hold along simulated paths", () => {
  const source = stream(5, "conj6/paths");
  for (const m of [2, 5]) {
    for (let run = 0; run < 40; run++) {
      const c = inBall(source, m);
      let start = 0;
      for (const x of c) if (x > 0) start += x * x;
      if (start === 0) continue;
      const phi = Math.min(start, 1 - 0.25 / 4 - 0.25 ** 2);
      for (let t = 0; t < 500; t++) {
        sampleStep(c, source.integer(m), 0.25);
        const n = c.reduce((s, x) => s + x * x, 0);
        const active = c.reduce((s, x) => s + (x > 0 ? x * x : 0), 0);
        assert.ok(n <= 1 + 0.25 / 4 + 1e-12 && active >= phi - 1e-12);
      }
    }
  }
});

test("the constants of the proof are explicit", () => {
  const { hits, log10Probability } = proofConstants({ m: 2, n: 2, stepSize: 0.25, activeMass: 0.5 });
  assert.equal(hits, 323);
  assert.ok(Math.abs(log10Probability + 324 * Math.log10(2)) < 1e-9);
  assert.throws(() => proofConstants({ m: 2, n: 2, stepSize: 0.3, activeMass: 0.5 }), /stepSize/);
  assert.throws(() => proofConstants({ m: 3, n: 2, stepSize: 0.2, activeMass: 0.5 }), /`m`/);
});

test("the sweep counts every trial once and never crowns a stranger", () => {
  for (const sampling of ["iid", "cyclic", "reshuffled"] as const) {
    const cell = sweepCell(3, 0.25, sampling, 40);
    assert.deepEqual(cell.outcomes, { selected: 40, dead: 0, diverged: 0, unfinished: 0 });
    assert.equal(cell.strangers, 0);
  }
  assert.equal(sweepCell(3, 0.6, "iid", 10).outcomes.selected, 0);
  assert.match(sweepText([sweepCell(2, 0.51, "iid", 5)]), /5 unfinished/);
});
