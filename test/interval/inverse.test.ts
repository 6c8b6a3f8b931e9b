import assert from "node:assert/strict";
import { before, test } from "node:test";
import { HALF_PI, PI, TWO_OVER_ROOT_PI } from "../../lib/interval/constants";
import { acos, asin, atan, erf } from "../../lib/interval/elementary";
import { EMPTY, ENTIRE, interval, point, unchecked } from "../../lib/interval/interval";
import { testContainment } from "./containment";
import { Reference } from "./reference";

const INF = Number.POSITIVE_INFINITY;
const FUNCTIONS = { atan, asin, acos, erf } as const;
let reference: Reference;
before(async () => {
  reference = await Reference.load();
});

testContainment(FUNCTIONS, 100000, () => reference);

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
