/** Two watches: over the process that started the kernel, and over the heap of the user thread. */
import type { Interrupter } from "./interrupt";

/** Ends the whole process, even when the user thread computes. */
export function endProcess(): void {
  process.kill(process.pid, "SIGKILL");
}

/** No orphan: when the process that started the kernel is gone, the kernel goes too. */
export function watchParent(env: NodeJS.ProcessEnv = process.env): void {
  const announced = Number(env.JPY_PARENT_PID);
  if (!announced) return;
  const initial = process.ppid;
  setInterval(() => {
    if (process.ppid !== initial || !alive(announced)) endProcess();
  }, 1000).unref();
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** What the heap of the user thread may hold, in bytes. */
export interface HeapLimits {
  readonly old: number;
  /** Objects move from the young part to the old one many at a time: room for all of it has to be left. */
  readonly young: number;
}

/** Bytes that a loop may allocate in a millisecond; some leave V8 at a quarter of this rate. */
const FASTEST = 4 * 2 ** 20;
const CALM_MS = 300;
/** Time for a cell to end that was told to. */
const GRACE_MS = 1000;

/**
 * Stops a cell that is about to exhaust the heap, before V8 would abort the process. A cell that starts with a full heap
 * may free it, and what is freed counts until it is collected: such a cell is stopped when half of the rest is gone.
 * Returns how to end the watch.
 */
export function watchHeap(
  interrupter: Interrupter,
  { old, young }: HeapLimits,
  stop: (reason: string) => void,
): () => void {
  const full = Math.max(0.5 * old, Math.min(0.85 * old, old - young));
  // Not later than a loop could fill what is left.
  const rest = (used: number) => Math.min(CALM_MS, Math.max(10, (full - used) / FASTEST));
  let allowed: number | null = null;
  let ended = false;
  const look = async () => {
    const used = await interrupter.heapUsed();
    if (ended) return;
    if (used < full) allowed = full;
    allowed ??= (used + old) / 2;
    const stopping = used > allowed;
    if (stopping) {
      const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
      stop(
        `The cell was stopped because memory is nearly exhausted: ${megabytes(used)} of ${megabytes(old)} in use. ` +
          "Free variables, or restart with a larger NODE_OPTIONS=--max-old-space-size.",
      );
    }
    timer = setTimeout(look, stopping ? GRACE_MS : rest(used));
  };
  let timer = setTimeout(look, rest(0));
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
