/** Wraps what starts user code behind the kernel's back: timers, processes that end, threads that compute. */
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import { promisify } from "node:util";
import workerThreads from "node:worker_threads";
import type { Cell, Context } from "./context";
import type { Evaluator } from "./evaluator";

type Timer = (callback: (...args: unknown[]) => void, ...rest: unknown[]) => unknown;

/** Callbacks run as code of the cell that made them, contained, and not at all once that cell was stopped. */
export function guardTimers(
  context: Context,
  evaluator: Evaluator,
  failed: (cell: Cell, error: unknown) => void,
) {
  const guard = (callback: (...args: unknown[]) => void, repeats: boolean) => {
    const cell = context.here();
    return function (this: unknown, ...args: unknown[]) {
      if (cell.cancelled) {
        if (repeats) clearInterval(this as NodeJS.Timeout);
        return;
      }
      const finished = evaluator.contain(() => {
        try {
          context.within(cell, () => callback.apply(this, args));
        } catch (error) {
          if (repeats) clearInterval(this as NodeJS.Timeout);
          failed(cell, error);
        }
      });
      if (!finished) context.leave();
    };
  };
  for (const name of ["setTimeout", "setInterval", "setImmediate"] as const) {
    const original = timers[name] as unknown as Timer;
    const wrapped: Timer = (callback, ...rest) =>
      original(typeof callback === "function" ? guard(callback, name === "setInterval") : callback, ...rest);
    Object.assign(wrapped, { [promisify.custom]: (original as never)[promisify.custom] });
    (timers as Record<string, unknown>)[name] = wrapped;
    (globalThis as Record<string, unknown>)[name] = wrapped;
  }
  const microtask = queueMicrotask;
  globalThis.queueMicrotask = (callback) => microtask(guard(callback, false));
  syncBuiltinESMExports();
  // Node itself uses `process.nextTick` all the time: only what cells write is guarded.
  return {
    nextTick: (callback: (...args: unknown[]) => void, ...args: unknown[]): void =>
      process.nextTick(guard(callback, false), ...args),
  };
}

/** `process.exit` and its kin would end the kernel silently: they end the cell instead, with a message. */
export function guardProcess(): void {
  const refuse = (what: string) => (): never => {
    throw new Error(
      `${what} was called. The kernel keeps running and its variables are kept; ` +
        "to end or renew it, use Kernel > Shut Down or Kernel > Restart of the front end.",
    );
  };
  process.exit = refuse("process.exit()");
  process.abort = refuse("process.abort()");
  (process as { reallyExit?: unknown }).reallyExit = refuse("process.reallyExit()");
}

const BUSY = 0.5;

/** Worker threads of user code, so that an interrupt also stops what they compute. */
export class Workers {
  private readonly alive = new Map<
    workerThreads.Worker,
    { cell: Cell; last: ReturnType<typeof performance.eventLoopUtilization> }
  >();

  constructor(context: Context) {
    const { alive } = this;
    const Original = workerThreads.Worker;
    workerThreads.Worker = class Worker extends Original {
      constructor(...args: ConstructorParameters<typeof Original>) {
        super(...args);
        alive.set(this, { cell: context.here(), last: this.performance.eventLoopUtilization() });
        this.once("exit", () => alive.delete(this));
      }
    };
    syncBuiltinESMExports();
  }

  /** Ends the threads that `cell` started, and older ones that are computing now. */
  async stop(cell: Cell | null): Promise<void> {
    const older: workerThreads.Worker[] = [];
    for (const [worker, entry] of this.alive) {
      if (cell !== null && entry.cell === cell) void worker.terminate();
      else {
        entry.last = worker.performance.eventLoopUtilization();
        older.push(worker);
      }
    }
    if (older.length === 0) return;
    await new Promise((resolve) => timers.setTimeout(resolve, 100));
    for (const worker of older) {
      const entry = this.alive.get(worker);
      if (entry && worker.performance.eventLoopUtilization(entry.last).utilization > BUSY)
        void worker.terminate();
    }
  }
}
