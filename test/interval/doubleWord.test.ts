import assert from "node:assert/strict";
import { before, test } from "node:test";
import { HALF_PI_WORDS, LN2_HEAD, LN2_TAIL } from "../../lib/interval/constants";
import { arctanEighths, integerRoot, leadingWords, ln2Digits, piDigits } from "../../lib/interval/digits";
import * as dw from "../../lib/interval/doubleWord";
import * as elementary from "../../lib/interval/elementary";
import { point } from "../../lib/interval/interval";
import { reduceAngle } from "../../lib/interval/reduction";
import { reciprocalSeries, sumSeries } from "../../lib/interval/series";
import { type Source, stream } from "../../lib/random/source";
import { Reference, type Unary } from "./reference";

const { word } = dw;
const U2 = 2 ** -106;
let reference: Reference;
before(async () => {
  reference = await Reference.load(400);
});

/** A random double word with exponent in [−60, 60], its low part anywhere below half an ulp. */
function randomWord(source: Source): [number, number] {
  const h = (1 + source.uniform()) * 2 ** (source.integer(121) - 60) * (source.integer(2) ? 1 : -1);
  const shape = source.integer(4);
  const l =
    shape === 0 ? 0 : h * (source.uniform() - 0.5) * 2 ** (-52 - (shape === 1 ? source.integer(40) : 0));
  dw.twoSum(h, l);
  return [word[0]!, word[1]!];
}

/** Largest relative error of an operation in units of u², over random operands, a third of which nearly cancel. */
function worst(
  operation: (a: [number, number], b: [number, number], s: Source) => number,
  name: string,
): number {
  const source = stream(1, name);
  let result = 0;
  for (let i = 0; i < 20000; i++) {
    const a = randomWord(source);
    let b = randomWord(source);
    if (i % 3 === 0) {
      dw.twoSum(-a[0] * (1 + (source.integer(5) - 2) * 2 ** -52), -a[1] * source.uniform());
      b = [word[0]!, word[1]!];
    }
    result = Math.max(result, operation(a, b, source));
  }
  return result / U2;
}

test("the double-word operations keep their published error bounds", () => {
  const add = worst((a, b) => {
    dw.add(...a, ...b);
    const [h, l] = word;
    return reference.words("add", ...a, ...b).relativeError(h!, l!);
  }, "add");
  const addDouble = worst((a, b) => {
    dw.addDouble(...a, b[0]);
    const [h, l] = word;
    return reference.words("add", ...a, b[0], 0).relativeError(h!, l!);
  }, "addDouble");
  const mul = worst((a, b) => {
    dw.mul(...a, ...b);
    const [h, l] = word;
    return reference.words("mul", ...a, ...b).relativeError(h!, l!);
  }, "mul");
  const mulDouble = worst((a, b) => {
    dw.mulDouble(...a, b[0]);
    const [h, l] = word;
    return reference.words("mul", ...a, b[0], 0).relativeError(h!, l!);
  }, "mulDouble");
  const div = worst((a, b) => {
    dw.div(...a, ...b);
    const [h, l] = word;
    return reference.words("div", ...a, ...b).relativeError(h!, l!);
  }, "div");
  const sqrt = worst((a) => {
    const [ah, al] = a[0] < 0 ? [-a[0], -a[1]] : a;
    dw.sqrt(ah, al);
    const [h, l] = word;
    return reference.rootOfWords(ah, al).relativeError(h!, l!);
  }, "sqrt");
  const found = { addDouble, add, mulDouble, mul, div, sqrt };
  const bounds = { addDouble: 2, add: 3.1, mulDouble: 2, mul: 7, div: 16, sqrt: 16 };
  for (const [name, bound] of Object.entries(bounds)) {
    const error = found[name as keyof typeof found];
    assert.ok(error > 0.5 && error <= bound, `${name}: ${error} u²`);
  }
});

test("the exact transformations are exact", () => {
  const source = stream(2, "exact");
  for (let i = 0; i < 20000; i++) {
    const [a] = randomWord(source);
    const [b] = randomWord(source);
    dw.twoSum(a, b);
    assert.equal(reference.words("add", a, 0, b, 0).relativeError(word[0]!, word[1]!), 0);
    dw.twoProduct(a, b);
    assert.equal(reference.words("mul", a, 0, b, 0).relativeError(word[0]!, word[1]!), 0);
  }
});

/** Where the double word of the implementation is used, and how its argument is drawn. */
const RANGES: Partial<Record<Unary, (s: Source) => number>> = {
  exp: (s) => 1400 * s.uniform() - 700,
  expm1: (s) => (s.integer(2) ? 60 * s.uniform() - 30 : 2 ** (-50 * s.uniform())),
  log: (s) =>
    s.integer(2) ? 1 + (s.uniform() - 0.5) * 2 ** (-50 * s.uniform()) : 2 ** (1000 * s.uniform() - 500),
  log1p: (s) => (s.integer(2) ? 2 ** (90 * s.uniform()) : -(2 ** (-50 * s.uniform()))),
  sin: (s) => 2 ** (1020 * s.uniform() ** 4 - 25 * s.uniform()),
  cos: (s) => 2 ** (1020 * s.uniform() ** 4 - 25 * s.uniform()),
  tan: (s) => 2 ** (1020 * s.uniform() ** 4 - 25 * s.uniform()),
  sinh: (s) => (s.integer(2) ? 1000 * s.uniform() - 500 : 2 ** (-26 * s.uniform())),
  cosh: (s) => (s.integer(2) ? 1000 * s.uniform() - 500 : 2 ** (-26 * s.uniform())),
  tanh: (s) => (s.integer(2) ? 20 * s.uniform() : 2 ** (-26 * s.uniform())),
  atan: (s) => 2 ** (86 * s.uniform() - 26),
  asin: (s) => (s.integer(2) ? 1 - 2 ** (-53 * s.uniform()) : 2 ** (-26 * s.uniform())),
  acos: (s) => (s.integer(2) ? 2 * s.uniform() - 1 : 1 - 2 ** (-53 * s.uniform())),
  erf: (s) => (s.integer(2) ? 6 * s.uniform() : 2 ** (-27 * s.uniform())),
};

for (const [name, F] of Object.entries(elementary)) {
  test(`the double word behind ${name} is nearer than the 2⁻⁸⁶ that the rounding step assumes`, () => {
    const source = stream(3, name);
    const draw = RANGES[name as keyof typeof RANGES]!;
    let error = 0;
    for (let i = 0; i < (name === "erf" ? 1000 : 4000); i++) {
      const x = draw(source);
      if (x === 1) continue; // ln 1 = 0 and arccos 1 = 0 need no word
      F(point(x));
      const [h, l] = word;
      if (h === 0) continue;
      error = Math.max(error, reference.unary(name as Unary, x).relativeError(h!, l!));
    }
    // the negative control: a single double would show 2⁻⁵⁴
    assert.ok(error < 2 ** -88 && error > 2 ** -110, `2^${Math.log2(error).toFixed(1)}`);
  });
}

test("the quadrant and the rest of an angle are right next to multiples of π/2", () => {
  const source = stream(4, "angles");
  for (let i = 0; i < 3000; i++) {
    const x = Math.floor(2 ** (53 * source.uniform())) * (Math.PI / 2);
    const n = reduceAngle(x);
    const [h] = word;
    if (Math.abs(h!) > 2 ** -40) continue; // there tan r = r up to the factor 1 + 2⁻⁸¹
    reference.unary("tan", x);
    const value = reference.down();
    const ratio = n % 2 === 0 ? value / h! : -value * h!;
    assert.ok(Math.abs(ratio - 1) < 1e-12, `${x}`);
  }
});

test("a power series of the lemma is summed to 2⁻⁹⁵ of its first coefficient", () => {
  const geometric = reciprocalSeries((k) => 3n ** k, 1.4, false); // Σ (z/3)ᵏ = 3/(3 − z)
  const source = stream(5, "series");
  for (let i = 0; i < 2000; i++) {
    const z = 2.8 * source.uniform() - 1.4;
    sumSeries(geometric, z, 0);
    const [h, l] = word;
    dw.addDouble(3, 0, -z);
    const [dh, dl] = word;
    assert.ok(reference.words("div", 3, 0, dh!, dl!).relativeError(h!, l!) < 2 ** -94);
  }
  assert.throws(() => reciprocalSeries(() => 1n, 0.75, false), /do not halve/);
});

test("π, ln 2 and arctan j/8 from integers agree with MPFR to 300 bits", () => {
  const digits = (value: bigint, bits: number) => leadingWords(value, bits, 2);
  const [ph, pl] = digits(piDigits(320n), 320);
  assert.ok(reference.pi().relativeError(ph!, pl!) < 2 ** -105);
  const [lh, ll] = digits(ln2Digits(320n), 320);
  assert.ok(reference.ln2().relativeError(lh!, ll!) < 2 ** -105);
  arctanEighths(320n).forEach((value, j) => {
    const [h, l] = digits(value, 320);
    if (j === 0) assert.equal(value, 0n);
    else assert.ok(reference.unary("atan", j / 8).relativeError(h!, l!) < 2 ** -105);
  });
  // two precisions agree up to the stated 2¹⁶ units
  const difference = (piDigits(1400n) >> 1000n) - piDigits(400n);
  assert.ok(difference > -(1n << 16n) && difference < 1n << 16n);
  const decimals = String((piDigits(200n) * 10n ** 50n) >> 200n);
  assert.ok(decimals.startsWith("31415926535897932384626433832795028841971693993751"));
});

test("the words of π/2 and ln 2 leave products with small integers exact", () => {
  assert.equal(HALF_PI_WORDS.length, 3);
  assert.equal(LN2_HEAD * 2 ** 42, Math.floor(LN2_HEAD * 2 ** 42));
  assert.ok(LN2_HEAD + LN2_TAIL[0]! === Math.LN2 && LN2_TAIL[0]! < 2 ** -42);
});

test("integer square roots are floors", () => {
  for (const n of [0n, 1n, 2n, 3n, 4n, 15n, 16n, 17n, 10n ** 40n, 10n ** 40n - 1n]) {
    const r = integerRoot(n);
    assert.ok(r * r <= n && (r + 1n) * (r + 1n) > n);
  }
});

test("powers of two and exponents come from the bit pattern", () => {
  for (const k of [-1022, -1, 0, 1, 52, 1023]) {
    assert.equal(dw.powerOfTwo(k), 2 ** k);
    assert.equal(dw.exponentOf(1.75 * 2 ** Math.min(k, 1022)), Math.min(k, 1022));
  }
});
