/**
 * Curvature of the loss along a ray, in exact arithmetic.
 *
 * The loss is a polynomial of degree four on each orthant of the data coordinates and only once continuously
 * differentiable across their walls. So at a minimum with vanishing data coordinates the second derivative along a
 * ray depends on the side that the ray enters.
 */
import { badArgument, requireInteger, ShapeError } from "../../core/errors";
import { expander } from "../../symbolic/definitions";
import { Polynomial } from "../../symbolic/polynomial";
import { Rational, type RationalLike } from "../../symbolic/rational";

/**
 * d²/ds² L(c + s v) at s = 0+, exactly: with Φ(s) = p0 + 2 p1 s + p2 s² over the coordinates that are positive just
 * after the start and N(s) = n0 + 2 n1 s + n2 s², it is (p0 n2 + 4 p1 n1 + p2 (n0 − 2))/m.
 *
 * @param point coordinates c in R^n, the first m belong to data
 * @param direction v in R^n
 * @example curvature([1, 0], 2, [0, 1]).toString() // "0"
 * @example curvature([1, 0], 2, [0, -1]).toString() // "1/2"
 */
export function curvature(
  point: readonly RationalLike[],
  m: number,
  direction: readonly RationalLike[],
): Rational {
  requireInteger("m", m, 1, point.length);
  if (direction.length !== point.length) {
    throw new ShapeError(badArgument("direction", `have length ${point.length}`, direction.length));
  }
  const active = [Rational.ZERO, Rational.ZERO, Rational.ZERO];
  const all = [Rational.ZERO, Rational.ZERO, Rational.ZERO];
  point.forEach((coordinate, i) => {
    const c = Rational.of(coordinate);
    const v = Rational.of(direction[i]!);
    const entersPositive = c.sign() > 0 || (c.sign() === 0 && v.sign() > 0);
    [c.mul(c), c.mul(v), v.mul(v)].forEach((term, k) => {
      all[k] = all[k]!.add(term);
      if (i < m && entersPositive) active[k] = active[k]!.add(term);
    });
  });
  const [p0, p1, p2] = active as [Rational, Rational, Rational];
  const [n0, n1, n2] = all as [Rational, Rational, Rational];
  return p0
    .mul(n2)
    .add(p1.mul(n1).mul(4))
    .add(p2.mul(n0.sub(2)))
    .div(m);
}

/**
 * The same for every n, m, point and direction: m d²/ds² L at s = 0+ as a polynomial in p0, p1, p2, n0, n1, n2, by
 * differentiating Φ(s)(N(s) − 2)/2.
 *
 * @example generalCurvature().toString() // "n0*p2 + 4*n1*p1 + n2*p0 - 2*p2"
 */
export function generalCurvature(): Polynomial {
  const ray = { Phi: "p0 + 2*p1*s + p2*s^2", N: "n0 + 2*n1*s + n2*s^2" };
  const second = expander(ray)("Phi*(N - 2)/2").toPolynomial().derivative("s").derivative("s");
  return second.substitute({ s: Polynomial.constant(0) }) as Polynomial;
}

/** ± the i-th basis vector of R^n. */
export function axis(n: number, i: number, sign: 1 | -1 = 1): Rational[] {
  return Array.from({ length: n }, (_, k) => Rational.of(k === i ? sign : 0));
}
