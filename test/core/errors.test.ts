import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DomainError,
  requireBetween,
  requireFiniteEntries,
  requireInteger,
  requirePositive,
  requireSameLength,
  ShapeError,
  showValue,
} from "../../lib/core/errors";

test("a message names argument, rule, value and remedy", () => {
  assert.throws(() => requirePositive("stepSize", -1, "Take a small positive α."), {
    name: "DomainError",
    message: "`stepSize` must be positive and finite; got -1. Take a small positive α.",
  });
});

test("every guard rejects NaN", () => {
  for (const guard of [
    () => requirePositive("x", Number.NaN),
    () => requireBetween("x", Number.NaN, 0, 1),
    () => requireInteger("x", Number.NaN),
    () => requireFiniteEntries("x", [0, Number.NaN]),
  ]) {
    assert.throws(guard, DomainError);
  }
});

test("guards accept the ends of their ranges", () => {
  requireBetween("x", 0, 0, 1);
  requireBetween("x", 1, 0, 1);
  requireInteger("k", 3, 3, 3);
});

test("lengths that differ are a ShapeError, which is a DomainError", () => {
  assert.throws(() => requireSameLength("x", [1], "y", [1, 2]), ShapeError);
  assert.throws(() => requireSameLength("x", [1], "y", [1, 2]), DomainError);
});

test("long values are shortened in messages and bigints are printed", () => {
  assert.equal(showValue(new Float64Array(9)), "[0, 0, 0, 0, 0, 0, … 9 entries]");
  assert.equal(showValue(7n), "7n");
});
