import assert from "node:assert/strict";
import { test } from "node:test";
import { identityHolds, signHolds } from "../../lib/claims/algebra";

test("the documented identity and sign hold, exactly", () => {
  const identity = identityHolds("binomial", "(a+b)^2", "a^2+2*a*b+b^2");
  assert.deepEqual([identity.outcome, identity.grade, identity.margin], ["holds", "exact", 0]);
  const sign = signHolds("x(1 − x) >= 0", "x*(1-x)", ">=", { x: [0, 1] });
  assert.deepEqual([sign.outcome, sign.grade], ["holds", "exact"]);
});

test("a false identity fails with a point where the sides differ", () => {
  const e = identityHolds("freshman", "(a+b)^2", "a^2+b^2");
  assert.equal(e.outcome, "fails");
  const [, a, b] = /look at a = (-?\d+), b = (-?\d+)$/.exec(e.witness!)!.map(Number) as [
    number,
    number,
    number,
  ];
  assert.notEqual((a + b) ** 2, a * a + b * b);
});

test("a false sign fails with a rational point of the box, and the margin says by how much", () => {
  const e = signHolds("x² >= x on [0, 1]", "x^2 - x", ">=", { x: ["0", "1"] });
  assert.equal(e.outcome, "fails");
  assert.ok(e.witness && e.margin < 0 && e.margin >= -0.25);
});

test("a strict sign is not granted where the expression touches zero, unless the factor is divided out", () => {
  assert.equal(signHolds("x > 0", "x", ">", { x: [0, 1] }).outcome, "fails");
  assert.equal(signHolds("x/x > 0", "x^2/x^2", ">", { x: [0, 1] }).outcome, "holds");
});

test("a quotient is judged by numerator times denominator", () => {
  assert.equal(signHolds("1/(2 − x) > 0", "1/(2-x)", ">", { x: [0, 1] }).outcome, "holds");
  assert.equal(signHolds("1/(x − 2) > 0", "1/(x-2)", ">", { x: [0, 1] }).outcome, "fails");
});

test("definitions are inserted recursively", () => {
  const where = { y: "x + 1", z: "y^2" };
  assert.equal(identityHolds("z", "z", "x^2 + 2*x + 1", where).outcome, "holds");
  assert.equal(signHolds("z >= 1", "z - 1", ">=", { x: [0, 1] }, { where }).outcome, "holds");
});

test("a budget that is too small leaves the sign undecided, with values kept when it is decided", () => {
  // touches 0 inside the box: no subdivision ends
  const hard = signHolds(
    "(x − 1/3)² + (y − 1/3)² >= 0",
    "(3*x-1)^2 + (3*y-1)^2",
    ">=",
    { x: [0, 1], y: [0, 1] },
    { budget: 3 },
  );
  assert.equal(hard.outcome, "undecided");
  const easy = signHolds("x >= 0", "x", ">=", { x: [0, 1] }, { values: { seen: 7 } });
  assert.equal(easy.values.seen, 7);
});

test("unreadable expressions and names without a range are refused", () => {
  assert.throws(() => identityHolds("bad", "x +", "1"), /expression|Unexpected|must/);
  assert.throws(() => signHolds("bad", "x*y", ">=", { x: [0, 1] }), /y/);
});
