import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { add, div, mul, sqr, sqrt, sub } from "../../lib/interval/arithmetic";
import * as elementary from "../../lib/interval/elementary";
import {
  contains,
  type Interval,
  intersect,
  interval,
  isEmpty,
  point,
  subset,
} from "../../lib/interval/interval";
import { stream } from "../../lib/random/source";
import { around, doubleIn } from "./inputs";

const { acos, asin, atan, cos, cosh, exp, expm1, log, log1p, sin, sinh, tan, tanh } = elementary;
const one = point(1);
const moderate = fc.double({ min: -15, max: 15, noNaN: true });
const boxes = fc.tuple(moderate, moderate).map(([a, b]) => interval(Math.min(a, b), Math.max(a, b)));

/** Two enclosures of one value have a common member. */
function meet(a: Interval, b: Interval): boolean {
  return !isEmpty(intersect(a, b));
}

test("wider arguments give wider results (inclusion isotonicity), 20 000 nested pairs a function", () => {
  for (const [name, F] of Object.entries(elementary)) {
    const source = stream(1, name);
    for (let i = 0; i < 20000; i++) {
      const outer = around(source, doubleIn(source, -1e308, 1e308));
      const [lo, hi] = [Math.max(outer.lo, -1e308), Math.min(outer.hi, 1e308)];
      if (lo > hi) continue;
      const cut = () => Math.min(hi, Math.max(lo, lo * (1 - source.uniform()) + hi * source.uniform()));
      const [a, b] = [cut(), cut()];
      const inner = interval(Math.min(a, b), Math.max(a, b));
      assert.ok(subset(F(inner), F(outer)), `${name}: ${inner} in ${outer}`);
    }
  }
});

test("identities hold as enclosures of one value at points", () => {
  fc.assert(
    fc.property(moderate, (t) => {
      const x = point(t);
      return (
        contains(add(sqr(sin(x)), sqr(cos(x))), 1) &&
        contains(sub(sqr(cosh(x)), sqr(sinh(x))), 1) &&
        contains(mul(exp(x), exp(point(-t))), 1) &&
        meet(tan(x), div(sin(x), cos(x))) &&
        meet(tanh(x), div(sinh(x), cosh(x))) &&
        meet(expm1(x), sub(exp(x), one)) &&
        contains(log(exp(x)), t) &&
        contains(log1p(expm1(x)), t) &&
        contains(tan(atan(x)), t)
      );
    }),
    { seed: 2, numRuns: 5000 },
  );
});

test("inverse functions on [−1, 1]", () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (t) => {
      const x = point(t);
      return (
        contains(sin(asin(x)), t) &&
        contains(cos(acos(x)), t) &&
        meet(cos(asin(x)), sqrt(sub(one, sqr(x)))) &&
        meet(add(asin(x), acos(x)), asin(one))
      );
    }),
    { seed: 3, numRuns: 5000 },
  );
});

test("tanh X ⊆ sinh X / cosh X and exp is monotone on intervals", () => {
  fc.assert(
    fc.property(boxes, (X) => subset(tanh(X), div(sinh(X), cosh(X)))),
    { seed: 4, numRuns: 3000 },
  );
  fc.assert(
    fc.property(boxes, (X) => exp(X).lo === exp(point(X.lo)).lo && exp(X).hi === exp(point(X.hi)).hi),
    { seed: 5, numRuns: 2000 },
  );
});

test("odd and even functions are so bit by bit", () => {
  const mirror = (a: Interval) => interval(-a.hi, -a.lo);
  fc.assert(
    fc.property(boxes, (X) => {
      const odd = [sin, tan, sinh, tanh, atan, elementary.erf];
      return (
        odd.every((F) => {
          const [p, q] = [F(mirror(X)), mirror(F(X))];
          return p.lo === q.lo && p.hi === q.hi;
        }) && [cos, cosh].every((F) => F(X).lo === F(mirror(X)).lo && F(X).hi === F(mirror(X)).hi)
      );
    }),
    { seed: 6, numRuns: 2000 },
  );
});
