import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { DomainError, ShapeError } from "../../lib/core/errors";
import { characteristicPolynomial, determinant, hessian, jacobian } from "../../lib/symbolic/characteristic";
import { Polynomial } from "../../lib/symbolic/polynomial";
import { Rational } from "../../lib/symbolic/rational";
import { countRoots, isolateRoots } from "../../lib/symbolic/sturm";

const rational = fc
  .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 9 }))
  .map(([n, d]) => Rational.of(n, d));

test("a product of chosen factors has exactly the chosen roots", () => {
  fc.assert(
    fc.property(fc.array(rational, { maxLength: 5 }), fc.nat(2), (roots, pairs) => {
      const x = Polynomial.variable("x");
      let p = Polynomial.parse("x^2 + x + 1").pow(pairs);
      for (const r of roots) p = p.mul(x.sub(Polynomial.constant(r)));
      const distinct = roots
        .filter((r, i) => roots.findIndex((s) => s.equals(r)) === i)
        .sort((a, b) => a.cmp(b));
      assert.equal(countRoots(p), distinct.length);
      const found = isolateRoots(p, { width: "1e-6" });
      assert.equal(found.length, distinct.length);
      found.forEach(({ lo, hi }, i) => {
        const r = distinct[i]!;
        assert.ok(lo.equals(hi) ? r.equals(lo) : lo.cmp(r) < 0 && r.cmp(hi) <= 0);
        assert.ok(hi.sub(lo).cmp("1e-6") <= 0);
      });
      const [a, b] = [Rational.of(-1), Rational.of("7/3")];
      assert.equal(countRoots(p, a, b), distinct.filter((r) => r.cmp(a) > 0 && r.cmp(b) <= 0).length);
    }),
    { seed: 7, numRuns: 80 },
  );
});

test("half-open ends, multiple and irrational roots, constants", () => {
  assert.equal(countRoots("x^3 - x", 0, 1), 1);
  assert.equal(countRoots("x^3 - x", -1, 1), 2);
  assert.equal(countRoots("(x - 1)^4*(x^2 - 2)"), 3);
  assert.equal(countRoots("x^2 + 1"), 0);
  assert.equal(countRoots(5), 0);
  const [minus, plus] = isolateRoots("x^2 - 2");
  assert.ok(Math.abs(plus!.hi.toNumber() - Math.SQRT2) < 1e-12 && minus!.hi.sign() < 0);
  assert.equal(isolateRoots("x^2 - 2", { width: "1/4" }).length, 2);
  // Roots of the Chebyshev polynomial T8 are cos((2k - 1)π/16).
  const t8 = "128*x^8 - 256*x^6 + 160*x^4 - 32*x^2 + 1";
  isolateRoots(t8).forEach(({ hi }, k) => {
    assert.ok(Math.abs(hi.toNumber() + Math.cos(((2 * k + 1) * Math.PI) / 16)) < 2e-12);
  });
  assert.equal(countRoots(t8), 8);
  // Two roots 2^-60 apart are told apart.
  assert.equal(isolateRoots("(x - 1/3)*(x - 1/3 - 1/1152921504606846976)").length, 2);
});

test("several variables and the zero polynomial are refused", () => {
  assert.throws(() => countRoots("x*y"), DomainError);
  assert.throws(() => isolateRoots(0), DomainError);
  assert.throws(() => isolateRoots("x", { width: 0 }), DomainError);
});

test("determinants: Vandermonde, singular, permuted, empty", () => {
  const vandermonde = ["a", "b", "c", "d"].map((t) => [1, t, `${t}^2`, `${t}^3`]);
  const product = "(b - a)*(c - a)*(d - a)*(c - b)*(d - b)*(d - c)";
  assert.ok(determinant(vandermonde).equals(product));
  assert.ok(!determinant(vandermonde.with(3, [1, "d", "d^2", "d^4"])).equals(product));
  assert.ok(
    determinant([
      ["x", "y"],
      ["2*x", "2*y"],
    ]).isZero(),
  );
  assert.ok(
    determinant([
      [0, 0],
      [0, "x"],
    ]).isZero(),
  );
  assert.equal(
    determinant([
      [0, "x", 0],
      [0, 0, "y"],
      ["z", 0, 0],
    ]).toString(),
    "x*y*z",
  );
  assert.equal(
    determinant([
      ["x", 1],
      [1, "x"],
    ]).toString(),
    "x^2 - 1",
  );
  assert.equal(determinant([]).toString(), "1");
  assert.throws(() => determinant([["x"], ["y"]]), ShapeError);
});

test("the characteristic polynomial is det(λI − A)", () => {
  const entry = fc.constantFrom<string | number>(0, 1, -2, "x", "x - y", "1/3*y^2");
  fc.assert(
    fc.property(
      fc.array(fc.array(entry, { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 }),
      (a) => {
        const shifted = a.map((row, i) =>
          row.map((e, j) => Polynomial.of(i === j ? "lambda" : 0).sub(Polynomial.of(e))),
        );
        assert.deepEqual(characteristicPolynomial(a), determinant(shifted));
      },
    ),
    { seed: 8, numRuns: 40 },
  );
  assert.equal(
    characteristicPolynomial([
      [0, "p"],
      [1, 0],
    ]).toString(),
    "lambda^2 - p",
  );
  assert.throws(() => characteristicPolynomial([["lambda"]]), DomainError);
});

test("Jacobian and Hessian", () => {
  assert.deepEqual(
    jacobian(["x^2*y", "x - y"], ["x", "y"]).map((row) => row.map(String)),
    [
      ["2*x*y", "x^2"],
      ["1", "-1"],
    ],
  );
  assert.deepEqual(
    hessian("x^2*y", ["x", "y"]).map((row) => row.map(String)),
    [
      ["2*y", "2*x"],
      ["2*x", "0"],
    ],
  );
});
