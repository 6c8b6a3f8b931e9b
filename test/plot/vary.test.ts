import assert from "node:assert/strict";
import { test } from "node:test";
import { oneRun } from "../../lib/plot/autoencoder/conj6";
import { figure1With } from "../../lib/plot/autoencoder/fig1";
import { section } from "../../lib/plot/autoencoder/landscape";
import { correlations } from "../../lib/plot/autoencoder/thm2";
import type { Figure } from "../../lib/plot/figure";

const values = (f: Figure, name: string): number[] => f.data.find((t) => t.name === name)!.y as number[];
const datum = (i: number) => `<i>a</i><sub>${i}</sub>`;

test("up to α = m/5 every correlation ends at the limit drawn for it, beyond m/2 none does", () => {
  const misses = (stepRatio: number) => {
    const f = correlations({ m: 5, stepRatio, seed: 10 });
    const limits = (f.layout.shapes as { y0: number }[]).map((s) => s.y0);
    return f.data.map((t) => {
      const end = (t.y as number[]).at(-1)!;
      return Math.min(...limits.map((at) => Math.abs(at - end)));
    });
  };
  assert.ok(Math.max(...misses(0.2)) < 1e-6);
  assert.ok(Math.max(...misses(0.6)) > 0.1);
});

test("a start without an active datum has no limit drawn, and the caption says so", () => {
  const f = correlations({ m: 1, stepRatio: 0.1, seed: 1 });
  assert.deepEqual(f.layout.shapes, []);
  assert.match(f.meta.caption, /no active datum/);
});

test("a small lead of the last datum decides under reshuffled epochs and not in cyclic order", () => {
  const last = (order: "cyclic" | "reshuffled", i: number) =>
    values(oneRun({ stepSize: 0.1, ratio: 1.03, order, seed: 1 }), datum(i)).at(-1)!;
  assert.ok(last("cyclic", 1) > 0.99);
  assert.ok(last("reshuffled", 5) > 0.99);
});

test("towards an inactive datum one side is a parabola at every reach, towards an active one only beyond the wall", () => {
  const ends = (degrees: number, i: number) => {
    const reach = 0.01;
    const y = values(section({ degrees, reach }), `towards ${datum(i)}`);
    return [y[0]! / reach ** 2, y.at(-1)! / reach ** 2];
  };
  const close = (pair: number[], expected: number[]) =>
    pair.every((v, k) => Math.abs(v - expected[k]!) < 0.02);
  assert.ok(close(ends(0, 2), [1 / 6, 0]));
  assert.ok(close(ends(0, 3), [1 / 6, 0]));
  const [left, right] = ends(60, 2) as [number, number];
  assert.ok(Math.abs(left - right) < 0.02 && left > 0.3);
});

test("gradient descent keeps the angle of the start at every step size", () => {
  const f = figure1With({ degrees: 20, stepSize: 0.4, seed: 3 });
  const run = f.data.find((t) => t.name === "iterates")!;
  const [x, y] = [run.x as number[], run.y as number[]];
  assert.ok(x.every((v, k) => Math.abs(Math.atan2(y[k]!, v) - Math.PI / 9) < 1e-12));
});
