/** Compensated summation (Neumaier 1974): the error does not grow with the number of terms. */

/** Sum with a correction term; error about 1 ulp of the result plus n^2 eps^2 sum |x|. `[1, 1e100, 1, -1e100]` gives 2. */
export function compensatedSum(values: ArrayLike<number>): number {
  let sum = 0;
  let correction = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    const t = sum + v;
    correction += Math.abs(sum) >= Math.abs(v) ? sum - t + v : v - t + sum;
    sum = t;
  }
  return Number.isFinite(correction) ? sum + correction : sum;
}

/** Sample moments of a list of numbers. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Unbiased standard deviation (divisor n − 1). */
  readonly sd: number;
  /** sd / √n. */
  readonly standardError: number;
  readonly min: number;
  readonly max: number;
}

/** Mean, unbiased sd, standard error, min and max (two passes, compensated). NaN where n is too small. */
export function moments(values: ArrayLike<number>): Moments {
  const n = values.length;
  const mean = compensatedSum(values) / n;
  const squares = new Float64Array(n);
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    const v = values[i]!;
    squares[i] = (v - mean) ** 2;
    if (v < min) min = v;
    if (v > max) max = v;
  }
  const sd = Math.sqrt(compensatedSum(squares) / (n - 1));
  return { n, mean, sd, standardError: sd / Math.sqrt(n), min, max };
}
