import assert from "node:assert/strict";
import { before, test } from "node:test";
import { HALF_PI, PI, TWO_PI } from "../../lib/interval/constants";
import { cos, sin, tan } from "../../lib/interval/elementary";
import { EMPTY, ENTIRE, hull, type Interval, interval, point, unchecked } from "../../lib/interval/interval";
import { checkUnary, testContainment } from "./containment";
import { Reference, type Unary } from "./reference";

const FUNCTIONS = { sin, cos, tan } as const;
const WORST = 6381956970095103 * 2 ** 797;
let reference: Reference;
before(async () => {
  reference = await Reference.load();
});

testContainment(FUNCTIONS, 150000, () => reference);

for (const [name, F] of Object.entries(FUNCTIONS)) {
  test(`the checker catches ${name} evaluated at the ends only, or reduced by a double multiple of 2π`, () => {
    const endsOnly = (a: Interval) => hull(F(point(Math.max(a.lo, -1e308))), F(point(Math.min(a.hi, 1e308))));
    assert.ok(checkUnary(reference, name as Unary, endsOnly, 20000).failures > 0);
    const naive = (a: Interval) => (a.lo === a.hi ? F(point(a.lo % (2 * Math.PI))) : F(a));
    assert.ok(checkUnary(reference, name as Unary, naive, 500).failures > 20);
  });
}

test("the double closest to a multiple of π/2 is resolved to one ulp", () => {
  for (const [name, F] of Object.entries(FUNCTIONS)) {
    for (const x of [WORST, -WORST, 1e308, Number.MAX_VALUE, 2 ** 1023, 1e22]) {
      const image = F(point(x));
      assert.ok(reference.unary(name as Unary, x).within(image), `${name}(${x})`);
      assert.equal(image.lo, reference.down(), `${name}(${x})`);
    }
  }
  assert.ok(Math.abs(cos(point(WORST)).lo) < 1e-18);
});

test("extrema and poles inside an interval are found", () => {
  assert.equal(String(sin(interval(0, 4))), "[-0.7568024953079283, 1]");
  assert.equal(String(cos(interval(-1, 1))), "[0.5403023058681397, 1]");
  assert.equal(String(tan(interval(-1, 1))), "[-1.5574077246549023, 1.5574077246549023]");
  assert.equal(String(sin(interval(1, 8))), "[-1, 1]");
  assert.equal(String(cos(interval(3, 3.5))), "[-1, -0.9364566872907962]");
  assert.equal(String(tan(interval(1.5, 1.6))), "(-∞, ∞)");
  assert.equal(String(tan(HALF_PI)), "(-∞, ∞)");
  assert.equal(String(cos(TWO_PI)), "[0.9999999999999999, 1]");
  assert.ok(sin(PI).lo < 0 && sin(PI).hi > 0 && sin(PI).hi < 2e-16);
  // one period up, where the quadrants of the ends agree modulo 4
  assert.equal(String(sin(interval(0.1, 6.3))), "[-1, 1]");
  assert.equal(sin(interval(0.1, 0.2)).hi, sin(point(0.2)).hi);
  assert.equal(sin(interval(1e10, 1e10 + 6)).lo, -1);
});

test("zero, unbounded and empty arguments", () => {
  assert.equal(String(sin(point(0))), "[0]");
  assert.equal(String(cos(point(-0))), "[1]");
  assert.equal(String(tan(point(0))), "[0]");
  assert.equal(String(sin(ENTIRE)), "[-1, 1]");
  assert.equal(String(cos(interval(1, Number.POSITIVE_INFINITY))), "[-1, 1]");
  assert.equal(String(tan(ENTIRE)), "(-∞, ∞)");
  for (const F of Object.values(FUNCTIONS)) assert.equal(F(EMPTY), EMPTY);
});

test("π and its multiples are enclosed by neighbouring doubles", () => {
  assert.ok(reference.pi().within(PI));
  assert.equal(PI.lo, reference.down());
  assert.deepEqual([HALF_PI.lo, TWO_PI.lo], [PI.lo / 2, 2 * PI.lo]);
  assert.ok(!reference.within(unchecked(Math.PI, Math.PI)));
});
