/**
 * A Jupyter client: starts a kernel process from its kernelspec and runs cells in it. It reports what front ends pass
 * over in silence: an `idle` that never comes, output that the kernel lost, errors that sent no error message, and
 * requests that were dropped.
 */
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { Dealer, Subscriber } from "zeromq";
import type { Kernelspec } from "./environment";
import { type Displays, type Output, OutputList } from "./outputs";
import { type KernelProcess, signalTree, startKernel } from "./process";
import { type Message, Wire } from "./wire";

/**
 * What went wrong with the transport or the protocol of a cell, as opposed to with its code.
 *
 * - `no-idle`: the reply came, the final `idle` did not: at least one message was lost;
 * - `lost-output`: the kernel said that it could not send;
 * - `silent-error`: status `error` without an error message, so that notebooks save no error;
 * - `dropped`: the kernel refused the request because an earlier one failed;
 * - `bad-message`: a message with a wrong signature or format was ignored.
 */
export interface Fault {
  readonly kind: "no-idle" | "lost-output" | "silent-error" | "dropped" | "bad-message";
  readonly text: string;
}

/** What came of one request to execute. */
export interface Execution {
  /** `timeout`: it did not end in time and was interrupted; `dead`: the kernel process ended meanwhile. */
  readonly status: "ok" | "error" | "aborted" | "timeout" | "dead";
  readonly outputs: readonly Output[];
  readonly executionCount: number | null;
  readonly error?: { readonly ename: string; readonly evalue: string; readonly traceback: readonly string[] };
  readonly idle: boolean;
  readonly faults: readonly Fault[];
  readonly seconds: number;
}

export interface LaunchOptions {
  /** Working directory of the kernel process; Jupyter uses the notebook's folder. */
  readonly cwd?: string;
  /** Seconds until the first reply. Default 60. */
  readonly startTimeout?: number;
  /** Takes what the process writes to its own stdout and stderr. */
  readonly onLog?: (text: string) => void;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ExecuteOptions {
  /** Seconds until the cell is interrupted. Default 600. */
  readonly timeout?: number;
  /** Seconds without any message after the reply until `idle` counts as lost. Default 8. */
  readonly idleTimeout?: number;
  readonly silent?: boolean;
  readonly stopOnError?: boolean;
}

/** The kernel did not start, or it ended. */
export class KernelError extends Error {
  override readonly name = "KernelError";
}

/** What ZeroMQ says when it cannot listen. Stock tslab goes on without the socket and never answers. */
const PORT_TAKEN = /EADDRINUSE|Address already in use/;
const CANNOT_SEND = /EBUSY|Socket is busy|only one send operation/i;
interface Pending {
  readonly list: OutputList;
  readonly faults: Fault[];
  reply?: Message;
  idle: boolean;
  error?: Execution["error"];
  lastMessage: number;
  wake: () => void;
}

type Channel = "shell" | "control";

export class KernelClient {
  /** Content of the kernel_info_reply. */
  info: Readonly<Record<string, unknown>> = {};
  /** Takes every iopub message, in order (for comms and status). */
  onMessage?: (message: Message) => void;
  private readonly pending = new Map<string, Pending>();
  private readonly displays: Displays = new Map();
  private readonly sockets: Record<Channel, Dealer> = {
    shell: new Dealer({ linger: 0 }),
    control: new Dealer({ linger: 0 }),
  };
  private readonly iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  private readonly badMessages: Fault[] = [];
  private log = "";
  private lost = 0;
  private readonly child: ChildProcess;
  private readonly wire: Wire;
  private readonly ended: Promise<void>;
  private exited = false;

  private constructor(
    readonly spec: Kernelspec,
    { child, key, address, ended }: KernelProcess,
    onLog: ((text: string) => void) | undefined,
  ) {
    this.child = child;
    this.wire = new Wire(key);
    const take = (chunk: Buffer): void => {
      const text = chunk.toString();
      this.log = (this.log + text).slice(-20_000);
      if (CANNOT_SEND.test(text)) this.lost++;
      if (this.portTaken) for (const pending of this.pending.values()) pending.wake();
      onLog?.(text);
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    this.ended = ended.then((reason) => {
      this.exited = true;
      this.log += reason ?? "";
      for (const pending of this.pending.values()) pending.wake();
    });
    for (const channel of ["shell", "control"] as const) {
      this.sockets[channel].connect(address[channel]);
      void this.listen(this.sockets[channel], "reply");
    }
    this.iopub.connect(address.iopub);
    this.iopub.subscribe();
    void this.listen(this.iopub, "iopub");
  }

  /**
   * Starts a kernel and waits until it answers on shell and iopub. When another process took one of its ports before
   * the kernel could listen, it is started again with others, at most twice.
   *
   * @throws KernelError when it ends before or does not answer in time; the message holds the end of its log
   */
  static async launch(spec: Kernelspec, options: LaunchOptions = {}): Promise<KernelClient> {
    for (let restarts = 0; ; restarts++) {
      const client = new KernelClient(spec, await startKernel(spec, options), options.onLog);
      try {
        await client.ready(options.startTimeout ?? 60);
        return client;
      } catch (error) {
        await client.kill();
        if (restarts === 2 || !client.portTaken) throw error;
        options.onLog?.("a port was taken meanwhile: starting again with others\n");
      }
    }
  }

  get alive(): boolean {
    return !this.exited;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Whether the kernel has reported, since the last execution, that it could not send a message. */
  get lostOutput(): boolean {
    return this.lost > 0;
  }

  /** What the kernel process last wrote to its own stdout and stderr (at most 20 000 characters). */
  get processLog(): string {
    return this.log;
  }

  private get portTaken(): boolean {
    return PORT_TAKEN.test(this.log);
  }

  private async ready(seconds: number): Promise<void> {
    const end = Date.now() + 1000 * seconds;
    for (let wait = seconds; Date.now() < end && this.alive && !this.portTaken; wait = 1) {
      const { pending } = await this.send("shell", "kernel_info_request", {});
      const settled = (): boolean => pending.reply !== undefined || this.portTaken;
      await this.until(pending, settled, Math.min(wait, (end - Date.now()) / 1000));
      if (!pending.reply) continue;
      this.info = pending.reply.content;
      await this.until(pending, () => pending.idle, 1);
      if (pending.idle) return;
    }
    const reason = this.portTaken
      ? "could not listen"
      : this.alive
        ? `did not answer within ${seconds} s`
        : "ended before it answered";
    throw new KernelError(`kernel ${this.spec.name} ${reason}. Its log ends with:\n${this.log.slice(-2000)}`);
  }

  /** Sends a request and waits for its reply; `undefined` when the kernel is dead or `timeout` seconds have passed. */
  async request(channel: Channel, type: string, content: object, timeout = 30): Promise<Message | undefined> {
    const { pending } = await this.send(channel, type, content);
    await this.until(pending, () => pending.reply !== undefined, timeout);
    return pending.reply;
  }

  /** Runs one cell and waits for its reply and its idle. Never throws because of what the cell does. */
  async execute(code: string, options: ExecuteOptions = {}): Promise<Execution> {
    const started = performance.now();
    const { pending } = await this.send("shell", "execute_request", {
      code,
      silent: options.silent ?? false,
      store_history: !(options.silent ?? false),
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: options.stopOnError ?? true,
    });
    await this.until(pending, () => pending.reply !== undefined, options.timeout ?? 600);
    const timedOut = pending.reply === undefined && this.alive;
    if (timedOut) {
      await this.interrupt();
      await this.until(pending, () => pending.reply !== undefined, 5);
    } else {
      // Messages still on their way keep the wait alive; silence ends it.
      const silence = 1000 * (options.idleTimeout ?? 8);
      while (!pending.idle && this.alive && Date.now() - pending.lastMessage < silence) {
        await this.until(pending, () => pending.idle, (silence - (Date.now() - pending.lastMessage)) / 1000);
      }
    }
    return this.conclude(pending, timedOut, (performance.now() - started) / 1000);
  }

  private conclude(pending: Pending, timedOut: boolean, seconds: number): Execution {
    const content = pending.reply?.content ?? {};
    const given = String(content.status ?? "dead");
    const status = timedOut ? "timeout" : given === "abort" ? "aborted" : (given as Execution["status"]);
    const faults = [...pending.faults, ...this.badMessages.splice(0)];
    const stderr = pending.list.outputs.map((o) => (o.output_type === "stream" ? o.text : "")).join("");
    if (pending.reply && !pending.idle && this.alive) {
      faults.push({ kind: "no-idle", text: "the final idle never came: messages of this cell were lost" });
    }
    if (this.lost > 0 || CANNOT_SEND.test(stderr)) {
      faults.push({ kind: "lost-output", text: "the kernel reports that it could not send messages" });
      this.lost = 0;
    }
    if (status === "aborted") {
      faults.push({ kind: "dropped", text: "the kernel dropped this request after an earlier error" });
    }
    const error =
      status === "error" && content.ename !== undefined
        ? (content as unknown as Execution["error"])
        : pending.error;
    if (status === "error" && !pending.error) {
      faults.push({ kind: "silent-error", text: "the kernel reported an error without an error message" });
    }
    const count = content.execution_count;
    return {
      status,
      outputs: pending.list.outputs,
      executionCount: typeof count === "number" ? count : null,
      ...(error ? { error } : {}),
      idle: pending.idle,
      faults,
      seconds,
    };
  }

  /** Asks the kernel to stop what it computes, the way its kernelspec says. */
  async interrupt(): Promise<void> {
    if (this.spec.interruptMode === "message") await this.request("control", "interrupt_request", {}, 5);
    else signalTree(this.child, "SIGINT");
  }

  /** Ends the kernel: politely, then by force. The process is gone when this returns. */
  async shutdown(): Promise<void> {
    if (this.alive) {
      await this.send("control", "shutdown_request", { restart: false }).catch(() => undefined);
      await Promise.race([this.ended, sleep(3000, undefined, { ref: false })]);
    }
    await this.kill();
  }

  /** Ends the kernel and everything it started, at once. */
  async kill(): Promise<void> {
    if (this.alive) signalTree(this.child, "SIGKILL");
    await this.ended;
    for (const socket of [this.sockets.shell, this.sockets.control, this.iopub]) socket.close();
  }

  private async send(channel: Channel, type: string, content: object): Promise<{ pending: Pending }> {
    const frames = this.wire.encode({ type, content, parentHeader: {} });
    const { msg_id } = JSON.parse(String(frames[2])) as { msg_id: string };
    const pending: Pending = {
      list: new OutputList(this.displays),
      faults: [],
      idle: false,
      lastMessage: Date.now(),
      wake: () => undefined,
    };
    this.pending.set(msg_id, pending);
    await this.sockets[channel].send(frames as Buffer[]);
    return { pending };
  }

  private async listen(socket: Dealer | Subscriber, kind: "reply" | "iopub"): Promise<void> {
    for await (const frames of socket) {
      const decoded = this.wire.decode(frames);
      if (decoded.kind === "dropped") {
        this.badMessages.push({ kind: "bad-message", text: `a message was ignored: ${decoded.reason}` });
        continue;
      }
      const { message } = decoded;
      const pending = this.pending.get((message.parentHeader as { msg_id?: string }).msg_id ?? "");
      if (kind === "iopub") this.onMessage?.(message);
      if (!pending) continue;
      pending.lastMessage = Date.now();
      if (kind === "reply") pending.reply = message;
      else this.takeOutput(pending, message);
      pending.wake();
    }
  }

  private takeOutput(pending: Pending, { header, content }: Message): void {
    if (header.msg_type === "status") {
      if (content.execution_state === "idle") pending.idle = true;
      return;
    }
    if (header.msg_type === "error") pending.error = content as unknown as NonNullable<Execution["error"]>;
    pending.list.take(header.msg_type, content);
  }

  /** Waits until `done()`, the death of the kernel, or `seconds`. */
  private async until(pending: Pending, done: () => boolean, seconds: number): Promise<void> {
    if (done() || !this.alive || seconds <= 0) return;
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        pending.wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(finish, 1000 * seconds);
      pending.wake = () => {
        if (done() || !this.alive) finish();
      };
    });
  }
}
