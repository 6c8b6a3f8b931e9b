/** A front end made of arrays: what a host was told to show, and every comm message both ways. */
import type { Comm, Comms, DisplayOptions, Host, MimeBundle } from "../../lib/render/host";

// biome-ignore lint/suspicious/noExplicitAny: payloads are looked into freely
type Any = any;

export interface Sent {
  readonly id: string;
  readonly type: "open" | "msg" | "close";
  readonly target?: string;
  readonly data: Any;
  readonly metadata?: object;
  readonly buffers: ArrayBufferView[];
}

export class FakeHost implements Host {
  readonly displayed: { readonly bundle: MimeBundle; readonly options: DisplayOptions }[] = [];
  readonly sent: Sent[] = [];
  readonly comms?: Comms;
  readonly #listeners = new Map<string, (data: Any, buffers: Uint8Array[], metadata: Any) => void>();
  readonly #closers = new Map<string, () => void>();
  readonly #targets = new Map<string, (comm: Comm, data: Any) => void>();

  constructor(
    readonly name: Host["name"] = "descentlab",
    withComms = name === "descentlab",
  ) {
    if (!withComms) return;
    this.comms = {
      open: (target, data, { metadata, buffers = [], id = "comm" } = {}) => {
        this.sent.push({ id, type: "open", target, data, metadata, buffers });
        return this.#comm(id);
      },
      onOpen: (target, handler) => this.#targets.set(target, handler),
    };
  }

  #comm(id: string): Comm {
    return {
      id,
      send: (data, metadata, buffers = []) => this.sent.push({ id, type: "msg", data, metadata, buffers }),
      close: (data) => this.sent.push({ id, type: "close", data, buffers: [] }),
      onMessage: (f) => this.#listeners.set(id, f),
      onClose: (f) => this.#closers.set(id, f),
    };
  }

  display(bundle: MimeBundle, options: DisplayOptions = {}): void {
    this.displayed.push({ bundle, options });
  }

  clearOutput(): void {}

  /** The page sends a message. */
  receive(id: string, data: unknown, buffers: Uint8Array[] = []): void {
    this.#listeners.get(id)!(data, buffers, {});
  }

  /** The reader changes a widget. */
  move(id: string, state: object): void {
    this.receive(id, { method: "update", state, buffer_paths: [] });
  }

  /** The page closes a comm. */
  closeFromPage(id: string): void {
    this.#closers.get(id)!();
  }

  /** The page opens a comm. */
  openFromPage(target: string, id: string): void {
    this.#targets.get(target)!(this.#comm(id), {});
  }

  /** Messages of one comm since the last call, without ids. */
  take(id: string): Any[] {
    const mine = this.sent.filter((m) => m.id === id);
    for (const m of mine) this.sent.splice(this.sent.indexOf(m), 1);
    return mine.map((m) => m.data);
  }
}
