/** Makes room on the heap before a cell: what earlier cells freed counts as used until it is collected. */
import { getHeapStatistics } from "node:v8";
import { garbageCollector, LARGEST_YOUNG } from "../memory";

const NEARLY_FULL = 0.6;
const GROWN = 1.1;
let collect: (() => void) | undefined;
/** Bytes that the last collection left. */
let live = 0;

/** Collects garbage when the heap is nearly full and has grown since the last time. A full heap takes a second or two. */
export function makeRoom(): void {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  const old = limit - Math.min(LARGEST_YOUNG, limit / 2);
  if (used < NEARLY_FULL * old || used < GROWN * live) return;
  collect ??= garbageCollector();
  collect();
  live = getHeapStatistics().used_heap_size;
}
