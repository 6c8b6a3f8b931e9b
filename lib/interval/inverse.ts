/**
 * Inverse trigonometric functions: atan, asin, acos, all from the angle of a point (x, y) in the first quadrant.
 *
 * Angle: t = min(y/x, x/y) ≤ 1; with j = round(8t) the addition theorem gives arctan t = arctan(j/8) + arctan δ,
 * δ = (t − j/8)/(1 + t j/8), |δ| ≤ 0.0626; arctan δ = δ Σ (−1)ʲ δ²ʲ/(2j+1) has relative error at most 2⁻⁹⁵ + 2⁻⁹⁹ by the
 * lemma of `series` (δ² ≤ 0.004), and arctan(j/8) is tabulated from integers. For j = 0 nothing is added and the
 * relative accuracy of t survives; for j ≥ 1 the result is at least 0.06 and the errors are absolute, below 2⁻⁹⁸. If
 * y > x the result is π/2 − arctan t ≥ π/4. Altogether: relative error below 2⁻⁹².
 *
 * asin x is the angle of (√(1 − x²), x) and acos x that of (x, √(1 − x²)), with 1 − x² = (1 − x)(1 + x) from two exact
 * sums, one product and one root: relative error below 2⁻¹⁰⁰ before the angle is taken.
 */
import { HALF_PI, HALF_PI_WORDS, PI, PI_WORDS } from "./constants";
import { arctanEighths, leadingWords } from "./digits";
import {
  add,
  addDouble,
  div,
  justBeyond,
  justWithin,
  mul,
  mulDouble,
  negateBounds,
  roundOut,
  setBounds,
  sqrt,
  twoSum,
  word,
} from "./doubleWord";
import { type Interval, intersect, unchecked } from "./interval";
import { decreasing, increasing } from "./monotone";
import { reciprocalSeries, sumSeries } from "./series";

/** Below this |x|: |x|³/2 < |x| 2⁻⁵⁴. */
const TINY = 2 ** -27;
const ARCTAN = reciprocalSeries((j) => 2n * j + 1n, 0.004, true);
const EIGHTHS = arctanEighths(320n).map((value) => leadingWords(value, 320, 2));
const [H1, H2] = HALF_PI_WORDS as [number, number, number];
const UNIT = unchecked(-1, 1);

/** word = angle of (x, y), x, y ≥ 0 not both 0, in [0, π/2]; quotients below 2⁻¹⁰⁰ must be 0. */
function angleWords(xh: number, xl: number, yh: number, yl: number): void {
  if (yh > xh) {
    arctanQuotient(xh, xl, yh, yl);
    add(H1, H2, -word[0]!, -word[1]!);
  } else arctanQuotient(yh, yl, xh, xl);
}

/** word = arctan(p/q) for 0 ≤ p/q ≤ 1 + 2⁻⁵². */
function arctanQuotient(ph: number, pl: number, qh: number, ql: number): void {
  div(ph, pl, qh, ql);
  let dh = word[0]!;
  let dl = word[1]!;
  const j = Math.round(8 * dh);
  if (j > 0) {
    mulDouble(dh, dl, j / 8);
    addDouble(word[0]!, word[1]!, 1);
    const bh = word[0]!;
    const bl = word[1]!;
    addDouble(dh, dl, -j / 8);
    div(word[0]!, word[1]!, bh, bl);
    dh = word[0]!;
    dl = word[1]!;
  }
  mul(dh, dl, dh, dl);
  sumSeries(ARCTAN, word[0]!, word[1]!);
  mul(word[0]!, word[1]!, dh, dl);
  if (j > 0) add(EIGHTHS[j]![0]!, EIGHTHS[j]![1]!, word[0]!, word[1]!);
}

/** word = √(1 − x²), |x| ≤ 1. */
function cosineWords(x: number): void {
  twoSum(1, -x);
  const h = word[0]!;
  const l = word[1]!;
  twoSum(1, x);
  mul(h, l, word[0]!, word[1]!);
  sqrt(word[0]!, word[1]!);
}

function atanAt(x: number): void {
  const size = Math.abs(x);
  if (x === 0) setBounds(0, 0);
  else if (size < TINY) justWithin(x);
  else {
    // π/2 − arctan x < 1/x < 2⁻⁶⁰ is less than the 2⁻⁵⁴ between π/2 and the double below
    if (size > 2 ** 60) setBounds(HALF_PI.lo, HALF_PI.hi);
    else {
      angleWords(1, 0, size, 0);
      roundOut(word[0]!, word[1]!);
    }
    if (x < 0) negateBounds();
  }
}

function asinAt(x: number): void {
  const size = Math.abs(x);
  if (x === 0) setBounds(0, 0);
  else if (size < TINY) justBeyond(x);
  else {
    cosineWords(size);
    angleWords(word[0]!, word[1]!, size, 0);
    roundOut(word[0]!, word[1]!);
    if (x < 0) negateBounds();
  }
}

function acosAt(x: number): void {
  const size = Math.abs(x);
  if (x === 1) setBounds(0, 0);
  else if (x === -1) setBounds(PI.lo, PI.hi);
  else if (size < 2 ** -60)
    setBounds(HALF_PI.lo, HALF_PI.hi); // π/2 is farther than 2⁻⁵⁴ from every double
  else {
    cosineWords(size);
    angleWords(size, 0, word[0]!, word[1]!);
    if (x < 0) add(PI_WORDS[0]!, PI_WORDS[1]!, -word[0]!, -word[1]!);
    roundOut(word[0]!, word[1]!);
  }
}

/** {arctan x}. Example: `atan(interval(-Infinity, 0))` is [-1.5707963267948968, 0]. */
export function atan(a: Interval): Interval {
  return increasing(a, atanAt);
}

/** {arcsin x : |x| ≤ 1}. */
export function asin(a: Interval): Interval {
  return increasing(intersect(a, UNIT), asinAt);
}

/** {arccos x : |x| ≤ 1}, with full relative accuracy near 1. */
export function acos(a: Interval): Interval {
  return decreasing(intersect(a, UNIT), acosAt);
}
