import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../lib/claims/claim";
import { cyclicOrder, iidOrder } from "../../../lib/dynamics/order";
import { sampleStep } from "../../../lib/models/autoencoder";
import { pointGradient, pointLoss } from "../../../lib/models/autoencoderAmbient";
import { differenceError, gradientFormula, PRINTED } from "../../../lib/papers/autoencoder/eq4";
import { arctanLaw, winProbability } from "../../../lib/papers/autoencoder/experiments/iidWinner";
import * as fig1 from "../../../lib/papers/autoencoder/fig1";
import { noMotion, stays } from "../../../lib/papers/autoencoder/frozen";
import { stream } from "../../../lib/random/source";
import { expectVerdict, kindOn, near } from "../expect";

test("equation (4) holds exactly (C01)", () => {
  expectVerdict(gradientFormula, "autoencoder/C01", "holds", "exact");
});

test("each missing or altered term of equation (4) is refuted", () => {
  for (const alongX of ["-t", "N*t - t", "(N*t - t) + t", "(N*t - t) - 2*t", "0"]) {
    assert.equal(kindOn(gradientFormula, { ...PRINTED, alongX }), "fails", alongX);
  }
  for (const alongW of ["0", "t", "-t*t", "2*t*t"]) {
    assert.equal(kindOn(gradientFormula, { ...PRINTED, alongW }), "fails", alongW);
  }
});

test("the gradient is right for one plain point, by hand", () => {
  // w = (1, 2), x = (3, 1): t = 5, r = x − 5w = (−2, −9); gradient = −x⟨w, r⟩ − t r = 20x − 5r = (70, 65)
  assert.deepEqual([...pointGradient([1, 2], [3, 1])], [70, 65]);
  assert.equal(pointLoss([1, 2], [3, 1]), (4 + 81) / 2);
  assert.deepEqual([...pointGradient([-1, 0], [3, 1])], [0, 0]);
});

test("central differences approach the gradient with the square of the step", () => {
  const errors = [1e-2, 1e-3].map((h) => differenceError(100, h));
  near(errors[0]! / errors[1]!, 100, 5, "ratio of errors");
});

test("without an active datum nothing moves (C02)", () => {
  expectVerdict(noMotion, "autoencoder/C02", "holds", "exact");
});

test("a correlation of zero or below is at rest under every algorithm, and any positive one is not", () => {
  for (const largest of [0, -0.2, -5]) {
    assert.deepEqual(stays(largest), { GD: true, SGD: true, "cyclic SGD": true });
  }
  for (const largest of [1e-6, 0.5]) {
    assert.deepEqual(stays(largest), { GD: false, SGD: false, "cyclic SGD": false });
  }
  assert.equal(kindOn(noMotion, { largest: "-1/2" }), "holds");
  assert.equal(kindOn(noMotion, { largest: "1/2" }), "fails");
});

test("the three runs of Figure 1 end where the paper says (C03)", () => {
  const verdict = expectVerdict(fig1.threeRuns, "autoencoder/C03", "holds", "certified");
  assert.ok(verdict.values.cyclicError! < 0.01 && verdict.values.sgdError! < 0.01);
});

test("gradient descent ends at (5, 4)/√41, which is (0.781, 0.625) to three digits", () => {
  const { gd } = fig1.runs({ seed: 1, gdSteps: 400 });
  near(gd.final[0]!, 5 / Math.sqrt(41), 1e-14);
  near(gd.final[1]!, 4 / Math.sqrt(41), 1e-14);
  assert.equal((5 / Math.sqrt(41)).toFixed(3), "0.781");
  assert.equal((4 / Math.sqrt(41)).toFixed(3), "0.625");
});

test("cyclic SGD ends at the first datum whichever datum is shown first, and SGD at either", () => {
  for (const first of [0, 1]) {
    const { cyclic } = fig1.runs({ seed: 1, first, steps: 3000 });
    near(cyclic.final[0]!, 1, 1e-12);
    near(cyclic.final[1]!, 0, 1e-12);
  }
  const end = (seed: number): Float64Array => fig1.runs({ seed, steps: 3000 }).sgd.final;
  near(end(fig1.SEED_TO_SECOND)[1]!, 1, 1e-12);
  near(end(fig1.SEED_TO_FIRST)[0]!, 1, 1e-12);
});

test("the enclosure of a run contains the floating-point run, and stays narrow", () => {
  const orders = [cyclicOrder(2), iidOrder(2, stream(5, "test"))];
  const same = [cyclicOrder(2), iidOrder(2, stream(5, "test"))];
  orders.forEach((order, k) => {
    const enclosed = fig1.encloseRun(order, 300);
    const c = Float64Array.of(0.1, 0.08);
    for (let t = 0; t < 300; t++) sampleStep(c, same[k]!(t), 0.25);
    enclosed.forEach((x, i) => {
      // the float run errs by rounding only, and the enclosure is of the exact one
      assert.ok(x.lo - 1e-13 <= c[i]! && c[i]! <= x.hi + 1e-13);
      assert.ok(x.hi - x.lo < 1e-12);
    });
  });
});

test("after one step on the first datum the enclosure contains the exact state", () => {
  // c_1 = 0.1(1 + (2 − 0.02 − 0.0064)/4) and c_2 = 0.08(1 − 0.01/4)
  const [y, z] = fig1.encloseRun(() => 0, 1);
  near(y.lo, 0.1 * (1 + 1.9736 / 4), 1e-15);
  near(z.hi, 0.08 * (1 - 0.0025), 1e-15);
  assert.ok(y.lo < y.hi && z.lo < z.hi);
});

test("the share of SGD runs that end at the second datum is that of another simulation, not the law for small α", () => {
  const { trials, first, second, share, standardError } = fig1.shareEndingAtSecond(20_000, 3);
  assert.ok(trials - first - second <= 2, "all but two runs have ended");
  assert.equal(share, second / trials);
  near(standardError, Math.sqrt((share * (1 - share)) / 20_000), 1e-15);
  const other = winProbability([0.1, 0.08], 0.25, 20_000);
  near(share, other.probability, 4 * Math.hypot(standardError, other.standardError));
  assert.ok(share - arctanLaw(0.8) > 4 * standardError);
});

test("no number of Figure 1 in the ledger rests on an invented standard error", () => {
  const { values, finding } = judge(fig1.threeRuns);
  const trials = 20_000;
  const p = values.shareEndingAtSecond!;
  assert.equal(values.n, trials);
  near(values.shareStandardError!, Math.sqrt((p * (1 - p)) / trials), 1e-15);
  assert.ok(!("zScore" in values) && !("expected" in values));
  for (const e of finding.illustrations!) assert.equal(e.outcome, "holds", e.what);
});

test("other digits, other seeds and other starts of the order are told apart", () => {
  const paper = fig1.threeRuns.subject;
  assert.equal(kindOn(fig1.threeRuns, { ...paper, printed: ["0.781", "0.624"] }), "fails");
  assert.equal(kindOn(fig1.threeRuns, { ...paper, first: 1 }), "holds");
});
