/** The queue of cells: one runs at a time; an error drops those that wait behind it. */
import type { Ending, Failure, Order, Prepared } from "../messages";
import type { History } from "./history";
import type { Language } from "./language";
import type { Publisher, Request } from "./publisher";

interface Running {
  readonly request: Request;
  readonly cell: string;
  /** Set when the cell is to end although it does not run yet. */
  cancelled: boolean;
  end?: (ending: Ending) => void;
}

export class Cells {
  private readonly queue: Request[] = [];
  private running: Running | null = null;
  private count = 0;
  private anonymous = 0;

  constructor(
    private readonly publisher: Publisher,
    private readonly language: Language,
    private readonly history: History,
    private readonly order: (order: Order) => void,
    private readonly started: () => () => void,
  ) {}

  get executionCount(): number {
    return this.count;
  }

  /** The request that runs, if any. */
  get current(): string | null {
    return this.running?.cell ?? null;
  }

  enqueue(request: Request): void {
    this.queue.push(request);
    if (!this.running) void this.work();
  }

  /** The user thread reports the end of a cell. */
  ended(cell: string, ending: Ending): void {
    if (this.running?.cell === cell) this.running.end?.(ending);
  }

  /** Marks the running cell as interrupted, for the time before its code starts. */
  cancel(): void {
    if (this.running) this.running.cancelled = true;
  }

  private async work(): Promise<void> {
    for (let request = this.queue.shift(); request; request = this.queue.shift()) {
      const failed = await this.run(request);
      if (failed && request.content.stop_on_error !== false) this.abort();
    }
  }

  private abort(): void {
    for (const request of this.queue.splice(0)) {
      const cell = request.header.msg_id;
      this.publisher.status(cell, "busy");
      this.publisher.reply(request, "execute_reply", {
        status: "aborted",
        execution_count: this.count,
      });
      this.publisher.status(cell, "idle");
    }
  }

  private async run(request: Request): Promise<boolean> {
    const cell = request.header.msg_id;
    const code = String(request.content.code ?? "");
    const silent = request.content.silent === true;
    const stored = !silent && request.content.store_history !== false;
    const running: Running = { request, cell, cancelled: false };
    this.running = running;
    this.publisher.status(cell, "busy");
    const blank = code.trim() === "";
    if (stored && !blank) this.count++;
    const label = silent ? `silent ${++this.anonymous}` : `In[${this.count}]`;
    if (!silent) this.publisher.publish(cell, "execute_input", { code, execution_count: this.count });
    const unwatch = this.started();
    const ending = await this.ending(running, code, label, silent);
    unwatch();
    const output = this.report(request, ending, silent);
    if (stored && !blank) this.history.add(this.count, code, output);
    this.running = null;
    this.publisher.status(cell, "idle");
    return ending.kind === "failed";
  }

  private async ending(running: Running, code: string, label: string, silent: boolean): Promise<Ending> {
    const prepared = await this.language.prepare(code, label, true);
    if (prepared.kind === "rejected") return { kind: "failed", failure: prepared.failure, payload: [] };
    const expressions: Record<string, Prepared> = {};
    for (const [name, text] of Object.entries((running.request.content.user_expressions ?? {}) as object)) {
      expressions[name] = await this.language.prepare(String(text), `${label} ${name}`, false);
    }
    if (running.cancelled) return { kind: "failed", failure: INTERRUPTED, payload: [] };
    return new Promise((resolve) => {
      running.end = resolve;
      const allowStdin = running.request.content.allow_stdin === true;
      this.order({
        op: "run",
        cell: running.cell,
        label,
        code,
        script: prepared.script,
        expressions,
        allowStdin,
        silent,
      });
    });
  }

  /** Publishes the result or the error and replies. Returns the text of the result. */
  private report(request: Request, ending: Ending, silent: boolean): string {
    const cell = request.header.msg_id;
    const { payload } = ending;
    if (ending.kind === "failed") {
      const { failure } = ending;
      if (!silent) this.publisher.publish(cell, "error", failure);
      const counted = { status: "error", execution_count: this.count };
      this.publisher.reply(request, "execute_reply", { ...counted, ...failure, payload });
      return `${failure.ename}: ${failure.evalue}`;
    }
    let text = "";
    if (ending.result !== undefined && !silent) {
      const result = ending.result.replace(/^\{/, `{"execution_count":${this.count},`);
      this.publisher.publish(cell, "execute_result", result);
      text = (JSON.parse(ending.result).data["text/plain"] as string | undefined) ?? "";
      for (const display of ending.below) this.publisher.publish(cell, "display_data", display);
    }
    this.publisher.reply(request, "execute_reply", {
      status: "ok",
      execution_count: this.count,
      user_expressions: ending.expressions,
      payload,
    });
    return text;
  }
}

export const INTERRUPTED: Failure = {
  ename: "KeyboardInterrupt",
  evalue: "The cell was interrupted.",
  traceback: ["\u001b[31mKeyboardInterrupt\u001b[0m: The cell was interrupted."],
};
