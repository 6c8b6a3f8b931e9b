/**
 * Error function erf(x) = (2/√π) ∫₀ˣ e^(−t²) dt.
 *
 * For 2⁻⁴⁴ ≤ x < 6 the series erf(x) = (2/√π) x e^(−x²) S, S = Σ wⁿ/(2n+1)!!, w = 2x² (Abramowitz and Stegun 7.1.6), has
 * only positive terms T_n, T_{n+1} = T_n w/(2n+3). It is cut after T_N where w/(2N+3) ≤ 1/2 and T_N ≤ 2⁻⁹⁰; what is left
 * out is at most T_N ≤ 2⁻⁹⁰ ≤ 2⁻⁹⁰ S. Horner's rule with at most 160 steps of three operations of 7u² each costs
 * 160 · 22u² < 2⁻⁹⁴. The exponential has error 2⁻⁹³ (−x² is formed exactly) and the products 2⁻¹⁰². Total below 2⁻⁸⁹.
 */
import { nextDown } from "../core/ulp";
import { TWO_OVER_ROOT_PI_WORDS } from "./constants";
import { quotientWords } from "./digits";
import {
  addDouble,
  mul,
  mulDouble,
  negateBounds,
  powerOfTwo,
  roundOut,
  roundOutScaled,
  setBounds,
  twoProduct,
  word,
} from "./doubleWord";
import { expWords } from "./exponential";
import type { Interval } from "./interval";
import { increasing } from "./monotone";
import { bounds } from "./rounding";

const MOST_TERMS = 160;
const RECIPROCALS = Float64Array.from(
  Array.from({ length: MOST_TERMS + 1 }, (_, n) => quotientWords(1n, BigInt(2 * n + 1))).flat(),
);

/** word = S(w), w = wh + wl ≤ 72. */
function seriesWords(wh: number, wl: number): void {
  let n = 0;
  for (let term = 1; term > 2 ** -91 || wh > n + 1; n++) term *= wh / (2 * n + 3);
  word[0] = 1;
  word[1] = 0;
  for (; n > 0; n--) {
    mul(word[0]!, word[1]!, wh, wl);
    mul(word[0]!, word[1]!, RECIPROCALS[2 * n]!, RECIPROCALS[2 * n + 1]!);
    addDouble(word[0]!, word[1]!, 1);
  }
}

/** bounds around erf(x) for 2⁻⁴⁴ ≤ x < 6. */
function positiveErf(x: number): void {
  twoProduct(x, x);
  const sh = word[0]!;
  const sl = word[1]!;
  const scale = powerOfTwo(expWords(-sh, -sl));
  const eh = word[0]! * scale;
  const el = word[1]! * scale;
  seriesWords(2 * sh, 2 * sl);
  mul(word[0]!, word[1]!, eh, el);
  mul(word[0]!, word[1]!, TWO_OVER_ROOT_PI_WORDS[0]!, TWO_OVER_ROOT_PI_WORDS[1]!);
  mulDouble(word[0]!, word[1]!, x);
  roundOut(word[0]!, word[1]!);
  bounds[1] = Math.min(bounds[1]!, 1);
}

/** bounds around erf(x) = (2/√π) x (1 − x²/3 + …) for 0 < x < 2⁻⁴⁴, where x²/3 is inside the slack of roundOut. */
function linearErf(x: number): void {
  const k = x < 2 ** -800 ? 200 : 0; // keeps the product away from underflow
  mulDouble(TWO_OVER_ROOT_PI_WORDS[0]!, TWO_OVER_ROOT_PI_WORDS[1]!, x * powerOfTwo(k));
  roundOutScaled(word[0]!, word[1]!, -k);
}

function erfAt(x: number): void {
  const size = Math.abs(x);
  if (x === 0) setBounds(0, 0);
  else {
    if (size < 2 ** -44) linearErf(size);
    else if (size < 6) positiveErf(size);
    else setBounds(nextDown(1), 1); // 1 − erf(6) < e⁻³⁶/(6√π) < 2⁻⁵⁵
    if (x < 0) negateBounds();
  }
}

/** {erf x}. Example: `erf(interval(0, Infinity))` is [0, 1]. */
export function erf(a: Interval): Interval {
  return increasing(a, erfAt);
}
