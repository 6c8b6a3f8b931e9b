/**
 * Integer term lists: the arithmetic under {@link Polynomial}.
 *
 * A list holds `coefficients[t]` (nonzero) and the exponents `exponents[t * k .. t * k + k - 1]` over k variables,
 * sorted by graded lexicographic order, largest first. Monomials are packed into one double for products
 * whenever the degrees allow it (nearly always); otherwise into text.
 */

/** Σ coefficients[t] · monomial(exponents, t). */
export interface Terms {
  readonly exponents: Uint32Array;
  readonly coefficients: readonly bigint[];
}

export const NO_TERMS: Terms = { exponents: new Uint32Array(0), coefficients: [] };

/** Graded lexicographic comparison of term i of `a` with term j of `b` (both over k variables). */
function compareMonomials(a: Uint32Array, i: number, b: Uint32Array, j: number, k: number): number {
  let total = 0;
  for (let v = 0; v < k; v++) total += a[i * k + v]! - b[j * k + v]!;
  if (total !== 0) return total;
  for (let v = 0; v < k; v++) {
    const difference = a[i * k + v]! - b[j * k + v]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

/** fa · a + fb · b by one merge. */
export function combineTerms(a: Terms, fa: bigint, b: Terms, fb: bigint, k: number): Terms {
  const na = a.coefficients.length;
  const nb = b.coefficients.length;
  const exponents = new Uint32Array((na + nb) * k);
  const coefficients: bigint[] = [];
  let i = 0;
  let j = 0;
  while (i < na || j < nb) {
    const order = i === na ? -1 : j === nb ? 1 : compareMonomials(a.exponents, i, b.exponents, j, k);
    let c = 0n;
    const from = order >= 0 ? a.exponents : b.exponents;
    const at = order >= 0 ? i : j;
    if (order >= 0) c += fa * a.coefficients[i++]!;
    if (order <= 0) c += fb * b.coefficients[j++]!;
    if (c === 0n) continue;
    for (let v = 0; v < k; v++) exponents[coefficients.length * k + v] = from[at * k + v]!;
    coefficients.push(c);
  }
  return { exponents: exponents.slice(0, coefficients.length * k), coefficients };
}

/** Largest exponent of each variable. */
export function degreesOf(a: Terms, k: number): number[] {
  const degrees = new Array<number>(k).fill(0);
  for (let t = 0; t < a.exponents.length; t += k) {
    for (let v = 0; v < k; v++) if (a.exponents[t + v]! > degrees[v]!) degrees[v] = a.exponents[t + v]!;
  }
  return degrees;
}

/**
 * Packs exponent vectors bounded by `bounds` into integers below 2^53: `key` orders like the graded lexicographic
 * order and adds up under products. `undefined` where the degrees are too large for that.
 */
export class Packing {
  private constructor(
    readonly k: number,
    /** Place values of the lexicographic part. */
    readonly places: readonly number[],
    /** Number of exponent vectors in the box. */
    readonly size: number,
  ) {}

  static within(bounds: readonly number[]): Packing | undefined {
    const places = new Array<number>(bounds.length);
    let size = 1;
    let total = 0;
    for (let v = bounds.length - 1; v >= 0; v--) {
      places[v] = size;
      size *= bounds[v]! + 1;
      total += bounds[v]!;
    }
    return (total + 1) * size < 2 ** 53 ? new Packing(bounds.length, places, size) : undefined;
  }

  keys(a: Terms): Float64Array {
    const { k, places, size } = this;
    const keys = new Float64Array(a.coefficients.length);
    for (let t = 0; t < keys.length; t++) {
      let key = 0;
      for (let v = 0; v < k; v++) key += a.exponents[t * k + v]! * (places[v]! + size);
      keys[t] = key;
    }
    return keys;
  }

  unpack(key: number, into: Uint32Array, offset: number): void {
    let rest = key % this.size;
    for (let v = 0; v < this.k; v++) {
      const e = Math.floor(rest / this.places[v]!);
      into[offset + v] = e;
      rest -= e * this.places[v]!;
    }
  }

  /** The sorted list of the nonzero entries. */
  terms(sums: ReadonlyMap<number, bigint>): Terms {
    const keys = new Float64Array(sums.size);
    let n = 0;
    for (const [key, c] of sums) if (c !== 0n) keys[n++] = key;
    const sorted = keys.subarray(0, n).sort();
    const exponents = new Uint32Array(n * this.k);
    const coefficients = new Array<bigint>(n);
    for (let t = 0; t < n; t++) {
      const key = sorted[n - 1 - t]!;
      coefficients[t] = sums.get(key)!;
      this.unpack(key, exponents, t * this.k);
    }
    return { exponents, coefficients };
  }
}

/** a · b; O(terms of a × terms of b) coefficient products. */
export function multiplyTerms(a: Terms, b: Terms, k: number): Terms {
  if (a.coefficients.length > b.coefficients.length) return multiplyTerms(b, a, k);
  if (a.coefficients.length === 0) return NO_TERMS;
  if (a.coefficients.length === 1) return multiplyByTerm(b, a, k);
  const db = degreesOf(b, k);
  const packing = Packing.within(degreesOf(a, k).map((d, v) => d + db[v]!));
  if (packing === undefined) return multiplyUnpacked(a, b, k);
  const keysA = packing.keys(a);
  const keysB = packing.keys(b);
  const sums = new Map<number, bigint>();
  for (let i = 0; i < keysA.length; i++) {
    const key = keysA[i]!;
    const c = a.coefficients[i]!;
    for (let j = 0; j < keysB.length; j++) {
      const at = key + keysB[j]!;
      const old = sums.get(at);
      const product = c * b.coefficients[j]!;
      sums.set(at, old === undefined ? product : old + product);
    }
  }
  return packing.terms(sums);
}

function multiplyByTerm(b: Terms, a: Terms, k: number): Terms {
  const factor = a.coefficients[0]!;
  const exponents = b.exponents.slice();
  for (let t = 0; t < exponents.length; t += k) {
    for (let v = 0; v < k; v++) exponents[t + v]! += a.exponents[v]!;
  }
  return { exponents, coefficients: b.coefficients.map((c) => c * factor) };
}

function multiplyUnpacked(a: Terms, b: Terms, k: number): Terms {
  let sum = NO_TERMS;
  for (let i = 0; i < a.coefficients.length; i++) {
    const term = { exponents: a.exponents.slice(i * k, i * k + k), coefficients: [a.coefficients[i]!] };
    sum = combineTerms(sum, 1n, multiplyByTerm(b, term, k), 1n, k);
  }
  return sum;
}

/**
 * q with a = q b over the integers, or undefined if b does not divide a. Exact over the rationals too when b is
 * primitive (Gauss). Leading-term division with a heap of pending monomials.
 */
export function divideTerms(a: Terms, b: Terms, k: number): Terms | undefined {
  if (a.coefficients.length === 0) return NO_TERMS;
  const da = degreesOf(a, k);
  const db = degreesOf(b, k);
  if (da.some((d, v) => d < db[v]!)) return undefined;
  const packing = Packing.within(da);
  if (packing === undefined) return divideUnpacked(a, b, k);
  const keysA = packing.keys(a);
  const keysB = packing.keys(b);
  const lead = b.coefficients[0]!;
  const pending = new MaxHeap();
  const rest = new Map<number, bigint>();
  const quotient = new Map<number, bigint>();
  const exponents = new Uint32Array(k);
  for (let i = 0; i < keysA.length; i++) {
    rest.set(keysA[i]!, a.coefficients[i]!);
    pending.push(keysA[i]!);
  }
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    const c = rest.get(key)!;
    rest.delete(key);
    if (c === 0n) continue;
    if (c % lead !== 0n) return undefined;
    packing.unpack(key, exponents, 0);
    for (let v = 0; v < k; v++) {
      // The quotient's degree in each variable is deg a − deg b, so packed sums below stay inside the box.
      const e = exponents[v]! - b.exponents[v]!;
      if (e < 0 || e > da[v]! - db[v]!) return undefined;
    }
    const q = c / lead;
    const shift = key - keysB[0]!;
    quotient.set(shift, q);
    for (let j = 1; j < keysB.length; j++) {
      const at = shift + keysB[j]!;
      const old = rest.get(at);
      if (old === undefined) pending.push(at);
      rest.set(at, (old ?? 0n) - q * b.coefficients[j]!);
    }
  }
  return packing.terms(quotient);
}

function divideUnpacked(a: Terms, b: Terms, k: number): Terms | undefined {
  let rest = a;
  let quotient = NO_TERMS;
  while (rest.coefficients.length > 0) {
    const c = rest.coefficients[0]!;
    if (c % b.coefficients[0]! !== 0n) return undefined;
    const exponents = new Uint32Array(k);
    for (let v = 0; v < k; v++) {
      if (rest.exponents[v]! < b.exponents[v]!) return undefined;
      exponents[v] = rest.exponents[v]! - b.exponents[v]!;
    }
    const term = { exponents, coefficients: [c / b.coefficients[0]!] };
    quotient = combineTerms(quotient, 1n, term, 1n, k);
    rest = combineTerms(rest, 1n, multiplyByTerm(b, term, k), -1n, k);
  }
  return quotient;
}

class MaxHeap {
  private readonly keys: number[] = [];

  push(key: number): void {
    const { keys } = this;
    let at = keys.push(key) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (keys[parent]! >= key) break;
      keys[at] = keys[parent]!;
      at = parent;
    }
    keys[at] = key;
  }

  pop(): number | undefined {
    const { keys } = this;
    const top = keys[0];
    const last = keys.pop();
    if (keys.length === 0 || last === undefined) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= keys.length) break;
      if (child + 1 < keys.length && keys[child + 1]! > keys[child]!) child++;
      if (keys[child]! <= last) break;
      keys[at] = keys[child]!;
      at = child;
    }
    keys[at] = last;
    return top;
  }
}
