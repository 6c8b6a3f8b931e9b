/** Exact rational numbers over `bigint`. */
import { DISPLAY, INSPECT, type MimeBundle } from "../core/displayable";
import { badArgument, DomainError, requireThat } from "../core/errors";

/**
 * What {@link Rational.of} reads: a number means its exact binary value (0.1 is 3602879701896397/2^55), a string its
 * decimal or fractional value ("0.1" is 1/10, "5/8", "-2e-3").
 */
export type RationalLike = Rational | bigint | number | string;

/** Greatest common divisor of two integers, >= 0; gcd(0, 0) = 0. */
export function gcdBig(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) {
    if (x <= MAX_SAFE && y <= MAX_SAFE) {
      let p = Number(x);
      let q = Number(y);
      while (q !== 0) [p, q] = [q, p % q];
      return BigInt(p);
    }
    [x, y] = [y, x % y];
  }
  return x;
}

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Number of binary digits of |x|; 0 for 0. */
function bitLength(x: bigint): number {
  const hex = (x < 0n ? -x : x).toString(16);
  return hex === "0" ? 0 : 4 * hex.length - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28;
}

function fromDouble(x: number): Rational {
  requireThat(Number.isFinite(x), "x", "be a finite number", x);
  let exponent = 0;
  let m = x;
  while (!Number.isInteger(m)) {
    m *= 2;
    exponent++;
  }
  return reduced(BigInt(m), 1n << BigInt(exponent));
}

function fromDecimal(text: string): Rational {
  const match = DECIMAL.exec(text);
  const digits = match ? `${match[2]}${match[3] ?? ""}` : "";
  if (!match || digits === "") {
    throw new DomainError(
      badArgument("x", "be a decimal or a fraction", text, 'Write "0.25", "5/8" or "2e-3".'),
    );
  }
  const power = Number(match[4] ?? 0) - (match[3] ?? "").length;
  requireThat(Math.abs(power) <= 100_000, "x", "have a decimal exponent of at most 100000", text);
  const n = BigInt(match[1] === "-" ? `-${digits}` : digits);
  return power >= 0 ? reduced(n * 10n ** BigInt(power), 1n) : reduced(n, 10n ** BigInt(-power));
}

function reduced(n: bigint, d: bigint): Rational {
  if (d === 1n) return new Rational(n, d);
  const g = gcdBig(n, d);
  const s = d < 0n ? -g : g;
  return new Rational(n / s, d / s);
}

/**
 * n/d with d > 0 and gcd(n, d) = 1; immutable. Build it with {@link Rational.of}.
 *
 * @example Rational.of("0.1").add("1/5").toString() // "3/10"
 */
export class Rational {
  static readonly ZERO = new Rational(0n, 1n);
  static readonly ONE = new Rational(1n, 1n);

  /** @internal n and d must already be coprime with d > 0: use {@link Rational.of}. */
  constructor(
    readonly n: bigint,
    readonly d: bigint,
  ) {}

  /** x, or x/d. Throws DomainError for NaN, infinities, unreadable text and d = 0. */
  static of(x: RationalLike, d?: RationalLike): Rational {
    if (d !== undefined) return Rational.of(x).div(d);
    if (x instanceof Rational) return x;
    if (typeof x === "bigint") return new Rational(x, 1n);
    if (typeof x === "number") return fromDouble(x);
    requireThat(typeof x === "string", "x", "be a number, bigint, text or Rational", x);
    const parts = x.trim().split("/");
    requireThat(parts.length <= 2, "x", "have at most one fraction bar", x);
    const numerator = fromDecimal(parts[0]!.trim());
    return parts.length === 1 ? numerator : numerator.div(fromDecimal(parts[1]!.trim()));
  }

  add(other: RationalLike): Rational {
    const o = Rational.of(other);
    return this.d === o.d
      ? reduced(this.n + o.n, this.d)
      : reduced(this.n * o.d + o.n * this.d, this.d * o.d);
  }

  sub(other: RationalLike): Rational {
    return this.add(Rational.of(other).neg());
  }

  mul(other: RationalLike): Rational {
    const o = Rational.of(other);
    return reduced(this.n * o.n, this.d * o.d);
  }

  /** Throws DomainError if `other` is 0. */
  div(other: RationalLike): Rational {
    const o = Rational.of(other);
    requireThat(o.n !== 0n, "divisor", "be nonzero", "0");
    return reduced(this.n * o.d, this.d * o.n);
  }

  neg(): Rational {
    return new Rational(-this.n, this.d);
  }

  abs(): Rational {
    return this.n < 0n ? this.neg() : this;
  }

  /** Integer power; negative powers of 0 throw DomainError. */
  pow(exponent: number): Rational {
    requireThat(Number.isSafeInteger(exponent), "exponent", "be an integer", exponent);
    if (exponent < 0) return Rational.ONE.div(this.pow(-exponent));
    return new Rational(this.n ** BigInt(exponent), this.d ** BigInt(exponent));
  }

  /** −1, 0 or 1 as this is below, equal to or above `other`. */
  cmp(other: RationalLike): -1 | 0 | 1 {
    const o = Rational.of(other);
    const a = this.n * o.d;
    const b = o.n * this.d;
    return a < b ? -1 : a > b ? 1 : 0;
  }

  equals(other: RationalLike): boolean {
    return this.cmp(other) === 0;
  }

  sign(): -1 | 0 | 1 {
    return this.n < 0n ? -1 : this.n > 0n ? 1 : 0;
  }

  isZero(): boolean {
    return this.n === 0n;
  }

  isInteger(): boolean {
    return this.d === 1n;
  }

  /** The nearest double (ties to even); a result below 2^-1022 may be rounded twice. */
  toNumber(): number {
    const a = this.n < 0n ? -this.n : this.n;
    if (a <= MAX_SAFE && this.d <= MAX_SAFE) return Number(this.n) / Number(this.d);
    // Scale so that the integer quotient has at least 66 bits, keep a sticky bit, and round once.
    const shift = 66 - (bitLength(a) - bitLength(this.d));
    const [top, bottom] = shift >= 0 ? [a << BigInt(shift), this.d] : [a, this.d << BigInt(-shift)];
    const sticky = top % bottom === 0n ? 0n : 1n;
    const magnitude = scaleByPowerOfTwo(Number(((top / bottom) << 1n) | sticky), -shift - 1);
    return this.n < 0n ? -magnitude : magnitude;
  }

  toString(): string {
    return this.d === 1n ? `${this.n}` : `${this.n}/${this.d}`;
  }

  /** `\tfrac{5}{8}`; pass "display" for `\frac`. */
  toTex(style: "inline" | "display" = "inline"): string {
    if (this.d === 1n) return `${this.n}`;
    const sign = this.n < 0n ? "-" : "";
    return `${sign}\\${style === "inline" ? "tfrac" : "frac"}{${this.n < 0n ? -this.n : this.n}}{${this.d}}`;
  }

  toJSON(): string {
    return this.toString();
  }

  [INSPECT](): string {
    return this.toString();
  }

  [DISPLAY](): MimeBundle {
    return { "text/latex": `$$${this.toTex("display")}$$`, "text/plain": this.toString() };
  }
}

function scaleByPowerOfTwo(x: number, exponent: number): number {
  let y = x;
  let e = exponent;
  for (; e > 1000; e -= 1000) y *= 2 ** 1000;
  for (; e < -1000; e += 1000) y *= 2 ** -1000;
  return y * 2 ** e;
}
