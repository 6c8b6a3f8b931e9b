import assert from "node:assert/strict";
import { test } from "node:test";
import { add, mul, sqr, sub } from "../../lib/interval/arithmetic";
import { log } from "../../lib/interval/elementary";
import { interval, point, unchecked, width } from "../../lib/interval/interval";
import { encloseMinimum } from "../../lib/interval/minimum";
import { compilePolynomial } from "../../lib/interval/polynomial";
import type { Box } from "../../lib/interval/prove";
import { Polynomial } from "../../lib/symbolic/polynomial";

test("the minimum of x² − x on [−2, 2] is −1/4, at 1/2", () => {
  const p = compilePolynomial(Polynomial.parse("x^2 - x"), ["x"]);
  const { kind, minimum, at } = encloseMinimum(p.enclose, [interval(-2, 2)]);
  assert.equal(kind, "resolved");
  assert.ok(minimum.lo <= -0.25 && -0.25 <= minimum.hi && width(minimum) <= 1e-9);
  assert.ok(Math.abs(at[0]! - 0.5) < 1e-4);
});

test("the six-hump camel function has its published minimum −1.031628453…", () => {
  const camel = Polynomial.parse("4*x^2 - 21/10*x^4 + 1/3*x^6 + x*y - 4*y^2 + 4*y^4");
  const p = compilePolynomial(camel, ["x", "y"]);
  const outcome = encloseMinimum(p.enclose, [interval(-3, 3), interval(-2, 2)], { tolerance: 1e-7 });
  assert.equal(outcome.kind, "resolved");
  assert.ok(outcome.minimum.lo <= -1.0316284534 && -1.0316284535 <= outcome.minimum.hi);
  assert.ok(Math.abs(Math.abs(outcome.at[0]!) - 0.0898) < 1e-2);
});

test("a spent budget still encloses the minimum, and says so", () => {
  const f = ([x]: Box) => mul(x!, sub(x!, point(1)));
  const early = encloseMinimum(f, [interval(-2, 2)], { budget: 9 });
  assert.equal(early.kind, "budget");
  assert.ok(early.minimum.lo <= -0.25 && -0.25 <= early.minimum.hi && width(early.minimum) > 1e-3);
});

test("when the doubles run out the reason is resolution", () => {
  // an enclosure that is always at least 1 wide can never be resolved
  const f = ([x]: Box) => add(sqr(x!), unchecked(0, 1));
  const outcome = encloseMinimum(f, [point(0.25)], { tolerance: 1e-3 });
  assert.equal(outcome.kind, "resolution");
  assert.ok(outcome.minimum.lo === 0.0625 && outcome.minimum.hi === 1.0625);
});

test("a function that is undefined on part of the search is refused", () => {
  assert.throws(() => encloseMinimum(([x]) => log(x!), [interval(-2, -1)]), /`f` must be defined/);
  assert.throws(() => encloseMinimum(([x]) => x!, [interval(0, 1)], { budget: 0 }), /`budget`/);
});
