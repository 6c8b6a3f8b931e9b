/**
 * Cyclic SGD on two data: the update in coordinates, the two-step map, and the sets of the proof.
 *
 * @paper autoencoder Appendix B.1
 */
import { identityHolds } from "../../claims/algebra";
import { type Claim, claim, type Finding } from "../../claims/claim";
import { type Evidence, sampled } from "../../claims/evidence";
import { requireFinite, requireInteger, requirePositive } from "../../core/errors";
import { iterate } from "../../dynamics/descent";
import { Polynomial } from "../../symbolic/polynomial";
import { COORDINATE_FACTORS, type CoordinateFactors } from "./halfStep";

/** A state (y, z) = (⟨w, a_0⟩, ⟨w, a_1⟩). */
export type Plane = readonly [number, number];

/** One step on the datum `index` (0 or 1). A datum with non-positive correlation does nothing. */
export function sampleStep([y, z]: Plane, index: number, stepSize: number): [number, number] {
  if (index === 1) {
    const [b, a] = sampleStep([z, y], 0, stepSize);
    return [a, b];
  }
  if (!(y > 0)) return [y, z];
  return [y * (1 + stepSize * (2 - 2 * y * y - z * z)), z * (1 - stepSize * y * y)];
}

/**
 * The two-step map F: a step on a_0, then one on a_1.
 *
 * @example twoStep([1, 0], 0.25) // [1, 0]
 * @paper autoencoder Appendix B.1
 */
export function twoStep(state: Plane, stepSize: number): [number, number] {
  return sampleStep(sampleStep(state, 0, stepSize), 1, stepSize);
}

/** The potential V = z/y. @paper autoencoder Appendix B.1 */
export function potential([y, z]: Plane): number {
  return z / y;
}

/** Whether (y, z) lies in V_-: in the open unit square, and V falls in two steps. @paper autoencoder Appendix B.1 */
export function inDecreasing(state: Plane, stepSize: number): boolean {
  const [y, z] = state;
  return y > 0 && y < 1 && z > 0 && z < 1 && potential(twoStep(state, stepSize)) < potential(state);
}

/** Whether (y, z) lies in A. @paper autoencoder Appendix B.1 */
export function inA([y, z]: Plane, stepSize: number): boolean {
  return y < 1 && z < 1 && y >= z && z > 0 && y * y + z * z <= 1 + stepSize / 4;
}

/**
 * E/N at (y, z): the sign of V − V(F), scaled so that it tends neither to 0 at the origin nor for α → 0.
 *
 * @example normalizedDecrease([1, 0], 0.25) // 1: near the limit V is multiplied by 1 − α²
 * @paper autoencoder Proposition 27
 */
export function normalizedDecrease([y, z]: Plane, stepSize: number): number {
  const [u, v, a] = [y * y, z * z, stepSize];
  const e0 = 6 * u - 2 * v - 5 * u * u - 4 * u * v + v * v;
  const e1 = u * (4 - 12 * u + 8 * u * u + 7 * u * v - v * v);
  const e2 = u * u * (-4 + 8 * u + 2 * v - 4 * u * u - 4 * u * v);
  return (e0 + a * e1 + a * a * e2) / (u + v);
}

/** The states (y_t, z_t) for t = 0, …, steps; datum `first` is shown at t = 0. */
export function cyclicOrbit(
  start: Plane,
  stepSize: number,
  steps: number,
  first = 0,
): { y: Float64Array; z: Float64Array } {
  requirePositive("stepSize", stepSize);
  requireInteger("first", first, 0, 1);
  const run = iterate<Plane>(
    (c, t) => {
      const [y, z] = sampleStep([c[0]!, c[1]!], (t + first) % 2, stepSize);
      c[0] = y;
      c[1] = z;
    },
    start,
    { steps, detectDead: false, record: (c) => [c[0]!, c[1]!] },
  );
  return {
    y: Float64Array.from(run.states, (s) => s[0]),
    z: Float64Array.from(run.states, (s) => s[1]),
  };
}

/**
 * Where cyclic SGD goes from a start: to a_0, to a_1, into the dead region (no active datum), to infinity, or nowhere
 * within the budget. A run counts as arrived when one coordinate is below 10^-3 of the other and the norm is
 * within 10^-2 of 1; from there the limit attracts for α < 1/2.
 */
export type CyclicLimit = "a0" | "a1" | "dead" | "diverged" | "undecided";

/** @see CyclicLimit */
export function cyclicLimit(start: Plane, stepSize: number, maxPairs = 20_000): CyclicLimit {
  requirePositive("stepSize", stepSize);
  for (const x of start) requireFinite("start", x);
  let [y, z] = start;
  for (let t = 0; t < maxPairs; t++) {
    if (!(y > 0) && !(z > 0)) return "dead";
    const n = y * y + z * z;
    if (!(n < 1e12)) return "diverged";
    if (Math.abs(n - 1) < 1e-2) {
      if (Math.abs(z) < 1e-3 * y) return "a0";
      if (Math.abs(y) < 1e-3 * z) return "a1";
    }
    if (y > 0) {
      const on = 1 + stepSize * (2 - 2 * y * y - z * z);
      z *= 1 - stepSize * y * y;
      y *= on;
    }
    if (z > 0) {
      const on = 1 + stepSize * (2 - 2 * z * z - y * y);
      y *= 1 - stepSize * z * z;
      z *= on;
    }
  }
  return "undecided";
}

/** The gradient steps of the sample losses, written out by differentiation, against the factors. */
function stepsAreGradientSteps(factors: CoordinateFactors): Evidence[] {
  const losses = ["((1 - y^2)^2 + (y*z)^2)/2", "((y*z)^2 + (1 - z^2)^2)/2"];
  const evidence: Evidence[] = [];
  losses.forEach((loss, index) => {
    const own = index === 0 ? "y" : "z";
    const other = index === 0 ? "z" : "y";
    const where = { own2: `${own}^2`, other2: `${other}^2` };
    const partial = (name: string): string => `(${Polynomial.parse(loss).derivative(name).toString()})`;
    const parity = index === 0 ? "even t" : "odd t";
    evidence.push(
      identityHolds(
        `${parity}: the active coordinate`,
        `${own} - alpha*${partial(own)}`,
        `${own}*(${factors.on("own2", "other2")})`,
        where,
      ),
      identityHolds(
        `${parity}: the other coordinate`,
        `${other} - alpha*${partial(other)}`,
        `${other}*(${factors.off("own2", "other2")})`,
        where,
      ),
    );
  });
  return evidence;
}

/** Grid points of A that are not in V_-, and the size of V_-, on the centres of a size × size grid of the square. */
export function gridCount(
  stepSize: number,
  size = 200,
): { decreasing: number; inA: number; outside: number } {
  requireInteger("size", size, 1);
  let decreasing = 0;
  let members = 0;
  let outside = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const state: Plane = [(i + 0.5) / size, (j + 0.5) / size];
      const falls = normalizedDecrease(state, stepSize) > 0;
      if (falls) decreasing++;
      if (!inA(state, stepSize)) continue;
      members++;
      if (!falls) outside++;
    }
  }
  return { decreasing, inA: members, outside };
}

function check(factors: CoordinateFactors): Finding {
  const quarter = gridCount(0.25);
  const tenth = gridCount(0.1);
  return {
    stated: stepsAreGradientSteps(factors),
    illustrations: [
      sampled(
        "grid points of A lie in V_- (200 × 200 points, α = 1/4 and 1/10)",
        { n: quarter.inA + tenth.inA, worst: -(quarter.outside + tenth.outside) },
        { decreasingQuarter: quarter.decreasing, decreasingTenth: tenth.decreasing },
      ),
    ],
    note: "The formulas are the gradient steps while the correlation of the datum shown is positive; a datum with non-positive correlation does nothing. F of the proof is the composition of the two on the positive quadrant.",
  };
}

/** C34. @paper autoencoder Appendix B.1 */
export const dynamics: Claim<CoordinateFactors> = claim({
  id: "autoencoder/C34",
  seed: null,
  subject: COORDINATE_FACTORS,
  check,
  controls: [
    {
      what: "2 − u − v in place of 2 − 2u − v",
      subject: { ...COORDINATE_FACTORS, on: (own, other) => `1 + alpha*(2 - ${own} - ${other})` },
    },
  ],
});
