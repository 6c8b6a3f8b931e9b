/** Hands output to the front thread, at once and in order; waits when that thread falls behind. */
import { type Report, SHARED } from "../messages";
import type { Context } from "./context";

/** KiB that may be on the way. */
const IN_FLIGHT = 8 << 10;

export class Outlet {
  constructor(
    private readonly shared: Int32Array,
    private readonly context: Context,
    private readonly report: (report: Report) => void,
  ) {}

  stream(name: "stdout" | "stderr", text: string): void {
    const cell = this.context.here();
    if (cell.cancelled && cell.settled) throw cell.cancelled;
    if (text === "") return;
    this.report({ op: "stream", cell: cell.id, name, text });
    this.account(text.length);
  }

  publish(type: string, content: object, metadata?: object, buffers?: readonly ArrayBufferView[]): void {
    const json = toJson(content);
    this.report({
      op: "publish",
      cell: this.context.here().id,
      type,
      content: json,
      metadata: metadata && toJson(metadata),
      buffers: buffers?.map((view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength)),
    });
    this.account(json.length);
  }

  private account(length: number): void {
    const sent = Atomics.add(this.shared, SHARED.sent, (length >> 10) + 1);
    for (;;) {
      const passed = Atomics.load(this.shared, SHARED.passed);
      if (((sent - passed) | 0) <= IN_FLIGHT) return;
      Atomics.wait(this.shared, SHARED.passed, passed, 100);
    }
  }

  /** Makes `process.stdout` and `process.stderr` write to the cell. */
  capture(): void {
    for (const name of ["stdout", "stderr"] as const) {
      const write = (
        chunk: string | Uint8Array,
        encoding?: BufferEncoding | ((error?: Error) => void),
        callback?: (error?: Error) => void,
      ): boolean => {
        const coding = typeof encoding === "string" ? encoding : undefined;
        this.stream(name, typeof chunk === "string" ? chunk : Buffer.from(chunk).toString(coding));
        const done = typeof encoding === "function" ? encoding : callback;
        if (done) process.nextTick(done);
        return true;
      };
      Object.defineProperty(process[name], "write", { value: write, configurable: true, writable: true });
    }
    // Not Node's console: while an inspector session is open that one keeps the last 1000 messages and their values.
    globalThis.console = new console.Console({ stdout: process.stdout, stderr: process.stderr });
  }
}

/** JSON for a front end: typed arrays as arrays, bytes as base64, bigints as text. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) => {
    if (typeof v === "bigint") return v.toString();
    if (!ArrayBuffer.isView(v)) return v;
    if (v instanceof Uint8Array) return Buffer.from(v.buffer, v.byteOffset, v.byteLength).toString("base64");
    return v instanceof DataView ? undefined : Array.from(v as Float64Array);
  });
}
