/** Sends messages on behalf of requests: status, replies, and the output of cells, also after they ended. */
import type { Sockets } from "../sockets";
import type { Message, Wire } from "../wire";
import { Streams } from "./streams";

/** Requests remembered so that late output still finds its cell. */
const REMEMBERED = 5000;

export type Channel = "shell" | "control";

export interface Request extends Message {
  readonly channel: Channel;
}

export class Publisher {
  private readonly requests = new Map<string, Request>();
  private readonly streams: Streams;

  constructor(
    private readonly sockets: Sockets,
    private readonly wire: Wire,
  ) {
    this.streams = new Streams((cell, name, text) => this.send(cell, "stream", { name, text }));
  }

  remember(request: Request): void {
    this.requests.set(request.header.msg_id, request);
    if (this.requests.size > REMEMBERED) this.requests.delete(this.requests.keys().next().value as string);
  }

  request(cell: string): Request | undefined {
    return this.requests.get(cell);
  }

  stream(cell: string, name: string, text: string): void {
    this.streams.write(cell, name, text);
  }

  /** Publishes on iopub under the request `cell`. */
  publish(
    cell: string,
    type: string,
    content: object | string,
    metadata?: object | string,
    buffers?: readonly Uint8Array[],
  ): void {
    this.streams.flush();
    this.send(cell, type, content, metadata, buffers);
  }

  private send(
    cell: string,
    type: string,
    content: object | string,
    metadata?: object | string,
    buffers?: readonly Uint8Array[],
  ): void {
    const parentHeader = this.requests.get(cell)?.header ?? {};
    const topic = type === "stream" ? "stream" : type;
    this.sockets.out.iopub.push(
      this.wire.encode({ identities: [topic], type, parentHeader, content, metadata, buffers }),
    );
  }

  status(cell: string, state: "busy" | "idle" | "starting"): void {
    this.publish(cell, "status", { execution_state: state });
  }

  reply(request: Request, type: string, content: object, metadata?: object): void {
    this.streams.flush();
    const { identities, header } = request;
    this.sockets.out[request.channel].push(
      this.wire.encode({ identities, type, parentHeader: header, content, metadata }),
    );
  }

  /** Asks the front end that sent `request` for a line of input. */
  ask(request: Request, prompt: string, password: boolean): void {
    this.streams.flush();
    this.sockets.out.stdin.push(
      this.wire.encode({
        identities: request.identities,
        type: "input_request",
        parentHeader: request.header,
        content: { prompt, password },
      }),
    );
  }

  /** A new subscriber may have missed what came before; this tells it that it hears from now on. */
  welcome(subscription: string): void {
    this.sockets.out.iopub.push(
      this.wire.encode({
        identities: [subscription],
        type: "iopub_welcome",
        parentHeader: {},
        content: { subscription },
      }),
    );
  }
}
