import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bundleOf } from "../../lib/core/displayable";
import { dense, identity, type Matrix, matmul, matrix, matrixOf, transpose } from "../../lib/core/matrix";
import { gaussianMatrix, orthonormalFrame } from "../../lib/random/frame";
import { stream } from "../../lib/random/source";

const tex = (a: Matrix) => String(bundleOf(a)!["text/latex"]);

test("a matrix shows itself as a formula and as aligned text", () => {
  assert.deepEqual(
    bundleOf(
      matrix([
        [1, -2.5],
        [1e-7, 40],
      ]),
    ),
    {
      "text/latex": "$$\\left(\\begin{array}{rr} 1 & -2.5 \\\\ 1 \\cdot 10^{-7} & 40 \\end{array}\\right)$$",
      "text/plain": "2 × 2 matrix\n[    1  -2.5 ]\n[ 1e-7    40 ]",
    },
  );
});

test("matrices of every origin show themselves, and the display is no property of theirs", () => {
  const random = stream(1, "display");
  const made = [
    identity(2),
    matmul(identity(2), identity(2)),
    transpose(identity(2)),
    gaussianMatrix(random, 2, 2),
    orthonormalFrame(random, 2, 2),
  ];
  for (const a of made) {
    assert.match(tex(a), /^\$\$\\left\(\\begin\{array\}\{rr\}.*\$\$$/);
    assert.deepEqual(Object.keys(a), ["rows", "cols", "data"]);
    assert.deepEqual(Object.getOwnPropertySymbols(a), []);
  }
});

test("the text identifies every entry", () => {
  const entries = fc.array(fc.double(), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(entries, (data) => {
      const [, ...lines] = String(dense(2, 3, Float64Array.from(data))).split("\n");
      const read = lines.flatMap((line) => line.replace(/[[\]]/g, "").trim().split(/\s+/).map(Number));
      assert.deepEqual(read, data);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("the formula rounds to six digits and knows what is not finite", () => {
  assert.match(
    tex(matrix([[1 / 3, Number.NaN, Number.NEGATIVE_INFINITY]])),
    / 0\.333333 & \\mathrm\{NaN\} & -\\infty /,
  );
});

test("large matrices show their beginning and end, and their size", () => {
  const a = matrixOf(1000, 9, (i, j) => 10 * i + j);
  const text = String(a);
  assert.ok(text.split("\n").length === 9 && text.length < 600, text);
  assert.match(text, /^1000 × 9 matrix\n/);
  assert.match(text, /\[ +50 +51 +52 +53 +54 +55 +… +58 \]\n\[ +⋮.*⋱ +⋮ \]\n\[ 9990 .* 9998 \]$/);
  assert.match(tex(a), /\\cdots & 8 .*\\ddots.* \\in \\mathbb\{R\}\^\{1000 \\times 9\}\$\$$/);
  assert.doesNotMatch(tex(matrixOf(8, 8, () => 0)), /dots|mathbb/);
});

test("empty matrices have a size only", () => {
  assert.deepEqual(bundleOf(matrixOf(2, 0, () => 0)), {
    "text/latex": "$$(\\,) \\in \\mathbb{R}^{2 \\times 0}$$",
    "text/plain": "2 × 0 matrix",
  });
});

test("entries that do not fill the shape are refused", () => {
  assert.throws(() => dense(2, 2, new Float64Array(3)), /`data` must have length 4; got 3/);
});
