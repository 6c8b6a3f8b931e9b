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

const NEARLY_FULL = 0.85;
/** Node 24 can abort when another thread asks for the heap while JavaScript runs; there the watch stays off. */
const HEAP_CAN_BE_ASKED = Number(process.versions.node.split(".")[0]) < 24;

/** Stops a cell that is about to exhaust the heap, before V8 would abort the process. Returns how to end the watch. */
export function watchHeap(
  interrupter: Interrupter,
  limit: number,
  stop: (reason: string) => void,
): () => void {
  if (!HEAP_CAN_BE_ASKED) return () => {};
  let timer: NodeJS.Timeout;
  let ended = false;
  const look = async () => {
    const used = await interrupter.heapUsed();
    if (ended) return;
    if (used > NEARLY_FULL * limit) {
      const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
      stop(
        `The cell was stopped because memory is nearly exhausted: ${megabytes(used)} of ${megabytes(limit)} in use. ` +
          "Free variables, or restart with a larger NODE_OPTIONS=--max-old-space-size.",
      );
    }
    timer = setTimeout(look, used > 0.5 * limit ? 30 : 300);
  };
  timer = setTimeout(look, 300);
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
