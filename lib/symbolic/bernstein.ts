/**
 * Signs of polynomials on boxes, proved in exact rational arithmetic.
 *
 * On the unit box a polynomial is a convex combination of its Bernstein coefficients, so their least is a lower
 * bound, and the coefficients at the corners are values. A box where neither settles the sign is halved (de Casteljau).
 * All arithmetic is on integers over a common denominator.
 *
 * @see Garloff, "The Bernstein algorithm", Interval Computations 2 (1993).
 */
import { requireInteger, requireThat } from "../core/errors";
import { Polynomial, type PolynomialLike } from "./polynomial";
import { gcdBig, Rational, type RationalLike } from "./rational";

export type SignRelation = ">" | ">=" | "<" | "<=";

/** lo <= variable <= hi for each variable. */
export type RationalBox = Readonly<Record<string, readonly [Rational, Rational]>>;

interface SignQuestion {
  readonly polynomial: Polynomial;
  readonly relation: SignRelation;
  readonly box: RationalBox;
  /** Number of boxes looked at. */
  readonly boxes: number;
}

/** The verdict on "polynomial relation 0 on the whole closed box". */
export type SignDecision =
  | (SignQuestion & {
      readonly kind: "proved";
      /**
       * |polynomial| >= margin on the box, on the side of the relation: positive for strict relations, possibly 0
       * for the others.
       */
      readonly margin: Rational;
      /** The margin rounded down to a double. */
      readonly marginNumber: number;
    })
  | (SignQuestion & {
      readonly kind: "refuted";
      readonly witness: Readonly<Record<string, Rational>>;
      readonly value: Rational;
    })
  | (SignQuestion & {
      readonly kind: "undecided";
      readonly reason: string;
      /** Sub-boxes whose sign is open. */
      readonly remaining: readonly RationalBox[];
    });

/** A box of the subdivision: integer Bernstein coefficients times `scale`, and its place in the unit box. */
interface Cell {
  readonly coefficients: readonly bigint[];
  /** The true coefficients are coefficients / 2^shift (before the common denominator). */
  readonly shift: number;
  /** Lower corner is numerators / 2^depth, per variable. */
  readonly at: readonly bigint[];
  readonly depth: readonly number[];
}

/**
 * Proves or refutes `p relation 0` on the closed box. Bounds of the box: whatever `Rational.of` takes; a variable of p
 * without bounds throws DomainError. `budget` bounds the number of boxes (default 20 000), `depth` the number of
 * halvings of one variable (default 40).
 *
 * ">=" may hold with zeros on the boundary: nonnegative coefficients suffice. A strict ">" is refuted by a zero
 * corner and stays undecided near other zeros; factor the zero out first ({@link divideOut}) and prove the quotient.
 * Cost of a box with degrees d: O(∏(d + 1) · max d) integer additions.
 *
 * Other regions are images of boxes: for the triangle x, y >= 0, x + (5/8) y <= 1 substitute
 * `{ x: "s", y: "8/5*(1 - s)*t" }` and use s, t in [0, 1].
 *
 * @example proveSign("x^2 - x + 1", { x: [0, 1] }, ">").kind // "proved"
 * @example proveSign("x*(1 - x)", { x: [0, 1] }, ">=").kind // "proved", with margin 0
 */
export function proveSign(
  p: PolynomialLike,
  box: Readonly<Record<string, readonly [RationalLike, RationalLike]>>,
  relation: SignRelation,
  { budget = 20_000, depth = 40 }: { budget?: number; depth?: number } = {},
): SignDecision {
  requireThat(
    [">", ">=", "<", "<="].includes(relation),
    "relation",
    `be one of ">", ">=", "<", "<="`,
    relation,
  );
  requireInteger("budget", budget, 1);
  requireInteger("depth", depth, 0);
  const polynomial = Polynomial.of(p);
  const names = polynomial.variables();
  const bounds: Record<string, readonly [Rational, Rational]> = {};
  for (const [name, [lo, hi]] of Object.entries(box)) {
    bounds[name] = [Rational.of(lo), Rational.of(hi)];
    requireThat(bounds[name]![0].cmp(bounds[name]![1]) <= 0, `box.${name}`, "have lo <= hi", [
      `${lo}`,
      `${hi}`,
    ]);
  }
  for (const name of names) {
    requireThat(bounds[name] !== undefined, "box", `give bounds to "${name}"`, Object.keys(box));
  }
  const upward = relation === ">" || relation === ">=";
  const strict = relation === ">" || relation === "<";
  const lows = names.map((name) => bounds[name]![0]);
  const widths = names.map((name) => bounds[name]![1].sub(bounds[name]![0]));
  const form = bernsteinForm(upward ? polynomial : polynomial.neg(), names, lows, widths);
  const question = { polynomial, relation, box: bounds };
  const pointAt = (cell: Cell, corner: number): Record<string, Rational> => {
    const point: Record<string, Rational> = {};
    for (const name of Object.keys(bounds)) point[name] = bounds[name]![0];
    names.forEach((name, v) => {
      const t = Rational.of(cell.at[v]! + BigInt((corner >> v) & 1), 1n << BigInt(cell.depth[v]!));
      point[name] = lows[v]!.add(widths[v]!.mul(t));
    });
    return point;
  };

  const stack: Cell[] = [
    { coefficients: form.coefficients, shift: 0, at: names.map(() => 0n), depth: names.map(() => 0) },
  ];
  const open: Cell[] = [];
  let least: { value: bigint; shift: number } | undefined;
  let boxes = 0;
  while (stack.length > 0) {
    if (boxes === budget) break;
    const cell = stack.pop()!;
    boxes++;
    for (let corner = 0; corner < 2 ** names.length; corner++) {
      const value = cell.coefficients[form.corner(corner)]!;
      if (value < 0n || (strict && value === 0n)) {
        const witness = pointAt(cell, corner);
        return displayed({
          kind: "refuted",
          ...question,
          boxes,
          witness,
          value: polynomial.evaluate(witness),
        });
      }
    }
    let bound = cell.coefficients[0]!;
    for (const c of cell.coefficients) if (c < bound) bound = c;
    if (bound > 0n || (bound === 0n && !strict)) {
      // Compare bound / 2^shift.
      if (least === undefined || bound << BigInt(least.shift) < least.value << BigInt(cell.shift)) {
        least = { value: bound, shift: cell.shift };
      }
      continue;
    }
    const axis = form.widestAxis(cell, depth);
    if (axis === undefined) open.push(cell);
    else stack.push(...form.halve(cell, axis));
  }
  if (stack.length > 0 || open.length > 0) {
    const remaining = [...open, ...stack].map((cell) => {
      const [lo, hi] = [pointAt(cell, 0), pointAt(cell, 2 ** names.length - 1)];
      return Object.fromEntries(names.map((name) => [name, [lo[name]!, hi[name]!] as const]));
    });
    const advice = strict
      ? "the polynomial may vanish inside or on a face: divide the vanishing factor out (divideOut)"
      : "the polynomial may touch 0 inside: divide out a square factor or change variables";
    const limit =
      stack.length > 0
        ? `the budget of ${budget} boxes is spent`
        : `${open.length} boxes reached depth ${depth}`;
    return displayed({ kind: "undecided", ...question, boxes, reason: `${limit}; ${advice}`, remaining });
  }
  const margin = Rational.of(least!.value, form.denominator << BigInt(least!.shift));
  return displayed({ kind: "proved", ...question, boxes, margin, marginNumber: roundedDown(margin) });
}

/** The Bernstein form on lows + widths · [0, 1]^n, with the operations of the subdivision. */
function bernsteinForm(
  p: Polynomial,
  names: readonly string[],
  lows: readonly Rational[],
  widths: readonly Rational[],
) {
  const unit = p.substitute(
    Object.fromEntries(
      names.map((name, v) => [
        name,
        Polynomial.variable(name).scale(widths[v]!).add(Polynomial.constant(lows[v]!)),
      ]),
    ),
  );
  const degrees = names.map((name) => Math.max(0, unit.degree(name)));
  const strides = new Array<number>(names.length);
  let size = 1;
  for (let v = names.length - 1; v >= 0; v--) {
    strides[v] = size;
    size *= degrees[v]! + 1;
  }
  const coefficients = new Array<bigint>(size).fill(0n);
  const list = unit.integerTerms(names);
  list.coefficients.forEach((c, t) => {
    let at = 0;
    for (let v = 0; v < names.length; v++) at += list.exponents[t * names.length + v]! * strides[v]!;
    coefficients[at] = c;
  });
  let denominator = unit.denominatorOf();
  names.forEach((_, v) => {
    const d = degrees[v]!;
    const binomials = Array.from({ length: d + 1 }, (_, j) => binomial(d, j));
    const common = binomials.reduce((m, b) => (m / gcdBig(m, b)) * b, 1n);
    denominator *= common;
    forEachFibre(size, strides[v]!, d, (start, stride) => {
      // b_i = Σ_j C(i, j) / C(d, j) a_j, by repeated addition of neighbours.
      for (let j = 0; j <= d; j++) coefficients[start + j * stride]! *= common / binomials[j]!;
      for (let round = 1; round <= d; round++) {
        for (let j = d; j >= round; j--)
          coefficients[start + j * stride]! += coefficients[start + (j - 1) * stride]!;
      }
    });
  });
  const corner = (bits: number): number =>
    strides.reduce((at, s, v) => at + (((bits >> v) & 1) === 1 ? s * degrees[v]! : 0), 0);

  /** The axis along which neighbouring coefficients differ most; undefined if no axis may be halved. */
  const widestAxis = (cell: Cell, depth: number): number | undefined => {
    let best: number | undefined;
    let most = -1n;
    names.forEach((_, v) => {
      if (degrees[v] === 0 || cell.depth[v]! >= depth) return;
      let variation = 0n;
      forEachFibre(size, strides[v]!, degrees[v]!, (start, stride) => {
        for (let j = 0; j < degrees[v]!; j++) {
          const gap = cell.coefficients[start + (j + 1) * stride]! - cell.coefficients[start + j * stride]!;
          const magnitude = gap < 0n ? -gap : gap;
          if (magnitude > variation) variation = magnitude;
        }
      });
      if (variation > most) [most, best] = [variation, v];
    });
    return best;
  };

  const halve = (cell: Cell, axis: number): [Cell, Cell] => {
    const d = degrees[axis]!;
    const left = cell.coefficients.slice();
    const right = cell.coefficients.slice();
    forEachFibre(size, strides[axis]!, d, (start, stride) => {
      // De Casteljau without the halvings: after r rounds the entries carry the factor 2^r; both halves end with 2^d.
      for (let round = 0; round <= d; round++) {
        left[start + round * stride] = right[start]! << BigInt(d - round);
        for (let j = 0; j < d - round; j++) right[start + j * stride]! += right[start + (j + 1) * stride]!;
        right[start + (d - round) * stride]! <<= BigInt(d - round);
      }
    });
    const depth = cell.depth.map((n, v) => (v === axis ? n + 1 : n));
    const half = (coefficients: readonly bigint[], side: bigint): Cell => ({
      coefficients,
      shift: cell.shift + d,
      at: cell.at.map((n, v) => (v === axis ? 2n * n + side : n)),
      depth,
    });
    return [half(left, 0n), half(right, 1n)];
  };
  return { coefficients, denominator, corner, widestAxis, halve };
}

/** Visits every fibre of d + 1 entries `start + j·stride` of a row-major table of `size` entries. */
function forEachFibre(
  size: number,
  stride: number,
  d: number,
  visit: (start: number, stride: number) => void,
): void {
  const block = stride * (d + 1);
  for (let base = 0; base < size; base += block) {
    for (let offset = 0; offset < stride; offset++) visit(base + offset, stride);
  }
}

function binomial(n: number, k: number): bigint {
  let b = 1n;
  for (let i = 0; i < k; i++) b = (b * BigInt(n - i)) / BigInt(i + 1);
  return b;
}

function roundedDown(x: Rational): number {
  const y = x.toNumber();
  if (Rational.of(y).cmp(x) <= 0) return y;
  // Positive here: step down by one unit in the last place.
  const bits = new BigUint64Array(1);
  const view = new Float64Array(bits.buffer);
  view[0] = y;
  bits[0]! -= 1n;
  return view[0]!;
}

/**
 * p / factor, to remove a factor whose sign is known before proving the sign of the rest. Throws DomainError if the
 * division leaves a remainder.
 *
 * @example divideOut("x^3 - 2*x^2 + x", "(1 - x)^2").toString() // "x"
 */
export function divideOut(p: PolynomialLike, factor: PolynomialLike): Polynomial {
  const quotient = Polynomial.of(p).exactQuotient(factor);
  requireThat(
    quotient !== undefined,
    "factor",
    "divide the polynomial without remainder",
    Polynomial.of(factor).toString(),
  );
  return quotient;
}

function displayed(decision: SignDecision): SignDecision {
  const bundle = (): Record<string, unknown> => {
    const range = Object.entries(decision.box).map(([name, [lo, hi]]) => `${name} in [${lo}, ${hi}]`);
    const claim = `${decision.polynomial} ${decision.relation} 0 for ${range.join(", ")}`;
    const evidence = {
      proved: () => decision.kind === "proved" && `${decision.boxes} boxes, margin ${decision.marginNumber}`,
      refuted: () =>
        decision.kind === "refuted" &&
        `value ${decision.value} at ${Object.entries(decision.witness)
          .map(([n, x]) => `${n} = ${x}`)
          .join(", ")}`,
      undecided: () => decision.kind === "undecided" && decision.reason,
    }[decision.kind]();
    return { "text/plain": `${decision.kind}: ${claim} (${evidence})` };
  };
  return Object.defineProperty(decision, Symbol.for("Jupyter.display"), { value: bundle, enumerable: false });
}
