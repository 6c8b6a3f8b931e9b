/**
 * Neighbours in the set of binary64 numbers.
 *
 * The finite doubles and the two infinities, in increasing order, are numbered consecutively by their bit patterns
 * (IEEE 754-2019, clause 3.4: sign, exponent, significand), so a neighbour is one integer step away. All functions
 * are exact for every input, subnormal numbers included, and allocate nothing.
 */

const view = new Float64Array(1);
const words = new Uint32Array(view.buffer);
view[0] = 1;
/** Index of the 32-bit word that holds sign and exponent. */
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;
const LOW = 1 - HIGH;
const TWO_32 = 4294967296;

/**
 * The least double greater than `x` (IEEE 754 nextUp). `nextUp(0)` is 2⁻¹⁰⁷⁴, `nextUp(Number.MAX_VALUE)` is Infinity,
 * `nextUp(Infinity)` is Infinity, and NaN gives NaN. Example: `nextUp(1) === 1 + Number.EPSILON`.
 */
export function nextUp(x: number): number {
  if (!(x < Number.POSITIVE_INFINITY)) return x;
  if (x === 0) return Number.MIN_VALUE;
  view[0] = x;
  const low = words[LOW]!;
  if (x > 0) {
    words[LOW] = low + 1;
    if (low === 0xffffffff) words[HIGH] = words[HIGH]! + 1;
  } else {
    words[LOW] = low - 1;
    if (low === 0) words[HIGH] = words[HIGH]! - 1;
  }
  return view[0];
}

/**
 * The greatest double less than `x` (IEEE 754 nextDown), i.e. −nextUp(−x).
 * Example: `nextDown(1) === 1 - Number.EPSILON / 2`.
 */
export function nextDown(x: number): number {
  return -nextUp(-x);
}

/**
 * Unit in the last place: distance from |x| to the next double of larger magnitude (for `Number.MAX_VALUE`, to the
 * one below). `ulp(1)` is 2⁻⁵², `ulp(0)` is 2⁻¹⁰⁷⁴, `ulp(±Infinity)` is Infinity, `ulp(NaN)` is NaN.
 */
export function ulp(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude < Number.MAX_VALUE)) {
    return magnitude === Number.MAX_VALUE ? magnitude - nextDown(magnitude) : magnitude;
  }
  return nextUp(magnitude) - magnitude;
}

/** Position of `x` on the number line of doubles, split as high · 2³² + low with ±0 at 0. */
function highPosition(): number {
  const high = words[HIGH]!;
  return high >= 0x80000000 ? -(high - 0x80000000) : high;
}

/**
 * How many steps of `nextUp` lead from the smaller to the larger argument; +0 and −0 count as one number.
 * Exact below 2⁵³, correctly rounded above; NaN if an argument is NaN. Example: `ulpDistance(1, 1 + 2 ** -50) === 4`.
 */
export function ulpDistance(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  view[0] = a;
  const highA = highPosition();
  const lowA = a < 0 ? -words[LOW]! : words[LOW]!;
  view[0] = b;
  const highB = highPosition();
  const lowB = b < 0 ? -words[LOW]! : words[LOW]!;
  return Math.abs((highA - highB) * TWO_32 + (lowA - lowB));
}
