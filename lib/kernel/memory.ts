/** What the threads of a kernel know about the memory of V8. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** The largest part of a heap's limit that V8 sets aside for young objects by itself: that of Node 24. */
export const LARGEST_YOUNG = 192 * 2 ** 20;

/** How V8 can be asked to collect as if memory had run out. */
export interface LastResort {
  readonly type: "major";
  readonly execution: "sync";
  readonly flavor: "last-resort";
}

/** The function that collects the garbage of the thread that calls it. */
export function garbageCollector(): (options?: LastResort) => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as (options?: LastResort) => void;
}
