/**
 * Natural logarithm: log, log1p.
 *
 * Reduction: y = 2ᵏ m with 0.75 ≤ m ≤ 1.5, exactly. Series: ln m = 2 artanh(s) = 2s Σ s²ʲ/(2j+1) with
 * s = (m − 1)/(m + 1), |s| ≤ 1/5; the lemma of `series` holds for s² ≤ 0.0401. The relative error of s is at most
 * 21u², so that of ln m is below 2⁻⁹⁴. For k ≠ 0 the result k ln 2 + ln m is at least 0.28 in magnitude, and its
 * relative error stays below 2⁻⁹³.
 */
import { nextDown } from "../core/ulp";
import { LN2_HEAD, LN2_TAIL } from "./constants";
import {
  add,
  addDouble,
  div,
  exponentOf,
  mul,
  mulDouble,
  powerOfTwo,
  roundOut,
  setBounds,
  twoSum,
  word,
} from "./doubleWord";
import { EMPTY, type Interval, intersect, unchecked } from "./interval";
import { increasing } from "./monotone";
import { reciprocalSeries, sumSeries } from "./series";

const INF = Number.POSITIVE_INFINITY;
const ARTANH = reciprocalSeries((j) => 2n * j + 1n, 0.0401, false);
const POSITIVE = unchecked(0, INF);
const ABOVE_MINUS_ONE = unchecked(-1, INF);

/** word = ln(2ᵉ (yh + yl)) for 2⁻¹⁰²² ≤ yh < 2¹⁰⁰⁰; relative error below 2⁻⁹³. */
function logWords(yh: number, yl: number, e: number): void {
  let k = exponentOf(yh);
  let scale = powerOfTwo(-k);
  if (yh * scale > 1.5) {
    k++;
    scale *= 0.5;
  }
  const mh = yh * scale;
  const ml = yl * scale;
  addDouble(mh, ml, 1);
  const dh = word[0]!;
  const dl = word[1]!;
  addDouble(mh, ml, -1);
  div(word[0]!, word[1]!, dh, dl);
  const sh = word[0]!;
  const sl = word[1]!;
  mul(sh, sl, sh, sl);
  sumSeries(ARTANH, word[0]!, word[1]!);
  mul(word[0]!, word[1]!, 2 * sh, 2 * sl);
  k += e;
  if (k === 0) return;
  const lh = word[0]!;
  const ll = word[1]!;
  mulDouble(LN2_TAIL[0]!, LN2_TAIL[1]!, k);
  addDouble(word[0]!, word[1]!, k * LN2_HEAD);
  add(word[0]!, word[1]!, lh, ll);
}

function logAt(x: number): void {
  if (x === 0) setBounds(-INF, -INF);
  else if (x === INF) setBounds(INF, INF);
  else if (x === 1) setBounds(0, 0);
  else {
    if (x < 2 ** -1000) logWords(x * 2 ** 100, 0, -100);
    else if (x > 2 ** 900) logWords(x * 2 ** -200, 0, 200);
    else logWords(x, 0, 0);
    roundOut(word[0]!, word[1]!);
  }
}

function log1pAt(x: number): void {
  if (x === 0) setBounds(0, 0);
  else if (x === -1) setBounds(-INF, -INF);
  else if (x === INF) setBounds(INF, INF);
  // x − x²/2 (1 + 2⁻⁵⁰) ≤ log1p(x) ≤ x for |x| < 2⁻⁵⁴
  else if (Math.abs(x) < 2 ** -54) setBounds(nextDown(x), x);
  else if (x > 2 ** 100)
    logAt(x); // ln(1 + 1/x) < 2⁻¹⁰⁰ is inside the slack of roundOut
  else {
    twoSum(1, x);
    logWords(word[0]!, word[1]!, 0);
    roundOut(word[0]!, word[1]!);
  }
}

/** {ln x : x > 0}. Example: `log(point(1))` is [0]; `log(interval(-2, -1))` is EMPTY. */
export function log(a: Interval): Interval {
  const domain = intersect(a, POSITIVE);
  return domain.hi > 0 ? increasing(domain, logAt) : EMPTY;
}

/** {ln(1 + x) : x > −1}, with full relative accuracy near 0. */
export function log1p(a: Interval): Interval {
  const domain = intersect(a, ABOVE_MINUS_ONE);
  return domain.hi > -1 ? increasing(domain, log1pAt) : EMPTY;
}
