/**
 * The host: whoever shows what a program displays.
 *
 * Three are known. The project's own kernel announces itself by a global before the first cell. Stock tslab is
 * recognised by its module among the loaded ones; it has no comms. Anything else is a terminal or a test: the
 * plain text of a bundle goes to a writer.
 */
import process from "node:process";

/** Representations of one value by MIME type, as in the Jupyter messaging protocol. */
export type MimeBundle = Record<string, unknown>;

/** A channel between a widget in the page and its model here. */
export interface Comm {
  readonly id: string;
  send(data: object, metadata?: object, buffers?: ArrayBufferView[]): void;
  close(data?: object): void;
  // biome-ignore lint/suspicious/noExplicitAny: comm payloads are untyped in the protocol.
  onMessage(handler: (data: any, buffers: Uint8Array[], metadata: any) => void): void;
  onClose(handler: () => void): void;
}

/** How to display. `update` replaces the output that was displayed under the same `displayId`. */
export interface DisplayOptions {
  readonly metadata?: object;
  readonly displayId?: string;
  readonly update?: boolean;
}

/** Opens comms, and hears of those that the page opens. */
export interface Comms {
  open(
    target: string,
    data: object,
    options?: { metadata?: object; buffers?: ArrayBufferView[]; id?: string },
  ): Comm;
  // biome-ignore lint/suspicious/noExplicitAny: comm payloads are untyped in the protocol.
  onOpen(target: string, handler: (comm: Comm, data: any) => void): void;
}

/** What the rest of `render` needs from a kernel. */
export interface Host {
  readonly name: "descentlab" | "tslab" | "plain";
  display(bundle: MimeBundle, options?: DisplayOptions): void;
  /** Empties the output of the cell; without effect where that is not supported. */
  clearOutput(wait?: boolean): void;
  readonly comms?: Comms;
  /** Stands for the cell whose code is running; the same value as long as it is the same cell. */
  readonly parent?: unknown;
  /** Runs `work` with its output sent to the cell for which `parent` stands. */
  within?<T>(parent: unknown, work: () => T): T;
}

/** Key of the global under which the project's own kernel offers its {@link Host}. */
export const HOST_KEY = Symbol.for("descentlab.host");

type TslabWriter = (
  message: { data: MimeBundle; metadata: object; transient: object },
  update?: boolean,
) => void;

/** tslab's `jupyter` module as loaded by the running kernel; a copy that we loaded ourselves would not be ready. */
function tslabWriter(): TslabWriter | null {
  for (const [path, module] of Object.entries(require.cache)) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(path)) continue;
    const write = module?.exports?.lastWriteDisplayData;
    if (typeof write === "function") return write as TslabWriter;
  }
  return null;
}

function tslabHost(): Host {
  return {
    name: "tslab",
    display(bundle, options = {}) {
      const transient = options.displayId === undefined ? {} : { display_id: options.displayId };
      tslabWriter()?.({ data: bundle, metadata: options.metadata ?? {}, transient }, options.update ?? false);
    },
    clearOutput() {},
    // tslab makes a new writer for each cell.
    get parent() {
      return tslabWriter();
    },
  };
}

let writeText = (text: string): void => {
  process.stdout.write(text);
};

/** Sends the text of the plain host elsewhere; returns the writer used so far. */
export function setTextWriter(writer: (text: string) => void): (text: string) => void {
  const previous = writeText;
  writeText = writer;
  return previous;
}

const PLAIN: Host = {
  name: "plain",
  display(bundle) {
    const text = bundle["text/plain"] ?? `[${Object.keys(bundle).join(", ")}]`;
    writeText(`${String(text)}\n`);
  },
  clearOutput() {},
};

/** The host of this process at this moment. */
export function host(): Host {
  const own = (globalThis as { [key: symbol]: unknown })[HOST_KEY] as Host | undefined;
  if (own !== undefined) return own;
  return tslabWriter() === null ? PLAIN : tslabHost();
}
