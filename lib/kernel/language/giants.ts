/**
 * Keeps V8 from optimizing functions that are not worth it.
 *
 * After some hundred cells the functions that build a type checker and a program have run often enough for V8 to
 * optimize them. Each is thousands of lines long, runs once a cell, and hardly gets faster; but optimizing it takes
 * seconds of another core and 100 MB, which the allocator then keeps.
 */
import { setFlagsFromString } from "node:v8";

type Anything = (...args: never[]) => unknown;

function prohibition(): (giant: Anything) => void {
  setFlagsFromString("--allow-natives-syntax");
  try {
    return new Function("giant", "%NeverOptimizeFunction(giant)") as (giant: Anything) => void;
  } catch {
    // A version of V8 that has no such function: the kernel then takes more memory.
    return () => {};
  } finally {
    setFlagsFromString("--no-allow-natives-syntax");
  }
}

/** Has `functions` of this thread interpreted or simply compiled, never optimized. */
export function neverOptimize(functions: readonly Anything[]): void {
  const prohibit = prohibition();
  for (const giant of functions) prohibit(giant);
}
