/** The five sockets of a kernel, bound to the address of the connection file and to nothing else. */
import { setTimeout as sleep } from "node:timers/promises";
import { Reply, Router, XPublisher } from "zeromq";

/** Contents of a connection file. */
export interface Connection {
  readonly transport: string;
  readonly ip: string;
  readonly shell_port: number;
  readonly control_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly hb_port: number;
  readonly key: string;
  readonly signature_scheme: string;
}

type Frames = (Uint8Array | string)[];

/** Sends in order. zeromq refuses a send while another is pending on the same socket, so there is one loop a socket. */
export class Outbox {
  private readonly queue: Frames[] = [];
  private bytes = 0;
  private running: Promise<void> | null = null;

  constructor(private readonly socket: { send(frames: Frames): Promise<void> }) {}

  push(frames: Frames): void {
    this.queue.push(frames);
    this.bytes += frames.reduce((sum, frame) => sum + frame.length, 0);
    this.running ??= this.pump();
  }

  /** Bytes accepted and not yet handed to the socket. */
  get pending(): number {
    return this.bytes;
  }

  /** Resolves when everything pushed so far is with the socket. */
  async drained(): Promise<void> {
    while (this.running) await this.running;
  }

  private async pump(): Promise<void> {
    try {
      for (let frames = this.queue.shift(); frames; frames = this.queue.shift()) {
        await this.socket.send(frames);
        this.bytes -= frames.reduce((sum, frame) => sum + frame.length, 0);
      }
    } catch {
      this.queue.length = 0; // The socket is closed: the kernel is going down.
      this.bytes = 0;
    } finally {
      this.running = null;
    }
  }
}

const BIND_ATTEMPTS = 20;
const BIND_PAUSE_MS = 50;

/** Somebody who looks for a free port may hold this one for a moment: binding is tried for a second. */
async function bind(socket: { bind(address: string): Promise<void> }, address: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await socket.bind(address);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE" || attempt === BIND_ATTEMPTS) throw error;
      await sleep(BIND_PAUSE_MS);
    }
  }
}

/** Messages above this size close the connection that sends them. */
const LARGEST_MESSAGE = 1 << 30;

export class Sockets {
  readonly shell = new Router({ maxMessageSize: LARGEST_MESSAGE, linger: 1000, sendHighWaterMark: 0 });
  readonly control = new Router({ maxMessageSize: LARGEST_MESSAGE, linger: 1000, sendHighWaterMark: 0 });
  readonly stdin = new Router({ maxMessageSize: LARGEST_MESSAGE, linger: 0, sendHighWaterMark: 0 });
  /** No high-water mark: a slow subscriber gets its messages late, never not at all. */
  readonly iopub = new XPublisher({ linger: 1000, sendHighWaterMark: 0 });
  readonly heartbeat = new Reply({ linger: 0 });
  readonly out = {
    shell: new Outbox(this.shell),
    control: new Outbox(this.control),
    stdin: new Outbox(this.stdin),
    iopub: new Outbox(this.iopub),
  };

  async bind(connection: Connection): Promise<void> {
    const address = (port: number) =>
      connection.transport === "ipc" ? `ipc://${connection.ip}-${port}` : `tcp://${connection.ip}:${port}`;
    this.iopub.verbosity = "allSubs";
    await Promise.all([
      bind(this.shell, address(connection.shell_port)),
      bind(this.control, address(connection.control_port)),
      bind(this.stdin, address(connection.stdin_port)),
      bind(this.iopub, address(connection.iopub_port)),
      bind(this.heartbeat, address(connection.hb_port)),
    ]);
    void this.beat();
  }

  private async beat(): Promise<void> {
    for await (const frames of this.heartbeat) await this.heartbeat.send(frames);
  }

  close(): void {
    for (const socket of [this.shell, this.control, this.stdin, this.iopub, this.heartbeat]) socket.close();
  }
}
