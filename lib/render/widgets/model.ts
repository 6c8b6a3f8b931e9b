/**
 * One widget: a state kept equal on both sides of a comm (Jupyter widget messaging protocol 2.1.0).
 *
 * Under a kernel without comms a widget is a plain value holder: it can be set, read and listened to, and shows
 * itself as text.
 */
import { randomUUID } from "node:crypto";
import { DISPLAY, type MimeBundle } from "../../core/displayable";
import { requireThat, showValue } from "../../core/errors";
import { type Comm, host as currentHost, type Host } from "../host";
import { type Path, putBuffers, takeBuffers } from "./buffers";
import { answerStateRequests, forget, remember, widgetById } from "./registry";

export type State = Record<string, unknown>;
export type Unsubscribe = () => void;

export const VIEW_MIME = "application/vnd.jupyter.widget-view+json";
const PROTOCOL = { version: "2.1.0" };

/** What a front end needs to make the other half of a widget. */
export function identity(model: string, view = model, module = "controls", viewModule = module): State {
  return {
    _model_module: `@jupyter-widgets/${module}`,
    _model_module_version: MODULE_VERSION[module],
    _model_name: `${model}Model`,
    _view_count: null,
    _view_module: `@jupyter-widgets/${viewModule}`,
    _view_module_version: MODULE_VERSION[viewModule],
    _view_name: `${view}View`,
  };
}
const MODULE_VERSION: Record<string, string> = { base: "2.0.0", controls: "2.0.0", output: "1.0.0" };

export interface WidgetSetup {
  /** Defaults to the host of the running kernel. */
  readonly host?: Host;
  /** Widgets that live and die with this one (its layout, its style). */
  readonly parts?: readonly Widget[];
}

/** A widget of any kind. Its keys are those of the initial state; no key is added later. */
export class Widget {
  readonly modelId: string = randomUUID().replaceAll("-", "");
  readonly host: Host;
  readonly #state: State;
  readonly #parts: readonly Widget[];
  readonly #changed = new Set<(keys: readonly string[]) => void>();
  readonly #custom = new Set<(content: unknown, buffers: Uint8Array[]) => void>();
  #comm: Comm | undefined;
  #closed = false;

  constructor(state: State, setup: WidgetSetup = {}) {
    this.host = setup.host ?? currentHost();
    this.#state = { ...state };
    this.#parts = setup.parts ?? [];
    const comms = this.host.comms;
    if (comms === undefined) return;
    answerStateRequests(comms);
    const { state: json, paths, buffers } = this.#wire(this.#state);
    this.#comm = comms.open(
      "jupyter.widget",
      { state: json, buffer_paths: paths },
      { id: this.modelId, metadata: PROTOCOL, buffers },
    );
    this.#comm.onMessage((data, buffers) => this.#receive(data, buffers));
    this.#comm.onClose(() => this.#dispose());
    remember(comms, this);
  }

  /** True once the widget was closed here or by the front end. */
  get closed(): boolean {
    return this.#closed;
  }

  /** The value under one key of the state. */
  get(key: string): unknown {
    requireThat(Object.hasOwn(this.#state, key), "key", `be a key of ${this.kind}`, key);
    return this.#state[key];
  }

  /** Sets some keys, tells the front end (one `update` message) and then the listeners. Equal values are not sent. */
  set(patch: State): void {
    const keys = Object.keys(patch).filter((key) => this.get(key) !== patch[key]);
    if (keys.length === 0) return;
    for (const key of keys) this.#state[key] = patch[key];
    this.#sendState("update", pick(this.#state, keys));
    this.#notify(keys);
  }

  /** Calls `f` with the changed keys after every change, from here or from the front end. */
  onStateChange(f: (keys: readonly string[]) => void): Unsubscribe {
    this.#changed.add(f);
    return () => this.#changed.delete(f);
  }

  /** A message outside the state, for the view. */
  sendCustom(content: unknown, buffers?: ArrayBufferView[]): void {
    this.#send({ method: "custom", content }, buffers);
  }

  onCustom(f: (content: unknown, buffers: Uint8Array[]) => void): Unsubscribe {
    this.#custom.add(f);
    return () => this.#custom.delete(f);
  }

  /** Closes the comm and drops every reference; all views disappear. Closing twice does nothing. */
  close(): void {
    const comm = this.#comm;
    this.#dispose();
    comm?.close();
  }

  /** The state as it goes over the wire: `buffer_paths` beside JSON, other widgets as `IPY_MODEL_…`. */
  wireState(): { state: unknown; paths: Path[]; buffers: ArrayBufferView[] } {
    return this.#wire(this.#state);
  }

  /** `IntSlider`, `HBox`, … */
  get kind(): string {
    return String(this.#state._model_name).replace(/Model$/, "");
  }

  toString(): string {
    const shown = ["description", "value", "min", "max", "step"]
      .filter((key) => Object.hasOwn(this.#state, key) && this.#state[key] !== "")
      .map((key) => `${key}=${showValue(this.#state[key])}`);
    return `${this.kind}(${shown.join(", ")})`;
  }

  [DISPLAY](): MimeBundle {
    const text = { "text/plain": this.toString() };
    if (this.#comm === undefined) return text;
    return { [VIEW_MIME]: { version_major: 2, version_minor: 0, model_id: this.modelId }, ...text };
  }

  /**
   * What becomes of a value the front end sent; the default takes it. The result is sent back if it differs by
   * more than rounding (a handle that is being dragged would jump).
   */
  protected accept(_key: string, value: unknown): unknown {
    return value;
  }

  #receive(data: unknown, buffers: Uint8Array[]): void {
    if (data === null || typeof data !== "object") return;
    const { method, state, buffer_paths, content } = data as State;
    if (method === "request_state") this.#sendState("update", this.#state);
    else if (method === "custom") for (const f of [...this.#custom]) f(content, buffers);
    else if (method === "update" && state !== null && typeof state === "object") {
      if (Array.isArray(buffer_paths)) putBuffers(state, buffer_paths, buffers);
      this.#take(state as State);
    }
  }

  #take(sent: State): void {
    const keys = Object.keys(sent).filter((key) => Object.hasOwn(this.#state, key));
    if (keys.length === 0) return;
    this.#sendState("echo_update", pick(sent, keys));
    const changed: string[] = [];
    const corrected: string[] = [];
    for (const key of keys) {
      const got = fromWire(sent[key], this.host);
      const value = this.accept(key, got);
      if (!nearlyEqual(value, got)) corrected.push(key);
      if (value === this.#state[key]) continue;
      this.#state[key] = value;
      changed.push(key);
    }
    if (corrected.length > 0) this.#sendState("update", pick(this.#state, corrected));
    if (changed.length > 0) this.#notify(changed);
  }

  /** Every listener is called even if one throws; the first error is then passed on. */
  #notify(keys: readonly string[]): void {
    const errors: unknown[] = [];
    for (const f of [...this.#changed]) {
      try {
        f(keys);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }

  #sendState(method: "update" | "echo_update", state: State): void {
    const { state: json, paths, buffers } = this.#wire(state);
    this.#send({ method, state: json, buffer_paths: paths }, buffers);
  }

  #send(data: object, buffers?: ArrayBufferView[]): void {
    this.#comm?.send(data, undefined, buffers);
  }

  #wire(state: State) {
    return takeBuffers(toWire(state));
  }

  #dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#comm = undefined;
    this.#changed.clear();
    this.#custom.clear();
    if (this.host.comms) forget(this.host.comms, this);
    for (const part of this.#parts) part.close();
  }
}

const REFERENCE = "IPY_MODEL_";

function toWire(value: unknown): unknown {
  if (value instanceof Widget) return REFERENCE + value.modelId;
  if (Array.isArray(value)) return value.map(toWire);
  if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toWire(entry)]));
}

function fromWire(value: unknown, host: Host): unknown {
  if (typeof value === "string" && value.startsWith(REFERENCE))
    return widgetById(host.comms, value.slice(REFERENCE.length)) ?? value;
  return Array.isArray(value) ? value.map((entry) => fromWire(entry, host)) : value;
}

const nearlyEqual = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === "number" && typeof b === "number" && Math.abs(a - b) <= 1e-9 * Math.abs(b));

const pick = (state: State, keys: readonly string[]): State =>
  Object.fromEntries(keys.map((key) => [key, state[key]]));
