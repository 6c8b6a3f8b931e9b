/** The checkers of the containment tests: they count inputs whose exact image leaves the computed interval. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ulpDistance } from "../../lib/core/ulp";
import { type Interval, unchecked } from "../../lib/interval/interval";
import { stream } from "../../lib/random/source";
import { around, double, doubleIn, memberOf } from "./inputs";
import type { Binary, Reference, Unary } from "./reference";

export interface Report {
  readonly inputs: number;
  failures: number;
  /** The first failure, for the message. */
  first: string;
  /** Widest result, in ulps, at points of moderate size. */
  widest: number;
}

/** The points at which a function is defined and finite, as a closed range of doubles. */
export const DOMAINS: Partial<Record<Unary, readonly [number, number]>> = {
  log: [Number.MIN_VALUE, Number.MAX_VALUE],
  log1p: [-1 + 2 ** -53, Number.MAX_VALUE],
  asin: [-1, 1],
  acos: [-1, 1],
  sqrt: [0, Number.MAX_VALUE],
};

function moderate(x: number): boolean {
  return Math.abs(x) > 1e-3 && Math.abs(x) < 100;
}

/** Checks F(X) ∋ f(t) for `inputs` pairs t ∈ X. */
export function checkUnary(
  reference: Reference,
  f: Unary,
  F: (a: Interval) => Interval,
  inputs: number,
  seed = 1,
): Report {
  const source = stream(seed, f);
  const [lo, hi] = DOMAINS[f] ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
  const report: Report = { inputs, failures: 0, first: "", widest: 0 };
  for (let i = 0; i < inputs; i++) {
    const x = doubleIn(source, lo, hi);
    const a = around(source, x);
    const t = memberOf(source, a, x, lo, hi);
    const image = F(a);
    if (!reference.unary(f, t).within(image)) {
      if (report.failures++ === 0) report.first = `${f}(${t}) outside ${f}(${a}) = ${image}`;
    }
    if (a.lo === a.hi && moderate(x))
      report.widest = Math.max(report.widest, ulpDistance(image.lo, image.hi));
  }
  return report;
}

/** Checks F(X, Y) ∋ s ∘ t for `inputs` pairs s ∈ X, t ∈ Y. */
export function checkBinary(
  reference: Reference,
  f: Binary,
  F: (a: Interval, b: Interval) => Interval,
  inputs: number,
  seed = 1,
): Report {
  const source = stream(seed, f);
  const { MAX_VALUE } = Number;
  const draw = () => Math.max(-MAX_VALUE, Math.min(MAX_VALUE, double(source)));
  const report: Report = { inputs, failures: 0, first: "", widest: 0 };
  for (let i = 0; i < inputs; i++) {
    const x = draw();
    // a quarter of the pairs nearly cancel, or have the ratio of small integers
    const y = i % 4 === 0 ? draw() : i % 4 === 1 ? x * (1 + source.integer(9)) : draw();
    const second = Number.isFinite(y) && !(f === "div" && y === 0) ? y : 1;
    const a = around(source, x);
    const b = around(source, second);
    const s = memberOf(source, a, x, -MAX_VALUE, MAX_VALUE);
    let t = memberOf(source, b, second, -MAX_VALUE, MAX_VALUE);
    if (f === "div" && t === 0) t = second;
    const image = F(a, b);
    if (!reference.binary(f, s, t).within(image)) {
      if (report.failures++ === 0) report.first = `${s} ${f} ${t} outside ${f}(${a}, ${b}) = ${image}`;
    }
    if (a.lo === a.hi && b.lo === b.hi && moderate(x) && moderate(second)) {
      report.widest = Math.max(report.widest, ulpDistance(image.lo, image.hi));
    }
  }
  return report;
}

/** Sabotage: the ends are rounded to nearest instead of outward. */
export function nearest(f: (x: number) => number): (a: Interval) => Interval {
  return (a) => {
    const p = f(a.lo);
    const q = f(a.hi);
    return unchecked(Math.min(p, q), Math.max(p, q));
  };
}

/** The tests that every elementary function passes, and that notice one that does not round outwards. */
export function testContainment(
  functions: Readonly<Partial<Record<Unary, (a: Interval) => Interval>>>,
  inputs: number,
  reference: () => Reference,
): void {
  for (const [key, F] of Object.entries(functions)) {
    const name = key as Unary;
    const count = `${inputs.toLocaleString("en").replace(",", " ")} inputs`;
    test(`${name} contains the exact value for ${count} and is at most two ulps wide at moderate points`, () => {
      const report = checkUnary(reference(), name, F, inputs);
      assert.equal(report.failures, 0, report.first);
      assert.ok(report.widest >= 1 && report.widest <= 2, `${report.widest} ulps`);
    });

    test(`the checker catches ${name} without outward rounding`, () => {
      const plain = (Math as unknown as Record<string, ((x: number) => number) | undefined>)[name];
      if (plain) assert.ok(checkUnary(reference(), name, nearest(plain), 500).failures > 100);
      const oneSided = (a: Interval) => unchecked(F(a).lo, F(a).lo);
      assert.ok(checkUnary(reference(), name, oneSided, 500).failures > 100);
    });
  }
}
