/**
 * Second source for the interval tests: MPFR at 120 bits (or more), rounded down, with its inexact flag.
 *
 * A double lo satisfies lo <= f(x) exactly if lo <= v, v the value rounded down (lo is representable in 120 bits), and
 * hi >= f(x) exactly if hi > v, or hi = v and v is exact. One evaluation therefore decides containment, without slack.
 */
import { type GMPFunctions, init } from "gmp-wasm";

const DOWN = 3;

export type Unary =
  | "exp"
  | "log"
  | "expm1"
  | "log1p"
  | "sin"
  | "cos"
  | "tan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "atan"
  | "asin"
  | "acos"
  | "erf"
  | "sqrt";
export type Binary = "add" | "sub" | "mul" | "div";

interface Bounds {
  readonly lo: number;
  readonly hi: number;
}

/** Evaluates one function at one point at a time; the last value stays in a register. */
export class Reference {
  private readonly value: number;
  private readonly x: number;
  private readonly y: number;
  private inexact = false;

  private constructor(
    private readonly gmp: GMPFunctions,
    bits: number,
  ) {
    const register = () => {
      const t = gmp.mpfr_t();
      gmp.mpfr_init2(t, bits);
      return t;
    };
    this.value = register();
    this.x = register();
    this.y = register();
  }

  static async load(bits = 120): Promise<Reference> {
    return new Reference((await init()).binding, bits);
  }

  /** value = f(x) rounded down. */
  unary(f: Unary, x: number): this {
    const { gmp } = this;
    gmp.mpfr_set_d(this.x, x, DOWN);
    this.inexact = gmp[`mpfr_${f}`](this.value, this.x, DOWN) !== 0;
    return this;
  }

  /** value = x ∘ y rounded down. */
  binary(f: Binary, x: number, y: number): this {
    const { gmp } = this;
    gmp.mpfr_set_d(this.x, x, DOWN);
    gmp.mpfr_set_d(this.y, y, DOWN);
    this.inexact = gmp[`mpfr_${f}`](this.value, this.x, this.y, DOWN) !== 0;
    return this;
  }

  /** value = (xh + xl) ∘ (yh + yl) rounded down; the sums are exact at 400 bits and moderate exponents. */
  words(f: Binary, xh: number, xl: number, yh: number, yl: number): this {
    const { gmp } = this;
    gmp.mpfr_set_d(this.x, xh, DOWN);
    gmp.mpfr_add_d(this.x, this.x, xl, DOWN);
    gmp.mpfr_set_d(this.y, yh, DOWN);
    gmp.mpfr_add_d(this.y, this.y, yl, DOWN);
    gmp[`mpfr_${f}`](this.value, this.x, this.y, DOWN);
    return this;
  }

  /** value = √(xh + xl) rounded down. */
  rootOfWords(xh: number, xl: number): this {
    const { gmp } = this;
    gmp.mpfr_set_d(this.x, xh, DOWN);
    gmp.mpfr_add_d(this.x, this.x, xl, DOWN);
    gmp.mpfr_sqrt(this.value, this.x, DOWN);
    return this;
  }

  /** |value / (h + l) − 1| after the quotient is scaled by a power of two (and a sign) to lie near 1. */
  relativeError(h: number, l: number): number {
    const { gmp } = this;
    gmp.mpfr_set_d(this.x, h, DOWN);
    gmp.mpfr_add_d(this.x, this.x, l, DOWN);
    if (gmp.mpfr_cmp(this.x, this.value) === 0) return 0;
    gmp.mpfr_div(this.y, this.value, this.x, DOWN);
    const k = Math.round(Math.log2(Math.abs(gmp.mpfr_get_d(this.y, DOWN))));
    gmp.mpfr_div_2si(this.y, this.y, k, DOWN);
    gmp.mpfr_abs(this.y, this.y, DOWN);
    gmp.mpfr_sub_d(this.y, this.y, 1, DOWN);
    return Math.abs(gmp.mpfr_get_d(this.y, DOWN));
  }

  /** value = xⁿ rounded down. */
  power(x: number, n: number): this {
    const { gmp } = this;
    gmp.mpfr_set_d(this.x, x, DOWN);
    this.inexact = gmp.mpfr_pow_si(this.value, this.x, n, DOWN) !== 0;
    return this;
  }

  /** value = π rounded down. */
  pi(): this {
    this.inexact = this.gmp.mpfr_const_pi(this.value, DOWN) !== 0;
    return this;
  }

  /** value = ln 2 rounded down. */
  ln2(): this {
    this.inexact = this.gmp.mpfr_const_log2(this.value, DOWN) !== 0;
    return this;
  }

  /** Whether the exact value is undefined. */
  isNaN(): boolean {
    return this.gmp.mpfr_nan_p(this.value) !== 0;
  }

  /** The value as a double, rounded down. */
  down(): number {
    return this.gmp.mpfr_get_d(this.value, DOWN);
  }

  /** Whether the exact value lies in [lo, hi]: true only if proved. */
  within({ lo, hi }: Bounds): boolean {
    const { gmp } = this;
    if (this.isNaN()) return false;
    const above = gmp.mpfr_cmp_d(this.value, lo) >= 0;
    const order = gmp.mpfr_cmp_d(this.value, hi);
    return above && (this.inexact ? order < 0 : order <= 0);
  }
}
