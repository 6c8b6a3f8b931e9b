/** Tighter enclosures from first derivatives. */
import { add, mul, sub } from "./arithmetic";
import { type Interval, intersect, isEmpty, mid, point, unchecked } from "./interval";
import type { Box } from "./prove";

/**
 * Combines an interval extension `f` with an enclosure of its gradient into a tighter extension: the intersection of
 * f(X), of the mean value form f(c) + Σ ∂ᵢf(X)(Xᵢ − cᵢ), and, where a partial derivative keeps its sign, of f on the face
 * where the extremum then lies. The excess shrinks with the square of the width instead of the width (Moore 1966).
 * `f` must be continuously differentiable on the boxes; where `f` or the gradient is empty, f(X) is returned.
 *
 * Example: x − x² on [0, 0.25] with gradient 1 − 2x becomes exactly [0, 0.1875], the natural extension is [-0.0625, 0.25].
 */
export function withGradient(
  f: (box: Box) => Interval,
  gradient: (box: Box) => readonly Interval[],
): (box: Box) => Interval {
  return (box) => {
    const natural = f(box);
    const slopes = gradient(box);
    const centre = box.map((side) => point(mid(side)));
    const atCentre = f(centre);
    if ([natural, atCentre, ...slopes].some(isEmpty)) return natural;
    const deviation = slopes.reduce((s, d, i) => add(s, mul(d, sub(box[i]!, centre[i]!))), atCentre);
    const range = intersect(natural, deviation);
    if (!slopes.some(keepsSign)) return range;
    const lowest = f(box.map((side, i) => face(side, slopes[i]!, false)));
    const highest = f(box.map((side, i) => face(side, slopes[i]!, true)));
    if (isEmpty(lowest) || isEmpty(highest)) return range;
    return intersect(range, unchecked(lowest.lo, highest.hi));
  };
}

function keepsSign(slope: Interval): boolean {
  return slope.lo >= 0 || slope.hi <= 0;
}

/** The end of `side` where a function with this slope is least or greatest; all of it if the slope changes sign. */
function face(side: Interval, slope: Interval, greatest: boolean): Interval {
  if (!keepsSign(slope)) return side;
  const end = slope.lo >= 0 === greatest ? side.hi : side.lo;
  return Number.isFinite(end) ? point(end) : side;
}
