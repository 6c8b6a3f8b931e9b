import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { matrix } from "../../lib/core/matrix";
import { interval } from "../../lib/interval/interval";
import { Polynomial } from "../../lib/symbolic/polynomial";
import { Rational } from "../../lib/symbolic/rational";
import { RationalFunction } from "../../lib/symbolic/rationalFunction";

test("exact numbers, polynomials and intervals print as mathematics inside lists and objects", () => {
  const list = [
    Rational.of("1/3"),
    Polynomial.parse("(x + 1)^2"),
    RationalFunction.parse("1/x"),
    interval(1, 2),
  ];
  assert.equal(inspect(list), "[ 1/3, x^2 + 2*x + 1, (1)/(x), [1, 2] ]");
  assert.equal(inspect({ margin: Rational.of(2) }), "{ margin: 2 }");
});

test("a matrix inside a list keeps its fields visible", () => {
  assert.match(inspect([matrix([[1, 2]])]), /rows: 1, cols: 2, data: Float64Array\(2\) \[ 1, 2 \]/);
});
