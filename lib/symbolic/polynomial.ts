/** Sparse multivariate polynomials with rational coefficients, immutable and always in normal form. */
import { DISPLAY, INSPECT, type MimeBundle } from "../core/displayable";
import { badArgument, DomainError, requireInteger, requireThat } from "../core/errors";
import { texName, texProduct } from "./names";
import { type Algebra, type ExpressionNode, evaluateExpression } from "./parse";
import { gcdBig, Rational, type RationalLike } from "./rational";
import { combineTerms, degreesOf, divideTerms, multiplyTerms, NO_TERMS, type Terms } from "./terms";

/** A polynomial, a constant, or text to be parsed. */
export type PolynomialLike = Polynomial | RationalLike;

/** One term: coefficient and the exponents that are not zero. */
export interface PolynomialTerm {
  readonly coefficient: Rational;
  readonly exponents: Readonly<Record<string, number>>;
}

/** A larger algebra (rational functions) whose elements can be put in place of variables. */
export interface SubstitutionTarget<T> {
  substitutedInto(p: Polynomial, values: Readonly<Record<string, PolynomialLike | T>>): T;
}

function isTarget<T>(value: unknown): value is T & SubstitutionTarget<T> {
  return typeof (value as Partial<SubstitutionTarget<T>> | null)?.substitutedInto === "function";
}

/**
 * A polynomial over Q: (integer terms) / denominator, over exactly the variables that occur, sorted by name;
 * terms in graded lexicographic order. Equal polynomials have equal representations and print alike.
 *
 * @example Polynomial.parse("(x + y)^2 - 4*x*y").toString() // "x^2 - 2*x*y + y^2"
 */
export class Polynomial {
  static readonly ZERO = new Polynomial([], NO_TERMS, 1n);
  static readonly ONE = Polynomial.constant(1);

  /** @internal The arguments must be in normal form: use the static constructors. */
  private constructor(
    private readonly names: readonly string[],
    private readonly list: Terms,
    private readonly denominator: bigint,
  ) {}

  /** Reads a polynomial expression; decimals are exact. Throws DomainError for anything else (sin, x^y, 1/x). */
  static parse(text: string | ExpressionNode): Polynomial {
    return evaluateExpression(text, polynomialAlgebra);
  }

  /** Text is parsed, numbers are constants with their exact binary value. */
  static of(x: PolynomialLike): Polynomial {
    if (x instanceof Polynomial) return x;
    return typeof x === "string" ? Polynomial.parse(x) : Polynomial.constant(x);
  }

  static constant(value: RationalLike): Polynomial {
    const { n, d } = Rational.of(value);
    if (n === 0n) return new Polynomial([], NO_TERMS, 1n);
    return new Polynomial([], { exponents: new Uint32Array(0), coefficients: [n] }, d);
  }

  static variable(name: string): Polynomial {
    requireThat(/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name), "name", "be a variable's name", name);
    return new Polynomial([name], { exponents: Uint32Array.of(1), coefficients: [1n] }, 1n);
  }

  /** The sum of the given terms; exponents not named are 0. */
  static fromTerms(
    terms: Iterable<{ coefficient: RationalLike; exponents: Record<string, number> }>,
  ): Polynomial {
    let sum = Polynomial.ZERO;
    for (const { coefficient, exponents } of terms) {
      let term = Polynomial.constant(coefficient);
      for (const [name, e] of Object.entries(exponents)) term = term.mul(Polynomial.variable(name).pow(e));
      sum = sum.add(term);
    }
    return sum;
  }

  /** @internal Integer terms over `names` (sorted), divided by `denominator` > 0; brought to normal form. */
  static fromIntegerTerms(names: readonly string[], list: Terms, denominator: bigint): Polynomial {
    const k = names.length;
    if (list.coefficients.length === 0) return Polynomial.ZERO;
    const used = degreesOf(list, k).map((d) => d > 0);
    let kept = names;
    let { exponents, coefficients } = list;
    if (used.includes(false)) {
      const columns = names.map((_, v) => v).filter((v) => used[v]);
      kept = columns.map((v) => names[v]!);
      exponents = new Uint32Array(coefficients.length * columns.length);
      let at = 0;
      for (let t = 0; t < coefficients.length; t++) {
        for (const v of columns) exponents[at++] = list.exponents[t * k + v]!;
      }
    }
    let g = denominator;
    for (let t = 0; t < coefficients.length && g !== 1n; t++) g = gcdBig(g, coefficients[t]!);
    if (g !== 1n) coefficients = coefficients.map((c) => c / g);
    return new Polynomial(kept, { exponents, coefficients }, denominator / g);
  }

  /** @internal The integer terms over a sorted superset of the variables; divide by {@link denominatorOf}. */
  integerTerms(over: readonly string[] = this.names): Terms {
    if (over === this.names || over.length === this.names.length) return this.list;
    const k = this.names.length;
    const columns = this.names.map((name) => over.indexOf(name));
    const exponents = new Uint32Array(this.list.coefficients.length * over.length);
    for (let t = 0; t < this.list.coefficients.length; t++) {
      for (let v = 0; v < k; v++) exponents[t * over.length + columns[v]!] = this.list.exponents[t * k + v]!;
    }
    return { exponents, coefficients: this.list.coefficients };
  }

  /** Least common denominator of the coefficients. */
  denominatorOf(): bigint {
    return this.denominator;
  }

  /** Names of the variables that occur, sorted. */
  variables(): string[] {
    return [...this.names];
  }

  /** Terms in graded lexicographic order, largest first. */
  terms(): PolynomialTerm[] {
    const k = this.names.length;
    return this.list.coefficients.map((c, t) => {
      const exponents: Record<string, number> = {};
      for (let v = 0; v < k; v++) {
        const e = this.list.exponents[t * k + v]!;
        if (e > 0) exponents[this.names[v]!] = e;
      }
      return { coefficient: Rational.of(c, this.denominator), exponents };
    });
  }

  /** Coefficient of a monomial: `p.coefficient({x: 2})` is that of x², `p.coefficient({})` the constant term. */
  coefficient(monomial: Readonly<Record<string, number>>): Rational {
    const wanted = this.names.map((name) => monomial[name] ?? 0);
    const foreign = Object.keys(monomial).some((name) => monomial[name] !== 0 && !this.names.includes(name));
    if (foreign) return Rational.ZERO;
    const k = this.names.length;
    const t = this.list.coefficients.findIndex((_, i) =>
      wanted.every((e, v) => e === this.list.exponents[i * k + v]),
    );
    return t < 0 ? Rational.ZERO : Rational.of(this.list.coefficients[t]!, this.denominator);
  }

  /** Coefficient of the largest term; 0 for the zero polynomial. */
  leadingCoefficient(): Rational {
    return this.isZero() ? Rational.ZERO : Rational.of(this.list.coefficients[0]!, this.denominator);
  }

  /** Degree in one variable, or total degree; −∞ for the zero polynomial. */
  degree(variable?: string): number {
    if (this.isZero()) return Number.NEGATIVE_INFINITY;
    const k = this.names.length;
    if (variable === undefined) return this.list.exponents.slice(0, k).reduce((s, e) => s + e, 0);
    const v = this.names.indexOf(variable);
    return v < 0 ? 0 : degreesOf(this.list, k)[v]!;
  }

  isZero(): boolean {
    return this.list.coefficients.length === 0;
  }

  isConstant(): boolean {
    return this.names.length === 0;
  }

  /** The value of a constant polynomial. Throws DomainError otherwise. */
  constantValue(): Rational {
    requireThat(this.isConstant(), "polynomial", "be constant", this.toString());
    return this.leadingCoefficient();
  }

  add(other: PolynomialLike): Polynomial {
    return this.combine(Polynomial.of(other), 1n);
  }

  sub(other: PolynomialLike): Polynomial {
    return this.combine(Polynomial.of(other), -1n);
  }

  private combine(other: Polynomial, sign: bigint): Polynomial {
    const names = unionOfNames(this.names, other.names);
    const g = gcdBig(this.denominator, other.denominator);
    const fa = other.denominator / g;
    const fb = (sign * this.denominator) / g;
    const sum = combineTerms(this.integerTerms(names), fa, other.integerTerms(names), fb, names.length);
    return Polynomial.fromIntegerTerms(names, sum, this.denominator * fa);
  }

  /** Product of s and t terms: s·t coefficient products (10^6 take about 0.3 s). */
  mul(other: PolynomialLike): Polynomial {
    const o = Polynomial.of(other);
    const names = unionOfNames(this.names, o.names);
    const product = multiplyTerms(this.integerTerms(names), o.integerTerms(names), names.length);
    return Polynomial.fromIntegerTerms(names, product, this.denominator * o.denominator);
  }

  scale(factor: RationalLike): Polynomial {
    return this.mul(Polynomial.constant(factor));
  }

  neg(): Polynomial {
    const coefficients = this.list.coefficients.map((c) => -c);
    return new Polynomial(this.names, { exponents: this.list.exponents, coefficients }, this.denominator);
  }

  /** Power with an integer exponent >= 0. */
  pow(exponent: number): Polynomial {
    requireInteger("exponent", exponent, 0, undefined, "Negative powers need a RationalFunction.");
    let result = Polynomial.ONE;
    for (let e = exponent, base: Polynomial = this; e > 0; e = Math.floor(e / 2)) {
      if (e % 2 === 1) result = result.mul(base);
      if (e > 1) base = base.mul(base);
    }
    return result;
  }

  /** The quotient by a divisor that divides exactly, or undefined if it leaves a remainder. */
  exactQuotient(divisor: PolynomialLike): Polynomial | undefined {
    const b = Polynomial.of(divisor);
    requireThat(!b.isZero(), "divisor", "be nonzero", "0");
    const names = unionOfNames(this.names, b.names);
    if (names.length > this.names.length && !this.isZero()) return undefined;
    const content = b.integerContent();
    const primitive = b.integerTerms(names);
    const list: Terms = {
      exponents: primitive.exponents,
      coefficients: primitive.coefficients.map((c) => c / content),
    };
    const quotient = divideTerms(this.integerTerms(names), list, names.length);
    if (quotient === undefined) return undefined;
    const scaled = { ...quotient, coefficients: quotient.coefficients.map((c) => c * b.denominator) };
    return Polynomial.fromIntegerTerms(names, scaled, this.denominator * content);
  }

  /** gcd of the integer numerators, > 0 (0 for the zero polynomial). */
  integerContent(): bigint {
    let g = 0n;
    for (const c of this.list.coefficients) {
      g = gcdBig(g, c);
      if (g === 1n) break;
    }
    return g;
  }

  derivative(variable: string): Polynomial {
    const v = this.names.indexOf(variable);
    if (v < 0) return Polynomial.ZERO;
    const k = this.names.length;
    const rows = this.list.coefficients.map((_, t) => t).filter((t) => this.list.exponents[t * k + v]! > 0);
    const exponents = new Uint32Array(rows.length * k);
    const coefficients = rows.map((t, at) => {
      for (let j = 0; j < k; j++) exponents[at * k + j] = this.list.exponents[t * k + j]! - (j === v ? 1 : 0);
      return this.list.coefficients[t]! * BigInt(this.list.exponents[t * k + v]!);
    });
    // Lowering one exponent of every term keeps their order.
    return Polynomial.fromIntegerTerms(this.names, { exponents, coefficients }, this.denominator);
  }

  /** Coefficients as a polynomial in one variable: entry i belongs to `variable`^i; [] for zero. */
  collect(variable: string): Polynomial[] {
    if (this.isZero()) return [];
    const v = this.names.indexOf(variable);
    if (v < 0) return [this];
    const k = this.names.length;
    const rows: number[][] = Array.from({ length: this.degree(variable) + 1 }, () => []);
    for (let t = 0; t < this.list.coefficients.length; t++) rows[this.list.exponents[t * k + v]!]!.push(t);
    // Terms of one power keep their order when that column is cleared.
    return rows.map((row) => {
      const exponents = new Uint32Array(row.length * k);
      row.forEach((t, at) => {
        for (let j = 0; j < k; j++) exponents[at * k + j] = j === v ? 0 : this.list.exponents[t * k + j]!;
      });
      const coefficients = row.map((t) => this.list.coefficients[t]!);
      return Polynomial.fromIntegerTerms(this.names, { exponents, coefficients }, this.denominator);
    });
  }

  /**
   * Replaces variables, all at once (so {x: y, y: x} swaps). Values: polynomials, numbers, text. If one value is a
   * rational function the result is one.
   */
  substitute(values: Readonly<Record<string, PolynomialLike>>): Polynomial;
  substitute<T extends SubstitutionTarget<T>>(values: Readonly<Record<string, PolynomialLike | T>>): T;
  substitute<T>(values: Readonly<Record<string, PolynomialLike | T>>): Polynomial | T {
    const wider = Object.values(values).find((value) => isTarget<T>(value));
    if (isTarget<T>(wider)) return wider.substitutedInto(this, values);
    const images = new Map<string, Polynomial>();
    for (const [name, value] of Object.entries(values))
      images.set(name, Polynomial.of(value as PolynomialLike));
    const replace = (p: Polynomial): Polynomial => {
      const name = p.names.find((candidate) => images.has(candidate));
      if (name === undefined) return p;
      const image = images.get(name)!;
      // Later variables are replaced inside the coefficients, before the image of this one enters.
      return p
        .collect(name)
        .map(replace)
        .reduceRight((sum, c) => sum.mul(image).add(c), Polynomial.ZERO);
    };
    return replace(this);
  }

  /** Exact value; a double counts as its exact binary value. Throws DomainError if a variable has no value. */
  evaluate(values: Readonly<Record<string, RationalLike>>): Rational {
    const point = this.names.map((name) => {
      const value = values[name];
      requireThat(value !== undefined, "values", `give a value to "${name}"`, Object.keys(values));
      return Rational.of(value);
    });
    const k = this.names.length;
    const degrees = degreesOf(this.list, k);
    // Over the common denominator ∏ d_v^degree, each power is an integer.
    const powers = point.map(({ n, d }, v) => {
      const table: bigint[] = [];
      for (let e = 0; e <= degrees[v]!; e++) table.push(n ** BigInt(e) * d ** BigInt(degrees[v]! - e));
      return table;
    });
    let sum = 0n;
    for (let t = 0; t < this.list.coefficients.length; t++) {
      let term = this.list.coefficients[t]!;
      for (let v = 0; v < k; v++) term *= powers[v]![this.list.exponents[t * k + v]!]!;
      sum += term;
    }
    const common = point.reduce((product, { d }, v) => product * d ** BigInt(degrees[v]!), this.denominator);
    return Rational.of(sum, common);
  }

  equals(other: PolynomialLike): boolean {
    return this.sub(other).isZero();
  }

  /**
   * A plain function of doubles in the order of `variables`, in nested Horner form (about one rounding an operation).
   *
   * @example Polynomial.parse("x^2 - y").toFunction(["x", "y"])(3, 4) // 5
   */
  toFunction(variables: readonly string[] = this.names): (...values: number[]) => number {
    const missing = this.names.filter((name) => !variables.includes(name));
    requireThat(missing.length === 0, "variables", `contain ${missing.join(", ")}`, variables);
    const horner = (p: Polynomial): string => {
      if (p.isConstant()) return `${p.constantValue().toNumber()}`;
      const name = p.names[0]!;
      const x = `x${variables.indexOf(name)}`;
      const parts = p.collect(name);
      let code = "";
      for (let e = parts.length - 1; e >= 0; e--) {
        code =
          code === ""
            ? `(${horner(parts[e]!)})`
            : `(${code}*${x}${parts[e]!.isZero() ? "" : `+${horner(parts[e]!)}`})`;
      }
      return code;
    };
    const parameters = variables.map((_, i) => `x${i}`);
    return new Function(...parameters, `return ${horner(this)};`) as (...values: number[]) => number;
  }

  /** Text that {@link parse} reads back. */
  toString(): string {
    return this.print(
      (c) => c.toString(),
      (name, e) => (e === 1 ? name : `${name}^${e}`),
      (a, b) => `${a}*${b}`,
    );
  }

  toTex(): string {
    const power = (name: string, e: number) => {
      const tex = texName(name);
      return e === 1 ? tex : tex.endsWith("'") ? `{${tex}}^{${e}}` : `${tex}^{${e}}`;
    };
    return this.print((c) => c.toTex(), power, texProduct);
  }

  private print(
    number: (c: Rational) => string,
    power: (name: string, e: number) => string,
    times: (a: string, b: string) => string,
  ): string {
    let text = "";
    for (const { coefficient, exponents } of this.terms()) {
      const factors = Object.entries(exponents).map(([name, e]) => power(name, e));
      const size = coefficient.abs();
      if (factors.length === 0 || !size.equals(1)) factors.unshift(number(size));
      const sign = coefficient.sign() < 0 ? (text === "" ? "-" : " - ") : text === "" ? "" : " + ";
      text += sign + factors.reduce(times);
    }
    return text === "" ? "0" : text;
  }

  toJSON(): string {
    return this.toString();
  }

  [INSPECT](): string {
    return this.toString();
  }

  [DISPLAY](): MimeBundle {
    return { "text/latex": `$$${this.toTex()}$$`, "text/plain": this.toString() };
  }
}

/** Sorted union of two sorted lists of names; returns the first argument itself when it already is the union. */
export function unionOfNames(a: readonly string[], b: readonly string[]): readonly string[] {
  const extra = b.filter((name) => !a.includes(name));
  return extra.length === 0 ? a : [...a, ...extra].sort();
}

const polynomialAlgebra: Algebra<Polynomial> = {
  number: (value) => Polynomial.constant(value),
  variable: (name) => Polynomial.variable(name),
  neg: (a) => a.neg(),
  add: (a, b) => a.add(b),
  sub: (a, b) => a.sub(b),
  mul: (a, b) => a.mul(b),
  div: (a, b) => {
    if (!b.isConstant()) {
      const remedy = "Use RationalFunction.parse for quotients.";
      throw new DomainError(badArgument("expression", "divide by numbers only", b.toString(), remedy));
    }
    return a.scale(Rational.ONE.div(b.constantValue()));
  },
  pow: (a, exponent) =>
    exponent < 0 && a.isConstant() ? Polynomial.constant(a.constantValue().pow(exponent)) : a.pow(exponent),
};
