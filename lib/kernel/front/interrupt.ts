/**
 * Stops user code from another thread.
 *
 * The user thread is asked first: if its event loop turns, it settles the cell that waits and says so in the shared
 * counters. If it does not answer it is inside synchronous code, and V8 is told to terminate that code.
 */
import { Session } from "node:inspector";
import { setTimeout as sleep } from "node:timers/promises";
import { type Order, SHARED } from "../messages";

const PATIENCE_MS = 40;
/** When memory runs out. */
const HURRY_MS = 10;
const REPEAT_MS = 100;
const ATTEMPTS = 100;

export class Interrupter {
  private readonly session = new Session();
  private ticket = 0;
  private active = false;

  constructor(
    private readonly shared: Int32Array,
    private readonly order: (order: Order) => void,
  ) {
    this.session.connectToMainThread();
  }

  /** Stops `cell` (or whatever still runs when `null`). */
  async stop(cell: string | null, reason?: string): Promise<void> {
    if (this.active) return;
    this.active = true;
    try {
      const ticket = ++this.ticket;
      this.order({ op: "interrupt", cell, ticket, reason });
      const seen = () => Atomics.load(this.shared, SHARED.ticket) >= ticket;
      const patience = reason === undefined ? PATIENCE_MS : HURRY_MS;
      for (let waited = 0; waited < patience && !seen(); waited += 5) await sleep(5);
      for (let attempt = 0; attempt < ATTEMPTS && !seen(); attempt++) {
        this.session.post("Runtime.terminateExecution", () => {});
        await sleep(REPEAT_MS);
      }
    } finally {
      this.active = false;
    }
  }

  /** Bytes in use on the heap of the user thread; answered even while it computes. */
  heapUsed(): Promise<number> {
    return new Promise((resolve) => {
      this.session.post("Runtime.getHeapUsage", (error, usage?: object) => {
        resolve(error ? 0 : (usage as { usedSize: number }).usedSize);
      });
    });
  }
}
