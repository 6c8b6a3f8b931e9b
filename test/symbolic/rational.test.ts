import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DomainError } from "../../lib/core/errors";
import { Rational } from "../../lib/symbolic/rational";

const seeded = { seed: 1, numRuns: 300 };
const rational = fc
  .tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
  .map(([n, d]) => Rational.of(n, d));

test("numbers mean their binary value and texts their decimal value", () => {
  assert.equal(Rational.of(0.25).toString(), "1/4");
  assert.equal(Rational.of("0.1").toString(), "1/10");
  assert.equal(Rational.of(0.1).toString(), "3602879701896397/36028797018963968");
  assert.equal(Rational.of("-2.50e-1").toString(), "-1/4");
  assert.equal(Rational.of(" 10/-16 ").toString(), "-5/8");
  assert.equal(Rational.of("3e2").toString(), "300");
  assert.equal(Rational.of(3, 6).toString(), "1/2");
  assert.equal(Rational.of("0.1").add("1/5").toString(), "3/10");
});

test("unreadable input is refused with the value", () => {
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, "", ".", "x", "1/2/3", "1e", "0x10"]) {
    assert.throws(() => Rational.of(bad), DomainError, String(bad));
  }
  assert.throws(() => Rational.of("1/0"), /nonzero/);
  assert.throws(() => Rational.of(0).pow(-1), /nonzero/);
  assert.throws(() => Rational.of(2).pow(0.5), /integer/);
});

test("every finite double returns unchanged", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      assert.equal(Rational.of(x).toNumber(), x === 0 ? 0 : x);
    }),
    seeded,
  );
  for (const x of [5e-324, 2 ** -1022, Number.MAX_VALUE, -(2 ** -1074) * 3]) {
    assert.equal(Rational.of(x).toNumber(), x);
  }
});

test("toNumber is the nearest double", () => {
  fc.assert(
    fc.property(rational, (r) => {
      const x = r.toNumber();
      const error = Rational.of(x).sub(r).abs();
      const bits = new BigUint64Array(1);
      const view = new Float64Array(bits.buffer);
      for (const step of [-1n, 1n]) {
        view[0] = x;
        bits[0]! += step;
        if (x !== 0) assert.ok(error.cmp(Rational.of(view[0]).sub(r).abs()) <= 0);
      }
    }),
    seeded,
  );
  assert.equal(Rational.of(10n ** 400n, 10n ** 399n).toNumber(), 10);
  assert.equal(Rational.of(-1n, 10n ** 400n).toNumber(), -0);
});

test("field axioms and order", () => {
  fc.assert(
    fc.property(rational, rational, rational, (a, b, c) => {
      assert.deepEqual(a.mul(b.add(c)), a.mul(b).add(a.mul(c)));
      assert.deepEqual(a.sub(b).add(b), a);
      if (!b.isZero()) assert.deepEqual(a.div(b).mul(b), a);
      assert.equal(a.cmp(b), a.sub(b).sign());
    }),
    seeded,
  );
});

test("TeX", () => {
  assert.equal(Rational.of("-5/8").toTex(), "-\\tfrac{5}{8}");
  assert.equal(Rational.of("5/8").toTex("display"), "\\frac{5}{8}");
  assert.equal(Rational.of(-3).toTex(), "-3");
});
