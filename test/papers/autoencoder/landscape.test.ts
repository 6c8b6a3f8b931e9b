import assert from "node:assert/strict";
import { test } from "node:test";
import { loss, lossGradient } from "../../../lib/models/autoencoder";
import { axis, curvature, generalCurvature } from "../../../lib/papers/autoencoder/curvature";
import { atMost, fewerThanQuarter } from "../../../lib/papers/autoencoder/halves";
import * as lem9 from "../../../lib/papers/autoencoder/lem9";
import * as lem10 from "../../../lib/papers/autoencoder/lem10";
import * as lem33 from "../../../lib/papers/autoencoder/lem33";
import { limitsAreMinima } from "../../../lib/papers/autoencoder/minima";
import * as prop8 from "../../../lib/papers/autoencoder/prop8";
import { rankDeficiency } from "../../../lib/papers/autoencoder/rank";
import { equalSharpness, overSupports } from "../../../lib/papers/autoencoder/sharpness";
import * as thm7 from "../../../lib/papers/autoencoder/thm7";
import { traceRatio, traces } from "../../../lib/papers/autoencoder/trace";
import { stream } from "../../../lib/random/source";
import { gaussianVector } from "../../../lib/random/sphere";
import { Rational } from "../../../lib/symbolic/rational";
import { expectVerdict, kindOn, near } from "../expect";

test("the minimum of the loss and the set where it is reached are exact (C10, C49)", () => {
  expectVerdict(thm7.globalMinima, "autoencoder/C10", "holds", "exact");
  expectVerdict(thm7.lossExpansion, "autoencoder/C49", "holds", "exact");
  for (const minimum of ["(m - 1)/(2*m) - 1/1000", "(m - 1)/m", "0"]) {
    assert.equal(kindOn(thm7.globalMinima, { minimum }), "fails", minimum);
  }
});

test("no random point lies below the minimum, and points of M lie on it", () => {
  const source = stream(7, "test/minimum");
  for (let k = 0; k < 500; k++) {
    const c = gaussianVector(source, 5);
    assert.ok(loss(c, 3) >= 2 / 6 - 1e-15);
    const onM = [Math.abs(c[0]!), Math.abs(c[1]!), Math.abs(c[2]!)];
    const length = Math.hypot(...onM);
    near(loss([...onM.map((x) => x / length), 0, 0], 3), 1 / 3, 1e-15);
  }
});

test("both limits are global minima, and a shorter one is not (C11)", () => {
  expectVerdict(limitsAreMinima, "autoencoder/C11", "holds", "exact");
  assert.equal(kindOn(limitsAreMinima, { lengthSquared: "101/100" }), "fails");
  const gradient = new Float64Array(4);
  lossGradient(Float64Array.of(0.6, 0, 0.8, 0), 3, gradient);
  for (const g of gradient) near(g, 0, 1e-15);
});

test("the documented curvatures at a datum: 0 towards the other datum, 1/2 away from it", () => {
  assert.equal(curvature([1, 0], 2, [0, 1]).toString(), "0");
  assert.equal(curvature([1, 0], 2, [0, -1]).toString(), "1/2");
  assert.equal(curvature([1, 0], 2, [1, 0]).toString(), "2");
  assert.throws(() => curvature([1, 0], 2, [1]), /`direction` must have length 2; got 1/);
  assert.throws(() => curvature([1, 0], 3, [1, 0]), /`m`/);
  assert.deepEqual(
    axis(3, 1, -1).map((x) => x.toString()),
    ["0", "-1", "0"],
  );
});

test("the curvature of every n and m at once is the one computed coordinate by coordinate", () => {
  assert.equal(generalCurvature().toString(), "n0*p2 + 4*n1*p1 + n2*p0 - 2*p2");
  // c = (1, −2, 0, 3), v = (2, 1, 5, −1), m = 3: active are the first and, as v enters it, the third
  const value = generalCurvature().evaluate({ p0: 1, p1: 2, p2: 29, n0: 14, n1: -3, n2: 31 });
  assert.ok(value.div(3).equals(curvature([1, -2, 0, 3], 3, [2, 1, 5, -1])));
});

test("the curvature along a ray is the second difference of the loss, on smooth points and on both sides of walls", () => {
  const source = stream(33, "test/curvature");
  const dyadic = (): number => Math.round(source.normal() * 64) / 64;
  for (let k = 0; k < 200; k++) {
    const m = 1 + source.integer(4);
    // some coordinates exactly on a wall
    const c = Array.from({ length: 4 }, () => (source.uniform() < 0.4 ? 0 : dyadic()));
    const v = Array.from({ length: 4 }, dyadic);
    const h = 1e-4;
    const at = (s: number): number =>
      loss(
        c.map((x, i) => x + s * v[i]!),
        m,
      );
    // one-sided, third order: exact up to h² for a quartic
    const difference = (2 * at(0) - 5 * at(h) + 4 * at(2 * h) - at(3 * h)) / (h * h);
    near(difference, curvature(c, m, v).toNumber(), 2e-4 * (1 + Math.hypot(...v) ** 4));
  }
});

test("the matrices of Proposition 8 are right on one side of every wall only (C12)", () => {
  const verdict = expectVerdict(prop8.hessiansAtMinima, "autoencoder/C12", "holds-corrected", "exact");
  assert.equal(verdict.evidence.filter((e) => e.outcome === "fails").length, 2);
});

test("the counterexample to Proposition 8, by second differences of the loss", () => {
  const h = 1e-3;
  const along = (sign: number): number => {
    const at = (s: number): number => loss([0.6, sign * s, 0.8, 0], 3);
    return (2 * at(0) - 5 * at(h) + 4 * at(2 * h) - at(3 * h)) / (h * h);
  };
  near(along(1), 0, 1e-5);
  near(along(-1), 1 / 3, 1e-5);
  const paper: prop8.Subject = { minimum: ["3/5", "0", "4/5", "0"], m: 3, top: 4 };
  assert.equal(prop8.quadraticForm(paper, axis(4, 1)).toString(), "1/3");
  const both = prop8.compareAlongRays(paper, "both sides");
  assert.ok(both.failures > 0 && both.failures < both.cases);
  assert.match(both.witness, /second derivative is 0, the matrix gives 1\/3/);
  assert.deepEqual(prop8.compareAlongRays(paper, "idle side").failures, 0);
});

test("where no data coordinate vanishes, (8) is the Hessian as printed", () => {
  const smooth: prop8.Subject = { minimum: ["2/3", "1/3", "2/3", "0"], m: 3, top: 4 };
  assert.equal(prop8.compareAlongRays(smooth, "both sides").failures, 0);
  assert.ok(prop8.compareAlongRays({ ...smooth, top: 5 }, "both sides").failures > 0);
});

test("the spectra of the two matrices are exact (C13, C14, C51)", () => {
  expectVerdict(lem9.spectrum, "autoencoder/C13", "holds", "exact");
  expectVerdict(lem10.spectrum, "autoencoder/C14", "holds", "exact");
  expectVerdict(lem9.matrixAction, "autoencoder/C51", "holds", "exact");
  assert.equal(kindOn(lem9.matrixAction, { top: "5", n: 3 }), "fails");
  assert.equal(kindOn(lem10.spectrum, { spike: "31/10" }), "fails");
});

/** Eigenvalues of a symmetric matrix by Jacobi rotations, ascending. */
function eigenvalues(a: number[][]): number[] {
  const n = a.length;
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p]![q]!) < 1e-300) continue;
        const angle = 0.5 * Math.atan2(2 * a[p]![q]!, a[q]![q]! - a[p]![p]!);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[p]![k]!, a[q]![k]!];
          a[p]![k] = c * x - s * y;
          a[q]![k] = s * x + c * y;
        }
        for (let k = 0; k < n; k++) {
          const [x, y] = [a[k]![p]!, a[k]![q]!];
          a[k]![p] = c * x - s * y;
          a[k]![q] = s * x + c * y;
        }
      }
    }
  }
  return a.map((row, i) => row[i]!).sort((x, y) => x - y);
}

const rounded = (x: number): number => Math.abs(Math.round(x * 1e12)) / 1e12;

test("numerical eigenvalues of (8), (9) for n = 6, |S| = 3 are 4 once, 0 twice, 1 three times; and 4 once, 1 five times", () => {
  const w = [0.6, 0.64, 0.48, 0, 0, 0];
  const gd = w.map((wi, i) => w.map((wj, j) => (i === j && i > 2 ? 1 : 0) + 4 * wi * wj));
  assert.deepEqual(eigenvalues(gd).map(rounded), [0, 0, 1, 1, 1, 4]);
  const sgd = w.map((_, i) => w.map((__, j) => (i === j ? 1 : 0) + (i === 0 && j === 0 ? 3 : 0)));
  assert.deepEqual(eigenvalues(sgd).map(rounded), [1, 1, 1, 1, 1, 4]);
});

test("every global minimum is equally sharp, whichever side is taken (C15)", () => {
  expectVerdict(equalSharpness, "autoencoder/C15", "holds", "exact");
  // 1 + 3 + 7 + 15 supports
  assert.deepEqual(overSupports(), { cases: 26, failures: 0 });
  assert.equal(kindOn(equalSharpness, { lengthSquared: "11/10" }), "fails");
});

test("tails of Binomial(m, 1/2) are those of Pascal's triangle", () => {
  assert.equal(atMost(2, 0).toString(), "1/4");
  assert.equal(atMost(5, 2).toString(), "1/2");
  assert.ok(atMost(30, 30).equals(1));
  let sum = 0;
  for (let pattern = 0; pattern < 2 ** 12; pattern++) {
    const ones = pattern.toString(2).replaceAll("0", "").length;
    if (ones < 3) sum++;
  }
  assert.ok(fewerThanQuarter(12).equals(Rational.of(sum, 2 ** 12)));
  assert.throws(() => atMost(3, 4), /`k`/);
  assert.throws(() => atMost(0, 0), /`m`/);
});

test("the rank of the two matrices differs with high probability (C16)", () => {
  expectVerdict(rankDeficiency, "autoencoder/C16", "holds", "exact");
  assert.equal(kindOn(rankDeficiency, { rate: "3/5", chance: "1/2" }), "fails");
  for (const m of [4, 12, 40, 400]) {
    assert.ok(fewerThanQuarter(m).toNumber() <= Math.exp(-m / 16));
    assert.ok(fewerThanQuarter(m).toNumber() <= (16 / 27) ** (m / 4) + 1e-15);
  }
});

test("the traces differ by a constant factor only (C17)", () => {
  expectVerdict(traces, "autoencoder/C17", "holds-corrected", "exact");
  assert.equal(kindOn(traces, { ...traces.subject, share: "1/3" }), "fails");
});

test("the counterexample to the traces: at m = n the ratio settles at one half", () => {
  assert.equal(traceRatio(100, 50), 54 / 103);
  assert.equal(traceRatio(1, 1), 1);
  near(traceRatio(1e6, 5e5), 0.5, 1e-5);
  assert.throws(() => traceRatio(10, 11), /`active`/);
});

test("the Hessian of Lemma 33 exists off the walls only (C50)", () => {
  expectVerdict(lem33.hessianFormula, "autoencoder/C50", "holds-corrected", "exact");
  assert.deepEqual(lem33.sidesAtDatum(), { inside: "0", outside: "1/2" });
  assert.equal(kindOn(lem33.hessianFormula, { cross: "3" }), "fails");
});

test("off the walls the formula of Lemma 33 is the second difference of the gradient", () => {
  const source = stream(50, "test/hessian");
  const n = 4;
  const m = 3;
  for (let k = 0; k < 50; k++) {
    const c = gaussianVector(source, n);
    if (c.some((x) => Math.abs(x) < 0.05)) continue;
    const norm = c.reduce((s, x) => s + x * x, 0);
    const active = [0, 1, 2].filter((i) => c[i]! > 0);
    const phi = active.reduce((s, i) => s + c[i]! ** 2, 0);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const on = active.includes(i) ? 1 : 0;
        const also = active.includes(j) ? 1 : 0;
        // (1/m) Σ_S [(N − 2) a aᵀ + 2⟨w, a⟩(a wᵀ + w aᵀ) + ⟨w, a⟩² I]
        const formula = ((i === j ? on * (norm - 2) + phi : 0) + 2 * (on + also) * c[i]! * c[j]!) / m;
        const h = 1e-5;
        const up = new Float64Array(n);
        const down = new Float64Array(n);
        lossGradient(
          c.map((x, q) => x + (q === j ? h : 0)),
          m,
          up,
        );
        lossGradient(
          c.map((x, q) => x - (q === j ? h : 0)),
          m,
          down,
        );
        near((up[i]! - down[i]!) / (2 * h), formula, 1e-6);
      }
    }
  }
});
