/** Random and adversarial inputs for the containment tests. */
import { nextDown, nextUp } from "../../lib/core/ulp";
import { type Interval, unchecked } from "../../lib/interval/interval";
import type { Source } from "../../lib/random/source";

const { MAX_VALUE, MIN_VALUE } = Number;
const INF = Number.POSITIVE_INFINITY;

/** Numbers at which an implementation may change its method, or a function its behaviour. */
const LANDMARKS = [
  ...[
    0, 1, 0.5, 1.5, 2, 3, 6, 5.9, 7, 20, 38, 40, 100, 709.782712893384, 710, 710.4758600739439, 711,
    745.1332191019411,
  ],
  ...[746, 36.04365338911715, 37.5, 0.34657359027997264, Math.LN2, Math.SQRT1_2, 1e22, 1e308, 1e300],
  ...[
    MIN_VALUE,
    2 ** -1022,
    nextDown(2 ** -1022),
    MAX_VALUE,
    2 ** 53,
    2 ** 60,
    2 ** 100,
    2 ** 900,
    2 ** 1000,
  ],
  ...[
    2 ** -26,
    2 ** -27,
    2 ** -28,
    2 ** -53,
    2 ** -54,
    2 ** -60,
    2 ** -900,
    2 ** -960,
    2 ** -1000,
    942477.796,
    600000,
  ],
  6381956970095103 * 2 ** 797, // the double closest to a multiple of π/2, relatively
];

const view = new DataView(new ArrayBuffer(8));

/** Uniform over bit patterns: every exponent equally likely. */
export function anyDouble(source: Source): number {
  for (;;) {
    view.setUint32(0, source.integer(2 ** 32));
    view.setUint32(4, source.integer(2 ** 32));
    const x = view.getFloat64(0);
    if (Number.isFinite(x)) return x;
  }
}

function sign(source: Source): number {
  return source.uniform() < 0.5 ? -1 : 1;
}

function steps(x: number, n: number): number {
  let y = x;
  for (let i = 0; i < Math.abs(n); i++) y = n < 0 ? nextDown(y) : nextUp(y);
  return y;
}

/** A finite double of one of the kinds below. */
export function double(source: Source): number {
  switch (source.integer(9)) {
    case 0:
      return anyDouble(source);
    case 1:
    case 2:
      return 20 * source.uniform() - 10;
    case 3:
      return sign(source) * 2 ** (70 * source.uniform() - 60);
    case 4: // subnormal or just normal
      return sign(source) * MIN_VALUE * Math.floor(2 ** (53 * source.uniform()));
    case 5: // close to a multiple of π/2
      return steps(
        sign(source) * Math.floor(2 ** (53 * source.uniform())) * (Math.PI / 2),
        source.integer(7) - 3,
      );
    case 6: // close to a multiple of ln 2
      return steps((source.integer(2200) - 1100) * Math.LN2, source.integer(7) - 3);
    case 7:
      return steps(sign(source) * LANDMARKS[source.integer(LANDMARKS.length)]!, source.integer(7) - 3);
    default: // few bits: exact cases
      return sign(source) * source.integer(64) * 2 ** (source.integer(24) - 16);
  }
}

/** A finite double in [lo, hi]. */
export function doubleIn(source: Source, lo: number, hi: number): number {
  for (let tries = 0; tries < 4; tries++) {
    const x = double(source);
    if (x >= lo && x <= hi && Number.isFinite(x)) return x;
    if (-x >= lo && -x <= hi && Number.isFinite(x)) return -x;
    if (lo === -1 && hi === 1) return Math.abs(x) > 10 ? 1 / x : x / 10;
  }
  return Math.max(lo, Math.min(hi, 4 * source.uniform() - 1));
}

/** An interval around `x`: a point in half of the cases, otherwise from one ulp wide to unbounded. */
export function around(source: Source, x: number): Interval {
  const kind = source.integer(20);
  if (kind < 10) return unchecked(x, x);
  if (kind < 13) return finite(steps(x, -source.integer(3)), steps(x, source.integer(3)));
  if (kind < 17) {
    const scale = kind % 2 === 0 ? 8 : 2 ** -source.integer(40) * Math.abs(x);
    return finite(x - scale * source.uniform(), x + scale * source.uniform());
  }
  if (kind < 19) {
    const y = double(source);
    return finite(Math.min(x, y), Math.max(x, y));
  }
  const open = source.integer(3);
  return unchecked(open === 1 ? x : -INF, open === 2 ? x : INF);
}

function finite(lo: number, hi: number): Interval {
  return unchecked(Math.max(lo, -MAX_VALUE), Math.min(hi, MAX_VALUE));
}

/** A finite member of `a` between lo and hi: mostly an end, otherwise inside; `x` if the draw falls outside. */
export function memberOf(source: Source, a: Interval, x: number, lo: number, hi: number): number {
  const kind = source.integer(8);
  let t = x;
  if (kind < 3) t = a.lo;
  else if (kind < 6) t = a.hi;
  else if (kind === 6) t = a.lo + source.uniform() * (a.hi - a.lo);
  else t = Math.round(x / (Math.PI / 2) + source.integer(5) - 2) * (Math.PI / 2);
  return Number.isFinite(t) && t >= a.lo && t <= a.hi && t >= lo && t <= hi ? t : x;
}
