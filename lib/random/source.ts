/**
 * Seeded sources of randomness, passed in by the caller. There is no global generator.
 *
 * A source is the Mersenne Twister of `@stdlib/random` seeded by the pair (seed, name), so that streams with
 * different names are independent for all practical purposes and adding a stream never shifts another one.
 * The same pair gives the same bits on every engine: the generator is integer arithmetic, and the normal
 * variates use `@stdlib` functions, not `Math`.
 */
import mt19937 = require("@stdlib/random/base/mt19937");
import improvedZiggurat = require("@stdlib/random/base/improved-ziggurat");

import { requireInteger, requireThat } from "../core/errors";

/** One stream of random numbers. Drawing advances it. */
export interface Source {
  readonly seed: number;
  readonly name: string;
  /** Uniform on [0, 1) with 53 bits. */
  uniform(): number;
  /** Standard normal N(0, 1). */
  normal(): number;
  /** Uniform integer in {0, …, n − 1}, without modulo bias. */
  integer(n: number): number;
}

/** FNV-1a over UTF-16 units; only used to turn a name into seed words. */
function hashName(name: string, basis: number): number {
  let h = basis;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/**
 * The stream `name` of experiment `seed`.
 *
 * @param seed integer in [0, 2^53)
 * @param name any non-empty text; say what the numbers are for (`"table-1/init"`)
 * @example stream(1, "doc").uniform() // 0.7109254551449125 (pinned by a test)
 */
export function stream(seed: number, name: string): Source {
  requireInteger("seed", seed, 0);
  requireThat(typeof name === "string" && name.length > 0, "name", "be a non-empty text", name);
  const words = [
    seed >>> 0,
    Math.floor(seed / 2 ** 32),
    hashName(name, 0x811c9dc5),
    hashName(name, 0x1b873593),
  ];
  const twister = mt19937.factory({ seed: words, copy: false });
  // the shipped types forget the 53-bit variant
  const uniform = (twister as unknown as { normalized: () => number }).normalized;
  const normal = improvedZiggurat.factory({ prng: uniform });
  return {
    seed,
    name,
    uniform: () => uniform(),
    normal: () => normal(),
    integer: (n) => Math.floor(uniform() * n),
  };
}
