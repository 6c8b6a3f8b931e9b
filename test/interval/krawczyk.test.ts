import assert from "node:assert/strict";
import { test } from "node:test";
import { add, mul, powInt, sqr, sub } from "../../lib/interval/arithmetic";
import { cos, exp, sin } from "../../lib/interval/elementary";
import { EMPTY, type Interval, interval, point } from "../../lib/interval/interval";
import { krawczyk } from "../../lib/interval/krawczyk";
import type { Box } from "../../lib/interval/prove";

const [zero, one, two] = [point(0), point(1), point(2)];

const circle = ([x, y]: Box): Interval[] => [sub(add(sqr(x!), sqr(y!)), one), sub(x!, y!)];
const circleJacobian = ([x, y]: Box) => [
  [mul(two, x!), mul(two, y!)],
  [one, point(-1)],
];

test("x² + y² = 1, x = y has exactly one solution in [0.5, 1]²", () => {
  const outcome = krawczyk(circle, circleJacobian, [interval(0.5, 1), interval(0.5, 1)]);
  assert.equal(outcome.kind, "unique");
  if (outcome.kind !== "unique") return;
  for (const side of outcome.root) {
    assert.ok(side.lo <= Math.SQRT1_2 && Math.SQRT1_2 <= side.hi && side.hi - side.lo < 1e-14);
  }
});

test("there is none in [0.8, 1]², and two in [−1, 1]² are not called unique", () => {
  assert.equal(krawczyk(circle, circleJacobian, [interval(0.8, 1), interval(0.8, 1)]).kind, "none");
  const both = krawczyk(circle, circleJacobian, [interval(-1, 1), interval(-1, 1)]);
  assert.equal(both.kind, "undecided");
});

test("a double zero is undecided", () => {
  const outcome = krawczyk(
    ([x, y]) => [sqr(x!), sub(y!, x!)],
    ([x]) => [
      [mul(two, x!), zero],
      [point(-1), one],
    ],
    [interval(-1, 1.5), interval(-1, 1.5)],
  );
  assert.equal(outcome.kind, "undecided");
});

test("three transcendental equations", () => {
  // (x, y, z) = (0.1 cos y, 0.1 sin z, 0.1 eˣ): a contraction, so exactly one fixed point
  const tenth = point(0.1);
  const f = ([x, y, z]: Box) => [
    sub(x!, mul(tenth, cos(y!))),
    sub(y!, mul(tenth, sin(z!))),
    sub(z!, mul(tenth, exp(x!))),
  ];
  const jacobian = ([x, y, z]: Box) => [
    [one, mul(tenth, sin(y!)), zero],
    [zero, one, mul(point(-0.1), cos(z!))],
    [mul(point(-0.1), exp(x!)), zero, one],
  ];
  const outcome = krawczyk(f, jacobian, [interval(-1, 1), interval(-1, 1), interval(-1, 1)]);
  assert.equal(outcome.kind, "unique");
  if (outcome.kind !== "unique") return;
  let [x, y, z] = [0, 0, 0];
  for (let i = 0; i < 60; i++) [x, y, z] = [0.1 * Math.cos(y), 0.1 * Math.sin(z), 0.1 * Math.exp(x)];
  for (const [i, v] of [x, y, z].entries()) assert.ok(Math.abs(outcome.root[i]!.lo - v) < 1e-15);
});

test("a singular midpoint Jacobian and an undefined function are named", () => {
  const flat = krawczyk(
    ([x]) => [powInt(x!, 3)],
    ([x]) => [[mul(point(3), sqr(x!))]],
    [interval(-1, 1)],
  );
  assert.equal(flat.kind, "undecided");
  const nowhere = krawczyk(
    () => [EMPTY],
    () => [[one]],
    [interval(-1, 1)],
  );
  assert.match(nowhere.kind === "undecided" ? nowhere.reason : "", /undefined on the box/);
  const singular = krawczyk(
    ([x]) => [sub(one, x!)],
    () => [[zero]],
    [interval(-1, 1)],
  );
  assert.match(singular.kind === "undecided" ? singular.reason : "", /singular/);
});

test("a false Jacobian makes the operator claim a solution that is not there", () => {
  const f = ([x]: Box) => [add(sqr(x!), point(0.01))];
  const honest = krawczyk(f, ([x]) => [[mul(two, x!)]], [interval(-0.5, 1)]);
  assert.notEqual(honest.kind, "unique");
  const misled = krawczyk(f, () => [[one]], [interval(-1, 1)], { maxSteps: 1 });
  assert.equal(misled.kind, "unique");
});
