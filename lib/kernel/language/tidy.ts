/**
 * Collects garbage: each cell leaves a compiler program behind, and V8 would let them pile up. Some cells in a row are
 * followed by a quick collection; when the user thinks, what is left is also moved together, so that the rest goes back
 * to the system.
 */
import { setFlagsFromString } from "node:v8";
import { garbageCollector } from "../memory";

const IDLE_MS = 400;
const CELLS = 20;
const CELLS_IN_A_ROW = 80;

const collect = garbageCollector();
/** From Node 22 on V8 keeps the pages that a compaction leaves, unless it collects as if memory had run out. */
const KEEPS_PAGES = Number(process.versions.node.split(".")[0]) >= 22;

let inARow = 0;
let cells = 0;
let timer: NodeJS.Timeout | undefined;

/** Notes that a cell was checked; call it at the end of every request. */
export function tidyLater(checked: boolean): void {
  if (checked) {
    cells++;
    inARow++;
  }
  clearTimeout(timer);
  if (inARow >= CELLS_IN_A_ROW) {
    inARow = 0;
    collect();
  }
  if (cells >= CELLS) timer = setTimeout(compact, IDLE_MS);
}

function compact(): void {
  inARow = 0;
  cells = 0;
  if (KEEPS_PAGES) {
    collect({ type: "major", execution: "sync", flavor: "last-resort" });
    return;
  }
  setFlagsFromString("--compact-on-every-full-gc");
  collect();
  setFlagsFromString("--no-compact-on-every-full-gc");
}
