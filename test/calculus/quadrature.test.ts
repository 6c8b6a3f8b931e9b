import assert from "node:assert/strict";
import { test } from "node:test";
import { centralDifference, gradientByDifferences, gradientError } from "../../lib/calculus/difference";
import { integrate } from "../../lib/calculus/quadrature";
import { erf, logGamma } from "../../lib/calculus/special";
import { DomainError } from "../../lib/core/errors";

const analytic: [string, (x: number) => number, number, number, number][] = [
  ["exp", Math.exp, 0, 1, Math.E - 1],
  ["1/(1+x²) on R", (x) => 1 / (1 + x * x), Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Math.PI],
  [
    "Gaussian on R",
    (x) => Math.exp(-x * x),
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Math.sqrt(Math.PI),
  ],
  [
    "shifted Gaussian tail",
    (x) => Math.exp(-x * x),
    1,
    Number.POSITIVE_INFINITY,
    (Math.sqrt(Math.PI) * (1 - erf(1))) / 2,
  ],
  ["left half line", (x) => Math.exp(x), Number.NEGATIVE_INFINITY, 2, Math.exp(2)],
  ["square root, singular slope", Math.sqrt, 0, 1, 2 / 3],
  ["log, singular end", Math.log, 0, 1, -1],
  ["|x − 1/3|, a kink", (x) => Math.abs(x - 1 / 3), 0, 1, 5 / 18],
  ["sin²(50 x)", (x) => Math.sin(50 * x) ** 2, 0, Math.PI, Math.PI / 2],
  ["narrow peak", (x) => 1 / (1e-6 + (x - 0.3) ** 2), 0, 1, 1000 * (Math.atan(700) + Math.atan(300))],
  ["reversed ends", Math.cos, Math.PI / 2, 0, -1],
];
for (const [name, f, a, b, exact] of analytic) {
  test(`${name}: the value is right and the estimate covers the error`, () => {
    const result = integrate(f, a, b);
    assert.equal(result.kind, "converged");
    assert.ok(Math.abs(result.value - exact) <= result.error + 4e-16 * Math.abs(exact));
    assert.ok(result.error <= 1e-10 * Math.abs(exact) + 1e-14);
  });
}

test("one application is exact for degree 31, and the Gauss part for degree 19", () => {
  const power = (k: number) =>
    integrate((x) => (k + 1) * x ** k, 0, 1, { maxIntervals: 1, relativeTolerance: 0 });
  for (let k = 0; k <= 31; k++) assert.ok(Math.abs(power(k).value - 1) < 4e-15, String(k));
  assert.ok(Math.abs(power(60).value - 1) > 1e-13);
  // |K − G| enters the error estimate: at rounding level exactly up to degree 19.
  assert.ok(power(19).error < 3e-14 && power(30).error > power(19).error);
});

test("the tolerance drives the work", () => {
  const f = (x: number) => Math.sqrt(Math.abs(x - 1 / 3));
  const exact = (2 / 3) * ((1 / 3) ** 1.5 + (2 / 3) ** 1.5);
  let before = 0;
  for (const relativeTolerance of [1e-3, 1e-6, 1e-9, 1e-12]) {
    const result = integrate(f, 0, 1, { relativeTolerance });
    assert.equal(result.kind, "converged");
    assert.ok(Math.abs(result.value - exact) <= relativeTolerance * exact);
    assert.ok(result.evaluations > before);
    before = result.evaluations;
  }
});

test("failures are named, never thrown", () => {
  const diverging = integrate((x) => 1 / x, 0, 1, { maxIntervals: 50 });
  assert.ok(diverging.kind === "maxIntervals" || diverging.kind === "roundoff");
  const bad = integrate((x) => (x > 0.5 ? Number.NaN : 1), 0, 1);
  assert.ok(bad.kind === "notFinite" && bad.at > 0.5);
  const pole = integrate((x) => 1 / (x - 1), 0, Number.POSITIVE_INFINITY);
  assert.notEqual(pole.kind, "converged");
  let seed = 1;
  const noise = () => {
    seed = (seed * 16807) % 2147483647;
    return 1 + (seed / 2147483647) * 1e-3;
  };
  const noisy = integrate(noise, 0, 1, { relativeTolerance: 1e-14 });
  assert.ok(noisy.kind === "roundoff" || noisy.kind === "maxIntervals");
  assert.equal(integrate(Math.exp, 2, 2).value, 0);
});

test("bad limits and tolerances are refused", () => {
  assert.throws(() => integrate(Math.exp, Number.NaN, 1), DomainError);
  assert.throws(() => integrate(Math.exp, 0, 1, { relativeTolerance: -1 }), DomainError);
  assert.throws(() => integrate(Math.exp, 0, 1, { maxIntervals: 0 }), DomainError);
});

test("the mean of the largest of k Gaussian directions follows from one quadrature", () => {
  // k = 2: E max(|g1|, |g2|)/‖g‖ = (2/π)·∫_{π/4}^{3π/4} sin = 2√2/π.
  const k = 2;
  const top = integrate((s) => 1 - erf(s / Math.SQRT2) ** k, 0, Number.POSITIVE_INFINITY);
  const mean = top.value / (Math.SQRT2 * Math.exp(logGamma((k + 1) / 2) - logGamma(k / 2)));
  assert.ok(Math.abs(mean - (2 * Math.SQRT2) / Math.PI) < 1e-12);
});

test("differences reach ten digits with fourth order in the step", () => {
  for (const x of [-2, 0, 0.7, 3]) assert.ok(Math.abs(centralDifference(Math.sin, x) - Math.cos(x)) < 2e-11);
  assert.ok(Math.abs(centralDifference(Math.exp, 0) - 1) < 1e-12);
  const error = (h: number) => Math.abs(centralDifference(Math.exp, 0.3, h) - Math.exp(0.3));
  const order = Math.log2(error(0.1) / error(0.05));
  assert.ok(Math.abs(order - 4) < 0.05, String(order));
  assert.throws(() => centralDifference(Math.sin, 0, 0), DomainError);
});

test("a right gradient passes and a wrong one is caught with its coordinate", () => {
  const f = (x: Float64Array) => x[0]! ** 2 * x[1]! + Math.sin(x[2]!);
  const right = (x: Float64Array) => [2 * x[0]! * x[1]!, x[0]! ** 2, Math.cos(x[2]!)];
  const x = [0.3, -1.2, 2];
  assert.ok(gradientError(f, right, x).relative < 1e-11);
  const wrong = gradientError(f, (y) => right(y).with(1, y[0]!), x);
  assert.equal(wrong.coordinate, 1);
  assert.ok(wrong.relative > 0.1);
  assert.ok(Number.isNaN(gradientError(f, () => [0, Number.NaN, 0], x).absolute));
  assert.deepEqual([...gradientByDifferences(() => 3, [1, 2])], [0, 0]);
  assert.throws(() => gradientError(f, () => [1], x), DomainError);
});
