import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nextDown } from "../../lib/core/ulp";
import { add, mul, sqr, sqrt, sub } from "../../lib/interval/arithmetic";
import { and, less, lessEqual, or } from "../../lib/interval/compare";
import { cos, exp, log } from "../../lib/interval/elementary";
import { EMPTY, ENTIRE, type Interval, interval, point, unchecked } from "../../lib/interval/interval";
import { type Box, type Decision, proveOnBox, provePositive } from "../../lib/interval/prove";

const INF = Number.POSITIVE_INFINITY;
const one = point(1);
const two = point(2);
const belowTwo = ([x]: Box) => less(sqr(x!), two);

function expectKind<K extends Decision["kind"]>(d: Decision, kind: K): Extract<Decision, { kind: K }> {
  assert.equal(d.kind, kind);
  return d as Extract<Decision, { kind: K }>;
}

test("x² < 2 is proved on [−1, 1.25] and refuted on [0, 1.42]", () => {
  expectKind(proveOnBox(belowTwo, [interval(-1, 1.25)]), "proved");
  const { witness } = expectKind(proveOnBox(belowTwo, [interval(0, 1.42)]), "refuted");
  assert.ok(witness[0]! >= 0 && witness[0]! <= 1.42 && witness[0]! ** 2 > 2);
});

test("x² − x + 1 > 0 is proved with a margin at most its minimum 3/4", () => {
  const d = provePositive(([x]) => add(sub(sqr(x!), x!), one), [interval(-2, 2)]);
  const { margin } = expectKind(d, "proved");
  assert.ok(margin! > 0 && margin! <= 0.75);
});

test("a spent budget is undecided, not false, and the open boxes are listed", () => {
  // e^x > 1 + x holds for x ≠ 0, but not visibly on the whole box
  const claim = ([x]: Box) => less(add(one, x!), exp(x!));
  const open = expectKind(proveOnBox(claim, [interval(0.25, 4)], { budget: 1 }), "undecided");
  assert.equal(open.boxes, 1);
  assert.match(open.reason, /budget of 1 boxes/);
  assert.deepEqual(
    open.remaining.map((b) => String(b[0])),
    ["[0.25, 2.125]", "[2.125, 4]"],
  );
  expectKind(proveOnBox(claim, [interval(0.25, 4)]), "proved");
});

test("the statement holds on each of the remaining boxes when it holds at all", () => {
  const claim = ([x, y]: Box) => less(mul(x!, sub(y!, x!)), point(0.26));
  const box = [interval(-1, 1), interval(0.5, 1)];
  const open = expectKind(proveOnBox(claim, box, { budget: 6 }), "undecided");
  assert.ok(open.remaining.length > 1);
  for (const rest of open.remaining) expectKind(proveOnBox(claim, rest), "proved");
  expectKind(proveOnBox(claim, box), "proved");
});

test("a statement which fails at one corner only is refuted there", () => {
  const d = provePositive(([x, y]) => sub(two, add(x!, y!)), [interval(0, 1), interval(0, 1)]);
  assert.deepEqual(expectKind(d, "refuted").witness, [1, 1]);
  const weak = provePositive(([x, y]) => sub(two, add(x!, y!)), [interval(0, 1), interval(0, 1)], {
    strict: false,
  });
  assert.equal(expectKind(weak, "proved").margin, 0);
});

test("a zero at an irrational point stays undecided when strictness is asked for", () => {
  const f = ([x]: Box) => sqr(sub(sqr(x!), two));
  const d = expectKind(provePositive(f, [interval(1, 2)], { budget: 500 }), "undecided");
  assert.ok(d.remaining.some(([x]) => x!.lo <= Math.SQRT2 && Math.SQRT2 <= x!.hi));
  expectKind(provePositive(f, [interval(1, 2)], { strict: false }), "proved");
});

test("when no double divides the remaining boxes the search ends and says so", () => {
  const f = ([x]: Box) => sub(sqr(x!), two);
  const box = [interval(nextDown(Math.SQRT2), Math.SQRT2)];
  const d = provePositive(f, box);
  assert.equal(d.kind, "refuted"); // the lower end itself
  const inside = proveOnBox(([x]) => less(sqr(sub(x!, point(1.5))), unchecked(0, 1)), [point(1.5)]);
  assert.match(expectKind(inside, "undecided").reason, /no double divides/);
});

test("the margin is a lower bound of the function and improves on nothing false", () => {
  // min of x⁴ − 3x² + x + 5 on [−2, 2] is near x = −1.3008: 1.4861…
  const f = ([x]: Box) => add(add(sub(sqr(sqr(x!)), mul(point(3), sqr(x!))), x!), point(5));
  const { margin } = expectKind(provePositive(f, [interval(-2, 2)]), "proved");
  const value = (x: number) => x ** 4 - 3 * x * x + x + 5;
  let least = INF;
  for (let x = -2; x <= 2; x += 1e-4) least = Math.min(least, value(x));
  assert.ok(margin! > 0 && margin! <= least, `${margin} <= ${least}`);
  assert.equal(provePositive((b) => sub(f(b), point(least + 1e-3)), [interval(-2, 2)]).kind, "refuted");
  assert.equal(provePositive((b) => sub(f(b), point(least - 1e-3)), [interval(-2, 2)]).kind, "proved");
});

test("random quadratics are decided as their discriminant says, and witnesses are true", () => {
  const coefficient = fc.integer({ min: -20, max: 20 });
  fc.assert(
    fc.property(coefficient, coefficient, (b, c) => {
      const f = ([x]: Box) => add(mul(add(x!, point(b)), x!), point(c));
      const d = provePositive(f, [interval(-100, 100)], { budget: 3000 });
      const discriminant = b * b - 4 * c;
      if (d.kind === "refuted") {
        const [x] = d.witness;
        return (x! + b) * x! + c <= 0;
      }
      return d.kind === "proved" ? discriminant < 0 : discriminant >= 0;
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("both ways to choose the side to cut prove the same, and the effective one needs fewer boxes", () => {
  const f = ([x, y]: Box) => add(sub(exp(mul(point(4), x!)), mul(point(4), x!)), mul(point(0.001), cos(y!)));
  const box = [interval(-1, 1), interval(-1, 1)];
  const widest = expectKind(provePositive(f, box), "proved");
  const effective = expectKind(provePositive(f, box, { split: "effective" }), "proved");
  assert.ok(effective.boxes <= widest.boxes, `${effective.boxes} <= ${widest.boxes}`);
});

test("unbounded boxes are cut until the enclosure settles", () => {
  const f = ([x]: Box) => sub(exp(x!), x!);
  expectKind(provePositive(f, [interval(-INF, 600)]), "proved");
  const line = proveOnBox(([x]) => or(less(x!, exp(x!)), less(point(3), x!)), [ENTIRE]);
  expectKind(line, "proved");
});

test("an expression undefined on a box settles nothing there", () => {
  const d = provePositive(([x]) => log(x!), [interval(-2, -1)], { budget: 50 });
  assert.equal(d.kind, "undecided");
  assert.equal(
    proveOnBox(([x]) => lessEqual(sqrt(x!), EMPTY), [interval(0, 1)], { budget: 5 }).kind,
    "undecided",
  );
});

test("a predicate that ignores the upper ends proves a false statement, the honest one refutes it", () => {
  const careless = ([x]: Box) => less(point(sqr(x!).lo), two);
  assert.equal(proveOnBox(careless, [interval(0, 1.42)]).kind, "proved");
  assert.equal(proveOnBox(belowTwo, [interval(0, 1.42)]).kind, "refuted");
});

test("conjunctions of inequalities", () => {
  const f = ([x, y]: Box) => and(less(mul(x!, y!), two), lessEqual(x!, point(1.5)));
  assert.equal(proveOnBox(f, [interval(0, 1.25), interval(0, 1.5)]).kind, "proved");
  const d = expectKind(proveOnBox(f, [interval(0, 1.5), interval(0, 1.5)]), "refuted");
  assert.ok(d.witness[0]! * d.witness[1]! >= 2);
});

test("bad boxes, budgets and options are refused", () => {
  const yes = (): "yes" => "yes";
  assert.throws(() => proveOnBox(yes, []), /at least one side/);
  assert.throws(() => proveOnBox(yes, [EMPTY as Interval]), /`box\[0\]` must be a non-empty interval/);
  assert.throws(() => proveOnBox(yes, [one], { budget: 0 }), /`budget`/);
  assert.throws(() => provePositive(() => one, [one], { split: "random" as "widest" }), /`split`/);
});
