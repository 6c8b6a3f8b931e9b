import assert from "node:assert/strict";
import { test } from "node:test";
import { column, matmul, transpose } from "../../lib/core/matrix";
import { moments } from "../../lib/core/sum";
import { norm } from "../../lib/core/vector";
import { gaussianMatrix, orthonormalFrame } from "../../lib/random/frame";
import { stream } from "../../lib/random/source";
import { gaussianVector, inBall, onSphere } from "../../lib/random/sphere";

test("the first values of a stream are pinned", () => {
  const s = stream(1, "doc");
  assert.equal(s.uniform(), 0.7109254551449125);
  assert.equal(s.normal(), -1.9697509778101396);
  assert.deepEqual(
    Array.from({ length: 5 }, () => s.integer(100)),
    PINNED,
  );
});
const PINNED: number[] = [70, 24, 11, 60, 97];

test("the same pair gives the same bits, another name or seed gives others", () => {
  const draw = (seed: number, name: string): number[] => Array.from(gaussianVector(stream(seed, name), 50));
  assert.deepEqual(draw(7, "a"), draw(7, "a"));
  assert.notDeepEqual(draw(7, "a"), draw(7, "b"));
  assert.notDeepEqual(draw(7, "a"), draw(8, "a"));
  assert.notDeepEqual(draw(7, "a"), draw(7 + 2 ** 32, "a"));
});

test("drawing from one stream does not move another", () => {
  const first = stream(3, "x");
  const second = stream(3, "y");
  const before = stream(3, "y").uniform();
  for (let i = 0; i < 1000; i++) first.normal();
  assert.equal(second.uniform(), before);
});

test("moments of uniform and normal draws lie within five standard errors", () => {
  const s = stream(11, "moments");
  const n = 200_000;
  const u = moments(Float64Array.from({ length: n }, () => s.uniform()));
  assert.ok(Math.abs(u.mean - 0.5) < (5 * Math.sqrt(1 / 12)) / Math.sqrt(n));
  const x = Float64Array.from({ length: n }, () => s.normal());
  assert.ok(Math.abs(moments(x).mean) < 5 / Math.sqrt(n));
  assert.ok(Math.abs(moments(x).sd - 1) < 5 / Math.sqrt(2 * n));
  const fourth = moments(x.map((v) => v ** 4));
  assert.ok(Math.abs(fourth.mean - 3) < 5 * fourth.standardError);
});

test("streams with different names are uncorrelated", () => {
  const a = stream(5, "left");
  const b = stream(5, "right");
  const n = 100_000;
  const products = moments(Float64Array.from({ length: n }, () => a.normal() * b.normal()));
  assert.ok(Math.abs(products.mean) < 5 / Math.sqrt(n));
});

test("integers are uniform on their range", () => {
  const s = stream(2, "integers");
  const counts = new Float64Array(7);
  for (let i = 0; i < 70_000; i++) counts[s.integer(7)]! += 1;
  const chi2 = counts.reduce((sum, c) => sum + (c - 10_000) ** 2 / 10_000, 0);
  assert.ok(chi2 < 30, `chi-square with 6 degrees of freedom was ${chi2}`);
});

test("points on the sphere have norm one and points of the ball have the right radius law", () => {
  const s = stream(4, "ball");
  const radii: number[] = [];
  for (let i = 0; i < 4000; i++) {
    assert.ok(Math.abs(norm(onSphere(s, 5)) - 1) < 1e-14);
    radii.push(norm(inBall(s, 3)) ** 3);
  }
  const m = moments(radii);
  assert.ok(Math.abs(m.mean - 0.5) < 5 * m.standardError);
});

test("a frame is orthonormal to rounding, also when it is a basis", () => {
  for (const [n, m] of [
    [5, 3],
    [40, 40],
    [1, 1],
  ] as const) {
    const q = orthonormalFrame(stream(9, `frame-${n}`), n, m);
    const gram = matmul(transpose(q), q);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < m; j++) assert.ok(Math.abs(gram.data[i * m + j]! - (i === j ? 1 : 0)) < 1e-13);
    }
    assert.equal(column(q, 0).length, n);
  }
});

test("bad requests name argument, rule and remedy", () => {
  assert.throws(() => stream(-1, "x"), /`seed` must be an integer >= 0; got -1/);
  assert.throws(() => stream(1, ""), /`name` must be a non-empty text/);
  assert.throws(() => orthonormalFrame(stream(1, "x"), 2, 3), /at most n vectors/);
  assert.throws(() => gaussianMatrix(stream(1, "x"), 0, 3), /`rows`/);
});
