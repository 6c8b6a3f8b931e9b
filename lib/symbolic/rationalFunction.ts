/** Quotients of polynomials over Q in a normal form in which equality is equality of representations. */
import { DISPLAY, INSPECT, type MimeBundle } from "../core/displayable";
import { requireInteger, requireThat } from "../core/errors";
import { gcd, primitivePart } from "./gcd";
import { type Algebra, type ExpressionNode, evaluateExpression } from "./parse";
import { Polynomial, type PolynomialLike, type SubstitutionTarget } from "./polynomial";
import { Rational, type RationalLike } from "./rational";

/** A rational function, a polynomial, a number, or text to be parsed. */
export type RationalFunctionLike = RationalFunction | PolynomialLike;

/**
 * num/den, coprime; the denominator has coprime integer coefficients and a positive leading
 * coefficient. Immutable.
 *
 * @example RationalFunction.parse("(x^2 - 1)/(2*x - 2)").toString() // "1/2*x + 1/2"
 */
export class RationalFunction implements SubstitutionTarget<RationalFunction> {
  /** @internal Must be in normal form: use {@link RationalFunction.quotient}. */
  private constructor(
    readonly num: Polynomial,
    readonly den: Polynomial,
  ) {}

  /** num/den reduced to normal form. Throws DomainError if den is 0. */
  static quotient(num: PolynomialLike, den: PolynomialLike = Polynomial.ONE): RationalFunction {
    const n = Polynomial.of(num);
    const d = Polynomial.of(den);
    requireThat(!d.isZero(), "den", "be nonzero", "0");
    return d.isConstant() ? RationalFunction.coprime(n, d) : RationalFunction.cancel(n, d, gcd(n, d));
  }

  private static cancel(n: Polynomial, d: Polynomial, g: Polynomial): RationalFunction {
    return g.isConstant()
      ? RationalFunction.coprime(n, d)
      : RationalFunction.coprime(n.exactQuotient(g)!, d.exactQuotient(g)!);
  }

  /** Moves the content of the denominator to the numerator. */
  private static coprime(n: Polynomial, d: Polynomial): RationalFunction {
    if (n.isZero()) return new RationalFunction(n, Polynomial.ONE);
    const primitive = primitivePart(d);
    const content = d.leadingCoefficient().div(primitive.leadingCoefficient());
    return new RationalFunction(content.equals(1) ? n : n.scale(Rational.ONE.div(content)), primitive);
  }

  /** Reads + − * / and integer powers; decimals are exact. Throws DomainError for other constructs and for /0. */
  static parse(text: string | ExpressionNode): RationalFunction {
    return evaluateExpression(text, rationalFunctionAlgebra);
  }

  static of(x: RationalFunctionLike): RationalFunction {
    if (x instanceof RationalFunction) return x;
    return typeof x === "string"
      ? RationalFunction.parse(x)
      : RationalFunction.coprime(Polynomial.of(x), Polynomial.ONE);
  }

  static variable(name: string): RationalFunction {
    return RationalFunction.of(Polynomial.variable(name));
  }

  static constant(value: RationalLike): RationalFunction {
    return RationalFunction.of(Polynomial.constant(value));
  }

  isZero(): boolean {
    return this.num.isZero();
  }

  isPolynomial(): boolean {
    return this.den.isConstant();
  }

  /** The polynomial this is. Throws DomainError if the denominator is not constant. */
  toPolynomial(): Polynomial {
    requireThat(this.isPolynomial(), "rational function", "be a polynomial", this.toString());
    return this.num;
  }

  variables(): string[] {
    return [...new Set([...this.num.variables(), ...this.den.variables()])].sort();
  }

  add(other: RationalFunctionLike): RationalFunction {
    const o = RationalFunction.of(other);
    const g = gcd(this.den, o.den);
    const left = g.isConstant() ? this.den : this.den.exactQuotient(g)!;
    const right = g.isConstant() ? o.den : o.den.exactQuotient(g)!;
    const sum = this.num.mul(right).add(o.num.mul(left));
    // Only factors of g can cancel (Henrici 1956).
    const h = gcd(sum, g);
    if (h.isConstant()) return RationalFunction.coprime(sum, left.mul(o.den));
    return RationalFunction.coprime(sum.exactQuotient(h)!, left.mul(o.den.exactQuotient(h)!));
  }

  sub(other: RationalFunctionLike): RationalFunction {
    return this.add(RationalFunction.of(other).neg());
  }

  mul(other: RationalFunctionLike): RationalFunction {
    const o = RationalFunction.of(other);
    const a = RationalFunction.cancel(this.num, o.den, gcd(this.num, o.den));
    const b = RationalFunction.cancel(o.num, this.den, gcd(o.num, this.den));
    return RationalFunction.coprime(a.num.mul(b.num), a.den.mul(b.den));
  }

  /** Throws DomainError if this is 0. */
  inverse(): RationalFunction {
    requireThat(!this.isZero(), "divisor", "be nonzero", "0");
    return RationalFunction.coprime(this.den, this.num);
  }

  /** Throws DomainError if `other` is 0. */
  div(other: RationalFunctionLike): RationalFunction {
    return this.mul(RationalFunction.of(other).inverse());
  }

  scale(factor: RationalLike): RationalFunction {
    return this.mul(Polynomial.constant(factor));
  }

  neg(): RationalFunction {
    return new RationalFunction(this.num.neg(), this.den);
  }

  /** Integer power; a negative power of 0 throws DomainError. */
  pow(exponent: number): RationalFunction {
    requireInteger("exponent", exponent);
    if (exponent < 0) return this.inverse().pow(-exponent);
    return new RationalFunction(this.num.pow(exponent), this.den.pow(exponent));
  }

  derivative(variable: string): RationalFunction {
    const { num: n, den: d } = this;
    const top = n
      .derivative(variable)
      .mul(d)
      .sub(n.mul(d.derivative(variable)));
    return RationalFunction.quotient(top, d.mul(d));
  }

  /** Replaces variables, all at once. Throws DomainError if the denominator vanishes identically. */
  substitute(values: Readonly<Record<string, RationalFunctionLike>>): RationalFunction {
    return this.substitutedInto(this.num, values).div(this.substitutedInto(this.den, values));
  }

  substitutedInto(p: Polynomial, values: Readonly<Record<string, RationalFunctionLike>>): RationalFunction {
    const replaced = p.variables().filter((name) => values[name] !== undefined);
    const images = replaced.map((name) => RationalFunction.of(values[name]!));
    const degrees = replaced.map((name) => p.degree(name));
    // Σ c_i n^i d^(degree − i), so that one reduction at the end suffices.
    const homogeneous = (q: Polynomial, at: number): Polynomial => {
      if (at === replaced.length || q.isZero()) return q;
      const { num, den } = images[at]!;
      const parts = q.collect(replaced[at]!);
      let sum = Polynomial.ZERO;
      let power = Polynomial.ONE;
      for (let i = degrees[at]!; i >= 0; i--) {
        sum = sum.mul(num);
        if (i < parts.length) sum = sum.add(homogeneous(parts[i]!, at + 1).mul(power));
        power = power.mul(den);
      }
      return sum;
    };
    const common = images.reduce((d, image, v) => d.mul(image.den.pow(degrees[v]!)), Polynomial.ONE);
    return RationalFunction.quotient(homogeneous(p, 0), common);
  }

  /** Exact value. Throws DomainError at a pole, or if a variable has no value. */
  evaluate(values: Readonly<Record<string, RationalLike>>): Rational {
    const d = this.den.evaluate(values);
    requireThat(!d.isZero(), "values", `not be a pole of ${this.toString()}`, Object.keys(values));
    return this.num.evaluate(values).div(d);
  }

  /** Equality, decided by cross-multiplication (and so independent of the normal form). */
  equals(other: RationalFunctionLike): boolean {
    const o = RationalFunction.of(other);
    return this.num.mul(o.den).equals(o.num.mul(this.den));
  }

  /** A plain function of doubles; poles give ±Infinity or NaN. */
  toFunction(variables: readonly string[] = this.variables()): (...values: number[]) => number {
    const n = this.num.toFunction(variables);
    const d = this.den.toFunction(variables);
    return (...values) => n(...values) / d(...values);
  }

  /** Text that {@link parse} reads back. */
  toString(): string {
    return this.isPolynomial() ? this.num.toString() : `(${this.num})/(${this.den})`;
  }

  toTex(): string {
    return this.isPolynomial() ? this.num.toTex() : `\\frac{${this.num.toTex()}}{${this.den.toTex()}}`;
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

const rationalFunctionAlgebra: Algebra<RationalFunction> = {
  number: (value) => RationalFunction.constant(value),
  variable: (name) => RationalFunction.variable(name),
  neg: (a) => a.neg(),
  add: (a, b) => a.add(b),
  sub: (a, b) => a.sub(b),
  mul: (a, b) => a.mul(b),
  div: (a, b) => a.div(b),
  pow: (a, exponent) => a.pow(exponent),
};
