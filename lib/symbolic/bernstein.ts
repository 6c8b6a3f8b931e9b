/**
 * Signs of polynomials on boxes, proved in exact rational arithmetic.
 *
 * On the unit box a polynomial is a convex combination of its Bernstein coefficients, so their least is a lower
 * bound, and the coefficients at the corners are values. A box where neither settles the sign is halved (de Casteljau).
 * All arithmetic is on integers over a common denominator.
 *
 * @see Garloff, "The Bernstein algorithm", Interval Computations 2 (1993).
 */
import { withDisplay } from "../core/displayable";
import { requireInteger, requireThat } from "../core/errors";
import { bernsteinForm, type Cell } from "./bernsteinForm";
import { texName } from "./names";
import { Polynomial, type PolynomialLike } from "./polynomial";
import { Rational, type RationalLike } from "./rational";

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

const RELATION_TEX: Record<SignRelation, string> = { ">": ">", ">=": "\\ge", "<": "<", "<=": "\\le" };

function displayed(decision: SignDecision): SignDecision {
  const bundle = (): Record<string, unknown> => {
    const box = Object.entries(decision.box);
    const plain = `${decision.polynomial} ${decision.relation} 0`;
    const on = box.map(([name, [lo, hi]]) => `${name} in [${lo}, ${hi}]`).join(", ");
    const tex = `${decision.polynomial.toTex()} ${RELATION_TEX[decision.relation]} 0`;
    const texOn = box
      .map(([name, [lo, hi]]) => `${texName(name)} \\in [${lo.toTex()}, ${hi.toTex()}]`)
      .join(",\\; ");
    const evidence = evidenceText(decision);
    return {
      "text/markdown": `**${decision.kind}**: $${tex}$${box.length > 0 ? ` for $${texOn}$` : ""} (${evidence})`,
      "text/plain": `${decision.kind}: ${plain}${on && ` for ${on}`} (${evidence})`,
    };
  };
  return withDisplay(decision, bundle);
}

function evidenceText(decision: SignDecision): string {
  if (decision.kind === "proved") return `${decision.boxes} boxes, margin ${decision.marginNumber}`;
  if (decision.kind === "undecided") return decision.reason;
  const at = Object.entries(decision.witness).map(([name, x]) => `${name} = ${x}`);
  return `value ${decision.value} at ${at.join(", ") || "every point"}`;
}
