/**
 * The four operations and the square root, rounded towards −∞ or +∞.
 *
 * JavaScript rounds to nearest, and rounds every single operation (ECMA-262 fixes binary64, so there is neither excess
 * precision nor fused multiply-add). The sign of the rounding error is then computed exactly by an error-free
 * transformation, and the result moves to the neighbour only if it must:
 *
 * - sum: Fast2Sum (Dekker 1971) gives a + b = s + e exactly whenever s does not overflow (Boldo, Graillat, Muller 2017);
 * - product: Dekker's product with Veltkamp's splitting gives a·b = p + e exactly when |p| lies in [2⁻⁹⁶⁰, 2¹⁰⁰⁰] and
 *   the factors are below 2⁹⁹⁰, because then no partial product leaves the format;
 * - quotient and root: the sign of the residual a − q·b, resp. x − s², is exact by the same product.
 *
 * Outside those ranges the quotient and the root are rescaled by powers of two or, at the ends of the format, moved
 * one step outward without asking. The result is therefore the correctly rounded bound inside those ranges and at
 * most one step wider outside. Nothing is assumed about `Math.sqrt`: it supplies a candidate, the residual decides.
 */
import { nextDown, nextUp } from "../core/ulp";

const SPLITTER = 134217729; // 2^27 + 1
const PRODUCT_MIN = 2 ** -960;
const PRODUCT_MAX = 2 ** 1000;
const FACTOR_MAX = 2 ** 990;
const PHI = 2 ** -53 * (1 + 2 ** -52);
const INF = Number.POSITIVE_INFINITY;

/** Register for a result with two ends: bounds[0] ≤ exact value ≤ bounds[1]. Read it before the next operation. */
export const bounds: Float64Array = new Float64Array(2);

/**
 * The predecessor of p for 2⁻⁹⁶⁰ ≤ |p| ≤ 2¹⁰²³, in two operations: p − φ|p| rounds to it for φ = u(1 + 2u), u = 2⁻⁵³ (Rump,
 * Zimmermann, Boldo, Melquiond, BIT 49, 2009).
 */
export function below(p: number): number {
  return p - PHI * Math.abs(p);
}

/** The error term e of a·b = p + e. Exact under the conditions named at the head of this module. */
export function productError(a: number, b: number, p: number): number {
  const ca = SPLITTER * a;
  const ah = ca - (ca - a);
  const al = a - ah;
  const cb = SPLITTER * b;
  const bh = cb - (cb - b);
  const bl = b - bh;
  return al * bl - (p - ah * bh - al * bh - ah * bl);
}

/** The error term e of a + b = s + e, s = fl(a + b) finite. */
export function sumError(a: number, b: number, s: number): number {
  return Math.abs(a) >= Math.abs(b) ? b - (s - a) : a - (s - b);
}

/** Greatest double ≤ a + b. An infinite operand is a bound: the sum is that infinity. */
export function addDown(a: number, b: number): number {
  const s = a + b;
  if (s - s !== 0) {
    return a - a !== 0 || b - b !== 0 ? s : nextDown(s);
  }
  if (sumError(a, b, s) >= 0) return s;
  const size = Math.abs(s);
  return size > PRODUCT_MIN && size < 2 ** 1023 ? below(s) : nextDown(s);
}

/** Least double ≥ a + b. */
export function addUp(a: number, b: number): number {
  return -addDown(-a, -b);
}

/** Lower bound of a·b. Bounds follow the convention 0·∞ = 0. */
export function mulDown(a: number, b: number): number {
  const p = a * b;
  const size = Math.abs(p);
  if (size >= PRODUCT_MIN && size <= PRODUCT_MAX && Math.abs(a) < FACTOR_MAX && Math.abs(b) < FACTOR_MAX) {
    return productError(a, b, p) < 0 ? below(p) : p;
  }
  return mulDownAtEnds(a, b, p);
}

function mulDownAtEnds(a: number, b: number, p: number): number {
  if (a === 0 || b === 0) return 0;
  if (a - a !== 0 || b - b !== 0) return p;
  if (a === 1 || b === 1 || a === -1 || b === -1) return p;
  if (p === 0) return a > 0 === b > 0 ? 0 : -Number.MIN_VALUE;
  return nextDown(p);
}

/** Upper bound of a·b. */
export function mulUp(a: number, b: number): number {
  return -mulDown(-a, b);
}

/** Lower bound of a / b for b ≠ 0; a finite number over an infinite one is 0. */
export function divDown(a: number, b: number): number {
  const q = a / b;
  const size = Math.abs(q);
  const top = Math.abs(a);
  const bottom = Math.abs(b);
  if (size <= FACTOR_MAX && bottom < FACTOR_MAX && top >= PRODUCT_MIN && top <= FACTOR_MAX && size > 0) {
    const p = q * b;
    const excess = a - p - productError(q, b, p); // sign of a − q·b: a − p is exact (Sterbenz) and so is the error
    if (b > 0 ? excess >= 0 : excess <= 0) return q;
    return size > PRODUCT_MIN ? below(q) : nextDown(q);
  }
  if (a === 0 || a - a !== 0 || b - b !== 0 || b === 1) return q;
  if (q === 0) return a > 0 === b > 0 ? 0 : -Number.MIN_VALUE;
  return nextDown(q);
}

/** Upper bound of a / b for b ≠ 0. */
export function divUp(a: number, b: number): number {
  return -divDown(-a, b);
}

/** Sign of x − s² for x in [2⁻⁹⁰⁰, 2⁹⁰⁰] and s within a factor 2 of √x: see the head of this module. */
function residual(x: number, s: number): number {
  const p = s * s;
  return x - p - productError(s, s, p);
}

/** Greatest double ≤ √x for x in [2⁻⁹⁰⁰, 2⁹⁰⁰]. */
function rootDown(x: number): number {
  let s = Math.sqrt(x);
  while (residual(x, s) < 0) s = below(s);
  for (let t = -below(-s); residual(x, t) >= 0; t = -below(-t)) s = t;
  return s;
}

/** Greatest double ≤ √x, x ≥ 0. */
export function sqrtDown(x: number): number {
  if (x === 0 || x === INF) return x;
  if (x < 2 ** -900) return rootDown(x * 2 ** 200) * 2 ** -100;
  if (x > 2 ** 900) return rootDown(x * 2 ** -200) * 2 ** 100;
  return rootDown(x);
}

/** Least double ≥ √x, x ≥ 0. */
export function sqrtUp(x: number): number {
  const s = sqrtDown(x);
  if (x === 0 || x === INF) return x;
  const scale = x < 2 ** -900 ? 2 ** 100 : x > 2 ** 900 ? 2 ** -100 : 1;
  return residual(x * scale * scale, s * scale) === 0 ? s : nextUp(s);
}

/** bounds = [al, ah] · [bl, bh], both non-empty: by signs, so that four roundings are needed in one case only. */
export function mulBounds(al: number, ah: number, bl: number, bh: number): void {
  if (al >= 0) {
    bounds[0] = mulDown(bl >= 0 ? al : ah, bl);
    bounds[1] = mulUp(bh >= 0 ? ah : al, bh);
  } else if (ah <= 0) {
    bounds[0] = mulDown(bh >= 0 ? al : ah, bh);
    bounds[1] = mulUp(bl >= 0 ? ah : al, bl);
  } else if (bl >= 0) {
    bounds[0] = mulDown(al, bh);
    bounds[1] = mulUp(ah, bh);
  } else if (bh <= 0) {
    bounds[0] = mulDown(ah, bl);
    bounds[1] = mulUp(al, bl);
  } else {
    bounds[0] = Math.min(mulDown(al, bh), mulDown(ah, bl));
    bounds[1] = Math.max(mulUp(al, bl), mulUp(ah, bh));
  }
}
