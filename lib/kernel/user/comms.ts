/** Comms: channels between widgets in the page and their models in user code. */
import { randomUUID } from "node:crypto";
import type { Comm, Comms } from "../../render/host";
import type { Order } from "../messages";
import type { Outlet } from "./outlet";

type Handler = (data: unknown, buffers: Uint8Array[], metadata: unknown) => void;

class OwnComm implements Comm {
  readonly handlers: Handler[] = [];
  readonly closers: (() => void)[] = [];

  constructor(
    readonly id: string,
    private readonly outlet: Outlet,
    private readonly forget: (id: string) => void,
  ) {}

  send(data: object, metadata?: object, buffers?: ArrayBufferView[]): void {
    this.outlet.publish("comm_msg", { comm_id: this.id, data }, metadata, buffers);
  }
  close(data: object = {}): void {
    this.forget(this.id);
    this.outlet.publish("comm_close", { comm_id: this.id, data });
  }
  onMessage(handler: Handler): void {
    this.handlers.push(handler);
  }
  onClose(handler: () => void): void {
    this.closers.push(handler);
  }
}

export class OwnComms implements Comms {
  private readonly open_ = new Map<string, OwnComm>();
  private readonly targets = new Map<string, (comm: Comm, data: unknown) => void>();

  constructor(private readonly outlet: Outlet) {}

  private make(id: string): OwnComm {
    const comm = new OwnComm(id, this.outlet, (gone) => this.open_.delete(gone));
    this.open_.set(id, comm);
    return comm;
  }

  open(
    target: string,
    data: object,
    options: { metadata?: object; buffers?: ArrayBufferView[]; id?: string } = {},
  ): Comm {
    const comm = this.make(options.id ?? randomUUID());
    const content = { comm_id: comm.id, target_name: target, data };
    this.outlet.publish("comm_open", content, options.metadata, options.buffers);
    return comm;
  }

  onOpen(target: string, handler: (comm: Comm, data: unknown) => void): void {
    this.targets.set(target, handler);
  }

  /** A message of the page. */
  receive(order: Order & { op: "comm" }): void {
    const id = String(order.content.comm_id);
    const data = order.content.data ?? {};
    const comm = this.open_.get(id);
    if (order.type === "comm_open") {
      const handler = this.targets.get(String(order.content.target_name));
      const opened = this.make(id);
      if (handler) handler(opened, data);
      else opened.close();
    } else if (order.type === "comm_msg") {
      for (const handler of comm?.handlers ?? []) handler(data, [...order.buffers], order.metadata);
    } else if (comm) {
      this.open_.delete(id);
      for (const closer of comm.closers) closer();
    }
  }
}
