/**
 * Stops user code from another thread.
 *
 * The user thread is asked first: if its event loop turns, it settles the cell that waits and says so in the shared
 * counters. If it does not answer it is inside synchronous code, and V8 is told to terminate that code; likewise when the
 * cell still runs some time after the answer, because it catches what should have ended it.
 */
import { Session } from "node:inspector";
import { setTimeout as sleep } from "node:timers/promises";
import { type Order, SHARED } from "../messages";

const PATIENCE_MS = 40;
/** When memory runs out. */
const HURRY_MS = 10;
/** For what a cell does to end in good order. */
const GRACE_MS = 500;
const REPEAT_MS = 100;
const ATTEMPTS = 100;

export class Interrupter {
  private readonly session = new Session();
  private ticket = 0;
  private active = false;

  constructor(
    private readonly shared: Int32Array,
    private readonly order: (order: Order) => void,
    /** The cell that runs. */
    private readonly running: () => string | null,
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
      await this.terminateUnless(seen, patience);
      if (cell !== null) await this.terminateUnless(() => this.running() !== cell, GRACE_MS);
    } finally {
      this.active = false;
    }
  }

  /** Terminates what runs, again and again, until `done`; it has `patience` milliseconds to get there by itself. */
  private async terminateUnless(done: () => boolean, patience: number): Promise<void> {
    for (let waited = 0; waited < patience && !done(); waited += 5) await sleep(5);
    for (let attempt = 0; attempt < ATTEMPTS && !done(); attempt++) {
      this.session.post("Runtime.terminateExecution", () => {});
      await sleep(REPEAT_MS);
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
