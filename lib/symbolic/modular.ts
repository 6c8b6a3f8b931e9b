/**
 * Greatest common divisors over a prime field, by dense evaluation and interpolation (Brown 1971).
 *
 * A polynomial in n variables is a row-major table of residues with n axes. The last variable is evaluated at
 * points until the divisor's image is determined; with one variable left, Euclid's algorithm decides.
 */

/** A prime below 2^26, so that a product of residues is exact in a double. */
export class PrimeField {
  private readonly inverseOfP: number;
  private state = 20_260_319;

  constructor(readonly p: number) {
    this.inverseOfP = 1 / p;
  }

  /**
   * The next of a fixed sequence of residues, as evaluation points. Points with a simple relation to each other (or
   * the same for every prime) would be unlucky again and again for polynomials that share the relation.
   */
  draw(): number {
    this.state = this.add(
      this.mul(this.mul(this.state, this.state), 48_271),
      this.mul(this.state, 30_269_873),
    );
    this.state = this.add(this.state, 12_345_701);
    return this.state;
  }

  mul(a: number, b: number): number {
    const product = a * b;
    const r = product - Math.floor(product * this.inverseOfP) * this.p;
    return r < 0 ? r + this.p : r >= this.p ? r - this.p : r;
  }

  sub(a: number, b: number): number {
    return a >= b ? a - b : a - b + this.p;
  }

  add(a: number, b: number): number {
    const s = a + b;
    return s >= this.p ? s - this.p : s;
  }

  inverse(a: number): number {
    let [r0, r1, s0, s1] = [this.p, a, 0, 1];
    while (r1 !== 0) {
      const q = Math.floor(r0 / r1);
      [r0, r1] = [r1, r0 - q * r1];
      [s0, s1] = [s1, s0 - q * s1];
    }
    return s0 < 0 ? s0 + this.p : s0;
  }
}

/** The primes below 2^26, largest first. */
export function* largePrimes(): Generator<number> {
  for (let n = 2 ** 26 - 1; n > 2 ** 25; n -= 2) {
    let prime = true;
    for (let d = 3; prime && d * d <= n; d += 2) prime = n % d !== 0;
    if (prime) yield n;
  }
}

/** Residues with the degree bounds + 1 of each variable. */
export interface Table {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

type Dense = Float64Array;

function degree(a: Dense): number {
  let d = a.length - 1;
  while (d >= 0 && a[d] === 0) d--;
  return d;
}

/** a mod b in place, optionally collecting the quotient; b nonzero. */
function reduce(field: PrimeField, a: Dense, b: Dense, quotient?: Dense): void {
  const db = degree(b);
  const lead = field.inverse(b[db]!);
  for (let i = degree(a); i >= db; i--) {
    if (a[i] === 0) continue;
    const q = field.mul(a[i]!, lead);
    if (quotient) quotient[i - db] = q;
    for (let j = 0; j <= db; j++) a[i - db + j] = field.sub(a[i - db + j]!, field.mul(q, b[j]!));
  }
}

/** Monic gcd of two univariate polynomials, trimmed; empty if both vanish. */
function gcdUnivariate(field: PrimeField, a: Dense, b: Dense): Dense {
  let x = a.slice(0, degree(a) + 1);
  let y = b.slice(0, degree(b) + 1);
  while (y.length > 0) {
    reduce(field, x, y);
    [x, y] = [y, x.slice(0, degree(x) + 1)];
  }
  if (x.length === 0) return x;
  const lead = field.inverse(x[x.length - 1]!);
  return x.map((c) => field.mul(c, lead));
}

/** gcd of all fibres along the last axis. */
function content(field: PrimeField, { shape, data }: Table): Dense {
  const width = shape[shape.length - 1]!;
  let g: Dense = new Float64Array(0);
  for (let at = 0; at < data.length && g.length !== 1; at += width) {
    g = gcdUnivariate(field, g, data.subarray(at, at + width));
  }
  return g;
}

function divideFibres(field: PrimeField, { shape, data }: Table, divisor: Dense): Table {
  if (divisor.length <= 1) return { shape, data };
  const width = shape[shape.length - 1]!;
  const quotient = new Float64Array(data.length);
  for (let at = 0; at < data.length; at += width) {
    reduce(field, data.slice(at, at + width), divisor, quotient.subarray(at, at + width));
  }
  return { shape, data: quotient };
}

function evaluateLast(field: PrimeField, { shape, data }: Table, x: number): Table {
  const width = shape[shape.length - 1]!;
  const out = new Float64Array(data.length / width);
  for (let i = 0; i < out.length; i++) {
    let s = 0;
    for (let j = width - 1; j >= 0; j--) s = field.add(field.mul(s, x), data[i * width + j]!);
    out[i] = s;
  }
  return { shape: shape.slice(0, -1), data: out };
}

function horner(field: PrimeField, a: Dense, x: number): number {
  let s = 0;
  for (let j = a.length - 1; j >= 0; j--) s = field.add(field.mul(s, x), a[j]!);
  return s;
}

/** Leading fibre: that of the lexicographically largest monomial in the other variables. */
function leadingFibre({ shape, data }: Table): { at: number; fibre: Dense } {
  const width = shape[shape.length - 1]!;
  const top = degree(data);
  const at = Math.floor(top / width);
  const fibre = data.subarray(at * width, (at + 1) * width);
  return { at, fibre: fibre.slice(0, degree(fibre) + 1) };
}

function degreeLast({ shape, data }: Table): number {
  const width = shape[shape.length - 1]!;
  let d = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== 0 && i % width > d) d = i % width;
  return d;
}

/** The same polynomial in a table of another shape; undefined if it does not fit. */
function reshape(table: Table, shape: readonly number[]): Table | undefined {
  if (shape.every((s, v) => s === table.shape[v])) return table;
  const data = new Float64Array(shape.reduce((product, s) => product * s, 1));
  for (let i = 0; i < table.data.length; i++) {
    if (table.data[i] === 0) continue;
    let rest = i;
    let at = 0;
    let place = 1;
    for (let v = shape.length - 1; v >= 0; v--) {
      const e = rest % table.shape[v]!;
      if (e >= shape[v]!) return undefined;
      rest = Math.floor(rest / table.shape[v]!);
      at += e * place;
      place *= shape[v]!;
    }
    data[at] = table.data[i]!;
  }
  return { shape, data };
}

/**
 * Monic (in lexicographic order) gcd of two nonzero tables, of the smaller of the two shapes; undefined if the
 * prime turned out to be unlucky. An undetected unlucky prime gives a divisor of too large degree.
 */
export function gcdModular(field: PrimeField, a: Table, b: Table): Table | undefined {
  const shape = a.shape.map((s, v) => Math.min(s, b.shape[v]!));
  if (shape.length === 1) {
    const data = new Float64Array(shape[0]!);
    data.set(gcdUnivariate(field, a.data, b.data));
    return { shape, data };
  }
  const contentA = content(field, a);
  const contentB = content(field, b);
  const common = gcdUnivariate(field, contentA, contentB);
  const pa = divideFibres(field, a, contentA);
  const pb = divideFibres(field, b, contentB);
  const lead = gcdUnivariate(field, leadingFibre(pa).fibre, leadingFibre(pb).fibre);
  const inner = shape.slice(0, -1);
  const cells = inner.reduce((product, s) => product * s, 1);
  const width = Math.min(degreeLast(pa), degreeLast(pb)) + lead.length;
  let image = new Float64Array(cells * width);
  let nodes = new Float64Array(width + 1);
  let points = 0;
  let leading = Number.POSITIVE_INFINITY;
  const start = field.draw();
  for (let tries = 0; points < width; tries++) {
    if (tries === field.p) return undefined;
    const x = field.add(start, tries);
    const scale = horner(field, lead, x);
    if (scale === 0) continue;
    const g = gcdModular(field, evaluateLast(field, pa, x), evaluateLast(field, pb, x));
    if (g === undefined) return undefined;
    const top = degree(g.data);
    if (top === 0) return embedLast(common, shape);
    if (top > leading) continue;
    if (top < leading) {
      leading = top;
      points = 0;
      image = new Float64Array(cells * width);
      nodes = new Float64Array(width + 1);
      nodes[0] = 1;
    }
    const weight = field.inverse(horner(field, nodes.subarray(0, points + 1), x));
    for (let i = 0; i < cells; i++) {
      const fibre = image.subarray(i * width, i * width + width);
      const gap = field.sub(field.mul(g.data[i]!, scale), horner(field, fibre.subarray(0, points), x));
      const step = field.mul(gap, weight);
      if (step === 0) continue;
      for (let j = 0; j <= points; j++) fibre[j] = field.add(fibre[j]!, field.mul(step, nodes[j]!));
    }
    for (let j = points + 1; j >= 0; j--) {
      const below = j === 0 ? 0 : nodes[j - 1]!;
      nodes[j] = field.sub(below, field.mul(x, nodes[j]!));
    }
    points++;
  }
  const raw: Table = { shape: [...inner, width], data: image };
  const fitted = reshape(divideFibres(field, raw, content(field, raw)), shape);
  return fitted && monic(field, multiplyFibres(field, fitted, common));
}

/** A polynomial in the last variable alone, as a table. */
function embedLast(a: Dense, shape: readonly number[]): Table {
  const data = new Float64Array(shape.reduce((product, s) => product * s, 1));
  data.set(a);
  return { shape, data };
}

function multiplyFibres(field: PrimeField, table: Table, factor: Dense): Table {
  if (factor.length <= 1) return table;
  const { shape, data } = table;
  const width = shape[shape.length - 1]!;
  const out = new Float64Array(data.length);
  for (let at = 0; at < data.length; at += width) {
    for (let i = 0; i < width; i++) {
      if (data[at + i] === 0) continue;
      for (let j = 0; j < factor.length && i + j < width; j++) {
        out[at + i + j] = field.add(out[at + i + j]!, field.mul(data[at + i]!, factor[j]!));
      }
    }
  }
  return { shape, data: out };
}

function monic(field: PrimeField, { shape, data }: Table): Table {
  const lead = field.inverse(data[degree(data)]!);
  return { shape, data: data.map((c) => field.mul(c, lead)) };
}
