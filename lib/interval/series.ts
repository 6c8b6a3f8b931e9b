/**
 * Power series with rational coefficients, summed in double-word arithmetic with one error bound for all of them.
 *
 * Lemma. Let a_k = |c_k| Zᵏ satisfy a_{k+1} ≤ a_k/2 for all k ≥ 0. For |z| ≤ Z the sum computed by {@link sumSeries}
 * differs from Σ c_k zᵏ (k ≥ 0, all terms) by at most 2⁻⁹⁵ |c₀|.
 *
 * Proof. (1) Truncation: the series is cut at the first N with a_N ≤ 2⁻¹⁰² a₀, which leaves out at most
 * 2 a_N ≤ 2⁻¹⁰¹ a₀. (2) Horner's rule in double words: term k passes through at most k + 1 products and k + 1 sums,
 * each with relative error at most 7u² (see `doubleWord`), and c_k is rounded with 2u²; so the error is at most
 * Σ a_k (2k + 3) 7.1u² ≤ 10 · 7.1u² a₀ < 2⁻⁹⁹ a₀, by Σ (2k + 3) 2⁻ᵏ = 10. (3) The terms k ≥ K are summed first, in
 * plain doubles and at zh, |zh − z| ≤ u|z|, where K is the first index with a_K ≤ 2⁻⁵⁰ a₀: by the same count, with u
 * for 7.1u², their error is at most Σ (3j + 3) 2⁻ʲ · 1.01u a_K < 13u a_K < 2⁻⁹⁹ a₀. The sum of the three is below
 * 2⁻⁹⁷ a₀; the lemma keeps a factor 4.
 */
import { quotientWords } from "./digits";
import { add, mul, word } from "./doubleWord";

/** Coefficients c_k as double words, alternating high and low; those from `plain` on are used as doubles. */
export interface Series {
  readonly words: Float64Array;
  readonly plain: number;
  readonly length: number;
}

/**
 * Prepares Σ ±zᵏ / denominator(k) for |z| ≤ `limit` = Z; signs alternate if asked. The hypothesis of the lemma is that
 * denominator(k + 1) ≥ 2 Z denominator(k) for all k; it is checked for the terms that are used.
 */
export function reciprocalSeries(
  denominator: (k: bigint) => bigint,
  limit: number,
  alternating: boolean,
): Series {
  const words: number[] = [];
  const first = quotientWords(1n, denominator(0n))[0];
  let size = 1;
  let plain = -1;
  for (let k = 0n; ; k++) {
    const sign = alternating && k % 2n === 1n ? -1 : 1;
    const [h, l] = quotientWords(1n, denominator(k));
    const a = (h / first) * limit ** Number(k);
    if (k > 0n && !(a <= size / 2)) throw new Error("the terms of a series do not halve");
    size = a;
    if (plain < 0 && a <= 2 ** -51) plain = Number(k);
    if (a <= 2 ** -103) return { words: Float64Array.from(words), plain, length: Number(k) };
    words.push(sign * h, sign * l);
  }
}

/** word = Σ c_k (zh + zl)ᵏ. */
export function sumSeries(series: Series, zh: number, zl: number): void {
  const { words, plain, length } = series;
  let tail = 0;
  for (let k = length - 1; k >= plain; k--) tail = words[2 * k]! + zh * tail;
  word[0] = tail;
  word[1] = 0;
  for (let k = plain - 1; k >= 0; k--) {
    mul(word[0]!, word[1]!, zh, zl);
    add(words[2 * k]!, words[2 * k + 1]!, word[0]!, word[1]!);
  }
}
