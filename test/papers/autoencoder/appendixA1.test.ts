import assert from "node:assert/strict";
import { test } from "node:test";
import * as direction from "../../../lib/papers/autoencoder/direction";
import * as lem11 from "../../../lib/papers/autoencoder/lem11";
import * as lem12 from "../../../lib/papers/autoencoder/lem12";
import * as lem13 from "../../../lib/papers/autoencoder/lem13";
import * as lem16 from "../../../lib/papers/autoencoder/lem16";
import { FULL_BATCH } from "../../../lib/papers/autoencoder/massMap";
import { expectVerdict, kindOn, near } from "../expect";

/** One step of (Φ, Ψ), written down again. */
function step(phi: number, psi: number, eta: number): [number, number] {
  return [phi * (1 + eta * (2 - 2 * phi - psi)) ** 2, psi * (1 - eta * phi) ** 2];
}

test("eqs. (10), (11) and Lemma 12 hold exactly (C19, C22)", () => {
  expectVerdict(lem12.coordinateUpdate, "autoencoder/C19", "holds", "exact");
  expectVerdict(lem12.massUpdate, "autoencoder/C22", "holds", "exact");
});

test("1 % in either factor breaks the update equations", () => {
  for (const factors of [
    { ...FULL_BATCH, on: "1 + 101/100*eta*(2 - 2*Phi - Psi)" },
    { ...FULL_BATCH, off: "1 - 101/100*eta*Phi" },
  ]) {
    assert.equal(kindOn(lem12.coordinateUpdate, factors), "fails");
    assert.equal(kindOn(lem12.massUpdate, factors), "fails");
  }
});

test("eqs. (15), (16) agree with one step in numbers", () => {
  const [phi, psi, eta] = [0.3, 0.4, 0.15];
  const [phi1, psi1] = step(phi, psi, eta);
  const x = 2 - 2 * phi - psi;
  near(phi1 - phi, 2 * eta * phi * x + eta ** 2 * phi * x ** 2, 1e-15);
  near(psi1 - psi, -2 * eta * phi * psi + eta ** 2 * phi ** 2 * psi, 1e-15);
});

test("Lemma 11 holds exactly, for every weight up to 10/11 (C20)", () => {
  const verdict = expectVerdict(lem11.invariance, "autoencoder/C20", "holds", "exact");
  near(verdict.margin, 10 / 11 - 5 / 8, 1e-15);
  assert.equal(kindOn(lem11.invariance, { ...lem11.invariance.subject, weight: "10/11" }), "holds");
  assert.equal(kindOn(lem11.invariance, { ...lem11.invariance.subject, weight: "91/100" }), "fails");
});

test("the norm itself is not kept below one: on the unit sphere it grows", () => {
  const [phi1, psi1] = step(0.5, 0.5, 0.2);
  near(phi1 + psi1 - 1, 0.2 ** 2 * 0.25, 1e-15);
});

test("the smallest slack of W along runs is a small non-negative number", () => {
  const slack = lem11.smallestSlack(100);
  assert.ok(slack > -1e-12 && slack < 0.5);
});

test("the increments (13), (14) hold, their printed derivation does not (C21)", () => {
  const verdict = expectVerdict(lem11.increments, "autoencoder/C21", "holds-corrected", "exact");
  const [failure] = verdict.evidence.filter((e) => e.outcome === "fails");
  assert.match(failure!.what, /third line/);
});

test("the counterexample to the third line of the chain, in numbers, while (13) holds there", () => {
  const [phi, psi, eta] = [0.1, 0, 0.2];
  const x = 1 - phi - psi / 2;
  assert.ok(4 * eta * phi * x + 0.8 * eta * x > 5 * eta * phi * x + 0.1);
  assert.ok(4 * eta * phi * x + 0.8 * eta * phi * x <= 5 * eta * phi * x);
  assert.ok(step(phi, psi, eta)[0] - phi <= 5 * eta * phi * x);
});

test("(13) is lost beyond η = 1/4: a point where it fails at η = 3/10", () => {
  const [phi, eta] = [1e-3, 0.3];
  assert.ok(step(phi, 0, eta)[0] - phi > 5 * eta * phi * (1 - phi));
  assert.ok(step(phi, 0, 0.25)[0] - phi <= 5 * 0.25 * phi * (1 - phi) + 1e-15);
});

test("Lemma 13 and Corollaries 14, 15 hold exactly (C23, C24, C25)", () => {
  expectVerdict(lem13.coordinatesMonotone, "autoencoder/C23", "holds", "exact");
  expectVerdict(lem13.activeSetConstant, "autoencoder/C24", "holds", "exact");
  expectVerdict(lem13.massesMonotone, "autoencoder/C25", "holds", "exact");
  assert.equal(lem13.wrongMoves(50), 0);
});

test("outside the region active coordinates shrink, at a plain point", () => {
  const [phi, psi] = [1.2, 0];
  assert.ok(step(phi, psi, 0.1)[0] < phi);
  assert.ok(1 - 1.5 * 0.9 < 0, "at η = 3/2 the idle factor 1 − ηΦ changes sign inside the region");
});

test("Lemma 16 holds exactly, and 4/9 could be 4/5 (C26)", () => {
  const verdict = expectVerdict(lem16.convergence, "autoencoder/C26", "holds", "exact");
  near(verdict.margin, 4 / 5 - 4 / 9, 1e-15);
  const { region } = lem16.convergence.subject;
  assert.equal(kindOn(lem16.convergence, { region, rate: "4/5" }), "holds");
  assert.equal(kindOn(lem16.convergence, { region, rate: "81/100" }), "fails");
});

test("4/5 is the best rate: near Φ = 0 on the edge Φ + 5Ψ/8 = 1 a larger one fails in numbers", () => {
  const [phi, eta] = [1e-6, 1e-6];
  const psi = 1.6 * (1 - phi);
  const growth = (step(phi, psi, eta)[0] - phi) / (eta * phi * (1 - phi));
  near(growth, 0.8, 1e-5);
});

test("the bound of Lemma 16 lies above the masses until rounding takes over", () => {
  const { gap, idle, bound } = lem16.massDecay(60);
  assert.equal(gap.length, 61);
  const first = 0.3 ** 2 + 0.4 ** 2;
  near(gap[0]!, 1 - first, 1e-15);
  near(bound[1]! / bound[0]!, Math.exp((-4 / 9) * 0.2 * first), 1e-14);
  for (let t = 0; t <= 60; t++) {
    assert.ok(gap[t]! <= bound[t]! + 1e-14);
    assert.ok(idle[t]! <= (16 / 9) * gap[t]! + 1e-14);
  }
});

test("active coordinates keep their ratios (C27)", () => {
  expectVerdict(direction.conservation, "autoencoder/C27", "holds", "exact");
  assert.equal(
    kindOn(direction.conservation, { second: "1 + eta*(2 - 2*Phi - Psi) + eta*Psi/1000" }),
    "fails",
  );
});

test("normalised correlations stay where the start puts them", () => {
  const start = [0.3, -0.2, 0.4, -0.5, 0.1];
  const [a, b] = direction.normalisedCorrelations(start, 3, 0.2, 50);
  near(a![50]!, 0.6, 1e-14);
  near(b![50]!, 0.8, 1e-14);
  assert.ok(direction.drift(start, 3, 0.2, 50) < 1e-14);
});
