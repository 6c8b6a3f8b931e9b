/**
 * Double-word arithmetic: a number is the exact sum h + l of two doubles with h = fl(h + l), about 106 bits.
 *
 * Algorithms and bounds: Joldes, Muller, Popescu, "Tight and rigorous error bounds for basic building blocks of
 * double-word arithmetic", ACM TOMS 44(2), 2017; machine-checked by Muller and Rideau, ACM TOMS 48(1), 2022. With
 * u = 2⁻⁵³ and without overflow or underflow the relative error of each operation is at most
 *
 *   addDouble 2u²   add 3.1u²   mulDouble 2u²   mul 7u²   div 16u²   sqrt 16u²
 *
 * so it is at most 16u² = 2⁻¹⁰² throughout; the callers keep their arguments away from the ends of the format.
 * An operation leaves its result in the register `word` (no allocation): read it before the next operation.
 */
import { nextDown, nextUp } from "../core/ulp";
import { addDown, addUp, bounds, productError, sqrtDown } from "./rounding";

/** Result of the last operation: word[0] + word[1]. */
export const word: Float64Array = new Float64Array(2);

const exponentView = new Float64Array(1);
const exponentWords = new Uint32Array(exponentView.buffer);
exponentView[0] = 1;
const HIGH = exponentWords[1] === 0x3ff00000 ? 1 : 0;

/** 2ⁿ for −1022 ≤ n ≤ 1023, from its bit pattern. */
export function powerOfTwo(n: number): number {
  exponentWords[1 - HIGH] = 0;
  exponentWords[HIGH] = (n + 1023) << 20;
  return exponentView[0]!;
}

/** The integer e with 2ᵉ ≤ x < 2ᵉ⁺¹ for a normal x > 0. */
export function exponentOf(x: number): number {
  exponentView[0] = x;
  return (exponentWords[HIGH]! >>> 20) - 1023;
}

/** word = a + b for |a| ≥ |b| or a = 0 (Fast2Sum): exact. */
function quickSum(a: number, b: number): void {
  const s = a + b;
  word[0] = s;
  word[1] = b - (s - a);
}

/** word = a + b for any a, b (2Sum): exact. */
export function twoSum(a: number, b: number): void {
  const s = a + b;
  const t = s - a;
  word[0] = s;
  word[1] = a - (s - t) + (b - t);
}

/** word = a b: exact. */
export function twoProduct(a: number, b: number): void {
  const p = a * b;
  word[0] = p;
  word[1] = productError(a, b, p);
}

/** word = (ah + al) + b: DWPlusFP, algorithm 4. */
export function addDouble(ah: number, al: number, b: number): void {
  const s = ah + b;
  const t = s - ah;
  quickSum(s, al + (ah - (s - t) + (b - t)));
}

/** word = (ah + al) + (bh + bl): AccurateDWPlusDW, algorithm 6. */
export function add(ah: number, al: number, bh: number, bl: number): void {
  const s = ah + bh;
  const s1 = s - ah;
  const se = ah - (s - s1) + (bh - s1);
  const t = al + bl;
  const t1 = t - al;
  const te = al - (t - t1) + (bl - t1);
  const c = se + t;
  const v = s + c;
  quickSum(v, te + (c - (v - s)));
}

/** word = (ah + al) b: DWTimesFP1, algorithm 7. */
export function mulDouble(ah: number, al: number, b: number): void {
  const p = ah * b;
  const e = productError(ah, b, p);
  const q = al * b;
  const t = p + q;
  quickSum(t, q - (t - p) + e);
}

/** word = (ah + al)(bh + bl): DWTimesDW1, algorithm 10. */
export function mul(ah: number, al: number, bh: number, bl: number): void {
  const p = ah * bh;
  quickSum(p, productError(ah, bh, p) + (ah * bl + al * bh));
}

/** word = (ah + al) / (bh + bl): DWDivDW2, algorithm 17. */
export function div(ah: number, al: number, bh: number, bl: number): void {
  const q = ah / bh;
  mulDouble(bh, bl, q);
  quickSum(q, (ah - word[0]! + (al - word[1]!)) / bh);
}

/**
 * word = √(ah + al) for ah > 0. With s = √a (1 + δ), s + (a − s²)/(2s) = √a (1 + δ²/(2 + 2δ)); here s = sqrtDown(ah)
 * gives |δ| ≤ 1.25 · 2⁻⁵², and the correction itself, at most 1.25 · 2⁻⁵² s, is computed with three roundings.
 */
export function sqrt(ah: number, al: number): void {
  if (ah === 0) {
    word[0] = 0;
    word[1] = 0;
    return;
  }
  const s = sqrtDown(ah);
  const p = s * s;
  quickSum(s, (ah - p - productError(s, s, p) + al) / (2 * s));
}

/**
 * Relative error which the enclosures below allow for. Every elementary function of this layer proves a bound of
 * at most 2⁻⁸⁶ for its double word; an ulp is 2⁻⁵³, so nine hundred million results in a billion round correctly.
 */
const ALLOWED = 2 ** -85;

/**
 * bounds = neighbours of a value v with |v − (h + l)| ≤ 2⁻⁸⁶ |h|: fl(l ∓ 2⁻⁸⁵|h|) is on the safe side of l ∓ 2⁻⁸⁶|h|,
 * since |l| ≤ u|h| makes its rounding error smaller than 2⁻¹⁰⁵|h|; the sum with h is then rounded outward.
 */
export function roundOut(h: number, l: number): void {
  const slack = ALLOWED * Math.abs(h);
  bounds[0] = addDown(h, l - slack);
  bounds[1] = addUp(h, l + slack);
}

/** The same for v · 2ᵏ, |k| ≤ 1100, h 2^⌊k/2⌋ normal: a subnormal or too large result is rounded outward once more. */
export function roundOutScaled(h: number, l: number, k: number): void {
  roundOut(h, l);
  bounds[0] = scaleDown(bounds[0]!, k);
  bounds[1] = -scaleDown(-bounds[1]!, k);
}

/** Greatest double ≤ x · 2ᵏ. The first product is exact; the second is, unless its result is subnormal. */
function scaleDown(x: number, k: number): number {
  const half = k >> 1;
  const y = x * powerOfTwo(half) * powerOfTwo(k - half);
  if (y === Number.POSITIVE_INFINITY) return Number.MAX_VALUE;
  if (Math.abs(y) >= 2 ** -1022) return y;
  return y * powerOfTwo(-half) * powerOfTwo(half - k) <= x ? y : nextDown(y);
}

/** bounds = [x, nextUp(x)], resp. its mirror image towards 0: for odd functions slightly steeper than x at 0. */
export function justBeyond(x: number): void {
  bounds[0] = x > 0 ? x : nextDown(x);
  bounds[1] = x > 0 ? nextUp(x) : x;
}

/** bounds = [nextDown(x), x] for x > 0, mirrored for x < 0: for odd functions slightly flatter than x at 0. */
export function justWithin(x: number): void {
  bounds[0] = x > 0 ? nextDown(x) : x;
  bounds[1] = x > 0 ? x : nextUp(x);
}

/** bounds = [lo, hi]. */
export function setBounds(lo: number, hi: number): void {
  bounds[0] = lo;
  bounds[1] = hi;
}

/** bounds = −bounds. */
export function negateBounds(): void {
  const lo = bounds[0]!;
  bounds[0] = -bounds[1]!;
  bounds[1] = -lo;
}
