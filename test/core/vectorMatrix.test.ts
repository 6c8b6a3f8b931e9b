import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { entry, identity, matmul, matrix, matrixOf, matvec, trace, transpose } from "../../lib/core/matrix";
import { compensatedSum, moments } from "../../lib/core/sum";
import { axpy, basisVector, distance, dot, maxNorm, norm, scale, vector } from "../../lib/core/vector";

const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });
// squares of entries below 1e-150 underflow, which the norm documents
const sizeable = finite.filter((x) => x === 0 || Math.abs(x) > 1e-100);

test("norm of (3, 4) is 5", () => assert.equal(norm(vector([3, 4])), 5));

test("the inner product is symmetric and the norm obeys Cauchy–Schwarz", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(sizeable, sizeable), { minLength: 1, maxLength: 8 }), (pairs) => {
      const x = pairs.map((p) => p[0]);
      const y = pairs.map((p) => p[1]);
      assert.equal(dot(x, y), dot(y, x));
      assert.ok(Math.abs(dot(x, y)) <= norm(x) * norm(y) * (1 + 1e-12));
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("axpy, scale and distance agree", () => {
  assert.deepEqual(axpy(2, [1, 2], [3, 4]), vector([5, 8]));
  assert.equal(distance(scale(2, [1, 0]), basisVector(2, 1)), Math.sqrt(5));
  assert.ok(Number.isNaN(maxNorm([1, Number.NaN])));
});

test("vectors of different length are refused", () => {
  assert.throws(() => dot([1], [1, 2]), /`x` must have the length of `y`/);
});

test("the product with a vector is the product with a one-column matrix", () => {
  const a = matrixOf(3, 2, (i, j) => i - 2 * j);
  const x = matrix([[5], [7]]);
  assert.deepEqual(matvec(a, [5, 7]), matmul(a, x).data);
});

test("transpose reverses products and identity is neutral", () => {
  const a = matrixOf(2, 3, (i, j) => i + 10 * j);
  const b = matrixOf(3, 2, (i, j) => 3 * i - j);
  assert.deepEqual(transpose(matmul(a, b)), matmul(transpose(b), transpose(a)));
  assert.deepEqual(matmul(identity(2), a), a);
  assert.equal(trace(matmul(a, b)), trace(matmul(b, a)));
});

test("shapes that do not fit are refused by name", () => {
  assert.throws(() => matmul(identity(2), identity(3)), /`b.rows` must equal a.cols \(2\); got 3/);
  assert.throws(() => matrix([[1, 2], [3]]), /`rows\[1\]` must have length 2; got 1/);
  assert.throws(() => entry(identity(2), 2, 0), /lie in a 2 x 2 matrix/);
});

test("the compensated sum recovers what plain summation loses", () => {
  const hard = [1, 1e100, 1, -1e100];
  assert.equal(compensatedSum(hard), 2);
  assert.notEqual(
    hard.reduce((s, v) => s + v, 0),
    2,
  );
});

test("moments of 1, 2, 3, 4", () => {
  const m = moments([1, 2, 3, 4]);
  assert.equal(m.mean, 2.5);
  assert.ok(Math.abs(m.sd - Math.sqrt(5 / 3)) < 1e-15);
  assert.equal(m.standardError, m.sd / 2);
});
