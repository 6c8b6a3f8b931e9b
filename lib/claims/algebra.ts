/** Evidence from exact algebra in one call: an identity, or a sign on a box. */

import { proveSign, type SignRelation } from "../symbolic/bernstein";
import { type Definitions, expander } from "../symbolic/definitions";
import { proveIdentity } from "../symbolic/identity";
import { Polynomial } from "../symbolic/polynomial";
import type { RationalLike } from "../symbolic/rational";
import { type Evidence, fromIdentity, fromSign } from "./evidence";

/** Bounds of the variables; anything that `Rational.of` takes. */
export type ExactBox = Readonly<Record<string, readonly [RationalLike, RationalLike]>>;

/**
 * Evidence that lhs = rhs as rational functions. `where` defines names, recursively.
 *
 * @example identityHolds("binomial", "(a+b)^2", "a^2+2*a*b+b^2").outcome // "holds"
 */
export function identityHolds(what: string, lhs: string, rhs: string, where: Definitions = {}): Evidence {
  return fromIdentity(what, proveIdentity(lhs, rhs, { where }));
}

/**
 * Evidence that `expression relation 0` on a closed box, by Bernstein subdivision in exact rational arithmetic.
 *
 * A quotient is judged through numerator times denominator, which has its sign wherever it is defined. Common
 * factors cancel first, so dividing by a factor that vanishes on the boundary (`"(Phi1 - Phi)/Phi"`) is the way
 * to a strict inequality in the interior.
 *
 * @example signHolds("x(1 − x) >= 0", "x*(1-x)", ">=", { x: [0, 1] }).outcome // "holds"
 */
export function signHolds(
  what: string,
  expression: string,
  relation: SignRelation,
  box: ExactBox,
  options: { where?: Definitions; budget?: number; values?: Record<string, number> } = {},
): Evidence {
  const quotient = expander(options.where)(expression);
  const polynomial = quotient.isPolynomial()
    ? quotient.toPolynomial()
    : Polynomial.of(quotient.num).mul(quotient.den);
  return fromSign(
    what,
    proveSign(polynomial, box, relation, { budget: options.budget ?? 20_000 }),
    options.values,
  );
}
