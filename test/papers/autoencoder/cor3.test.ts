import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../../lib/claims/claim";
import { moments } from "../../../lib/core/sum";
import * as cor3 from "../../../lib/papers/autoencoder/cor3";
import { events, lastBoundFailsLower } from "../../../lib/papers/autoencoder/cor3Proof";
import { limitLaw, limitLawGiven, limitMoments } from "../../../lib/papers/autoencoder/limitLaw";
import { stream } from "../../../lib/random/source";
import { expectVerdict, kindOn, near } from "../expect";

test("Corollary 3 holds (C05)", () => {
  expectVerdict(cor3.spreadOut, "autoencoder/C05", "holds", "exact");
  for (const data of ["10", "beta*n/log(2)".replace("/log(2)", "^2"), "beta"]) {
    assert.equal(kindOn(cor3.spreadOut, { data }), "fails", data);
  }
});

test("the explicit bound 8√(log n/n) of Corollary 3 first says something at n = 381", () => {
  const bound = (n: number): number => 8 * Math.sqrt(Math.log(n) / n);
  const first = Array.from({ length: 1000 }, (_, k) => k + 2).find((n) => bound(n) < 1);
  assert.equal(first, cor3.INFORMATIVE_FROM);
  for (let n = first!; n < 2000; n++) assert.ok(bound(n) < 1);
  assert.match(judge(cor3.spreadOut).note, /for m = n from n = 381 on/);
});

test("with one or two active data the law of the limit has closed forms", () => {
  near(limitMoments(1)[0], 1, 1e-10);
  near(limitMoments(1)[1], 1, 1e-10);
  // two: the larger of |cos|, |sin| of a uniform angle
  near(limitMoments(2)[0], (2 * Math.SQRT2) / Math.PI, 1e-10);
  near(limitMoments(2)[1], 1 / 2 + 1 / Math.PI, 1e-10);
  near(limitLawGiven(2).sd ** 2, 1 / 2 + 1 / Math.PI - 8 / Math.PI ** 2, 1e-10);
  near(limitLaw(1).mean, 1, 1e-10);
  near(limitLaw(2).mean, (2 + (2 * Math.SQRT2) / Math.PI) / 3, 1e-10);
  assert.throws(() => limitLaw(0), /`m`/);
  assert.throws(() => limitMoments(1.5), /`k`/);
});

test("draws of the limit follow the law, and lie between 1/√m and 1", () => {
  for (const m of [3, 40]) {
    const draws = cor3.drawLimits(m, 4000, 5);
    const { mean, standardError } = moments(draws);
    near(mean, limitLaw(m).mean, 5 * standardError, `m = ${m}`);
    assert.ok(draws.every((x) => x >= 1 / Math.sqrt(m) - 1e-12 && x <= 1));
  }
});

test("the mean creeps up towards 2√(log m/m)", () => {
  const means = cor3.relativeMeans([20, 100, 400]);
  assert.ok(means[0]! < means[1]! && means[1]! < means[2]! && means[2]! < 1);
});

test("four of the five events in the proof of Corollary 3 are wrong as printed, and can be repaired (C28)", () => {
  const verdict = expectVerdict(events, "autoencoder/C28", "holds-corrected", "exact");
  const wrong = verdict.evidence.filter((e) => e.outcome === "fails").map((e) => e.what.slice(0, 3));
  assert.deepEqual(wrong, ["(a)", "(c)", "(d)", "(e)"]);
});

test("the repaired threshold cannot be smaller than 4 in this argument", () => {
  assert.equal(kindOn(events, { threshold: "399/100" }), "fails");
});

test("the arithmetic of the events, in numbers", () => {
  near((2 / 3) ** 4 * 3, 16 / 27, 1e-15);
  assert.ok(16 / 27 < 3 / 4 && 3 / 4 < Math.exp(-1 / 4));
  // (e) at σ = 1/10, n = 100: the printed bound is even below the least possible value
  const printed = (0.1 / 4) * 0.1 * Math.sqrt((2 * Math.log(100)) / 100);
  assert.ok(printed < 1 / Math.sqrt(100));
  near(lastBoundFailsLower(100), 0.497, 5e-4);
  assert.ok(lastBoundFailsLower(1000) > lastBoundFailsLower(100) && lastBoundFailsLower(1e6) < 0.5);
  // the repaired bound at the same point says more than nothing only for large n
  assert.ok(8 * Math.sqrt(Math.log(100) / 100) > 1);
});

test("the counterexamples to (c) and (e) in a simulation: both events are rare, not likely", () => {
  const source = stream(28, "test/cor3-events");
  const trials = 2000;
  const sigma = 0.9;
  const active = (n: number, m: number): { phi: number; best: number } => {
    let [phi, best] = [0, 0];
    for (let i = 0; i < m; i++) {
      const c = (sigma / Math.sqrt(n)) * source.normal();
      if (c <= 0) continue;
      phi += c * c;
      best = Math.max(best, c);
    }
    return { phi, best };
  };
  let large = 0;
  let bounded = 0;
  for (let k = 0; k < trials; k++) {
    if (active(400, 20).phi >= sigma ** 2 / 16) large++;
    const { phi, best } = active(100, 100);
    if (best / Math.sqrt(phi) <= (sigma / 4) * sigma * Math.sqrt((2 * Math.log(100)) / 100)) bounded++;
  }
  // the certified bounds are 2/5 and 0.503
  assert.ok(large / trials < 0.4 && bounded / trials < 0.1, `${large}, ${bounded}`);
});
