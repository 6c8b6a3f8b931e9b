/**
 * Proofs that a system f(x) = 0, f: ℝⁿ → ℝⁿ, has exactly one solution, or none, in a box.
 *
 * Krawczyk's operator is K(X) = c − Y f(c) + (I − Y J(X))(X − c) with c ∈ X, J(X) an enclosure of the Jacobian on X and
 * Y any matrix (here a rounded inverse of the midpoint of J(X)). Every zero in X lies in K(X); if K(X) lies in the
 * interior of X, there is exactly one (Krawczyk 1969; Neumaier 1990, theorem 5.1.8).
 */
import { requireInteger } from "../core/errors";
import { add, mul, sub } from "./arithmetic";
import { type Interval, interior, intersect, isEmpty, mid, point } from "./interval";
import { type Box, requireBox } from "./prove";

/** Outcome of {@link krawczyk}. */
export type KrawczykOutcome =
  | { readonly kind: "unique"; readonly root: Interval[]; readonly steps: number }
  | { readonly kind: "none"; readonly steps: number }
  | {
      readonly kind: "undecided";
      readonly reason: string;
      /** Contains every zero in the starting box. */
      readonly enclosure: Interval[];
      readonly steps: number;
    };

/** Approximate inverse by Gauss–Jordan elimination with partial pivoting; undefined if a pivot vanishes. */
function approximateInverse(a: readonly (readonly number[])[]): number[][] | undefined {
  const n = a.length;
  const rows = a.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    const p = rows[k]![k]!;
    if (!(Math.abs(p) > 0)) return undefined;
    rows[k] = rows[k]!.map((x) => x / p);
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = rows[i]![k]!;
      rows[i] = rows[i]!.map((x, j) => x - factor * rows[k]![j]!);
    }
  }
  const inverse = rows.map((row) => row.slice(n));
  return inverse.flat().every(Number.isFinite) ? inverse : undefined;
}

function dot(row: readonly Interval[], x: readonly Interval[]): Interval {
  return row.reduce((sum, r, i) => add(sum, mul(r, x[i]!)), point(0));
}

/**
 * Shrinks the bounded box `x0` around the zeros of `f` and decides whether there is exactly one. `jacobian(X)[i][j]`
 * must enclose ∂fᵢ/∂xⱼ on X. At most `maxSteps` (default 50) steps.
 *
 * Example: x² + y² = 1, x = y on [0.5, 1]² has kind "unique", with x and y enclosed around 1/√2.
 */
export function krawczyk(
  f: (x: Box) => readonly Interval[],
  jacobian: (x: Box) => readonly (readonly Interval[])[],
  x0: Box,
  options: { readonly maxSteps?: number } = {},
): KrawczykOutcome {
  const { maxSteps = 50 } = options;
  requireInteger("maxSteps", maxSteps, 1);
  requireBox(x0);
  let X = x0.slice();
  let exists = false;
  let reason = `the operator did not map the box into itself within ${maxSteps} steps`;
  let steps = 0;
  while (steps < maxSteps) {
    steps++;
    const J = jacobian(X);
    const Y = approximateInverse(J.map((row) => row.map((entry) => (isEmpty(entry) ? 0 : mid(entry)))));
    if (!Y) {
      reason = "the midpoint of the Jacobian is singular";
      break;
    }
    const rows = Y.map((row) => row.map(point));
    const c = X.map((side) => point(mid(side)));
    const step = f(c);
    const offset = X.map((side, i) => sub(side, c[i]!));
    const K = X.map((_, i) => {
      const contraction = X.map((_, j) => {
        const column = J.map((row) => row[j]!);
        return sub(point(i === j ? 1 : 0), dot(rows[i]!, column));
      });
      return add(sub(c[i]!, dot(rows[i]!, step)), dot(contraction, offset));
    });
    if (K.some(isEmpty)) {
      reason = "f or its Jacobian is undefined on the box";
      break;
    }
    exists ||= K.every((side, i) => interior(side, X[i]!));
    const next = K.map((side, i) => intersect(side, X[i]!));
    if (next.some(isEmpty)) return { kind: "none", steps };
    const stalled = next.every((side, i) => side.lo === X[i]!.lo && side.hi === X[i]!.hi);
    X = next;
    if (stalled) {
      reason = "the operator stopped shrinking the box";
      break;
    }
  }
  return exists ? { kind: "unique", root: X, steps } : { kind: "undecided", reason, enclosure: X, steps };
}
