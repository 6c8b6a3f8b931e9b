/**
 * Reduction of an angle: x = n π/2 + r with |r| ≤ 0.79, the relative error of r below 2⁻⁹⁹ for every double x.
 *
 * For |x| < 2²⁰ (n < 2²⁰) three words of π/2 are subtracted: n P₁ and n P₂ are formed exactly, n P₃ is rounded, and what
 * is left out of π/2 changes r by less than 2⁻¹³⁸. The three additions cost at most 10u² of r. This is accepted if
 * |r| > 2⁻²⁰. Otherwise (large x, or x close to a multiple of π/2) the work is done with integers as in Payne and Hanek
 * (SIGNUM Newsletter 18(1), 1983): x = m 2ᵉ, and m · (2/π) is multiplied out with 1300 fraction bits of 2/π, which
 * gives the fraction of x · 2/π to 2⁻¹⁹⁹ absolutely. The fraction is at least 2⁻⁶³ for every double (Muller, "Elementary
 * Functions", 3rd ed. 2016, section 11.3.2: the worst case is 2⁻⁶⁰·⁹ in r); should it ever come out below 2⁻⁹⁹, the
 * quadrant is reported as unknown instead of trusting that result.
 */
import { HALF_PI_WORDS } from "./constants";
import { leadingWords, piDigits } from "./digits";
import { add, addDouble, exponentOf, mul, powerOfTwo, twoProduct, twoSum, word } from "./doubleWord";

const [P1, P2, P3] = HALF_PI_WORDS as [number, number, number];
const TABLE_BITS = 1300n;
/** 2/π · 2¹³⁰⁰ with an error below two units: π is held with 100 bits more. */
const TWO_OVER_PI = (2n << (TABLE_BITS + TABLE_BITS + 100n)) / piDigits(TABLE_BITS + 100n);
const FRACTION_BITS = 200n;
const ONE = 1n << FRACTION_BITS;
const HALF = ONE >> 1n;

/** Returned when the quadrant could not be resolved; `word` is then meaningless. */
export const UNRESOLVED = -1;

/** Sets word = r and returns n mod 4 (0 … 3), for finite x with |x| > 2⁻²⁰⁰. */
export function reduceAngle(x: number): number {
  const n = Math.round(x * (2 / Math.PI));
  if (n === 0) {
    word[0] = x;
    word[1] = 0;
    return 0;
  }
  if (Math.abs(n) < 600000) {
    twoProduct(-n, P1);
    const ah = word[0]!;
    const al = word[1]!;
    twoProduct(-n, P2);
    const bh = word[0]!;
    const bl = word[1]!;
    twoSum(x, ah);
    addDouble(word[0]!, word[1]!, al);
    add(word[0]!, word[1]!, bh, bl);
    addDouble(word[0]!, word[1]!, -n * P3);
    if (Math.abs(word[0]!) > 2 ** -20) return n & 3;
  }
  return reduceExactly(x);
}

function reduceExactly(x: number): number {
  const size = Math.abs(x);
  const e = exponentOf(size) - 52;
  const m = BigInt(size * powerOfTwo(-e));
  const product = (m * TWO_OVER_PI) >> (TABLE_BITS - FRACTION_BITS - BigInt(e));
  const n = (product + HALF) >> FRACTION_BITS;
  const fraction = product - (n << FRACTION_BITS);
  if ((fraction < 0n ? -fraction : fraction) >> 101n === 0n) return UNRESOLVED;
  const [h, l] = leadingWords(x < 0 ? -fraction : fraction, 200, 2);
  mul(h!, l!, P1, P2);
  return Number((x < 0 ? -n : n) & 3n);
}
