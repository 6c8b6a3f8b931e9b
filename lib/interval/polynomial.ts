/**
 * Ranges of exact multivariate polynomials over boxes.
 *
 * Three enclosures are intersected: the sum of monomials evaluated term by term (natural extension); the mean value
 * form p(c) + Σ ∂ᵢp(X)(Xᵢ − cᵢ), whose excess over the true range shrinks with the square of the width (Moore 1966,
 * Caprani and Madsen 1980); and, where a derivative keeps its sign on the box, the value on the face where the extremum
 * then must lie. Coefficients are exact rationals, differentiated exactly, and rounded outward once.
 */
import { badArgument, DomainError, ShapeError } from "../core/errors";
import { fromRational } from "./fromRational";
import { type Interval, isEmpty, mid, unchecked } from "./interval";
import { addDown, addUp, bounds, mulBounds, mulDown, mulUp } from "./rounding";

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

/** Terms with rounded coefficients: term t is [lo[t], hi[t]] times the powers at slots[start[t]] … slots[start[t+1]−1]. */
interface RoundedTerms {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
  readonly start: Int32Array;
  readonly slots: Int32Array;
}

/** Enclosures of the powers of all variables; the k-th power of variable i is at slot first[i] + k. */
interface PowerTable {
  readonly lo: Float64Array;
  readonly hi: Float64Array;
}

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

function rounded(terms: readonly ExactTerm[], first: readonly number[]): RoundedTerms {
  const coefficients = terms.map(({ n, d }) => fromRational(n, d));
  const slots = terms.map(({ exponents }) => exponents.flatMap((k, i) => (k > 0 ? [first[i]! + k] : [])));
  const start = new Int32Array(terms.length + 1);
  slots.forEach((list, t) => {
    start[t + 1] = start[t]! + list.length;
  });
  return {
    lo: Float64Array.from(coefficients, (c) => c.lo),
    hi: Float64Array.from(coefficients, (c) => c.hi),
    start,
    slots: Int32Array.from(slots.flat()),
  };
}

/** Fills slots `first + 1` … `first + degree` with the powers of [lo, hi], each factor rounded the same way. */
function fillPowers(
  { lo: L, hi: H }: PowerTable,
  first: number,
  degree: number,
  lo: number,
  hi: number,
): void {
  const negative = hi <= 0;
  const straddles = lo < 0 && hi > 0;
  const small = lo >= 0 ? lo : negative ? -hi : 0;
  const left = Math.abs(lo);
  const right = Math.abs(hi);
  let [least, ofLeft, ofRight] = [1, 1, 1];
  for (let k = 1; k <= degree; k++) {
    least = mulDown(least, small);
    ofLeft = mulUp(ofLeft, left);
    ofRight = mulUp(ofRight, right);
    const odd = k % 2 === 1;
    L[first + k] = odd && lo < 0 ? -ofLeft : least;
    H[first + k] = straddles
      ? odd
        ? ofRight
        : Math.max(ofLeft, ofRight)
      : negative
        ? odd
          ? -least
          : ofLeft
        : ofRight;
  }
}

/** bounds = the sum of the terms. */
function evaluate({ lo, hi, start, slots }: RoundedTerms, powers: PowerTable): void {
  let low = 0;
  let high = 0;
  for (let t = 0; t < lo.length; t++) {
    bounds[0] = lo[t]!;
    bounds[1] = hi[t]!;
    for (let f = start[t]!; f < start[t + 1]!; f++) {
      const slot = slots[f]!;
      mulBounds(bounds[0]!, bounds[1]!, powers.lo[slot]!, powers.hi[slot]!);
    }
    low = addDown(low, bounds[0]!);
    high = addUp(high, bounds[1]!);
  }
  bounds[0] = low;
  bounds[1] = high;
}

/**
 * Prepares `p` for repeated evaluation; `variables` fixes the order of the sides of a box and may name variables that
 * do not occur. Throws DomainError if a variable of `p` is missing.
 */
export function compilePolynomial(p: PolynomialTerms, variables: readonly string[]): CompiledPolynomial {
  const exact = exactTerms(p, variables);
  const size = variables.length;
  const degrees = variables.map((_, i) => exact.reduce((m, { exponents }) => Math.max(m, exponents[i]!), 0));
  const first = degrees.map((_, i) => degrees.slice(0, i).reduce((sum, d) => sum + d + 1, 0));
  const value = rounded(exact, first);
  const partials = variables.map((_, i) => rounded(derivative(exact, i), first));
  const slotCount = degrees.reduce((sum, d) => sum + d + 1, 0);
  const table = (): PowerTable => ({ lo: new Float64Array(slotCount), hi: new Float64Array(slotCount) });
  const [onBox, elsewhere] = [table(), table()];
  const slopeLo = new Float64Array(size);
  const slopeHi = new Float64Array(size);

  const fillBox = (box: readonly Interval[]) => {
    if (box.length !== size) throw new ShapeError(badArgument("box", `have ${size} sides`, box.length));
    for (let i = 0; i < size; i++) {
      const side = box[i]!;
      if (isEmpty(side)) throw new DomainError(badArgument(`box[${i}]`, "be a non-empty interval", side));
      fillPowers(onBox, first[i]!, degrees[i]!, side.lo, side.hi);
    }
  };
  const fillSlopes = () => {
    for (let i = 0; i < size; i++) {
      evaluate(partials[i]!, onBox);
      slopeLo[i] = bounds[0]!;
      slopeHi[i] = bounds[1]!;
    }
  };
  /** bounds = p(c) + Σ ∂ᵢp(X)(Xᵢ − cᵢ), c the midpoint. */
  const meanValueForm = (box: readonly Interval[]) => {
    let [low, high] = [0, 0];
    for (let i = 0; i < size; i++) {
      const side = box[i]!;
      const c = mid(side);
      fillPowers(elsewhere, first[i]!, degrees[i]!, c, c);
      mulBounds(slopeLo[i]!, slopeHi[i]!, addDown(side.lo, -c), addUp(side.hi, -c));
      low = addDown(low, bounds[0]!);
      high = addUp(high, bounds[1]!);
    }
    evaluate(value, elsewhere);
    bounds[0] = addDown(low, bounds[0]!);
    bounds[1] = addUp(high, bounds[1]!);
  };
  /** bounds around p on the part of the box where p is least (greatest) as far as the slopes tell. */
  const onFace = (box: readonly Interval[], greatest: boolean) => {
    for (let i = 0; i < size; i++) {
      const { lo, hi } = box[i]!;
      const constantSign = slopeLo[i]! >= 0 || slopeHi[i]! <= 0;
      const end = slopeLo[i]! >= 0 === greatest ? hi : lo;
      const fixed = constantSign && end - end === 0;
      fillPowers(elsewhere, first[i]!, degrees[i]!, fixed ? end : lo, fixed ? end : hi);
    }
    evaluate(value, elsewhere);
  };

  return {
    variables,
    natural: (box) => {
      fillBox(box);
      evaluate(value, onBox);
      return unchecked(bounds[0]!, bounds[1]!);
    },
    gradient: (box) => {
      fillBox(box);
      fillSlopes();
      return variables.map((_, i) => unchecked(slopeLo[i]!, slopeHi[i]!));
    },
    enclose: (box) => {
      fillBox(box);
      evaluate(value, onBox);
      let lo = bounds[0]!;
      let hi = bounds[1]!;
      if (lo === hi) return unchecked(lo, hi);
      fillSlopes();
      meanValueForm(box);
      lo = Math.max(lo, bounds[0]!);
      hi = Math.min(hi, bounds[1]!);
      if (slopeLo.some((s, i) => s >= 0 || slopeHi[i]! <= 0)) {
        onFace(box, false);
        lo = Math.max(lo, bounds[0]!);
        onFace(box, true);
        hi = Math.min(hi, bounds[1]!);
      }
      return unchecked(lo, hi);
    },
  };
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
