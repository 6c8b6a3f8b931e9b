import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import { nextDown } from "../../lib/core/ulp";
import { abs, add, div, max, min, mul, neg, powInt, sqr, sqrt, sub } from "../../lib/interval/arithmetic";
import { fromRational } from "../../lib/interval/fromRational";
import {
  contains,
  EMPTY,
  ENTIRE,
  type Interval,
  interval,
  point,
  subset,
  unchecked,
} from "../../lib/interval/interval";
import { below } from "../../lib/interval/rounding";
import { stream } from "../../lib/random/source";
import { checkBinary, checkUnary, nearest } from "./containment";
import { around, double, memberOf } from "./inputs";
import { type Binary, Reference } from "./reference";

const { MAX_VALUE, MIN_VALUE } = Number;
const INF = Number.POSITIVE_INFINITY;
const BINARY = { add, sub, mul, div } as const;
const PLAIN: Record<Binary, (x: number, y: number) => number> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
};
let reference: Reference;
before(async () => {
  reference = await Reference.load();
});

for (const [name, F] of Object.entries(BINARY)) {
  test(`${name} contains the exact value for 100 000 pairs and is at most one ulp wide at points`, () => {
    const report = checkBinary(reference, name as Binary, F, 100000);
    assert.equal(report.failures, 0, report.first);
    assert.equal(report.widest, 1);
  });

  test(`the checker catches ${name} rounded to nearest`, () => {
    const plain = PLAIN[name as Binary];
    const sabotaged = (a: Interval, b: Interval) => {
      const corners = [plain(a.lo, b.lo), plain(a.lo, b.hi), plain(a.hi, b.lo), plain(a.hi, b.hi)];
      return unchecked(Math.min(...corners), Math.max(...corners));
    };
    assert.ok(checkBinary(reference, name as Binary, sabotaged, 2000).failures > 200);
  });

  test(`${name} at points away from the ends of the format is the tightest enclosure`, () => {
    const source = stream(2, name);
    let points = 0;
    for (let i = 0; i < 20000; i++) {
      const x = double(source);
      const y = double(source);
      const size = Math.abs(PLAIN[name as Binary](x, y));
      const inside = (v: number) => v > 2 ** -900 && v < 2 ** 900;
      if (![size, Math.abs(x), Math.abs(y)].every(inside)) continue;
      const image = F(point(x), point(y));
      reference.binary(name as Binary, x, y);
      points++;
      assert.equal(image.lo, reference.down(), `${x} ${name} ${y}`);
      assert.ok(image.hi === image.lo || !reference.within(unchecked(image.lo, image.lo)));
    }
    assert.ok(points > 3000);
  });
}

test("sqrt contains the exact value for 100 000 inputs; points get the tightest enclosure", () => {
  const report = checkUnary(reference, "sqrt", sqrt, 100000);
  assert.equal(report.failures, 0, report.first);
  assert.equal(report.widest, 1);
  assert.ok(checkUnary(reference, "sqrt", nearest(Math.sqrt), 1000).failures > 100);
  const source = stream(3, "sqrt");
  for (let i = 0; i < 20000; i++) {
    const x = Math.abs(double(source));
    if (x === 0 || x === INF) continue;
    const image = sqrt(point(x));
    assert.equal(image.lo, reference.unary("sqrt", x).down());
    assert.equal(image.lo === image.hi, reference.within(unchecked(image.lo, image.lo)), `√${x}`);
  }
});

test("powInt contains the exact value for 100 000 inputs", () => {
  const failures = (F: (a: Interval, n: number) => Interval, inputs: number) => {
    const source = stream(4, "powInt");
    let count = 0;
    for (let i = 0; i < inputs; i++) {
      const n = source.integer(50) === 0 ? source.integer(2000) - 1000 : source.integer(25) - 8;
      const raw = double(source);
      const x = raw === 0 || !Number.isFinite(raw) ? 1.25 : raw;
      const a = around(source, x);
      const t = memberOf(source, a, x, -MAX_VALUE, MAX_VALUE);
      if (!reference.power(t === 0 && n < 0 ? x : t, n).within(F(a, n))) count++;
    }
    return count;
  };
  assert.equal(failures(powInt, 100000), 0);
  const sabotaged = (a: Interval, n: number) => nearest((x) => x ** n)(a);
  assert.ok(failures(sabotaged, 2000) > 200);
});

test("sqr is powInt of exponent 2 and sees the dependency that mul cannot", () => {
  assert.deepEqual(sqr(interval(-1, 2)), interval(0, 4));
  assert.deepEqual(mul(interval(-1, 2), interval(-1, 2)), interval(-2, 4));
  assert.deepEqual(powInt(interval(-2, 1), 3), interval(-8, 1));
  assert.deepEqual(powInt(interval(-2, 1), 4), interval(0, 16));
  assert.deepEqual(powInt(interval(2, 4), -1), interval(0.25, 0.5));
  assert.deepEqual(powInt(interval(-1, 2), -2), interval(0.25, INF));
  assert.deepEqual(powInt(ENTIRE, 0), point(1));
  assert.equal(powInt(point(0), -1), EMPTY);
});

test("the examples of the docstrings hold", () => {
  assert.deepEqual(add(interval(1, 2), interval(3, 4)), interval(4, 6));
  assert.deepEqual(mul(interval(-1, 2), interval(3, 4)), interval(-4, 8));
  assert.deepEqual(div(interval(1, 2), interval(0, 4)), interval(0.25, INF));
  assert.deepEqual(sqrt(interval(4, 9)), interval(2, 3));
  assert.deepEqual(sqrt(interval(-1, 4)), interval(0, 2));
});

test("division by intervals that touch or contain zero", () => {
  assert.equal(div(point(1), point(0)), EMPTY);
  assert.deepEqual(div(point(0), interval(-1, 1)), point(0));
  assert.deepEqual(div(point(1), interval(-1, 1)), ENTIRE);
  assert.deepEqual(div(interval(-1, 1), interval(0, 2)), ENTIRE);
  assert.deepEqual(div(interval(-2, -1), interval(0, 2)), interval(-INF, -0.5));
  assert.deepEqual(div(interval(1, 2), interval(-2, 0)), interval(-INF, -0.5));
  assert.deepEqual(div(interval(1, INF), interval(1, INF)), interval(0, INF));
});

test("overflow and underflow move to the neighbour, never across", () => {
  assert.deepEqual(add(point(MAX_VALUE), point(MAX_VALUE)), interval(MAX_VALUE, INF));
  assert.deepEqual(mul(point(-MAX_VALUE), point(2)), interval(-INF, -MAX_VALUE));
  assert.deepEqual(mul(point(MIN_VALUE), point(0.5)), interval(0, MIN_VALUE));
  assert.deepEqual(mul(point(MIN_VALUE), point(-0.5)), interval(-MIN_VALUE, 0));
  assert.deepEqual(div(point(MIN_VALUE), point(4)), interval(0, MIN_VALUE));
  assert.deepEqual(mul(interval(0, 1), ENTIRE), ENTIRE);
  assert.deepEqual(mul(point(0), ENTIRE), point(0));
});

test("empty arguments give empty results", () => {
  const one = point(1);
  for (const F of [add, sub, mul, div, min, max]) {
    assert.equal(F(EMPTY, one), EMPTY);
    assert.equal(F(one, EMPTY), EMPTY);
  }
  for (const F of [neg, sqr, sqrt, abs]) assert.equal(F(EMPTY), EMPTY);
  assert.equal(sqrt(interval(-2, -1)), EMPTY);
});

test("abs, min and max", () => {
  assert.deepEqual(abs(interval(-3, 2)), interval(0, 3));
  assert.deepEqual(abs(interval(-3, -2)), interval(2, 3));
  assert.deepEqual(min(interval(0, 5), interval(1, 2)), interval(0, 2));
  assert.deepEqual(max(interval(0, 5), interval(1, 2)), interval(1, 5));
});

const ends = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }));
const intervals = ends
  .filter(([a, b]) => Math.min(a, b) < INF && Math.max(a, b) > -INF)
  .map(([a, b]) => interval(Math.min(a, b), Math.max(a, b)));
const nested = fc
  .tuple(intervals, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([outer, p, q]) => {
    const at = (s: number) => Math.min(outer.hi, Math.max(outer.lo, outer.lo * (1 - s) + outer.hi * s));
    const [a, b] = [at(Math.min(p, q)), at(Math.max(p, q))];
    const fine = Number.isFinite(a) && Number.isFinite(b) && a <= b;
    return { outer, inner: fine ? interval(a, b) : outer };
  });

test("wider arguments give wider results (inclusion isotonicity)", () => {
  for (const F of [add, sub, mul, div]) {
    const holds = fc.property(nested, nested, (a, b) => subset(F(a.inner, b.inner), F(a.outer, b.outer)));
    fc.assert(holds, { seed: 5, numRuns: 3000 });
  }
  for (const F of [neg, sqr, sqrt, abs, (a: Interval) => powInt(a, 3), (a: Interval) => powInt(a, -2)]) {
    fc.assert(
      fc.property(nested, (a) => subset(F(a.inner), F(a.outer))),
      { seed: 6, numRuns: 2000 },
    );
  }
});

const small = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
  .map(([a, w]) => interval(a / 8, (a + w) / 8));

test("sub-distributivity: a(b + c) ⊆ ab + ac, with equality for points", () => {
  fc.assert(
    fc.property(small, small, small, (a, b, c) => subset(mul(a, add(b, c)), add(mul(a, b), mul(a, c)))),
    { seed: 7, numRuns: 3000 },
  );
  assert.deepEqual(mul(interval(-1, 1), sub(point(1), point(1))), point(0));
  assert.deepEqual(sub(interval(-1, 1), interval(-1, 1)), interval(-2, 2));
});

test("a − a contains 0 and a / a contains 1", () => {
  fc.assert(
    fc.property(intervals, (a) => contains(sub(a, a), 0)),
    { seed: 8, numRuns: 2000 },
  );
  fc.assert(
    fc.property(intervals, (a) => (a.lo === 0 && a.hi === 0) || contains(div(a, a), 1)),
    { seed: 9, numRuns: 2000 },
  );
});

/** The exact value of a finite double as a fraction. */
function fraction(x: number): [bigint, bigint] {
  let d = 1n;
  let y = x;
  while (!Number.isInteger(y)) {
    y *= 2;
    d *= 2n;
  }
  return [BigInt(y), d];
}

test("fromRational is the tightest enclosure of the exact quotient", () => {
  const compare = (x: number, n: bigint, d: bigint) => {
    if (x === INF) return 1;
    if (x === -INF) return -1;
    const [p, q] = fraction(x);
    const difference = p * d - n * q;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  };
  const huge = fc.tuple(fc.bigInt({ min: -(1n << 90n), max: 1n << 90n }), fc.nat(1100), fc.boolean());
  fc.assert(
    fc.property(huge, fc.bigInt({ min: 1n, max: 1n << 80n }), ([m, shift, up], q) => {
      const n = up ? m << BigInt(shift) : m;
      const d = up ? q : q << BigInt(shift);
      const { lo, hi } = fromRational(n, d);
      const order = [compare(lo, n, d), compare(hi, n, d)];
      return lo === hi ? order[0] === 0 && order[1] === 0 : order[0] === -1 && order[1] === 1;
    }),
    { seed: 10, numRuns: 5000 },
  );
  assert.equal(String(fromRational(1n, 10n)), "[0.09999999999999999, 0.1]");
  assert.equal(String(fromRational(-3n, -4n)), "[0.75]");
  assert.equal(String(fromRational(1n, 1n << 1075n)), "[0, 5e-324]");
  assert.deepEqual(fromRational(-(10n ** 400n)), interval(-INF, -MAX_VALUE));
  assert.throws(() => fromRational(1n, 0n), /`d` must be non-zero/);
});

test("the two-operation predecessor is nextDown on the whole range where it is used", () => {
  const source = stream(5, "below");
  for (let i = 0; i < 50000; i++) {
    const mantissa = i % 3 === 0 ? 1 : i % 3 === 1 ? 2 - 2 ** -52 : 1 + source.uniform();
    const x = (source.integer(2) ? 1 : -1) * mantissa * 2 ** (source.integer(1983) - 960);
    assert.equal(below(x), nextDown(x), `${x}`);
  }
});

test("powers of two written with ** are exact, as the rescalings assume", () => {
  let exact = 1;
  for (let k = 0; k <= 1023; k++, exact *= 2) assert.equal(2 ** k, exact);
  exact = 1;
  for (let k = 0; k >= -1074; k--, exact /= 2) assert.equal(2 ** k, exact);
});
