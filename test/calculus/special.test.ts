import assert from "node:assert/strict";
import { before, test } from "node:test";
import { init } from "gmp-wasm";
import {
  erf,
  erfc,
  gammaP,
  gammaQ,
  logBinomialProbability,
  logBinomialTail,
  logGamma,
  logNormalTail,
  normalCdf,
} from "../../lib/calculus/special";
import { DomainError } from "../../lib/core/errors";
import { Rational } from "../../lib/symbolic/rational";

/** Functions of MPFR in at least 200 binary digits, rounded once to a double. */
interface Reference {
  unary(name: "mpfr_erf" | "mpfr_erfc" | "mpfr_lngamma", x: number): number;
  /** log(erfc(x)/2). */
  logHalfErfc(x: number): number;
  /** Γ(a, x)/Γ(a). */
  upperGamma(a: number, x: number): number;
}
let reference: Reference;

before(async () => {
  const { binding: m } = await init();
  const number = (x: number, bits = 200) => {
    const t = m.mpfr_t();
    m.mpfr_init2(t, bits);
    m.mpfr_set_d(t, x, 0);
    return t;
  };
  reference = {
    unary: (name, x) => {
      const t = number(x);
      m[name](t, t, 0);
      return m.mpfr_get_d(t, 0);
    },
    logHalfErfc: (x) => {
      // erfc(x) may differ from 2 by 1e-196.
      const t = number(x, 2000);
      m.mpfr_erfc(t, t, 0);
      m.mpfr_div_ui(t, t, 2, 0);
      m.mpfr_log(t, t, 0);
      return m.mpfr_get_d(t, 0);
    },
    upperGamma: (a, x) => {
      const [s, t, g] = [number(a), number(x), number(a)];
      m.mpfr_gamma_inc(t, s, t, 0);
      m.mpfr_gamma(g, g, 0);
      m.mpfr_div(t, t, g, 0);
      return m.mpfr_get_d(t, 0);
    },
  };
});

function assertClose(actual: number, expected: number, tolerance: number, label: string): void {
  const error = actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);
  assert.ok(error <= tolerance, `${label}: ${actual} against ${expected}, relative error ${error}`);
}

test("erf and erfc agree with MPFR", () => {
  for (let i = -120; i <= 520; i++) {
    const x = i / 20 + 0.003;
    assertClose(erf(x), reference.unary("mpfr_erf", x), 5e-16, `erf(${x})`);
    assertClose(erfc(x), reference.unary("mpfr_erfc", x), 2e-15, `erfc(${x})`);
  }
  for (const x of [1e-300, 1e-9, 2 ** -28])
    assertClose(erf(x), reference.unary("mpfr_erf", x), 3e-16, `erf(${x})`);
});

test("logGamma agrees with MPFR", () => {
  for (const x of [1e-10, 0.1, 0.5, 1.5, 1.99, 2.01, 3, 10, 100.5, 1e4, 1e8, 1e15]) {
    assertClose(logGamma(x), reference.unary("mpfr_lngamma", x), 1e-14, `logGamma(${x})`);
  }
  assert.equal(logGamma(1), 0);
  assert.equal(logGamma(2), 0);
});

test("the incomplete gamma function agrees with MPFR, in both tails", () => {
  for (const a of [0.5, 1, 3.25, 10, 50, 250]) {
    for (const factor of [0.05, 0.5, 0.9, 1, 1.1, 2, 4]) {
      const x = a * factor;
      const upper = reference.upperGamma(a, x);
      assertClose(gammaQ(a, x), upper, 1e-12, `Q(${a}, ${x})`);
      assertClose(gammaP(a, x) + gammaQ(a, x), 1, 1e-14, "P + Q");
    }
  }
  assert.equal(gammaQ(2, 0), 1);
});

test("the normal tail keeps its relative accuracy where the probability underflows", () => {
  for (const x of [-30, -5, -1, 0, 0.5, 1, 3, 8, 20, 37, 38, 50, 100, 300]) {
    assertClose(logNormalTail(x), reference.logHalfErfc(x / Math.SQRT2), 2e-14, `logNormalTail(${x})`);
  }
  assert.equal(normalCdf(0), 0.5);
  assertClose(normalCdf(-10), reference.unary("mpfr_erfc", 10 / Math.SQRT2) / 2, 1e-13, "normalCdf(-10)");
});

/** P(X >= k) as an exact rational. */
function exactTail(n: number, k: number, p: Rational): Rational {
  const q = Rational.ONE.sub(p);
  let sum = 0n;
  let binomial = 1n;
  for (let j = 0; j <= n; j++) {
    if (j >= k) sum += binomial * p.n ** BigInt(j) * q.n ** BigInt(n - j);
    binomial = (binomial * BigInt(n - j)) / BigInt(j + 1);
  }
  return Rational.of(sum, p.d ** BigInt(n));
}

test("binomial tails agree with exact rational sums", () => {
  for (const [n, p] of [
    [10, 0.5],
    [40, 0.25],
    [300, 0.5],
    [300, 1 / 1024],
  ] as const) {
    for (const k of [0, 1, 2, Math.floor(n * p), Math.ceil(n * p) + 1, Math.floor(0.6 * n), n - 1, n]) {
      const exact = exactTail(n, k, Rational.of(p));
      // log of a rational: split off a power of two so that the quotient is a normal double.
      const shift = exact.d.toString(2).length - exact.n.toString(2).length;
      const expected = Math.log(exact.mul(Rational.of(2).pow(shift)).toNumber()) - shift * Math.LN2;
      const actual = logBinomialTail(n, k, p);
      const error = Math.abs(actual - expected);
      assert.ok(
        error <= 2e-13 * Math.max(Math.abs(expected), 1e-3),
        `n ${n} k ${k} p ${p}: ${actual}, ${expected}`,
      );
    }
  }
  assert.equal(logBinomialTail(10, 11, 0.5), Number.NEGATIVE_INFINITY);
  assert.ok(Math.abs(logBinomialTail(10, 10, 0.5) + 10 * Math.LN2) < 1e-14);
});

test("binomial probabilities sum to one for large n, and degenerate laws are exact", () => {
  const n = 100_000;
  let sum = 0;
  for (let k = 48_000; k <= 52_000; k++) sum += Math.exp(logBinomialProbability(n, k, 0.5));
  assert.ok(Math.abs(sum - 1) < 1e-12, String(sum));
  assert.equal(logBinomialProbability(5, 0, 0), 0);
  assert.equal(logBinomialProbability(5, 2, 1), Number.NEGATIVE_INFINITY);
  assert.equal(logBinomialProbability(5, 6, 0.5), Number.NEGATIVE_INFINITY);
});

test("arguments outside the domains are refused", () => {
  assert.throws(() => logGamma(0), DomainError);
  assert.throws(() => gammaQ(-1, 1), DomainError);
  assert.throws(() => gammaP(1, Number.NaN), DomainError);
  assert.throws(() => logBinomialTail(10, 1, 1.5), DomainError);
  assert.throws(() => logBinomialTail(10.5, 1, 0.5), DomainError);
  assert.throws(() => logNormalTail(Number.NaN), DomainError);
});
