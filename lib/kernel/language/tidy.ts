/** Collects garbage while the user thinks: each cell leaves a compiler program behind, and V8 would let them pile up. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const IDLE_MS = 400;
const CELLS = 20;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

let cells = 0;
let timer: NodeJS.Timeout | undefined;

/** Notes that a cell was checked; call it at the end of every request. */
export function tidyLater(checked: boolean): void {
  if (checked) cells++;
  clearTimeout(timer);
  if (cells >= 4 * CELLS) tidy();
  else if (cells >= CELLS) timer = setTimeout(tidy, IDLE_MS);
}

function tidy(): void {
  cells = 0;
  collect();
}
