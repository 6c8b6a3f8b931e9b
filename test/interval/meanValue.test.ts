import assert from "node:assert/strict";
import { test } from "node:test";
import { add, mul, sqr, sub } from "../../lib/interval/arithmetic";
import { cos, exp, log, sin } from "../../lib/interval/elementary";
import { EMPTY, type Interval, interval, point, subset, width } from "../../lib/interval/interval";
import { withGradient } from "../../lib/interval/meanValue";
import { type Box, provePositive } from "../../lib/interval/prove";
import { stream } from "../../lib/random/source";

const [one, two] = [point(1), point(2)];

test("x − x² on [0, 0.25] becomes exact", () => {
  const f = ([x]: Box) => sub(x!, sqr(x!));
  const tight = withGradient(f, ([x]) => [sub(one, mul(two, x!))]);
  assert.equal(String(f([interval(0, 0.25)])), "[-0.0625, 0.25]");
  assert.equal(String(tight([interval(0, 0.25)])), "[0, 0.1875]");
});

const wave = ([x, y]: Box) => sub(mul(sin(x!), cos(y!)), mul(x!, y!));
const waveGradient = ([x, y]: Box): Interval[] => [
  sub(mul(cos(x!), cos(y!)), y!),
  sub(mul(point(-1), mul(sin(x!), sin(y!))), x!),
];

test("the tighter extension still contains the values, and a false gradient does not", () => {
  const misses = (gradient: (box: Box) => readonly Interval[]) => {
    const source = stream(1, "wave");
    const tight = withGradient(wave, gradient);
    let count = 0;
    for (let i = 0; i < 5000; i++) {
      const box = [0, 1].map(() => {
        const a = 6 * source.uniform() - 3;
        return interval(a, a + source.uniform() ** 3);
      });
      const at = box.map(({ lo, hi }) => point(Math.min(hi, lo + (hi - lo) * source.uniform())));
      if (!subset(wave(at), tight(box))) count++;
      assert.ok(subset(tight(box), wave(box)));
    }
    return count;
  };
  assert.equal(misses(waveGradient), 0);
  assert.ok(misses((box) => waveGradient(box).map((d) => mul(d, point(0.5)))) > 100);
});

test("the excess is quadratic in the width", () => {
  const f = withGradient(
    ([x]) => sub(exp(x!), x!),
    ([x]) => [sub(exp(x!), one)],
  );
  const excess = (w: number) => width(f([interval(-w, w)])); // the range itself is [1, 1 + w²/2 + …]
  assert.ok(excess(1e-2) / excess(1e-3) > 90);
});

test("a proof needs fewer boxes with the gradient", () => {
  // e^x − x − 0.9999 has the minimum 0.0001 at 0
  const f = ([x]: Box) => sub(sub(exp(x!), x!), point(0.9999));
  const tight = withGradient(f, ([x]) => [sub(exp(x!), one)]);
  const box = [interval(-1, 1)];
  const [slow, fast] = [provePositive(f, box), provePositive(tight, box)];
  assert.deepEqual([slow.kind, fast.kind], ["proved", "proved"]);
  assert.ok(4 * fast.boxes < slow.boxes, `${fast.boxes} of ${slow.boxes}`);
});

test("where the function is undefined its own value is handed on", () => {
  const tight = withGradient(
    ([x]) => log(x!),
    ([x]) => [add(x!, one)],
  );
  assert.equal(tight([interval(-2, -1)]), EMPTY);
});
