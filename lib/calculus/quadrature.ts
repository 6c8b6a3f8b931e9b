/** Adaptive Gauss–Kronrod quadrature on finite and infinite intervals. */
import { requireInteger, requireNonNegative, requireThat } from "../core/errors";
import { compensatedSum } from "../core/sum";

/** Positive Kronrod nodes on [−1, 1], largest first; every second one is a Gauss node, and 0 is a Kronrod node. */
const NODES = [
  0.9956571630258081, 0.9739065285171717, 0.9301574913557082, 0.8650633666889845, 0.7808177265864169,
  0.6794095682990244, 0.5627571346686047, 0.4333953941292472, 0.2943928627014602, 0.14887433898163122,
];
const KRONROD = [
  0.011694638867371874, 0.032558162307964725, 0.054755896574351995, 0.07503967481091996, 0.0931254545836976,
  0.10938715880229764, 0.12349197626206584, 0.13470921731147334, 0.14277593857706009, 0.1477391049013385,
];
const KRONROD_CENTRE = 0.1494455540029169;
const GAUSS = [
  0.06667134430868814, 0.1494513491505806, 0.21908636251598204, 0.26926671930999635, 0.29552422471475287,
];

export interface QuadratureOptions {
  /** Wanted |error| <= max(absoluteTolerance, relativeTolerance · |value|); defaults 1e-10 and 1e-14. */
  readonly relativeTolerance?: number;
  readonly absoluteTolerance?: number;
  /** Largest number of sub-intervals (default 2000). */
  readonly maxIntervals?: number;
}

/**
 * `value` with an estimate (no proof) of its absolute `error`.
 *
 * "roundoff": halving no longer lowers the estimate, which is above the tolerance; "notFinite": the integrand was NaN
 * or infinite at `at`.
 */
export type Quadrature = {
  readonly value: number;
  readonly error: number;
  readonly evaluations: number;
} & (
  | { readonly kind: "converged" }
  | { readonly kind: "maxIntervals" }
  | { readonly kind: "roundoff" }
  | { readonly kind: "notFinite"; readonly at: number }
);

interface Piece {
  readonly a: number;
  readonly b: number;
  readonly value: number;
  readonly error: number;
}

/**
 * ∫_a^b f, with the 10-point Gauss and the 21-point Kronrod rule on the worst interval first (the strategy of
 * QUADPACK's QAG). a and b may be ±Infinity and may come in either order; the ends themselves are never evaluated.
 *
 * @example integrate((x) => Math.exp(-x * x), -Infinity, Infinity).value // sqrt(π)
 */
export function integrate(
  f: (x: number) => number,
  a: number,
  b: number,
  options: QuadratureOptions = {},
): Quadrature {
  const { relativeTolerance = 1e-10, absoluteTolerance = 1e-14, maxIntervals = 2000 } = options;
  requireThat(!Number.isNaN(a), "a", "be a number or ±Infinity", a);
  requireThat(!Number.isNaN(b), "b", "be a number or ±Infinity", b);
  requireNonNegative("relativeTolerance", relativeTolerance);
  requireNonNegative("absoluteTolerance", absoluteTolerance);
  requireInteger("maxIntervals", maxIntervals, 1);
  if (a === b) return { kind: "converged", value: 0, error: 0, evaluations: 0 };
  if (a > b) {
    const reversed = integrate(f, b, a, options);
    return { ...reversed, value: -reversed.value };
  }
  const { g, from, to, originalPoint } = onFiniteInterval(f, a, b);
  let evaluations = 0;
  let badPoint: number | undefined;
  const watched = (t: number): number => {
    evaluations++;
    const y = g(t);
    if (!Number.isFinite(y)) badPoint ??= originalPoint(t);
    return y;
  };
  const pieces: Piece[] = [kronrod(watched, from, to)];
  let stalled = 0;
  for (;;) {
    const value = compensatedSum(pieces.map((p) => p.value));
    const error = compensatedSum(pieces.map((p) => p.error));
    const result = { value, error, evaluations };
    if (badPoint !== undefined) return { kind: "notFinite", at: badPoint, ...result };
    if (error <= Math.max(absoluteTolerance, relativeTolerance * Math.abs(value))) {
      return { kind: "converged", ...result };
    }
    if (stalled >= 10) return { kind: "roundoff", ...result };
    if (pieces.length >= maxIntervals) return { kind: "maxIntervals", ...result };
    let worst = 0;
    for (let i = 1; i < pieces.length; i++) if (pieces[i]!.error > pieces[worst]!.error) worst = i;
    const old = pieces[worst]!;
    const middle = old.a + (old.b - old.a) / 2;
    if (!(old.a < middle && middle < old.b)) return { kind: "roundoff", ...result };
    const left = kronrod(watched, old.a, middle);
    const right = kronrod(watched, middle, old.b);
    const sum = left.value + right.value;
    if (Math.abs(sum - old.value) <= 1e-5 * Math.abs(sum) && left.error + right.error >= 0.99 * old.error) {
      stalled++;
    }
    pieces[worst] = left;
    pieces.push(right);
  }
}

/** The same integral over a finite interval. */
function onFiniteInterval(f: (x: number) => number, a: number, b: number) {
  if (Number.isFinite(a) && Number.isFinite(b))
    return { g: f, from: a, to: b, originalPoint: (t: number) => t };
  if (!Number.isFinite(a) && !Number.isFinite(b)) {
    // x = s / (1 − |s|), dx = ds / (1 − |s|)².
    const x = (s: number) => s / (1 - Math.abs(s));
    return { g: (s: number) => f(x(s)) / (1 - Math.abs(s)) ** 2, from: -1, to: 1, originalPoint: x };
  }
  // x = end ± (1 − t)/t, |dx| = dt / t².
  const [end, direction] = Number.isFinite(a) ? [a, 1] : [b, -1];
  const x = (t: number) => end + (direction * (1 - t)) / t;
  return { g: (t: number) => f(x(t)) / (t * t), from: 0, to: 1, originalPoint: x };
}

/** The Kronrod value on one interval with QUADPACK's error estimate. */
function kronrod(f: (x: number) => number, a: number, b: number): Piece {
  const centre = a + (b - a) / 2;
  const half = (b - a) / 2;
  const middle = f(centre);
  const left = NODES.map((node) => f(centre - half * node));
  const right = NODES.map((node) => f(centre + half * node));
  let k = KRONROD_CENTRE * middle;
  let size = KRONROD_CENTRE * Math.abs(middle);
  let g = 0;
  for (let i = 0; i < NODES.length; i++) {
    k += KRONROD[i]! * (left[i]! + right[i]!);
    size += KRONROD[i]! * (Math.abs(left[i]!) + Math.abs(right[i]!));
    if (i % 2 === 1) g += GAUSS[(i - 1) / 2]! * (left[i]! + right[i]!);
  }
  const mean = k / 2;
  let spread = KRONROD_CENTRE * Math.abs(middle - mean);
  for (let i = 0; i < NODES.length; i++) {
    spread += KRONROD[i]! * (Math.abs(left[i]! - mean) + Math.abs(right[i]! - mean));
  }
  spread *= half;
  let error = Math.abs((k - g) * half);
  if (spread !== 0 && error !== 0) error = spread * Math.min(1, ((200 * error) / spread) ** 1.5);
  return { a, b, value: k * half, error: Math.max(error, 50 * Number.EPSILON * size * half) };
}
