/**
 * Steps of SGD with batch size one, as expressions for exact algebra, for two data (Section 2.4, Appendix B).
 *
 * Symbols: y = ⟨w, a_0⟩, z = ⟨w, a_1⟩, u = y², v = z², N = u + v, `alpha` = α. A step on an active datum multiplies its
 * own coordinate by `on` and every other by `off`; in squares it is the planar map
 * H_α(u, v) = (u(1 + α(2 − 2u − v))², v(1 − αu)²), in which v may be the mass of any number of other coordinates.
 *
 * @paper autoencoder Appendix B.1
 */
import type { Definitions } from "../../symbolic/definitions";

/** The factors of one step, given the names of the square of the active coordinate and of the other mass. */
export interface CoordinateFactors {
  on(own: string, other: string): string;
  off(own: string, other: string): string;
}

/** The factors of the paper. */
export const COORDINATE_FACTORS: CoordinateFactors = {
  on: (own, other) => `1 + alpha*(2 - 2*${own} - ${other})`,
  off: (own) => `1 - alpha*${own}`,
};

/**
 * One step on a_0: factors `on`, `off`, squares `u1`, `v1` after it, and the squared norms `N`, `N1`.
 *
 * @example expander(halfStep())("N1 - N").toPolynomial().evaluate({ u: 1, v: 0, alpha: 0.25 }).toNumber() // 0
 * @paper autoencoder Appendix B.1
 */
export function halfStep(factors: CoordinateFactors = COORDINATE_FACTORS): Definitions {
  return {
    on: factors.on("u", "v"),
    off: factors.off("u", "v"),
    u1: "u*on^2",
    v1: "v*off^2",
    N: "u + v",
    N1: "u1 + v1",
  };
}

/**
 * The master identity of a step: N' − N = 4αu(1 − N) + α²u·B with `B` = (2 − 2u − v)² + uv. Lemmas 24 and 25 are read off
 * it, and since v may be the mass of many coordinates they hold for every number of data and every order.
 *
 * @paper autoencoder Lemmas 24, 25
 */
export const MASTER: { readonly increment: string; readonly B: string } = {
  increment: "4*alpha*u*(1 - N) + alpha^2*u*B",
  B: "(2 - 2*u - v)^2 + u*v",
};

/**
 * The two-step map F, first on a_0, then on a_1: factors `on2`, `off2` of the second step, squares `u2`, `v2` after
 * it, and `E`, the sign of the decrease of V = z/y:
 *
 *     V(F)/V = off·on2/(on·off2),   1 − V(F)/V = α² E/(on·off2).
 *
 * @paper autoencoder Appendix B.1, Proposition 27
 */
export function twoSteps(factors: CoordinateFactors = COORDINATE_FACTORS): Definitions {
  return {
    ...halfStep(factors),
    on2: factors.on("v1", "u1"),
    off2: factors.off("v1", "u1"),
    u2: "u1*off2^2",
    v2: "v1*on2^2",
    N2: "u2 + v2",
    E: "(on*off2 - off*on2)/alpha^2",
  };
}

/**
 * A disc sector as a box: N = (1 + α/4)·n and u = N·s, v = N(1 − s), with n in [0, 1]. s in [1/2, 1] is y >= z, and s in
 * [0, 1] the whole quarter disc.
 *
 * @paper autoencoder Appendix B.1 (the set A)
 */
export const SECTOR: Definitions = { N: "(1 + alpha/4)*n", u: "N*s", v: "N*(1 - s)" };

/** Definitions of a step whose u and v are the polar ones of {@link SECTOR}. */
export function inSector(step: Definitions): Definitions {
  const { N: _, ...rest } = step;
  return { ...rest, ...SECTOR };
}
