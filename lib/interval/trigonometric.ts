/**
 * Trigonometric functions: sin, cos, tan.
 *
 * x = n π/2 + r by `reduction`. On |r| ≤ 0.79 the Taylor series sin r = r Σ (−1)ʲ r²ʲ/(2j+1)! and
 * cos r = Σ (−1)ʲ r²ʲ/(2j)! are summed with absolute error at most 2⁻⁹⁵ by the lemma of `series` (r² ≤ 0.625 halves the
 * terms), which is relative 2⁻⁹⁴ because the sums are at least 0.70; the error of r is passed on with factors
 * |r cot r| ≤ 1 and |r tan r| < 1. So sin, cos have relative error below 2⁻⁹³ and tan, a quotient, below 2⁻⁹¹.
 *
 * On an interval the functions are monotone between their extrema, which lie at multiples of π/2. The quadrants of the
 * two ends, exact by the reduction, tell which multiples the interval contains.
 */
import { nextDown } from "../core/ulp";
import { HALF_PI } from "./constants";
import { factorial } from "./digits";
import { div, justBeyond, justWithin, mul, negateBounds, roundOut, setBounds, word } from "./doubleWord";
import { EMPTY, ENTIRE, type Interval, isEmpty, unchecked } from "./interval";
import { reduceAngle, UNRESOLVED } from "./reduction";
import { addDown, bounds } from "./rounding";
import { reciprocalSeries, sumSeries } from "./series";

/** Below this |x| the first terms of the Taylor series decide: x³/2 < x · 2⁻⁵⁴ and x²/2 < 2⁻⁵⁴. */
const TINY = 2 ** -27;

const SIN = reciprocalSeries((j) => factorial(2n * j + 1n), 0.625, true);
const COS = reciprocalSeries((j) => factorial(2n * j), 0.625, true);

/** word = sin(rh + rl), |r| ≤ 0.79. */
function sinWords(rh: number, rl: number): void {
  mul(rh, rl, rh, rl);
  sumSeries(SIN, word[0]!, word[1]!);
  mul(word[0]!, word[1]!, rh, rl);
}

/** word = cos(rh + rl), |r| ≤ 0.79. */
function cosWords(rh: number, rl: number): void {
  mul(rh, rl, rh, rl);
  sumSeries(COS, word[0]!, word[1]!);
}

/** Writes bounds around sin(x + shift π/2) for finite x; returns ⌊x/(π/2)⌋ mod 4, or UNRESOLVED. */
function waveAt(x: number, shift: 0 | 1): number {
  if (Math.abs(x) < TINY) {
    if (shift === 1) setBounds(x === 0 ? 1 : nextDown(1), 1);
    else if (x === 0) setBounds(0, 0);
    else justWithin(x);
    return x < 0 ? 3 : 0;
  }
  const n = reduceAngle(x);
  if (n === UNRESOLVED) return n;
  const quadrant = word[0]! < 0 ? (n + 3) & 3 : n;
  const phase = (n + shift) & 3;
  if (phase % 2 === 0) sinWords(word[0]!, word[1]!);
  else cosWords(word[0]!, word[1]!);
  roundOut(word[0]!, word[1]!);
  if (phase >= 2) negateBounds();
  return quadrant;
}

/**
 * How many multiples of π/2 lie in (lo, hi], from the quadrants of the ends: the difference of the quadrants is known
 * modulo 4, and the width, between (count − 1) π/2 and (count + 1) π/2, tells 0 … 3 from 4 and more (reported as 4).
 */
function quarterTurns(a: Interval, first: number, last: number): number {
  const count = (last - first + 4) & 3;
  return addDown(a.hi, -a.lo) > (count + 2) * HALF_PI.lo ? 4 : count;
}

/** {sin(x + shift π/2)}. */
function wave(a: Interval, shift: 0 | 1): Interval {
  if (isEmpty(a)) return EMPTY;
  if (!(addDown(a.hi, -a.lo) < 7)) return unchecked(-1, 1);
  const first = waveAt(a.lo, shift);
  if (first === UNRESOLVED) return unchecked(-1, 1);
  let lo = bounds[0]!;
  let hi = bounds[1]!;
  if (a.lo !== a.hi) {
    const last = waveAt(a.hi, shift);
    const count = last === UNRESOLVED ? 4 : quarterTurns(a, first, last);
    if (count === 4) return unchecked(-1, 1);
    lo = Math.min(lo, bounds[0]!);
    hi = Math.max(hi, bounds[1]!);
    for (let i = 1; i <= count; i++) {
      const extremum = (first + i + shift) & 3; // the value there is 0, 1, 0, −1
      if (extremum === 1) hi = 1;
      if (extremum === 3) lo = -1;
    }
  }
  return unchecked(Math.max(lo, -1), Math.min(hi, 1));
}

/** {sin x}, for every x up to the largest double. Example: `sin(interval(0, 4))` is [-0.7568024953079283, 1]. */
export function sin(a: Interval): Interval {
  return wave(a, 0);
}

/** {cos x}. Example: `cos(interval(-1, 1))` is [0.5403023058681397, 1]. */
export function cos(a: Interval): Interval {
  return wave(a, 1);
}

/** Writes bounds around tan x for finite x; returns ⌊x/(π/2)⌋ mod 4, or UNRESOLVED. */
function tanAt(x: number): number {
  if (Math.abs(x) < TINY) {
    if (x === 0) setBounds(0, 0);
    else justBeyond(x);
    return x < 0 ? 3 : 0;
  }
  const n = reduceAngle(x);
  if (n === UNRESOLVED) return n;
  const rh = word[0]!;
  const rl = word[1]!;
  sinWords(rh, rl);
  const sh = word[0]!;
  const sl = word[1]!;
  cosWords(rh, rl);
  if (n % 2 === 0) div(sh, sl, word[0]!, word[1]!);
  else div(-word[0]!, -word[1]!, sh, sl);
  roundOut(word[0]!, word[1]!);
  return rh < 0 ? (n + 3) & 3 : n;
}

/**
 * {tan x : x not an odd multiple of π/2}; ENTIRE if the interval contains a pole.
 * Example: `tan(interval(-1, 1))` is [-1.5574077246549023, 1.5574077246549023].
 */
export function tan(a: Interval): Interval {
  if (isEmpty(a)) return EMPTY;
  if (!(addDown(a.hi, -a.lo) < 4)) return ENTIRE;
  const first = tanAt(a.lo);
  if (first === UNRESOLVED) return ENTIRE;
  const lo = bounds[0]!;
  if (a.lo !== a.hi) {
    const last = tanAt(a.hi);
    if (last === UNRESOLVED) return ENTIRE;
    for (let i = 1; i <= quarterTurns(a, first, last); i++) if ((first + i) % 2 === 1) return ENTIRE;
  }
  return unchecked(lo, bounds[1]!);
}
