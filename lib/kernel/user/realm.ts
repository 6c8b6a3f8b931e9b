/** The realm of user code: runs cells one at a time and answers the orders of the front thread. */
import type { MessagePort } from "node:worker_threads";
import { HOST_KEY, type Host } from "../../render/host";
import {
  type Bundle,
  type Ending,
  type Failure,
  type Order,
  type Prepared,
  type Report,
  SHARED,
} from "../messages";
import { OwnComms } from "./comms";
import { Compiler } from "./compiler";
import { Cell, Context, KeyboardInterrupt } from "./context";
import { displayHost, toBundle, toBundles } from "./display";
import { Sources } from "./errors";
import { Evaluator, type Outcome } from "./evaluator";
import { defineGlobals, HOOK } from "./globals";
import { guardProcess, guardTimers, Workers } from "./guards";
import { makeRoom } from "./heap";
import { Imports } from "./imports";
import { Outlet, toJson } from "./outlet";

export interface RealmParts {
  readonly folder: string;
  readonly shared: Int32Array;
  readonly language: MessagePort;
  readonly report: (report: Report) => void;
}

/** Time for a stopped cell to run its `finally` blocks before the front end is told that it ended. */
const GRACE_MS = 100;
const later = setTimeout;
const soon = setImmediate;
const exit = process.exit.bind(process);

export class Realm {
  private readonly context = new Context();
  private readonly sources = new Sources();
  private readonly evaluator = new Evaluator(HOOK);
  private readonly outlet: Outlet;
  private readonly comms: OwnComms;
  private readonly imports: Imports;
  private readonly workers: Workers;
  private readonly inputs = new Map<number, (value: string) => void>();
  private running: Cell | null = null;
  private scripts = 0;

  constructor(private readonly parts: RealmParts) {
    this.outlet = new Outlet(parts.shared, this.context, parts.report);
    this.comms = new OwnComms(this.outlet);
    this.imports = new Imports(parts.folder, new Compiler(parts.language, parts.shared), this.sources);
    this.sources.install();
    this.outlet.capture();
    guardProcess();
    const guarded = guardTimers(this.context, this.evaluator, (cell, error) => this.uncaught(cell, error));
    this.workers = new Workers(this.context);
    process.on("uncaughtException", (error) => this.uncaught(this.context.here(), error));
    process.on("unhandledRejection", (error) => this.uncaught(this.context.here(), error));
    process.on("SIGINT", () =>
      this.interrupt({ op: "interrupt", cell: this.running?.id ?? null, ticket: 0 }),
    );
    const { context } = this;
    const host: Host = {
      ...displayHost(this.outlet),
      comms: this.comms,
      get parent() {
        return context.here();
      },
      within: (parent, work) => (parent instanceof Cell ? context.within(parent, work) : work()),
    };
    Object.defineProperty(globalThis, HOST_KEY, { value: host });
    defineGlobals({
      folder: parts.folder,
      context: this.context,
      evaluator: this.evaluator,
      imports: this.imports,
      ...guarded,
      ask: (prompt, password) => this.ask(prompt, password),
    });
  }

  obey(order: Order): void {
    this.context.leave();
    switch (order.op) {
      case "run":
        this.run(order);
        break;
      case "interrupt":
        this.interrupt(order);
        break;
      case "comm":
        this.comm(order);
        break;
      case "input":
        this.inputs.get(order.id)?.(order.value);
        this.inputs.delete(order.id);
        break;
      case "exit":
        exit(0);
    }
  }

  private run(order: Order & { op: "run" }): void {
    const cell = new Cell(order.cell, order.label, order.allowStdin);
    this.running = cell;
    this.context.start(cell);
    makeRoom();
    try {
      this.reload();
    } catch (error) {
      this.settle(cell, { kind: "failed", failure: this.sources.failure(error), payload: [] });
      return;
    }
    this.imports.forget(order.script.declares);
    const name = `descentlab-cell-${++this.scripts}`;
    this.sources.add(name, { label: order.label, code: order.code, map: order.script.map });
    this.context.within(cell, () => {
      this.evaluator.run(order.script, name, (outcome) => this.finished(cell, order, outcome));
    });
  }

  /** Names imported from files that changed get their new values. */
  private reload(): void {
    for (const [name, value] of this.imports.refresh()) this.evaluator.assign(name, value);
  }

  private finished(cell: Cell, order: Order & { op: "run" }, outcome: Outcome): void {
    if (outcome.kind === "terminated") {
      // The order to interrupt, with its reason, is on its way: it comes before what is done `soon`.
      const stop = () => this.stopped(cell, new KeyboardInterrupt("The cell was interrupted."));
      later(() => soon(stop), 2 * GRACE_MS);
    } else if (outcome.kind === "thrown") {
      const failure = this.sources.failure(outcome.error);
      this.settle(cell, { kind: "failed", failure, payload: cell.payload });
    } else {
      this.conclude(cell, order).catch((error) => {
        this.settle(cell, { kind: "failed", failure: this.sources.failure(error), payload: cell.payload });
      });
    }
  }

  /** Collects the result and the user expressions; rejections that nobody handles still count against the cell. */
  private async conclude(cell: Cell, { silent, expressions }: Order & { op: "run" }): Promise<void> {
    const work = async (): Promise<Ending> => {
      const shown = cell.result !== undefined && !silent;
      const bundles = shown ? await this.context.within(cell, () => toBundles(cell.result)) : [];
      const [result, ...below] = bundles.map((data) => toJson({ data, metadata: {} }));
      cell.result = undefined;
      const values: Record<string, unknown> = {};
      for (const [key, prepared] of Object.entries(expressions))
        values[key] = await this.expression(cell, prepared);
      return { kind: "ok", result, below, expressions: values, payload: cell.payload };
    };
    const stopped = new Promise<never>((_, reject) => cell.waits.add(reject));
    const ending = await Promise.race([work(), stopped]);
    soon(() => this.settle(cell, ending));
  }

  private expression(cell: Cell, prepared: Prepared): Promise<object> {
    if (prepared.kind === "rejected") return Promise.resolve({ status: "error", ...prepared.failure });
    return new Promise((resolve) => {
      const name = `descentlab-cell-${++this.scripts}`;
      this.sources.add(name, { label: "user expression", code: "", map: prepared.script.map });
      cell.result = undefined;
      this.context.within(cell, () => {
        this.evaluator.run(prepared.script, name, async (outcome) => {
          if (outcome.kind === "finished") resolve({ status: "ok", ...(await asBundle(cell.result)) });
          else
            resolve({
              status: "error",
              ...this.sources.failure("error" in outcome ? outcome.error : undefined),
            });
        });
      });
    });
  }

  private settle(cell: Cell, ending: Ending): void {
    if (cell.settled) return;
    cell.settled = true;
    cell.waits.clear();
    if (this.running === cell) this.running = null;
    this.parts.report({ op: "ended", cell: cell.id, ending });
  }

  private interrupt(order: Order & { op: "interrupt" }): void {
    if (order.ticket > 0) Atomics.store(this.parts.shared, SHARED.ticket, order.ticket);
    const cell = this.running;
    if (cell && cell.id === order.cell) {
      const error = new KeyboardInterrupt(order.reason ?? "The cell was interrupted.");
      error.stack = undefined;
      if (order.reason) error.name = "OutOfMemory";
      this.context.cancel(cell, error);
      later(() => this.stopped(cell, error), GRACE_MS);
    }
    if (!order.reason) void this.workers.stop(cell);
  }

  private stopped(cell: Cell, error: Error): void {
    if (this.running === cell) this.context.cancel(cell, error);
    this.settle(cell, { kind: "failed", failure: this.sources.failure(error), payload: cell.payload });
  }

  /** An error outside the awaits of a cell ends the cell as it would end a program; the kernel lives. */
  private uncaught(cell: Cell, error: unknown): void {
    if (error === cell.cancelled || error instanceof KeyboardInterrupt) return;
    const failure: Failure = this.sources.failure(error);
    if (!cell.settled && cell.id !== "") {
      this.settle(cell, { kind: "failed", failure, payload: cell.payload });
      this.context.cancel(cell, new KeyboardInterrupt("The cell failed."));
    } else this.context.within(cell, () => this.outlet.publish("error", failure));
  }

  private comm(order: Order & { op: "comm" }): void {
    const cell = new Cell(order.cell, "comm", false);
    this.evaluator.contain(() => {
      try {
        this.context.within(cell, () => this.comms.receive(order));
      } catch (error) {
        this.context.within(cell, () => this.outlet.publish("error", this.sources.failure(error)));
      }
    });
    soon(() => this.parts.report({ op: "handled", cell: order.cell }));
  }

  private ask(prompt: string, password: boolean): Promise<string> {
    const cell = this.context.here();
    if (!cell.allowStdin) return Promise.reject(new Error("This front end does not take input."));
    const id = this.inputs.size + Date.now();
    return new Promise((resolve) => {
      this.inputs.set(id, resolve);
      this.parts.report({ op: "ask", cell: cell.id, id, prompt, password });
    });
  }
}

async function asBundle(value: unknown): Promise<Bundle> {
  return { data: await toBundle(value), metadata: {} };
}
