/** The protocol: what each request gets for an answer. Nothing here runs or waits for user code. */
import { type Order, type Report, SHARED } from "../messages";
import type { Sockets } from "../sockets";
import { PROTOCOL_VERSION, type Wire } from "../wire";
import { Cells } from "./cells";
import { History } from "./history";
import { Interrupter } from "./interrupt";
import type { Language } from "./language";
import { type Channel, Publisher, type Request } from "./publisher";
import { toPoints, toUnits } from "./text";
import { type HeapLimits, watchHeap } from "./watch";

export interface FrontParts {
  readonly sockets: Sockets;
  readonly wire: Wire;
  readonly language: Language;
  readonly shared: Int32Array;
  readonly heap: HeapLimits;
  readonly versions: { readonly kernel: string; readonly typescript: string };
  readonly order: (order: Order) => void;
  readonly log: (text: string) => void;
  /** Ends the process once the reply is out. */
  readonly end: () => void;
}

export class FrontKernel {
  private readonly publisher: Publisher;
  private readonly cells: Cells;
  private readonly history = new History();
  private readonly interrupter: Interrupter;
  private readonly comms = new Map<string, string>();
  private input: { cell: string; id: number } | null = null;
  /** No request and no subscriber yet. */
  private starting = true;

  constructor(private readonly parts: FrontParts) {
    this.publisher = new Publisher(parts.sockets, parts.wire);
    this.interrupter = new Interrupter(parts.shared, parts.order, () => this.cells.current);
    this.cells = new Cells(this.publisher, parts.language, this.history, parts.order, () =>
      watchHeap(this.interrupter, parts.heap, (reason) => void this.interrupt(reason)),
    );
  }

  /** Starts to listen. */
  start(): void {
    void this.listen("shell");
    void this.listen("control");
    void this.listenToInput();
    void this.listenToSubscribers();
  }

  private async listen(channel: Channel): Promise<void> {
    for await (const frames of this.parts.sockets[channel]) {
      const decoded = this.parts.wire.decode(frames);
      if (decoded.kind === "dropped") {
        this.parts.log(`dropped a message on ${channel}: ${decoded.reason}`);
        continue;
      }
      const request: Request = { ...decoded.message, channel };
      this.publisher.remember(request);
      this.starting = false;
      this.dispatch(request).catch((error) => this.parts.log(`${request.header.msg_type}: ${error.stack}`));
    }
  }

  private async listenToInput(): Promise<void> {
    for await (const frames of this.parts.sockets.stdin) {
      const decoded = this.parts.wire.decode(frames);
      if (decoded.kind === "dropped") this.parts.log(`dropped a message on stdin: ${decoded.reason}`);
      else if (decoded.message.header.msg_type === "input_reply" && this.input) {
        this.parts.order({
          op: "input",
          id: this.input.id,
          value: String(decoded.message.content.value ?? ""),
        });
        this.input = null;
      }
    }
  }

  /** Subscribers are welcomed first. That the kernel starts, nobody would hear before the first of them is there. */
  private async listenToSubscribers(): Promise<void> {
    for await (const [frame] of this.parts.sockets.iopub) {
      if (frame?.[0] !== 1) continue;
      this.publisher.welcome(Buffer.from(frame.subarray(1)).toString());
      if (this.starting) this.publisher.status("", "starting");
      this.starting = false;
    }
  }

  private async dispatch(request: Request): Promise<void> {
    const type = request.header.msg_type;
    if (type === "execute_request") return this.cells.enqueue(request);
    const cell = request.header.msg_id;
    this.publisher.status(cell, "busy");
    if (type === "comm_open" || type === "comm_msg" || type === "comm_close") return this.comm(request);
    const content = await this.answer(request);
    if (content) this.publisher.reply(request, type.replace(/_request$/, "_reply"), content);
    else this.parts.log(`no such request: ${type}`);
    this.idle(cell);
    if (type === "shutdown_request") this.parts.end();
  }

  /** A front end shows the last status it heard: while a cell runs, that has to be `busy`. */
  private idle(cell: string): void {
    this.publisher.status(cell, "idle");
    const current = this.cells.current;
    if (current !== null) this.publisher.status(current, "busy");
  }

  private async answer({ header, content }: Request): Promise<object | undefined> {
    const code = String(content.code ?? "");
    const cursor = toUnits(code, Number(content.cursor_pos ?? code.length));
    switch (header.msg_type) {
      case "kernel_info_request":
        return this.info();
      case "complete_request": {
        const found = await this.parts.language.complete(code, cursor);
        const [start, end] = [toPoints(code, found.start), toPoints(code, found.end)];
        const types = found.matches.map((text, i) => ({ text, type: found.types[i], start, end }));
        const metadata = { _jupyter_types_experimental: types };
        return { status: "ok", matches: found.matches, cursor_start: start, cursor_end: end, metadata };
      }
      case "inspect_request": {
        const found = await this.parts.language.inspect(code, cursor, Number(content.detail_level ?? 0));
        return { status: "ok", found: found.found, data: found.data, metadata: {} };
      }
      case "is_complete_request":
        return this.parts.language.isComplete(code);
      case "history_request":
        return this.history.answer(content);
      case "comm_info_request": {
        const wanted = content.target_name;
        const open = [...this.comms].filter(([, target]) => !wanted || target === wanted);
        return {
          status: "ok",
          comms: Object.fromEntries(open.map(([id, target]) => [id, { target_name: target }])),
        };
      }
      case "interrupt_request":
        void this.interrupt();
        return { status: "ok" };
      case "shutdown_request":
        return { status: "ok", restart: content.restart === true };
      default:
        return undefined;
    }
  }

  private info(): object {
    return {
      status: "ok",
      protocol_version: PROTOCOL_VERSION,
      implementation: "descentlab",
      implementation_version: this.parts.versions.kernel,
      language_info: {
        name: "typescript",
        version: this.parts.versions.typescript,
        mimetype: "text/typescript",
        file_extension: ".ts",
        pygments_lexer: "typescript",
        codemirror_mode: "typescript",
        nbconvert_exporter: "script",
      },
      banner: `TypeScript ${this.parts.versions.typescript} on Node ${process.version} (Descent Lab ${this.parts.versions.kernel})`,
      debugger: false,
      help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
      supported_features: [],
    };
  }

  private interrupt(reason?: string): Promise<void> {
    this.cells.cancel();
    this.input = null;
    return this.interrupter.stop(this.cells.current, reason);
  }

  private comm(request: Request): void {
    const { header, content, metadata, buffers } = request;
    const id = String(content.comm_id ?? "");
    if (header.msg_type === "comm_open") this.comms.set(id, String(content.target_name ?? ""));
    if (header.msg_type === "comm_close") this.comms.delete(id);
    this.parts.order({ op: "comm", cell: header.msg_id, type: header.msg_type, content, metadata, buffers });
  }

  /** What the user thread reports. */
  heard(report: Report): void {
    switch (report.op) {
      case "stream":
        this.publisher.stream(report.cell, report.name, report.text);
        this.passed(report.text.length);
        break;
      case "publish": {
        const { type, content } = report;
        if (type.startsWith("comm_")) this.noteComm(type, content);
        this.publisher.publish(report.cell, type, content, report.metadata, report.buffers);
        this.passed(content.length);
        break;
      }
      case "ended":
        this.cells.ended(report.cell, report.ending);
        break;
      case "handled":
        this.idle(report.cell);
        break;
      case "ask": {
        const request = this.publisher.request(report.cell);
        this.input = { cell: report.cell, id: report.id };
        if (request) this.publisher.ask(request, report.prompt, report.password);
      }
    }
  }

  private noteComm(type: string, json: string): void {
    if (type === "comm_msg") return;
    const content = JSON.parse(json) as { comm_id: string; target_name?: string };
    if (type === "comm_open") this.comms.set(content.comm_id, content.target_name ?? "");
    else this.comms.delete(content.comm_id);
  }

  private passed(length: number): void {
    Atomics.add(this.parts.shared, SHARED.passed, (length >> 10) + 1);
    Atomics.notify(this.parts.shared, SHARED.passed);
  }

  /** Resolves when everything sent so far is with the sockets. */
  async drained(): Promise<void> {
    await Promise.all(Object.values(this.parts.sockets.out).map((box) => box.drained()));
  }
}
