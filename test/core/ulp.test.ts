import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nextDown, nextUp, ulp, ulpDistance } from "../../lib/core/ulp";

const { MAX_VALUE, MIN_VALUE, EPSILON } = Number;
const any = fc.double({ noNaN: true });

/** Second source: the bit pattern as one 64-bit integer, read through a DataView. */
function position(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

test("nextUp and nextDown step over the landmarks of the format", () => {
  const steps: [number, number][] = [
    [0, MIN_VALUE],
    [-MIN_VALUE, 0],
    [1, 1 + EPSILON],
    [1 - EPSILON / 2, 1],
    [2 ** -1022 - MIN_VALUE, 2 ** -1022],
    [MAX_VALUE, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, -MAX_VALUE],
    [-1 - EPSILON, -1],
    [2 ** 32 * 3 - 2 ** -19, 2 ** 32 * 3],
  ];
  for (const [x, y] of steps) {
    assert.ok(nextUp(x) === y, `nextUp(${x})`);
    assert.ok(nextDown(y) === x, `nextDown(${y})`);
  }
  assert.equal(nextUp(Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY);
  assert.equal(nextDown(Number.NEGATIVE_INFINITY), Number.NEGATIVE_INFINITY);
  assert.equal(nextUp(-0), MIN_VALUE);
  assert.equal(nextDown(-0), -MIN_VALUE);
  assert.ok(Number.isNaN(nextUp(Number.NaN)) && Number.isNaN(nextDown(Number.NaN)));
});

test("nextUp moves the integer position of the bit pattern by one", () => {
  fc.assert(
    fc.property(any, (x) => {
      fc.pre(x !== Number.POSITIVE_INFINITY);
      return position(nextUp(x)) - position(x) === 1n;
    }),
    { seed: 1, numRuns: 20000 },
  );
});

test("ulpDistance is the difference of the integer positions", () => {
  fc.assert(
    fc.property(any, any, (a, b) => {
      const exact = position(a) - position(b);
      return ulpDistance(a, b) === Number(exact < 0n ? -exact : exact);
    }),
    { seed: 2, numRuns: 20000 },
  );
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(40), (a, n) => {
      let b = a;
      for (let i = 0; i < n; i++) b = nextUp(b);
      return b === Number.POSITIVE_INFINITY || ulpDistance(a, b) === n;
    }),
    { seed: 3, numRuns: 5000 },
  );
  assert.equal(ulpDistance(-0, 0), 0);
  assert.equal(ulpDistance(-MIN_VALUE, MIN_VALUE), 2);
  assert.equal(ulpDistance(1, 1 + 2 ** -50), 4);
  assert.ok(Number.isNaN(ulpDistance(Number.NaN, 1)));
});

test("ulp is the gap above |x|", () => {
  assert.equal(ulp(1), EPSILON);
  assert.equal(ulp(-1), EPSILON);
  assert.equal(ulp(0), MIN_VALUE);
  assert.equal(ulp(2 ** -1022), MIN_VALUE);
  assert.equal(ulp(MAX_VALUE), 2 ** 971);
  assert.equal(ulp(Number.NEGATIVE_INFINITY), Number.POSITIVE_INFINITY);
  assert.ok(Number.isNaN(ulp(Number.NaN)));
});
