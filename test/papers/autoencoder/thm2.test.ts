import assert from "node:assert/strict";
import { test } from "node:test";
import * as region from "../../../lib/papers/autoencoder/invariantRegion";
import { FULL_BATCH, massStep, weightedTriangle } from "../../../lib/papers/autoencoder/massMap";
import * as thm2 from "../../../lib/papers/autoencoder/thm2";
import { stream } from "../../../lib/random/source";
import { expander } from "../../../lib/symbolic/definitions";
import { expectVerdict, kindOn, near } from "../expect";

const PAPER = thm2.limit.subject;

test("Theorem 2 holds exactly, and is a margin of 3/10 in α/m away from failing (C04)", () => {
  const verdict = expectVerdict(thm2.limit, "autoencoder/C04", "holds", "exact");
  near(verdict.margin, 0.3, 1e-15);
  assert.ok(verdict.values.worstDistance! < 1e-12);
});

test("sabotaged factors of either kind are refuted", () => {
  const quick = { ...PAPER, starts: 5 };
  for (const factors of [
    { ...FULL_BATCH, on: "1 + eta*(2 - Phi - Psi)" },
    { ...FULL_BATCH, on: "1 - eta*(2 - 2*Phi - Psi)" },
    { ...FULL_BATCH, off: "1 + eta*Phi" },
    { ...FULL_BATCH, off: "1 - 2*eta*Phi" },
  ]) {
    assert.equal(kindOn(thm2.limit, { ...quick, factors }), "fails");
  }
});

test("the cycle of period two at α = 3m/4, in plain fractions", () => {
  // Φ → Φ(1 + η(2 − 2Φ))² with η = 3/4: 1/3 → (1/3)(1 + 1)² = 4/3 → (4/3)(1 − 1/2)² = 1/3
  const step = (phi: number): number => phi * (1 + 0.75 * (2 - 2 * phi)) ** 2;
  near(step(1 / 3), 4 / 3, 1e-15);
  near(step(4 / 3), 1 / 3, 1e-15);
  const cycling = thm2.simulate({ m: 1, n: 1, starts: 50, steps: 4001, stepRatio: 0.75, seed: 2 });
  assert.ok(cycling.worst > 0.1);
});

test("the limit attracts up to α = m/2, where a small error along Φ stops shrinking", () => {
  assert.equal(thm2.stabilityLimit(), 0.5);
  const gap = (eta: number): number => {
    let phi = 1 - 1e-3;
    for (let t = 0; t < 100; t++) phi *= (1 + eta * (2 - 2 * phi)) ** 2;
    return Math.abs(1 - phi);
  };
  assert.ok(gap(0.45) < 1e-8 && gap(0.55) > 1e-2);
});

test("simulated starts reach the limit, with the counts of frozen starts as documented", () => {
  const run = thm2.simulate({ m: 4, n: 6, starts: 10, steps: 2000, stepRatio: 0.2, seed: 1 });
  assert.ok(run.worst < 1e-14);
  assert.equal(run.errors.length + run.frozen, run.starts);
  const many = thm2.simulate({ m: 2, n: 2, starts: 400, steps: 0, stepRatio: 0.2, seed: 1 });
  near(many.frozen / 400, 1 / 4, 0.07, "share of frozen starts");
  assert.throws(() => thm2.simulate({ m: 3, n: 2, starts: 1, steps: 1, stepRatio: 0.2, seed: 1 }), /`m`/);
  assert.throws(
    () => thm2.simulate({ m: 2, n: 2, starts: 0, steps: 1, stepRatio: 0.2, seed: 1 }),
    /`starts`/,
  );
});

test("the distance to the limit shrinks by the asymptotic factor in the end", () => {
  const start = [0.3, -0.2, 0.4, -0.5, 0.1];
  for (const eta of [0.1, 0.2]) {
    const d = thm2.distances(start, 3, eta, 200);
    assert.equal(d.length, 201);
    near(d[120]! / d[119]!, thm2.asymptoticFactor(eta, true), 1e-3);
  }
  near(thm2.distances([0.3, 0.4], 2, 0.1, 40)[40]! / thm2.distances([0.3, 0.4], 2, 0.1, 40)[39]!, 0.6, 1e-3);
  assert.equal(thm2.asymptoticFactor(0.25, false), 0);
});

test("coordinates of the triangle invert W = Φ + weight · Ψ", () => {
  const value = (name: string): number =>
    expander(weightedTriangle("5/8"))(name).toPolynomial().evaluate({ r: 0.5, s: 0.25 }).toNumber();
  assert.equal(value("Phi"), 0.125);
  assert.equal(value("Phi") + 0.625 * value("Psi"), 0.5);
});

test("one step of the masses, by hand", () => {
  // Φ = 1/2, Ψ = 1/4, η = 1/10: on = 1.075, off = 0.95
  const value = (name: string): number =>
    expander(massStep(FULL_BATCH))(name)
      .toPolynomial()
      .evaluate({ Phi: 0.5, Psi: 0.25, eta: "1/10" })
      .toNumber();
  near(value("Phi1"), 0.5 * 1.075 ** 2, 1e-15);
  near(value("dPsi"), 0.25 * (0.95 ** 2 - 1), 1e-15);
});

const REGION: region.Region = { factors: FULL_BATCH, weight: "5/8", stepRatio: "1/5", radius: "1" };

test("the inequalities of the region hold at random points, computed in floating point", () => {
  const source = stream(1, "test/region");
  for (let k = 0; k < 2000; k++) {
    const [r, s, eta] = [source.uniform(), source.uniform(), source.uniform() / 5];
    const [phi, psi] = [r * s, (r * (1 - s) * 8) / 5];
    const [on, off] = [1 + eta * (2 - 2 * phi - psi), 1 - eta * phi];
    const [phi1, psi1] = [phi * on * on, psi * off * off];
    const w1 = phi1 + 0.625 * psi1;
    assert.ok(1 - w1 >= (1 - 5 * eta * phi) * (1 - r) - 1e-14);
    assert.ok(on - 1 >= 2 * eta * (1 - r) - 1e-14 && off > 0 && off < 1 + 1e-14);
    assert.ok(phi1 - phi >= 0.8 * eta * phi * (1 - phi) - 1e-14);
  }
});

test("pieces of the proof hold in the paper's region and fail just outside", () => {
  const outcomes = (r: region.Region): string[] =>
    [
      region.startsInside(r),
      ...region.staysInside(r),
      region.activeGrow(r),
      ...region.idleShrink(r),
      region.massGrows(r, "4/5"),
    ].map((e) => e.outcome);
  assert.ok(outcomes(REGION).every((o) => o === "holds"));
  assert.ok(outcomes({ ...REGION, stepRatio: "1/4" }).includes("fails"));
  assert.ok(outcomes({ ...REGION, radius: "5/4" }).includes("fails"));
  assert.equal(region.startsInside({ ...REGION, weight: "9/8" }).outcome, "fails");
  assert.equal(region.massGrows(REGION, "1").outcome, "fails");
});
