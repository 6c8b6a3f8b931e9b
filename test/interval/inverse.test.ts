import assert from "node:assert/strict";
import { before, test } from "node:test";
import { HALF_PI, PI, TWO_OVER_ROOT_PI } from "../../lib/interval/constants";
import { acos, asin, atan, erf } from "../../lib/interval/elementary";
import { EMPTY, ENTIRE, type Interval, interval, point, unchecked } from "../../lib/interval/interval";
import { checkUnary, nearest } from "./containment";
import { Reference, type Unary } from "./reference";

const INF = Number.POSITIVE_INFINITY;
const FUNCTIONS = { atan, asin, acos, erf } as const;
let reference: Reference;
before(async () => {
  reference = await Reference.load();
});

for (const [name, F] of Object.entries(FUNCTIONS)) {
  test(`${name} contains the exact value for 100 000 inputs and is at most two ulps wide at moderate points`, () => {
    const report = checkUnary(reference, name as Unary, F, 100000);
    assert.equal(report.failures, 0, report.first);
    assert.ok(report.widest >= 1 && report.widest <= 2, `${report.widest} ulps`);
  });

  test(`the checker catches ${name} without outward rounding`, () => {
    if (name !== "erf") {
      const plain = Math[name as "atan" | "asin" | "acos"];
      assert.ok(checkUnary(reference, name as Unary, nearest(plain), 500).failures > 100);
    }
    const oneSided = (a: Interval) => unchecked(F(a).lo, F(a).lo);
    assert.ok(checkUnary(reference, name as Unary, oneSided, 500).failures > 100);
  });
}

test("exact values are points", () => {
  assert.equal(String(atan(point(0))), "[0]");
  assert.equal(String(asin(point(0))), "[0]");
  assert.equal(String(acos(point(1))), "[0]");
  assert.equal(String(erf(point(0))), "[0]");
});

test("ends of the domains and limits", () => {
  assert.deepEqual(asin(point(1)), HALF_PI);
  assert.deepEqual(acos(point(0)), HALF_PI);
  assert.deepEqual(acos(point(-1)), PI);
  assert.deepEqual(atan(ENTIRE), interval(-HALF_PI.hi, HALF_PI.hi));
  assert.equal(String(atan(interval(-INF, 0))), "[-1.5707963267948968, 0]");
  assert.equal(String(erf(interval(0, INF))), "[0, 1]");
  assert.equal(String(erf(ENTIRE)), "[-1, 1]");
});

test("points outside the domain are left out", () => {
  assert.deepEqual(asin(interval(-5, 0)), interval(-HALF_PI.hi, 0));
  assert.deepEqual(acos(ENTIRE), interval(0, PI.hi));
  assert.equal(asin(interval(1.5, 2)), EMPTY);
  assert.equal(acos(interval(-3, -2)), EMPTY);
  for (const F of Object.values(FUNCTIONS)) assert.equal(F(EMPTY), EMPTY);
});

test("2/√π squared, times π, contains 4", () => {
  const { lo, hi } = TWO_OVER_ROOT_PI;
  assert.ok(lo * lo * Math.PI < 4 + 1e-15 && hi * hi * Math.PI > 4 - 1e-15);
  assert.ok(reference.unary("erf", 2 ** -300).within(unchecked(2 ** -300 * lo, 2 ** -300 * hi)));
});
