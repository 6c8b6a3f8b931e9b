/** Constants: as tight intervals for users, as double and triple words for the elementary functions. */
import { nextDown, nextUp } from "../core/ulp";
import { integerRoot, leadingWords, ln2Digits, piDigits } from "./digits";
import { type Interval, unchecked } from "./interval";

const BITS = 320;
const pi = piDigits(BigInt(BITS));
const ln2 = ln2Digits(BigInt(BITS));

/** π/2 as three doubles: what is left out is below 2⁻¹⁵⁹. */
export const HALF_PI_WORDS = leadingWords(pi, BITS + 1, 3);

/** π as a double word. */
export const PI_WORDS = leadingWords(pi, BITS, 2);

/** ln 2 = LN2_HEAD + (tail double word): the head has 42 bits, so that an 11-bit integer times it is exact. */
export const LN2_HEAD = Number(ln2 >> BigInt(BITS - 42)) * 2 ** -42;
export const LN2_TAIL = leadingWords(ln2 & ((1n << BigInt(BITS - 42)) - 1n), BITS, 2);

/** 2/√π as a double word, from the integer square root of 4/π. */
export const TWO_OVER_ROOT_PI_WORDS = leadingWords(integerRoot((4n << BigInt(3 * BITS)) / pi), BITS, 2);

/** The two neighbouring doubles around h + l, |l| above the error of the word pair. */
function around([h, l]: readonly number[]): Interval {
  return l! > 0 ? unchecked(h!, nextUp(h!)) : unchecked(nextDown(h!), h!);
}

/** π: two neighbouring doubles. */
export const PI: Interval = Object.freeze(around(PI_WORDS));

/** π/2: two neighbouring doubles. */
export const HALF_PI: Interval = Object.freeze(around(HALF_PI_WORDS));

/** 2π: two neighbouring doubles. */
export const TWO_PI: Interval = Object.freeze(unchecked(2 * PI.lo, 2 * PI.hi));

/** ln 2: two neighbouring doubles. */
export const LN2: Interval = Object.freeze(around(leadingWords(ln2, BITS, 2)));

/** 2/√π: two neighbouring doubles. */
export const TWO_OVER_ROOT_PI: Interval = Object.freeze(around(TWO_OVER_ROOT_PI_WORDS));
