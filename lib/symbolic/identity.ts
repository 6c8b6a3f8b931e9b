/** Identities between rational functions, decided exactly. */
import { withDisplay } from "../core/displayable";
import { type Definitions, expander } from "./definitions";
import { texName } from "./names";
import type { Polynomial } from "./polynomial";
import { Rational } from "./rational";
import type { RationalFunction, RationalFunctionLike } from "./rationalFunction";
import { expressionTex } from "./tex";

/** The verdict on lhs = rhs. */
export type IdentityVerdict = (
  | { readonly kind: "proved" }
  | {
      readonly kind: "refuted";
      /** A rational point, off every pole, at which the two sides differ; and the two values there. */
      readonly witness: Readonly<Record<string, Rational>>;
      readonly lhsAtWitness: Rational;
      readonly rhsAtWitness: Rational;
    }
) & {
  /** lhs − rhs in normal form: zero exactly if the identity holds. */
  readonly residual: RationalFunction;
  /** The two sides as written. */
  readonly lhsTex: string;
  readonly rhsTex: string;
};

/**
 * Decides lhs = rhs as an identity of rational functions over Q (so: at every point where both are defined).
 * `where` gives definitions, which are inserted recursively. Throws DomainError for unreadable expressions.
 *
 * @example proveIdentity("(a + b)^2", "a^2 + 2*a*b + b^2").kind // "proved"
 */
export function proveIdentity(
  lhs: RationalFunctionLike,
  rhs: RationalFunctionLike,
  { where }: { where?: Definitions } = {},
): IdentityVerdict {
  const expand = expander(where);
  const left = expand(lhs);
  const right = expand(rhs);
  const residual = left.sub(right);
  const common = { residual, lhsTex: expressionTex(lhs), rhsTex: expressionTex(rhs) };
  // The verdict itself needs no gcd: it is the vanishing of the cross-multiplied difference.
  if (left.equals(right)) return displayed({ kind: "proved", ...common });
  const witness = nonRoot([residual.num, left.den, right.den]);
  // names that cancel in the difference may take any value
  for (const name of [...left.variables(), ...right.variables()]) witness[name] ??= Rational.ONE;
  return displayed({
    kind: "refuted",
    ...common,
    witness,
    lhsAtWitness: left.evaluate(witness),
    rhsAtWitness: right.evaluate(witness),
  });
}

/** A point with small integer coordinates at which none of the given nonzero polynomials vanishes. */
export function nonRoot(polynomials: readonly Polynomial[]): Record<string, Rational> {
  const point: Record<string, Rational> = {};
  let rest = [...polynomials];
  const names = [...new Set(polynomials.flatMap((p) => p.variables()))].sort();
  for (const name of names) {
    // 1, 2, −1, 3, −2, …: at most deg + 1 of them can fail.
    for (let i = 0; ; i++) {
      const value = Rational.of(i === 0 ? 1 : i % 2 === 1 ? (i + 3) / 2 : -i / 2);
      const next = rest.map((p) => p.substitute({ [name]: value }));
      if (next.some((p) => p.isZero())) continue;
      point[name] = value;
      rest = next;
      break;
    }
  }
  return point;
}

function displayed(verdict: IdentityVerdict): IdentityVerdict {
  const bundle = (): Record<string, unknown> => {
    const { lhsTex, rhsTex } = verdict;
    if (verdict.kind === "proved") {
      return {
        "text/latex": `$$${lhsTex} = ${rhsTex}$$`,
        "text/plain": "proved: the difference is the zero polynomial",
      };
    }
    const point = Object.entries(verdict.witness);
    const tex = point.map(([name, value]) => `${texName(name)} = ${value.toTex()}`).join(",\\; ");
    const plain = point.map(([name, value]) => `${name} = ${value}`).join(", ") || "every point";
    return {
      "text/latex": `$$${lhsTex} \\neq ${rhsTex}${tex && ` \\quad\\text{at } ${tex}`}$$`,
      "text/plain": `refuted: ${verdict.lhsAtWitness} ≠ ${verdict.rhsAtWitness} at ${plain}`,
    };
  };
  return withDisplay(verdict, bundle);
}
