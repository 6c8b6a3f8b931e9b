/**
 * The cycle on which cyclic SGD with two data never decides, and why almost no start finds it.
 *
 * With the update on a_0 written G(y, z) = (y(1 + α(2 − 2y² − z²)), z(1 − αy²)) and P(y, z) = (z, y), cyclic SGD alternates
 * G and PGP, so a fixed point (y, z) of PG is a cycle of period two: (y, z) → (z, y) → (y, z). The second equation gives
 * z = y/(1 − αu), u = y², and the first becomes
 *
 *   q(u) = (1 + 2α − 2αu)(1 − αu)² − 1 = 0,   q(0) = 2α > 0,   q(1) = (1 − α)² − 1 < 0,
 *
 * so there is a zero in (0, 1) for every α < 2. D(PG) has eigenvalues −2αyz ± √(off(on − 4αu)): one inside and one outside
 * the unit circle. The cycle is a saddle, and only a curve of starts ends on it.
 *
 * @paper autoencoder Conjecture 6
 */
import { requireThat } from "../../../core/errors";
import { abs, add, div, mul, neg, sqr, sqrt, sub } from "../../../interval/arithmetic";
import { type Interval, interval, point } from "../../../interval/interval";
import { newton } from "../../../interval/newton";
import type { Definitions } from "../../../symbolic/definitions";

/** q(u) for exact algebra, in u and a = α. */
export const CYCLE_EQUATION: Definitions = { q: "(1 + 2*a - 2*a*u)*(1 - a*u)^2 - 1" };

/** Enclosures of the cycle at one step size. */
export interface SymmetricCycle {
  readonly y: Interval;
  readonly z: Interval;
  /** y² + z². */
  readonly normSquared: Interval;
  /** |eigenvalues| of D(PG); their squares belong to two updates. */
  readonly stable: Interval;
  readonly unstable: Interval;
}

const ONE = point(1);

/**
 * Encloses the cycle and its multipliers by the interval Newton method. `stepSize` in (0, 1/2].
 *
 * @example symmetricCycle(0.25).y.lo // 0.67412…, with z = 0.76053… and norm 1.0163
 */
export function symmetricCycle(stepSize: number): SymmetricCycle {
  requireThat(stepSize > 0 && stepSize <= 0.5, "stepSize", "lie in (0, 1/2]", stepSize);
  const a = point(stepSize);
  const two = point(2);
  const off = (u: Interval): Interval => sub(ONE, mul(a, u));
  const on = (u: Interval): Interval => add(ONE, mul(mul(two, a), sub(ONE, u))); // 1 + 2α − 2αu
  // q and its derivative −2α off² − 2α (1 + 2α − 2αu) off
  const q = (u: Interval): Interval => sub(mul(on(u), sqr(off(u))), ONE);
  const dq = (u: Interval): Interval => neg(mul(mul(two, a), add(sqr(off(u)), mul(on(u), off(u)))));
  const found = newton(q, dq, interval(0, 1));
  if (found.kind !== "unique")
    throw new Error(`the cycle at α = ${stepSize} was not isolated: ${found.kind}`);
  const u = found.root;
  const y = sqrt(u);
  const z = div(y, off(u));
  const v = sqr(z);
  const factor = add(ONE, mul(a, sub(sub(two, mul(two, u)), v)));
  const product = mul(off(u), sub(factor, mul(point(4), mul(a, u))));
  const root = sqrt(product);
  const shift = mul(mul(two, a), mul(y, z));
  return {
    y,
    z,
    normSquared: add(u, v),
    stable: abs(sub(root, shift)),
    unstable: add(root, shift),
  };
}
