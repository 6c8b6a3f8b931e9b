/**
 * Hyperbolic functions: sinh, cosh, tanh, from expm1 and exp (see `exponential`), without cancellation.
 *
 * With t = expm1|x|: sinh|x| = (t + t/(t+1))/2, a sum of positive numbers, relative error below 2⁻⁸⁹. With t = expm1|2x|:
 * tanh|x| = t/(t+2), below 2⁻⁸⁹. With E = e^|x|: cosh x = (E + 1/E)/2, below 2⁻⁹¹. For |x| > 40 both sinh and cosh are
 * E/2 up to the factor 1 ∓ e⁻⁸⁰, and e⁻⁸⁰ < 2⁻¹¹⁵.
 */
import { nextDown, nextUp } from "../core/ulp";
import {
  add,
  addDouble,
  div,
  justBeyond,
  justWithin,
  negateBounds,
  powerOfTwo,
  roundOut,
  roundOutScaled,
  setBounds,
  word,
} from "./doubleWord";
import { expm1Words, expWords } from "./exponential";
import { EMPTY, type Interval, isEmpty, unchecked } from "./interval";
import { decreasing, increasing } from "./monotone";

/** Below this |x|: |x|³/2 < |x| 2⁻⁵⁴ and x² < 2⁻⁵³. */
const TINY = 2 ** -27;
const INF = Number.POSITIVE_INFINITY;

/** bounds around e^|x|/2 for |x| > 40. */
function halfExponential(x: number): void {
  if (x >= 711) setBounds(Number.MAX_VALUE, INF);
  else {
    const k = expWords(x, 0);
    roundOutScaled(word[0]!, word[1]!, k - 1);
  }
}

function sinhAt(x: number): void {
  const size = Math.abs(x);
  if (x === 0) setBounds(0, 0);
  else if (size < TINY) justBeyond(x);
  else {
    if (size > 40) halfExponential(size);
    else {
      expm1Words(size);
      const h = word[0]!;
      const l = word[1]!;
      addDouble(h, l, 1);
      div(h, l, word[0]!, word[1]!);
      add(h, l, word[0]!, word[1]!);
      roundOut(0.5 * word[0]!, 0.5 * word[1]!);
    }
    if (x < 0) negateBounds();
  }
}

function coshAt(x: number): void {
  const size = Math.abs(x);
  if (x === 0) setBounds(1, 1);
  else if (size < TINY) setBounds(1, nextUp(1));
  else if (size > 40) halfExponential(size);
  else {
    const k = expWords(size, 0);
    const scale = powerOfTwo(k);
    const h = word[0]! * scale;
    const l = word[1]! * scale;
    div(1, 0, h, l);
    add(h, l, word[0]!, word[1]!);
    roundOut(0.5 * word[0]!, 0.5 * word[1]!);
  }
}

function tanhAt(x: number): void {
  const size = Math.abs(x);
  if (x === 0) setBounds(0, 0);
  else if (size < TINY) justWithin(x);
  else {
    if (size > 20)
      setBounds(nextDown(1), 1); // 1 − tanh x < 2e⁻²ˣ < 2⁻⁵⁶
    else {
      expm1Words(2 * size);
      const h = word[0]!;
      const l = word[1]!;
      addDouble(h, l, 2);
      div(h, l, word[0]!, word[1]!);
      roundOut(word[0]!, word[1]!);
    }
    if (x < 0) negateBounds();
  }
}

/** {sinh x}. Example: `sinh(point(0))` is [0]. */
export function sinh(a: Interval): Interval {
  return increasing(a, sinhAt);
}

/** {cosh x}. Example: `cosh(interval(-1, 0.5))` is [1, 1.543080634815244]. */
export function cosh(a: Interval): Interval {
  if (isEmpty(a)) return EMPTY;
  if (a.lo >= 0) return increasing(a, coshAt);
  if (a.hi <= 0) return decreasing(a, coshAt);
  return increasing(unchecked(0, Math.max(-a.lo, a.hi)), coshAt);
}

/** {tanh x}. Example: `tanh(interval(0, Infinity))` is [0, 1]. */
export function tanh(a: Interval): Interval {
  return increasing(a, tanhAt);
}
