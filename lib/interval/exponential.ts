/**
 * Exponential function: exp, expm1.
 *
 * Reduction: x = k ln 2 + r with the integer k nearest x/ln 2 (rounding slips of k are harmless: |r| ≤ 0.36), ln 2 in
 * three words, and k times the first exact; the error of r is at most 2⁻¹⁰¹ (none for k = 0).
 * Series: expm1(r/16) = (r/16) Σ (r/16)ʲ/(j+1)!, relative error at most 2⁻⁹⁵ by the lemma of `series`, since
 * |r/16| ≤ 0.0225 halves the terms. Doubling: expm1(2s) = e(2 + e), e = expm1(s), four times; an error of e is passed
 * on with factor 1 + e/(2+e) and 10u² is added, so expm1(r) has relative error at most 1.3 (2⁻⁹⁴ + 40u²) < 2⁻⁹³, and
 * eˣ = 2ᵏ (1 + expm1(r)) at most 2⁻⁹³ as well.
 */
import { nextUp } from "../core/ulp";
import { LN2_HEAD, LN2_TAIL } from "./constants";
import { factorial } from "./digits";
import {
  add,
  addDouble,
  mul,
  mulDouble,
  powerOfTwo,
  roundOut,
  roundOutScaled,
  setBounds,
  twoSum,
  word,
} from "./doubleWord";
import type { Interval } from "./interval";
import { increasing } from "./monotone";
import { reciprocalSeries, sumSeries } from "./series";

const { MAX_VALUE, MIN_VALUE, EPSILON } = Number;
const TINY = 2 ** -54;

const EXPM1 = reciprocalSeries((j) => factorial(j + 1n), 0.0225, false);

/** Returns k and sets word = expm1(r), xh + xl = k ln 2 + r, for 2⁻²⁰⁰ < |x| < 800. */
function reduced(xh: number, xl: number): number {
  const k = Math.round(xh * Math.LOG2E);
  let rh = xh;
  let rl = xl;
  if (k !== 0) {
    mulDouble(LN2_TAIL[0]!, LN2_TAIL[1]!, -k);
    const th = word[0]!;
    const tl = word[1]!;
    twoSum(xh, -k * LN2_HEAD);
    addDouble(word[0]!, word[1]!, xl);
    add(word[0]!, word[1]!, th, tl);
    rh = word[0]!;
    rl = word[1]!;
  }
  rh *= 0.0625;
  rl *= 0.0625;
  sumSeries(EXPM1, rh, rl);
  mul(word[0]!, word[1]!, rh, rl);
  for (let i = 0; i < 4; i++) {
    const h = word[0]!;
    const l = word[1]!;
    addDouble(h, l, 2);
    mul(word[0]!, word[1]!, h, l);
  }
  return k;
}

/** Sets word = m, 0.69 < m < 1.44, and returns k with exp(xh + xl) = 2ᵏ m, for 2⁻²⁰⁰ < |x| < 800; error < 2⁻⁹³. */
export function expWords(xh: number, xl: number): number {
  const k = reduced(xh, xl);
  addDouble(word[0]!, word[1]!, 1);
  return k;
}

/**
 * word = expm1(x) for 2⁻²⁰⁰ < |x| ≤ 100, relative error below 2⁻⁹¹: for k ≠ 0, where |x| > 0.34, the subtraction of 1
 * magnifies that of eˣ by eˣ/|eˣ − 1| < 3.5.
 */
export function expm1Words(x: number): void {
  const k = reduced(x, 0);
  if (k === 0) return;
  const scale = powerOfTwo(k);
  addDouble(word[0]!, word[1]!, 1);
  addDouble(word[0]! * scale, word[1]! * scale, -1);
}

function expAt(x: number): void {
  if (x >= 710) setBounds(MAX_VALUE, Number.POSITIVE_INFINITY);
  else if (x <= -746) setBounds(0, MIN_VALUE);
  else if (x === 0) setBounds(1, 1);
  // 1 + x ≤ eˣ ≤ 1 + x + x² for |x| ≤ 1
  else if (Math.abs(x) < TINY) setBounds(x < 0 ? 1 - EPSILON / 2 : 1, x < 0 ? 1 : 1 + EPSILON);
  else {
    const k = expWords(x, 0);
    roundOutScaled(word[0]!, word[1]!, k);
  }
}

function expm1At(x: number): void {
  if (x === 0) setBounds(0, 0);
  else if (x > 100)
    expAt(x); // the 1 is below 2⁻¹⁴⁴ eˣ, inside the slack of roundOut
  else if (x < -38)
    setBounds(-1, -1 + EPSILON / 2); // e⁻³⁸ < 2⁻⁵⁴
  else if (Math.abs(x) < TINY)
    setBounds(x, nextUp(x)); // x ≤ expm1(x) ≤ x + x² for |x| ≤ 1
  else {
    expm1Words(x);
    roundOut(word[0]!, word[1]!);
  }
}

/** {eˣ}. Example: `exp(point(0))` is [1], and `exp(point(1))` is [2.718281828459045, 2.7182818284590455]. */
export function exp(a: Interval): Interval {
  return increasing(a, expAt);
}

/** {eˣ − 1}, with full relative accuracy near 0. */
export function expm1(a: Interval): Interval {
  return increasing(a, expm1At);
}
