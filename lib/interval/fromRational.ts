/** Exact rational numbers rounded outward to doubles. */
import { badArgument, DomainError } from "../core/errors";
import { nextUp } from "../core/ulp";
import { type Interval, unchecked } from "./interval";

const TWO_53 = 1n << 53n;

function bitLength(x: bigint): number {
  return x.toString(16).length * 4; // at most 3 too large: enough to place the first guess
}

/** Greatest double ≤ n/d and whether it is n/d, for n ≥ 0, d > 0. */
function floorDouble(n: bigint, d: bigint): { value: number; exact: boolean } {
  if (n === 0n) return { value: 0, exact: true };
  let exponent = Math.max(bitLength(n) - bitLength(d) - 57, -1074);
  for (;;) {
    const top = exponent < 0 ? n << BigInt(-exponent) : n;
    const bottom = exponent < 0 ? d : d << BigInt(exponent);
    const q = top / bottom;
    if (q < TWO_53) {
      // q has 53 bits, or the unit 2^exponent is that of the subnormal numbers: q · 2^exponent is the floor
      if (exponent > 971) return { value: Number.MAX_VALUE, exact: false };
      return { value: scale(Number(q), exponent), exact: q * bottom === top };
    }
    exponent++;
  }
}

/** q · 2^e, exact here because the result is a double. */
function scale(q: number, e: number): number {
  return e < -1000 ? q * 2 ** (e + 1000) * 2 ** -1000 : q * 2 ** e;
}

/**
 * The tightest interval with double ends that contains the exact quotient n/d: one double if it is representable,
 * otherwise two neighbours. Throws DomainError if d = 0. Example: `fromRational(1n, 4n)` is [0.25], and
 * `fromRational(1n, 10n)` is [0.09999999999999999, 0.1].
 */
export function fromRational(n: bigint, d: bigint = 1n): Interval {
  if (d === 0n) throw new DomainError(badArgument("d", "be non-zero", d));
  const negative = n < 0n !== d < 0n;
  const { value, exact } = floorDouble(n < 0n ? -n : n, d < 0n ? -d : d);
  const above = exact ? value : nextUp(value);
  return negative ? unchecked(-above, -value) : unchecked(value, above);
}
