import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../lib/claims/claim";
import { interval, point } from "../../../lib/interval/interval";
import * as lem17 from "../../../lib/papers/autoencoder/lem17";
import * as lem18 from "../../../lib/papers/autoencoder/lem18";
import * as lem19 from "../../../lib/papers/autoencoder/lem19";
import * as lem20 from "../../../lib/papers/autoencoder/lem20";
import * as lem21 from "../../../lib/papers/autoencoder/lem21";
import {
  binomialLower,
  chiSquareLower,
  enclose,
  maximumExceedsLower,
  normalUpper,
} from "../../../lib/papers/autoencoder/tails";
import { stream } from "../../../lib/random/source";
import { Rational } from "../../../lib/symbolic/rational";
import { expectVerdict, kindOn, near } from "../expect";

const holds = (x: { lo: number; hi: number }, value: number, width = 1e-12): void => {
  // the value to compare with is itself rounded
  assert.ok(x.lo - 2e-16 <= value && value <= x.hi + 2e-16, `[${x.lo}, ${x.hi}] misses ${value}`);
  assert.ok(x.hi - x.lo <= width);
};

test("an exact number is enclosed by neighbours of it", () => {
  const third = enclose("1/3");
  assert.ok(third.lo <= 1 / 3 && 1 / 3 <= third.hi && third.hi - third.lo < 1e-16);
  assert.deepEqual({ ...enclose("1/4") }, { ...point(0.25) });
});

test("chi-square tails with closed forms: 1 − e^(−x/2) for two degrees, 1 − e^(−x/2)(1 + x/2) for four", () => {
  for (const x of [0.1, 1, 3, 10]) {
    holds(chiSquareLower(2, point(x)), -Math.expm1(-x / 2), 1e-13);
    holds(chiSquareLower(4, point(x)), 1 - Math.exp(-x / 2) * (1 + x / 2), 1e-13);
  }
});

test("the chi-square tail refuses odd degrees of freedom, and is an enclosure even when cut short", () => {
  assert.throws(() => chiSquareLower(3, point(1)), /`k` must be even; got 3/);
  assert.throws(() => chiSquareLower(0, point(1)), /`k`/);
  const short = chiSquareLower(4, point(3), 2);
  const long = chiSquareLower(4, point(3));
  assert.ok(short.lo <= long.lo && long.hi <= short.hi);
});

test("binomial tails add up exactly, against fractions", () => {
  holds(binomialLower(4, 1, "1/2"), 5 / 16);
  // n = 10, p = 1/5: Σ_{k <= 2} C(10, k) 4^(10−k)/5^10
  const exact = (4 ** 10 + 10 * 4 ** 9 + 45 * 4 ** 8) / 5 ** 10;
  holds(binomialLower(10, 2, "1/5"), exact);
  holds(binomialLower(10, 10, "1/5"), 1);
  assert.throws(() => binomialLower(10, 11, "1/5"), /`k`/);
});

test("normal tails: 1/2 at 0, symmetric, and the known value at 1.959964", () => {
  holds(normalUpper(point(0)), 0.5);
  const [left, right] = [normalUpper(point(-1.3)), normalUpper(point(1.3))];
  near(left.lo + right.hi, 1, 1e-14);
  near(normalUpper(point(1.959963984540054)).lo, 0.025, 1e-15);
  assert.ok(normalUpper(interval(1, 2)).hi >= normalUpper(point(1)).lo);
});

test("the chance that a maximum exceeds √(2 log n) is bounded from below, and the bound is below a simulation", () => {
  const n = 200;
  const source = stream(19, "test/maximum");
  let hits = 0;
  for (let k = 0; k < 3000; k++) {
    let best = -9;
    for (let i = 0; i < n; i++) best = Math.max(best, source.normal());
    if (best > Math.sqrt(2 * Math.log(n))) hits++;
  }
  const bound = maximumExceedsLower(n);
  assert.ok(bound > 0.08 && bound <= hits / 3000 + 4 * Math.sqrt(0.25 / 3000));
  assert.throws(() => maximumExceedsLower(1), /`n`/);
});

test("Lemma 17 holds for all k and t, up to the constant 1/4 (C29)", () => {
  const verdict = expectVerdict(lem17.chiSquareTail, "autoencoder/C29", "holds", "exact");
  assert.equal(verdict.margin, 1 / 8);
  assert.equal(kindOn(lem17.chiSquareTail, { constant: "1/4" }), "holds");
  assert.equal(kindOn(lem17.chiSquareTail, { constant: "2/5" }), "undecided", "neither proved nor refuted");
});

test("the exponent of Lemma 17: −t/2 − log(1 − t)/2 >= t²/4, in numbers", () => {
  for (let t = 0.01; t < 1; t += 0.01) {
    assert.ok(-t / 2 - Math.log1p(-t) / 2 >= (t * t) / 4);
  }
});

test("the constant 1/2 fails for chi-square, at a point computed by hand", () => {
  // k = 2: Pr(X <= 2(1 − t)) = 1 − e^(t−1) against e^(−t²) at t = 1/20
  const t = 0.05;
  assert.ok(1 - Math.exp(t - 1) < Math.exp(-t * t), "k = 2 does not refute it");
  const worst = Math.min(
    ...Array.from({ length: 19 }, (_, j) => {
      const { bound, probability } = lem17.sides("1/2", 200, j + 1);
      return bound.hi - probability.lo;
    }),
  );
  assert.ok(worst < 0);
});

test("Lemma 18 holds for all n and p, and 1/2 is the best constant of its proof (C30)", () => {
  expectVerdict(lem18.chernoff, "autoencoder/C30", "holds", "exact");
  assert.equal(kindOn(lem18.chernoff, { constant: "501/1000" }), "undecided", "neither proved nor refuted");
  for (let d = 0.01; d < 1; d += 0.01) assert.ok(d + (1 - d) * Math.log1p(-d) >= (d * d) / 2);
});

test("the constant 1 fails for the binomial: the slack is negative by certified computation and in floating point", () => {
  const { bound, probability } = lem18.sides("1", 1000, "1/50", 10);
  // μ = 20, δ = 1/2: Pr(X <= 10) against e^(−5)
  let term = 0.98 ** 1000;
  let sum = term;
  for (let k = 1; k <= 10; k++) {
    term *= ((1000 - k + 1) / k) * (0.02 / 0.98);
    sum += term;
  }
  assert.ok(bound.hi < probability.lo);
  near(bound.lo, Math.exp(-5), 1e-15);
  near(probability.lo, sum, 1e-12);
});

test("Lemma 19 needs t >= 0 (C31)", () => {
  const verdict = expectVerdict(lem19.gaussianMaximum, "autoencoder/C31", "holds-corrected", "certified");
  assert.match(verdict.evidence.find((e) => e.outcome === "fails")!.witness!, /t = −1|t = -1/);
});

test("the counterexample to Lemma 19 in plain numbers: Pr(X >= −1) = 0.8413 exceeds e^(−1/2) = 0.6065", () => {
  near(lem19.slackForOne("1/2", "-1").hi, Math.exp(-0.5) - 0.8413447460685429, 1e-14);
  assert.ok(lem19.slackForOne("1/2", "1").lo > 0);
  // at 6/10 neither the proof works nor t = 5/2 refutes: the correction is not granted
  assert.equal(kindOn(lem19.gaussianMaximum, { constant: "6/10" }), "fails");
});

test("a broken step in the proof of Lemma 19 is named in note, evidence and control; one of Lemmas 17 and 18 also", () => {
  const broken = judge({ ...lem19.gaussianMaximum, subject: { constant: "3/5" } });
  assert.equal(broken.kind, "fails");
  assert.match(
    broken.note,
    /The correction fails too: “t²\/2 \+ ta >= ct² for t, a >= 0” \(t = 1, a = 0\)\.$/,
  );
  assert.match(broken.control.why!, /comes to the claim's own verdict fails; it fails: “t²\/2 \+ ta >= ct²/);
  for (const [claim, step] of [
    [lem17.chiSquareTail, "h'(t)/t >= 0 on (0, 1)"],
    [lem18.chernoff, "h''(δ)(1 − δ) >= 0 on (0, 1)"],
  ] as const) {
    const { kind, evidence } = judge({ ...claim, subject: { constant: "501/1000" } });
    assert.notEqual(kind, "holds");
    const open = evidence.filter((e) => e.outcome === "undecided").map((e) => e.what);
    assert.ok(
      open.some((what) => what.includes(step)),
      open.join("\n"),
    );
  }
});

test("Lemma 20 needs the product from i = 0 (C32)", () => {
  expectVerdict(lem20.gronwall, "autoencoder/C32", "holds-corrected", "exact");
  const { start } = lem20.gronwall.subject;
  assert.equal(kindOn(lem20.gronwall, { first: 1, start }), "fails");
});

test("the counterexample to Lemma 20, and the corrected bound along random recursions", () => {
  // c_0 = 1/4, c_1 = 1/2, x_0 = 0: x_1 = 1/4, and 1 − x_1 = 3/4 > (1 − c_1)(1 − x_0) = 1/2
  const x1 = 0 + 0.25 * (1 - 0);
  assert.ok(1 - x1 > (1 - 0.5) * (1 - 0) && 1 - x1 <= (1 - 0.25) * (1 - 0));
  const source = stream(20, "test/gronwall");
  for (let k = 0; k < 200; k++) {
    let x = 1 - 5 * source.uniform();
    let bound = 1 - x;
    let sum = 0;
    const gap = 1 - x;
    for (let t = 0; t < 30; t++) {
      const c = source.uniform();
      x += c * (1 - x) + source.uniform() * 0.1 * Math.abs(1 - x); // at least the recursion
      bound *= 1 - c;
      sum += c;
      assert.ok(1 - x <= bound + 1e-12 && bound <= gap * Math.exp(-sum) + 1e-12);
    }
  }
});

test("Lemma 21 needs λ >= 0 (C33)", () => {
  expectVerdict(lem21.barrier, "autoencoder/C33", "holds-corrected", "exact");
  assert.equal(kindOn(lem21.barrier, { lambda: ["-1/10", "1"] }), "fails");
});

test("the counterexample to Lemma 21: λ = −3, x = −1 goes to 5", () => {
  assert.equal(lem21.logisticStep(-3, -1).toString(), "5");
  assert.equal(-1 + -3 * -1 * (1 - -1), 5);
  assert.ok(lem21.logisticStep(0.5, 0.5).equals(Rational.of("5/8")));
});

test("for λ in [0, 1] sequences that start below one stay there", () => {
  for (const lambda of [0, 0.3, 1]) {
    for (const start of [-20, -1, 0, 0.5, 0.999]) {
      let x = start;
      for (let t = 0; t < 50; t++) {
        x += lambda * x * (1 - x);
        assert.ok(x <= 1);
      }
    }
  }
});
