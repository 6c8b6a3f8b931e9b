/**
 * Ranges of exact multivariate polynomials over boxes.
 *
 * Three enclosures are intersected: the sum of monomials evaluated term by term (natural extension); the mean value
 * form p(c) + Σ ∂ᵢp(X)(Xᵢ − cᵢ), whose excess over the true range shrinks with the square of the width (Moore 1966,
 * Caprani and Madsen 1980); and, where a derivative keeps its sign on the box, the value on the face where the extremum
 * then must lie. Coefficients are exact rationals, differentiated exactly, and rounded outward once.
 */
import { badArgument, DomainError, ShapeError } from "../core/errors";
import { add, mul, powInt, sub } from "./arithmetic";
import { fromRational } from "./fromRational";
import { type Interval, intersect, isEmpty, mid, point, unchecked } from "./interval";

/** What this module needs to know about a polynomial: its terms (n/d) ∏ vᵏ. */
export interface PolynomialTerms {
  terms(): Iterable<{
    readonly coefficient: { readonly n: bigint; readonly d: bigint };
    readonly exponents: Readonly<Record<string, number>>;
  }>;
}

/** A polynomial prepared for evaluation at many boxes, whose sides are in the order of `variables`. */
export interface CompiledPolynomial {
  readonly variables: readonly string[];
  /** Term by term: cheapest, and exact for a point box with small integers. */
  natural(box: readonly Interval[]): Interval;
  /** Enclosures of the partial derivatives, in the order of the variables. */
  gradient(box: readonly Interval[]): Interval[];
  /** The intersection of the three enclosures named at the head of this module. */
  enclose(box: readonly Interval[]): Interval;
}

interface ExactTerm {
  readonly n: bigint;
  readonly d: bigint;
  readonly exponents: readonly number[];
}

interface RoundedTerm {
  readonly coefficient: Interval;
  /** Variable indices and exponents, alternating. */
  readonly factors: readonly number[];
}

const ZERO = unchecked(0, 0);

function exactTerms(p: PolynomialTerms, variables: readonly string[]): ExactTerm[] {
  return Array.from(p.terms(), ({ coefficient, exponents }) => {
    for (const [name, k] of Object.entries(exponents)) {
      if (k !== 0 && !variables.includes(name)) {
        throw new DomainError(badArgument("variables", `contain the variable ${name} of p`, variables));
      }
    }
    return { n: coefficient.n, d: coefficient.d, exponents: variables.map((v) => exponents[v] ?? 0) };
  });
}

function derivative(terms: readonly ExactTerm[], i: number): ExactTerm[] {
  return terms
    .filter(({ exponents }) => exponents[i]! > 0)
    .map(({ n, d, exponents }) => ({
      n: n * BigInt(exponents[i]!),
      d,
      exponents: exponents.map((k, j) => (j === i ? k - 1 : k)),
    }));
}

function rounded(terms: readonly ExactTerm[]): RoundedTerm[] {
  return terms.map(({ n, d, exponents }) => ({
    coefficient: fromRational(n, d),
    factors: exponents.flatMap((k, i) => (k > 0 ? [i, k] : [])),
  }));
}

/** powers[i][k] = Xᵢᵏ for k = 1 … the degree in variable i. */
function powersOf(box: readonly Interval[], degrees: readonly number[]): Interval[][] {
  return degrees.map((degree, i) => {
    const side = box[i]!;
    const powers = [ZERO, side];
    for (let k = 2; k <= degree; k++) powers.push(powInt(side, k));
    return powers;
  });
}

function evaluate(terms: readonly RoundedTerm[], powers: readonly Interval[][]): Interval {
  let sum = ZERO;
  for (const { coefficient, factors } of terms) {
    let value = coefficient;
    for (let f = 0; f < factors.length; f += 2) value = mul(value, powers[factors[f]!]![factors[f + 1]!]!);
    sum = add(sum, value);
  }
  return sum;
}

/**
 * Prepares `p` for repeated evaluation; `variables` fixes the order of the sides of a box and may name variables that
 * do not occur. Throws DomainError if a variable of `p` is missing.
 */
export function compilePolynomial(p: PolynomialTerms, variables: readonly string[]): CompiledPolynomial {
  const exact = exactTerms(p, variables);
  const value = rounded(exact);
  const partials = variables.map((_, i) => rounded(derivative(exact, i)));
  const degrees = variables.map((_, i) => exact.reduce((m, { exponents }) => Math.max(m, exponents[i]!), 0));

  const checked = (box: readonly Interval[]) => {
    if (box.length !== variables.length) {
      throw new ShapeError(badArgument("box", `have ${variables.length} sides`, box.length));
    }
    box.forEach((side, i) => {
      if (isEmpty(side)) throw new DomainError(badArgument(`box[${i}]`, "be a non-empty interval", side));
    });
    return powersOf(box, degrees);
  };
  const at = (box: readonly Interval[]) => evaluate(value, powersOf(box, degrees));

  const enclose = (box: readonly Interval[]) => {
    const powers = checked(box);
    let range = evaluate(value, powers);
    if (range.lo === range.hi) return range;
    const slopes = partials.map((terms) => evaluate(terms, powers));
    const centre = box.map((side) => point(mid(side)));
    const deviation = slopes.reduce(
      (s, slope, i) => add(s, mul(slope, sub(box[i]!, centre[i]!))),
      at(centre),
    );
    range = intersect(range, deviation);
    if (slopes.some(keepsSign)) {
      const lowest = at(box.map((side, i) => face(side, slopes[i]!)));
      const highest = at(box.map((side, i) => face(side, slopes[i]!, true)));
      range = intersect(range, unchecked(lowest.lo, highest.hi));
    }
    return range;
  };

  return {
    variables,
    natural: (box) => evaluate(value, checked(box)),
    gradient: (box) => {
      const powers = checked(box);
      return partials.map((terms) => evaluate(terms, powers));
    },
    enclose,
  };
}

function keepsSign(slope: Interval): boolean {
  return slope.lo >= 0 || slope.hi <= 0;
}

/** The end of `side` where a function of this slope is least (or greatest); the whole side if the slope changes sign. */
function face(side: Interval, slope: Interval, greatest = false): Interval {
  if (!keepsSign(slope)) return side;
  const end = slope.lo >= 0 === greatest ? side.hi : side.lo;
  return end - end === 0 ? unchecked(end, end) : side;
}

/**
 * An interval that contains p(x) for every x in `box`; side i belongs to `variables[i]`. For many boxes prepare the
 * polynomial once with {@link compilePolynomial}. Example: x² − x over [0, 0.25] gives exactly [-0.1875, 0].
 */
export function enclosePolynomial(
  p: PolynomialTerms,
  variables: readonly string[],
  box: readonly Interval[],
): Interval {
  return compilePolynomial(p, variables).enclose(box);
}
