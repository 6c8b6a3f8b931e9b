import assert from "node:assert/strict";
import { test } from "node:test";
import { nextDown } from "../../lib/core/ulp";
import { add, mul, powInt, sqr, sub } from "../../lib/interval/arithmetic";
import { cos, exp, sin } from "../../lib/interval/elementary";
import {
  EMPTY,
  ENTIRE,
  type Interval,
  interval,
  isEmpty,
  point,
  unchecked,
} from "../../lib/interval/interval";
import { isolateRoots, newton } from "../../lib/interval/newton";

const two = point(2);
const f = (x: Interval) => sub(sqr(x), two);
const df = (x: Interval) => mul(two, x);

test("x² = 2 has exactly one solution in [1, 2], enclosed by neighbouring doubles", () => {
  const outcome = newton(f, df, interval(1, 2));
  assert.equal(outcome.kind, "unique");
  if (outcome.kind !== "unique") return;
  assert.equal(outcome.root.hi, Math.SQRT2);
  assert.equal(outcome.root.lo, nextDown(Math.SQRT2));
  assert.ok(outcome.steps <= 8);
});

test("x² = 2 has no solution in [−1, 1] and in [1.5, 9]", () => {
  assert.equal(newton(f, df, interval(-1, 1)).kind, "none");
  assert.equal(newton(f, df, interval(1.5, 9)).kind, "none");
});

test("two solutions in one interval are not called unique", () => {
  const outcome = newton(f, df, interval(-2, 2));
  assert.equal(outcome.kind, "undecided");
  if (outcome.kind !== "undecided") return;
  assert.ok(outcome.enclosure.lo <= -Math.SQRT2 && outcome.enclosure.hi >= Math.SQRT2);
});

test("a double zero is undecided, never unique", () => {
  const outcome = newton(
    (x) => sqr(sub(x, point(1))),
    (x) => mul(two, sub(x, point(1))),
    interval(0, 3),
  );
  assert.equal(outcome.kind, "undecided");
});

test("a zero at the end of the interval is found", () => {
  const outcome = newton(
    (x) => sub(x, point(1)),
    () => point(1),
    interval(1, 5),
  );
  assert.equal(outcome.kind, "unique");
  if (outcome.kind === "unique") assert.deepEqual(outcome.root, point(1));
});

test("a transcendental equation: cos x = x", () => {
  const outcome = newton(
    (x) => sub(cos(x), x),
    (x) => sub(point(-1), sin(x)),
    interval(0, 1),
  );
  assert.equal(outcome.kind, "unique");
  if (outcome.kind !== "unique") return;
  assert.ok(outcome.root.lo <= 0.7390851332151607 && 0.7390851332151606 <= outcome.root.hi);
  assert.ok(outcome.root.hi - outcome.root.lo < 1e-15);
});

test("e^x = 0 has no solution on the line", () => {
  assert.equal(newton(exp, exp, interval(-700, 700)).kind, "none");
});

test("all zeros of x³ − x on [−2, 2] are isolated, one of them on a cut", () => {
  const g = (x: Interval) => sub(powInt(x, 3), x);
  const dg = (x: Interval) => sub(mul(point(3), sqr(x)), point(1));
  const { kind, roots } = isolateRoots(g, dg, interval(-2, 2));
  assert.equal(kind, "complete");
  assert.equal(roots.length, 3);
  [-1, 0, 1].forEach((r, i) => {
    assert.ok(roots[i]!.lo <= r && r <= roots[i]!.hi && roots[i]!.hi - roots[i]!.lo < 1e-12);
  });
});

test("the zeros of sin on [1, 20] are the six multiples of π", () => {
  const { kind, roots } = isolateRoots(sin, cos, interval(1, 20));
  assert.equal(kind, "complete");
  assert.deepEqual(
    roots.map((r) => Math.round(r.lo / Math.PI)),
    [1, 2, 3, 4, 5, 6],
  );
  for (const [i, r] of roots.entries()) {
    assert.ok(r.lo <= (i + 1) * Math.PI + 4e-15 && r.hi >= (i + 1) * Math.PI - 4e-15);
  }
});

test("a double zero leaves the isolation incomplete, with the zero in the undecided part", () => {
  const g = (x: Interval) => mul(sqr(sub(x, point(1))), add(x, two));
  const dg = (x: Interval) => mul(point(3), sub(sqr(x), point(1)));
  const { kind, roots, undecided } = isolateRoots(g, dg, interval(-3, 3.5), { budget: 200 });
  assert.equal(kind, "incomplete");
  assert.ok(roots.some((r) => r.lo <= -2 && -2 <= r.hi));
  assert.ok(undecided.some((u) => u.lo <= 1 && 1 <= u.hi));
});

test("a derivative that is wrong on purpose is what makes Newton lie", () => {
  const lie = newton(f, () => point(100), interval(-1, 1));
  assert.notEqual(lie.kind, "unique");
  assert.equal(newton(f, () => point(1), interval(-2, 2)).kind !== "undecided", true);
  assert.equal(newton(f, df, interval(-2, 2)).kind, "undecided");
});

test("empty and unbounded starting intervals", () => {
  assert.throws(() => newton(f, df, EMPTY), /non-empty/);
  assert.throws(() => isolateRoots(f, df, ENTIRE), /bounded/);
  const half = newton(f, df, unchecked(0.5, Number.POSITIVE_INFINITY));
  assert.ok(half.kind === "unique" || half.kind === "undecided");
  assert.ok(half.kind !== "undecided" || !isEmpty(half.enclosure));
});
