import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { judge } from "../../../lib/claims/claim";
import { sampleGradient } from "../../../lib/models/autoencoder";
import {
  cyclicLimit,
  cyclicOrbit,
  dynamics,
  gridCount,
  inA,
  inDecreasing,
  normalizedDecrease,
  type Plane,
  potential,
  sampleStep,
  twoStep,
} from "../../../lib/papers/autoencoder/cyclicMap";
import { COORDINATE_FACTORS, halfStep, MASTER, twoSteps } from "../../../lib/papers/autoencoder/halfStep";
import { expander } from "../../../lib/symbolic/definitions";

const coordinate = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const step = fc.double({ min: 0.01, max: 0.25, noNaN: true });

test("the dynamics of Appendix B.1 are gradient steps, and a wrong coefficient is noticed", () => {
  const verdict = judge(dynamics);
  assert.equal(verdict.kind, "holds");
  assert.equal(verdict.grade, "exact");
  assert.equal(verdict.control.outcome, "fired");
});

test("a step of the plane is the gradient step of the model, for both samples and all signs", () => {
  const any = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(any, any, step, fc.integer({ min: 0, max: 1 }), (y, z, alpha, index) => {
      const gradient = new Float64Array(2);
      sampleGradient(Float64Array.of(y, z), index, gradient);
      const next = sampleStep([y, z], index, alpha);
      assert.ok(Math.abs(next[0] - (y - alpha * gradient[0]!)) < 1e-14);
      assert.ok(Math.abs(next[1] - (z - alpha * gradient[1]!)) < 1e-14);
    }),
    { seed: 1 },
  );
});

test("the normalised decrease has the sign of V − V(F)", () => {
  fc.assert(
    fc.property(coordinate, coordinate, step, (y, z, alpha) => {
      const state: Plane = [y, z];
      const e = normalizedDecrease(state, alpha);
      if (Math.abs(e) < 1e-6) return;
      assert.equal(e > 0, inDecreasing(state, alpha));
    }),
    { seed: 2 },
  );
});

test("the numeric decrease is the symbolic E/N", () => {
  const e = expander({ ...twoSteps(), u: "y^2", v: "z^2" })("E/N");
  const value = e.evaluate({ y: 0.5, z: 0.25, alpha: 0.25 }).toNumber();
  assert.ok(Math.abs(value - normalizedDecrease([0.5, 0.25], 0.25)) < 1e-15);
});

test("every grid point of A lies in V_-", () => {
  const count = gridCount(0.25, 100);
  assert.equal(count.outside, 0);
  assert.ok(count.inA > 3000 && count.decreasing > count.inA);
});

test("the documented examples hold", () => {
  assert.deepEqual(twoStep([1, 0], 0.25), [1, 0]);
  assert.equal(normalizedDecrease([1, 0], 0.25), 1);
  assert.equal(potential([0.5, 0.25]), 0.5);
  assert.ok(inA([0.5, 0.5], 0.25) && !inA([0.5, 0.6], 0.25) && !inA([1.01, 0.01], 0.25));
  const master = expander({ ...halfStep(), B: MASTER.B })(`N1 - N - (${MASTER.increment})`);
  assert.equal(master.toString(), "0");
  assert.equal(
    expander(halfStep())("N1 - N").toPolynomial().evaluate({ u: 1, v: 0, alpha: 0.25 }).toNumber(),
    0,
  );
  assert.equal(COORDINATE_FACTORS.on("u", "v"), "1 + alpha*(2 - 2*u - v)");
});

test("runs end where they should: at the first datum, at the other, dead, diverged", () => {
  assert.equal(cyclicLimit([0.1, 0.08], 0.25), "a0");
  assert.equal(cyclicLimit([0.08, 0.1], 0.25), "a1");
  assert.equal(cyclicLimit([-0.1, -0.1], 0.25), "dead");
  assert.equal(cyclicLimit([9, -9], 0.25), "diverged");
  assert.equal(cyclicLimit([0.5, 0.3], 0.55), "undecided");
});

test("the order of the data decides: shown first wins", () => {
  const first = cyclicOrbit([0.1, 0.09], 0.25, 600, 0);
  const second = cyclicOrbit([0.1, 0.12], 0.25, 600, 1);
  assert.ok(first.y[600]! > 0.999 && second.z[600]! > 0.999);
});

test("bad input is refused", () => {
  assert.throws(() => cyclicOrbit([0.1, 0.1], -1, 5), /stepSize/);
  assert.throws(() => cyclicOrbit([0.1, 0.1], 0.1, 5, 2), /first/);
  assert.throws(() => cyclicLimit([Number.NaN, 0.1], 0.1), /start/);
});
