/**
 * Constants to any number of bits, computed with integers from series whose remainders are bounded.
 *
 * A constant c is held in fixed point as an integer C with |C − 2ᴮ c| ≤ 2¹⁶, B ≤ 1400 the number of fraction bits. In
 * the series below a division loses less than one unit, a term less than three, and 16 times 301 terms is the worst.
 */

/** 2ᴮ Σ ±(p/q)²ᵏ⁺¹/(2k+1): arctangent of p/q (alternating signs) or its hyperbolic counterpart. */
function inverseTangent(p: bigint, q: bigint, bits: bigint, alternating: boolean): bigint {
  let power = (p << bits) / q;
  let sum = 0n;
  for (let k = 0n; power !== 0n; k++) {
    const term = power / (2n * k + 1n);
    sum += alternating && k % 2n === 1n ? -term : term;
    power = (power * p * p) / (q * q);
  }
  return sum; // what is left out is below three units: the power has fallen below two and shrinks geometrically
}

/** 2ᴮ π by Machin's formula π = 16 arctan(1/5) − 4 arctan(1/239). */
export function piDigits(bits: bigint): bigint {
  return 16n * inverseTangent(1n, 5n, bits, true) - 4n * inverseTangent(1n, 239n, bits, true);
}

/** 2ᴮ ln 2 = 2ᴮ · 2 artanh(1/3). */
export function ln2Digits(bits: bigint): bigint {
  return 2n * inverseTangent(1n, 3n, bits, false);
}

/** 2ᴮ arctan(j/8), j = 0 … 8, added up from arctan(j/8) − arctan((j−1)/8) = arctan(8/(64 + j(j−1))). */
export function arctanEighths(bits: bigint): bigint[] {
  const values = [0n];
  for (let j = 1n; j <= 8n; j++) {
    values.push(values[values.length - 1]! + inverseTangent(8n, 64n + j * (j - 1n), bits, true));
  }
  return values;
}

/** n! */
export function factorial(n: bigint): bigint {
  return n < 2n ? 1n : n * factorial(n - 1n);
}

/** ⌊√n⌋ by Newton's iteration from above. */
export function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt(n.toString(16).length * 2 + 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/**
 * The leading `count` doubles of C / 2ᴮ: each is the rounding of what the previous ones leave, so that two of them
 * make a double word (relative error below 2⁻¹⁰⁶) and three about 160 bits.
 */
export function leadingWords(value: bigint, bits: number, count: number): number[] {
  const words: number[] = [];
  let rest = value;
  for (let i = 0; i < count; i++) {
    const x = Number(rest);
    words.push(x * 2 ** -bits);
    rest -= BigInt(x);
  }
  return words;
}

/** The double word nearest n/d, n and d > 0 of at most 400 bits: relative error below 2⁻¹⁰⁵. */
export function quotientWords(n: bigint, d: bigint): [number, number] {
  const [h, l] = leadingWords((n << 512n) / d, 512, 2);
  return [h!, l!];
}
