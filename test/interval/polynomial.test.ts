import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { positive } from "../../lib/interval/compare";
import { fromRational } from "../../lib/interval/fromRational";
import { EMPTY, type Interval, interval, point, subset, unchecked, width } from "../../lib/interval/interval";
import { compilePolynomial, enclosePolynomial } from "../../lib/interval/polynomial";
import { proveOnBox, provePositive } from "../../lib/interval/prove";
import { Polynomial } from "../../lib/symbolic/polynomial";
import { Rational } from "../../lib/symbolic/rational";

test("x² − x over [0, 0.25] is exact, because the derivative keeps its sign", () => {
  const p = Polynomial.parse("x^2 - x");
  assert.equal(String(enclosePolynomial(p, ["x"], [interval(0, 0.25)])), "[-0.1875, 0]");
  assert.equal(String(compilePolynomial(p, ["x"]).natural([interval(0, 0.25)])), "[-0.25, 0.0625]");
});

test("the gradient encloses the partial derivatives in the order of the variables", () => {
  const c = compilePolynomial(Polynomial.parse("x^2*y - 3*y + 1/3"), ["y", "x", "z"]);
  const g = c.gradient([point(2), point(5), point(7)]);
  assert.deepEqual(g.map(String), ["[22]", "[20]", "[0]"]);
  assert.deepEqual(c.natural([point(0), point(0), point(0)]), fromRational(1n, 3n));
});

const exponent = fc.nat(4);
const term = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 7 }), exponent, exponent);
const polynomials = fc.array(term, { minLength: 1, maxLength: 6 }).map((terms) =>
  terms.reduce(
    (p, [n, d, i, j]) =>
      p.add(
        Polynomial.constant(Rational.of(BigInt(n), BigInt(d)))
          .mul(Polynomial.variable("x").pow(i))
          .mul(Polynomial.variable("y").pow(j)),
      ),
    Polynomial.constant(0),
  ),
);
const sixteenth = fc.integer({ min: -48, max: 48 });
const side = fc
  .tuple(sixteenth, fc.integer({ min: 0, max: 32 }))
  .map(([a, w]) => interval(a / 16, (a + w) / 16));

function exactly(p: Polynomial, x: number, y: number): Interval {
  const { n, d } = p.evaluate({ x: Rational.of(x), y: Rational.of(y) });
  return fromRational(n, d);
}

test("every enclosure contains the exact rational value at points of the box", () => {
  const fraction = fc.nat(8).map((k) => k / 8);
  let inputs = 0;
  const holds = (sabotage: boolean) =>
    fc.property(polynomials, side, side, fraction, fraction, (p, X, Y, s, t) => {
      const x = X.lo + (X.hi - X.lo) * s;
      const y = Y.lo + (Y.hi - Y.lo) * t;
      const value = exactly(p, x, y);
      const compiled = compilePolynomial(p, ["x", "y"]);
      const boxes = [compiled.natural([X, Y]), compiled.enclose([X, Y])];
      inputs++;
      return boxes.every((image) => {
        const claimed = sabotage ? unchecked(image.lo, (image.lo + image.hi) / 2) : image;
        return claimed.lo <= value.hi && value.lo <= claimed.hi;
      });
    });
  fc.assert(holds(false), { seed: 1, numRuns: 4000 });
  assert.ok(inputs >= 4000);
  assert.throws(() => fc.assert(holds(true), { seed: 1, numRuns: 500 }));
});

test("at points the enclosure is as tight as a few roundings allow", () => {
  fc.assert(
    fc.property(polynomials, sixteenth, sixteenth, (p, i, j) => {
      const image = enclosePolynomial(p, ["x", "y"], [point(i / 16), point(j / 16)]);
      return subset(exactly(p, i / 16, j / 16), image) && width(image) <= 1e-10;
    }),
    { seed: 2, numRuns: 1000 },
  );
});

test("the excess of the combined enclosure over the range is quadratic in the width", () => {
  const p = compilePolynomial(Polynomial.parse("x^3 - 3*x*y + y^2"), ["x", "y"]);
  const excess = (w: number) => {
    // around the stationary point (3/2, 9/4)
    const image = p.enclose([interval(1.5 - w, 1.5 + w), interval(2.25 - w, 2.25 + w)]);
    return image.hi - image.lo;
  };
  const ratio = excess(1e-2) / excess(1e-3);
  assert.ok(ratio > 60 && ratio < 140, `${ratio}`);
  const natural = (w: number) => width(p.natural([interval(1.5 - w, 1.5 + w), interval(2.25 - w, 2.25 + w)]));
  assert.ok(natural(1e-2) / natural(1e-3) < 15);
});

test("Motzkin's polynomial plus 1/10 is positive on [−2, 2]²; minus 1/10 it is not", () => {
  const box = [interval(-2, 2), interval(-2, 2)];
  const above = compilePolynomial(Polynomial.parse("x^4*y^2 + x^2*y^4 - 3*x^2*y^2 + 11/10"), ["x", "y"]);
  const proved = provePositive(above.enclose, box);
  assert.equal(proved.kind, "proved");
  const below = compilePolynomial(Polynomial.parse("x^4*y^2 + x^2*y^4 - 3*x^2*y^2 + 9/10"), ["x", "y"]);
  const refuted = provePositive(below.enclose, box);
  assert.equal(refuted.kind, "refuted");
  if (refuted.kind !== "refuted") return;
  const [x, y] = refuted.witness as [number, number];
  assert.ok(exactly(Polynomial.parse("x^4*y^2 + x^2*y^4 - 3*x^2*y^2 + 9/10"), x, y).hi <= 0);
  const viaPredicate = proveOnBox((b) => positive(above.enclose(b)), box);
  assert.equal(viaPredicate.kind, "proved");
});

test("unbounded sides keep the natural bound", () => {
  const p = Polynomial.parse("x^2 + 1");
  assert.equal(String(enclosePolynomial(p, ["x"], [interval(1, Number.POSITIVE_INFINITY)])), "[2, ∞)");
});

test("missing variables, wrong boxes and empty sides are refused", () => {
  const p = Polynomial.parse("x*y");
  assert.throws(() => compilePolynomial(p, ["x"]), /contain the variable y/);
  assert.throws(() => enclosePolynomial(p, ["x", "y"], [point(1)]), /2 sides/);
  assert.throws(() => enclosePolynomial(p, ["x", "y"], [point(1), EMPTY]), /non-empty/);
});
