import assert from "node:assert/strict";
import { before, test } from "node:test";
import { LN2 } from "../../lib/interval/constants";
import { cosh, exp, expm1, log, log1p, sinh, tanh } from "../../lib/interval/elementary";
import { EMPTY, ENTIRE, interval, point } from "../../lib/interval/interval";
import { testContainment } from "./containment";
import { Reference } from "./reference";

const INF = Number.POSITIVE_INFINITY;
const FUNCTIONS = { exp, expm1, log, log1p, sinh, cosh, tanh } as const;
let reference: Reference;
before(async () => {
  reference = await Reference.load();
});

testContainment(FUNCTIONS, 100000, () => reference);

test("exact values are points", () => {
  assert.equal(String(exp(point(0))), "[1]");
  assert.equal(String(expm1(point(0))), "[0]");
  assert.equal(String(log(point(1))), "[0]");
  assert.equal(String(log1p(point(0))), "[0]");
  assert.equal(String(sinh(point(0))), "[0]");
  assert.equal(String(cosh(point(0))), "[1]");
  assert.equal(String(tanh(point(-0))), "[0]");
});

test("the examples of the docstrings hold", () => {
  assert.equal(String(exp(point(1))), "[2.718281828459045, 2.7182818284590455]");
  assert.equal(String(cosh(interval(-1, 0.5))), "[1, 1.543080634815244]");
  assert.equal(String(tanh(interval(0, INF))), "[0, 1]");
});

test("unbounded, empty and partly undefined arguments follow the domain", () => {
  assert.equal(String(exp(ENTIRE)), "[0, ∞)");
  assert.equal(String(expm1(ENTIRE)), "[-1, ∞)");
  assert.equal(String(log(ENTIRE)), "(-∞, ∞)");
  assert.equal(String(log(interval(0, 1))), "(-∞, 0]");
  assert.equal(String(log(interval(-2, -1))), "∅");
  assert.equal(String(log(point(0))), "∅");
  assert.equal(String(log1p(interval(-2, 0))), "(-∞, 0]");
  assert.equal(String(log1p(point(-1))), "∅");
  assert.equal(String(sinh(ENTIRE)), "(-∞, ∞)");
  assert.equal(String(cosh(ENTIRE)), "[1, ∞)");
  assert.equal(String(tanh(ENTIRE)), "[-1, 1]");
  for (const F of Object.values(FUNCTIONS)) assert.equal(F(EMPTY), EMPTY);
});

test("overflow and underflow keep a finite, positive bound", () => {
  assert.deepEqual({ ...exp(point(1000)) }, { lo: Number.MAX_VALUE, hi: INF });
  assert.deepEqual({ ...exp(point(-1000)) }, { lo: 0, hi: Number.MIN_VALUE });
  assert.equal(sinh(point(-1000)).hi, -Number.MAX_VALUE);
});

test("ln 2 is enclosed by neighbouring doubles", () => {
  assert.ok(reference.ln2().within(LN2));
  assert.equal(LN2.lo, reference.down());
});
