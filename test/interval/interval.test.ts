import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DomainError } from "../../lib/core/errors";
import {
  and,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  nonNegative,
  not,
  or,
  positive,
  type Trilean,
} from "../../lib/interval/compare";
import {
  bisect,
  contains,
  EMPTY,
  ENTIRE,
  hull,
  inflate,
  interior,
  intersect,
  interval,
  isEmpty,
  mag,
  mid,
  mig,
  point,
  radius,
  subset,
  width,
} from "../../lib/interval/interval";

const { MAX_VALUE, MIN_VALUE } = Number;
const INF = Number.POSITIVE_INFINITY;
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const bounded = fc.tuple(finite, finite).map(([a, b]) => interval(Math.min(a, b), Math.max(a, b)));

test("NaN, reversed ends and intervals without real members are rejected", () => {
  const bad: [number, number][] = [
    [Number.NaN, 1],
    [0, Number.NaN],
    [2, 1],
    [INF, INF],
    [-INF, -INF],
  ];
  for (const [lo, hi] of bad) assert.throws(() => interval(lo, hi), DomainError);
  assert.throws(() => point(Number.NaN), DomainError);
  assert.throws(() => point(INF), DomainError);
  assert.throws(() => interval(2, 1), /`\(lo, hi\)` must satisfy lo <= hi/);
});

test("an interval looks like {lo, hi} and has no negative zero", () => {
  const a = interval(-0, 1);
  assert.deepEqual(Object.keys(a), ["lo", "hi"]);
  assert.equal(JSON.stringify(a), '{"lo":0,"hi":1}');
  assert.ok(Object.is(a.lo, 0));
});

test("the printed form is short and identifies both ends", () => {
  assert.equal(String(interval(1, 2)), "[1, 2]");
  assert.equal(String(point(0.5)), "[0.5]");
  assert.equal(String(interval(-INF, 2)), "(-∞, 2]");
  assert.equal(String(interval(2, INF)), "[2, ∞)");
  assert.equal(String(EMPTY), "∅");
  assert.equal(String(ENTIRE), "(-∞, ∞)");
});

test("the display method is not enumerable and gives text and LaTeX", () => {
  const bundleOf = (a: object) =>
    (a as { [key: symbol]: () => Record<string, unknown> })[Symbol.for("Jupyter.display")]!();
  assert.deepEqual(bundleOf(interval(-1e-7, 2)), {
    "text/plain": "[-1e-7, 2]",
    "text/latex": "$[-1 \\cdot 10^{-7},\\, 2]$",
  });
  assert.equal(bundleOf(EMPTY)["text/latex"], "$\\varnothing$");
  assert.equal(bundleOf(ENTIRE)["text/latex"], "$(-\\infty,\\, \\infty)$");
});

test("set operations", () => {
  const a = interval(0, 2);
  const b = interval(1, 3);
  assert.deepEqual(hull(a, b), interval(0, 3));
  assert.deepEqual(intersect(a, b), interval(1, 2));
  assert.equal(intersect(a, interval(5, 6)), EMPTY);
  assert.equal(hull(EMPTY, a), a);
  assert.ok(contains(a, 2) && !contains(a, 2.1) && !contains(ENTIRE, INF) && !contains(a, Number.NaN));
  assert.ok(subset(EMPTY, a) && subset(interval(0, 1), a) && !subset(b, a));
  assert.ok(interior(interval(0.5, 1), a) && !interior(interval(0, 1), a) && interior(ENTIRE, ENTIRE));
  assert.ok(isEmpty(EMPTY) && !isEmpty(point(0)));
});

test("width, magnitude and mignitude", () => {
  assert.equal(width(interval(1, 3)), 2);
  assert.equal(width(interval(-MAX_VALUE, MAX_VALUE)), INF);
  assert.equal(mag(interval(-3, 2)), 3);
  assert.equal(mig(interval(-3, 2)), 0);
  assert.equal(mig(interval(-3, -2)), 2);
  for (const f of [width, mid, mag, mig]) assert.throws(() => f(EMPTY), /non-empty/);
});

test("mid is a finite member and bisect covers the interval", () => {
  assert.equal(mid(interval(1, 3)), 2);
  assert.equal(mid(interval(MAX_VALUE, MAX_VALUE)), MAX_VALUE);
  assert.equal(mid(interval(0, MIN_VALUE)), 0);
  assert.equal(mid(ENTIRE), 0);
  assert.deepEqual([mid(interval(-1, INF)), mid(interval(3, INF)), mid(interval(-INF, -3))], [0, 6, -6]);
  fc.assert(
    fc.property(bounded, (a) => {
      const m = mid(a);
      const [left, right] = bisect(a);
      const r = radius(a);
      return (
        contains(a, m) &&
        left.lo === a.lo &&
        left.hi === m &&
        right.lo === m &&
        right.hi === a.hi &&
        subset(a, inflate(point(m), r))
      );
    }),
    { seed: 1, numRuns: 5000 },
  );
});

test("comparisons answer yes, no or unknown", () => {
  const [a, b] = [interval(0, 1), interval(1, 2)];
  assert.equal(less(a, interval(2, 3)), "yes");
  assert.equal(less(a, b), "unknown");
  assert.equal(lessEqual(a, b), "yes");
  assert.equal(less(b, a), "no");
  assert.equal(greater(b, a), "unknown");
  assert.equal(greaterEqual(b, a), "yes");
  assert.equal(greaterEqual(a, interval(2, 3)), "no");
  assert.equal(equal(point(1), point(1)), "yes");
  assert.equal(equal(a, b), "unknown");
  assert.equal(equal(a, point(7)), "no");
  assert.deepEqual([positive(a), positive(b), positive(interval(-1, 0))], ["unknown", "yes", "no"]);
  assert.deepEqual([nonNegative(a), nonNegative(interval(-1, 0))], ["yes", "unknown"]);
});

test("an empty enclosure decides nothing", () => {
  for (const f of [less, lessEqual, greater, greaterEqual, equal]) {
    assert.equal(f(EMPTY, point(1)), "unknown");
    assert.equal(f(point(1), EMPTY), "unknown");
  }
  assert.equal(positive(EMPTY), "unknown");
  assert.equal(nonNegative(EMPTY), "unknown");
});

test("a decided comparison holds for all members", () => {
  fc.assert(
    fc.property(bounded, bounded, (a, b) => {
      const pairs: [number, number][] = [
        [a.lo, b.lo],
        [a.lo, b.hi],
        [a.hi, b.lo],
        [a.hi, b.hi],
      ];
      const agrees = (t: Trilean, test: (x: number, y: number) => boolean) =>
        t === "unknown" || pairs.every(([x, y]) => test(x, y) === (t === "yes"));
      return (
        agrees(less(a, b), (x, y) => x < y) &&
        agrees(lessEqual(a, b), (x, y) => x <= y) &&
        agrees(equal(a, b), (x, y) => x === y)
      );
    }),
    { seed: 2, numRuns: 3000 },
  );
});

test("the three-valued connectives follow Kleene", () => {
  const values: Trilean[] = ["no", "unknown", "yes"];
  for (const [i, s] of values.entries()) {
    assert.equal(not(s), values[2 - i]);
    for (const [j, t] of values.entries()) {
      assert.equal(and(s, t), values[Math.min(i, j)]);
      assert.equal(or(s, t), values[Math.max(i, j)]);
    }
  }
  assert.deepEqual([and(), or()], ["yes", "no"]);
});
