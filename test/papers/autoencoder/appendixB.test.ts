import assert from "node:assert/strict";
import { test } from "node:test";
import { type Claim, judge } from "../../../lib/claims/claim";
import { inA, type Plane, potential, twoStep } from "../../../lib/papers/autoencoder/cyclicMap";
import { COORDINATE_FACTORS } from "../../../lib/papers/autoencoder/halfStep";
import { gridSlack, invariance } from "../../../lib/papers/autoencoder/invariantSet";
import { square } from "../../../lib/papers/autoencoder/lem22";
import { growth } from "../../../lib/papers/autoencoder/lem24";
import { barrier, LARGEST_STEP_SIZE, stayAboveOne } from "../../../lib/papers/autoencoder/lem25";
import { largestStepSize, norm, reachedNorm, sharpNormBound } from "../../../lib/papers/autoencoder/lem26";
import { diagonal, diagonalThreshold } from "../../../lib/papers/autoencoder/lem28";
import { oddStep } from "../../../lib/papers/autoencoder/lem29";
import { cubic as lem30, overshoot } from "../../../lib/papers/autoencoder/lem30";
import { cubic as lem31 } from "../../../lib/papers/autoencoder/lem31";
import { monotone } from "../../../lib/papers/autoencoder/lem32";
import { bounds } from "../../../lib/papers/autoencoder/normBounds";
import { leaving, leavingTime } from "../../../lib/papers/autoencoder/prop23";
import { decrease, PRINTED, potentialFalls } from "../../../lib/papers/autoencoder/prop27";
import { steps } from "../../../lib/papers/autoencoder/thm4Proof";

const EXPECTED: readonly (readonly [string, Claim<never>, string])[] = (
  [
    ["C35", square, "holds"],
    ["C36", leaving, "undecided"],
    ["C37", growth, "holds"],
    ["C38", barrier, "holds"],
    ["C39", norm, "holds"],
    ["C40", bounds, "holds"],
    ["C41", decrease, "holds-corrected"],
    ["C42", invariance, "holds"],
    ["C43", steps, "holds-corrected"],
    ["C44", diagonal, "holds"],
    ["C45", oddStep, "holds-corrected"],
    ["C46", lem30, "holds"],
    ["C47", lem31, "holds"],
    ["C48", monotone, "holds-corrected"],
  ] as const
).map(([id, claim, kind]) => [id, claim as unknown as Claim<never>, kind]);

for (const [id, claim, kind] of EXPECTED) {
  test(`${id}: ${kind}, and its control fires`, () => {
    const verdict = judge(claim);
    assert.equal(verdict.id, `autoencoder/${id}`);
    assert.equal(verdict.kind, kind);
    assert.equal(verdict.grade, kind === "undecided" ? "sampled" : "exact");
    assert.equal(verdict.control.outcome, "fired");
  });
}

test("V rises at the corner of K_1 as printed, by plain arithmetic", () => {
  for (const alpha of [0.25, 0.1]) {
    const y = (1 + alpha / 4) / Math.SQRT2;
    assert.ok(potential(twoStep([y, y], alpha)) > 1);
    const corrected = Math.sqrt((1 + alpha / 4) / 2);
    assert.ok(potential(twoStep([corrected, corrected], alpha)) < 1);
  }
});

test("the printed f − g disagrees with the potential at the two exact points", () => {
  const f = (y: number, r: number, a: number) =>
    (1 - a * y * y) *
    (1 + a * (2 - 2 * (r - y * y) * (1 - a * y * y) ** 2 - y * y * (1 + a * (2 - r - y * y)) ** 2));
  const g = (y: number, r: number, a: number) =>
    (1 - a * (r - y * y) * (1 - a * y) ** 2) * (1 + a * (2 - r - y * y));
  assert.ok(f(0.2, 0.2, 0.25) - g(0.2, 0.2, 0.25) < 0);
  assert.ok(potential(twoStep([0.2, 0.4], 0.25)) > 2);
  assert.ok(f(0.08, 0.1, 0.25) - g(0.08, 0.1, 0.25) > 0);
  assert.ok(potential(twoStep([0.08, 0.06], 0.25)) < 0.75);
});

test("Lemma 32 fails for negative r, with either g", () => {
  const [a, r, y, h] = [0.25, -50, 0.25, 1e-5];
  const f = (x: number) =>
    (1 - a * x * x) *
    (1 + a * (2 - 2 * (r - x * x) * (1 - a * x * x) ** 2 - x * x * (1 + a * (2 - r - x * x)) ** 2));
  const rest = (x: number, factor: number) => (1 - a * (r - x * x) * factor ** 2) * (1 + a * (2 - r - x * x));
  const printed = (x: number) => f(x) - rest(x, 1 - a * x);
  const meant = (x: number) => f(x) - rest(x, 1 - a * x * x);
  for (const [difference, slope] of [
    [printed, 49.333395],
    [meant, 10.3468475],
  ] as const) {
    const numeric = (difference(y + h) - difference(y - h)) / (2 * h);
    assert.ok(Math.abs(numeric - slope) < 1e-5, `${numeric}`);
  }
});

test("Lemma 29 fails at y = 2 and holds on a grid of the square with constant 1", () => {
  const alpha = 0.25;
  const next = (y: number, z: number): Plane => [
    y * (1 + alpha * (2 - 2 * y * y - z * z)),
    z * (1 - alpha * y * y),
  ];
  assert.equal(1 - next(2, 0.1)[0] > 1, true);
  for (let i = 1; i < 60; i++) {
    for (let j = 1; j < 60; j++) {
      const [y, z] = [i / 60, j / 60];
      const [y1, z1] = next(y, z);
      assert.ok(Math.max(1 - y1, z1) <= Math.max(1 - y, z) + 1e-15);
    }
  }
});

test("the guaranteed decrease of V holds along the worst direction, the diagonal", () => {
  for (const alpha of [0.01, 0.1, 0.25]) {
    for (let k = 1; k <= 50; k++) {
      const n = ((1 + alpha / 4) * k) / 50;
      const y = Math.sqrt(n / 2);
      const ratio = potential(twoStep([y, y], alpha));
      assert.ok(ratio <= 1 - (alpha ** 3 * n) / (5 * (1 + 2 * alpha)) + 1e-15);
    }
  }
});

test("a sabotaged model loses the decrease of V", () => {
  const weak = { ...COORDINATE_FACTORS, off: () => "1" };
  assert.ok(potentialFalls({ ...PRINTED, factors: weak }).some((e) => e.outcome === "fails"));
});

test("the root on the diagonal is bracketed exactly and V changes there", () => {
  const { lo, hi } = diagonalThreshold("1/4");
  assert.ok(hi.sub(lo).toNumber() < 1e-23);
  assert.ok(Math.abs(lo.toNumber() - 1.0936252689697286) < 1e-14);
  for (const [n, falls] of [
    [lo.toNumber() - 1e-6, true],
    [hi.toNumber() + 1e-6, false],
  ] as const) {
    const y = Math.sqrt(n / 2);
    assert.equal(potential(twoStep([y, y], 0.25)) < 1, falls);
  }
});

test("Lemma 25 is lost just above 2 − √3", () => {
  const outcome = (stepSize: string) =>
    stayAboveOne({ factors: COORDINATE_FACTORS, stepSize }).at(-1)!.outcome;
  assert.equal(outcome("0.2679"), "holds");
  assert.equal(outcome("0.268"), "fails");
  assert.ok(LARGEST_STEP_SIZE > 0.2679 && LARGEST_STEP_SIZE < 0.268);
});

test("norms approach the sharp bound from below as the number of data grows", () => {
  const reached = [2, 10, 100].map((m) =>
    reachedNorm({ m, stepSize: 0.25, startMass: 0.6, tilt: 0.01, passes: 30 }),
  );
  assert.ok(reached[0]! < reached[1]! && reached[1]! < reached[2]!);
  assert.ok(reached[2]! < sharpNormBound(0.25) && sharpNormBound(0.25) - reached[2]! < 1e-3);
  assert.ok(Math.abs(sharpNormBound(0.25) - (10 - Math.sqrt(80))) < 1e-14);
  assert.ok(Math.abs(largestStepSize() - 0.4287) < 1e-3);
});

test("the cubic overshoots by 0.00566 at η = 0.6", () => {
  assert.ok(Math.abs(overshoot(0.6).value - 1.00566) < 1e-5);
});

test("A is kept on a grid, and the orbit leaves K_1 within the guaranteed time", () => {
  assert.ok(gridSlack(0.25, 100).worst > 0);
  assert.ok(inA([0.3, 0.3], 0.25));
  const { steps: taken, bound } = leavingTime([0.1, 0.08], 0.25, 0.1);
  assert.ok(taken > 0 && taken < bound);
  assert.throws(() => leavingTime([0.1, 0.08], 0.25, 0), /floor/);
});
