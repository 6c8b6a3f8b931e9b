/** Makes room on the heap before a cell: what earlier cells freed counts as used until it is collected. */
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const NEARLY_FULL = 0.6;
const GROWN = 1.1;
let collect: (() => void) | undefined;
/** Bytes that the last collection left. */
let live = 0;

/** Collects garbage when the heap is nearly full and has grown since the last time. A full heap takes a second or two. */
export function makeRoom(): void {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  if (used < NEARLY_FULL * limit || used < GROWN * live) return;
  if (!collect) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
  }
  collect();
  live = getHeapStatistics().used_heap_size;
}
