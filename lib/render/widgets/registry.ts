/** The open widgets of each kernel connection, and the answer to a front end that asks for all of them at once. */
import type { Comm, Host } from "../host";
import type { Path } from "./buffers";
import type { Widget } from "./model";

type Comms = NonNullable<Host["comms"]>;

interface Registry {
  readonly widgets: Map<string, Widget>;
  readonly joined: Set<() => void>;
}

const registries = new WeakMap<Comms, Registry>();

function registryOf(comms: Comms): Registry {
  let registry = registries.get(comms);
  if (registry === undefined) {
    registry = { widgets: new Map(), joined: new Set() };
    registries.set(comms, registry);
  }
  return registry;
}

export function remember(comms: Comms, widget: Widget): void {
  registryOf(comms).widgets.set(widget.modelId, widget);
}

export function forget(comms: Comms, widget: Widget): void {
  registryOf(comms).widgets.delete(widget.modelId);
}

export function widgetById(comms: Comms | undefined, id: string): Widget | undefined {
  return comms && registryOf(comms).widgets.get(id);
}

/** The number of open widgets. */
export function openWidgets(comms: Comms): number {
  return registryOf(comms).widgets.size;
}

/** Calls `f` whenever a front end joins late (a reloaded page, a second tab) and asks for the widgets there are. */
export function onFrontEndJoined(comms: Comms, f: () => void): () => void {
  const { joined } = registryOf(comms);
  joined.add(f);
  return () => joined.delete(f);
}

const answering = new WeakSet<Comms>();

/** Registers the target `jupyter.widget.control` (protocol 1.0.0), once. */
export function answerStateRequests(comms: Comms): void {
  if (answering.has(comms)) return;
  answering.add(comms);
  comms.onOpen("jupyter.widget.control", (comm: Comm) => {
    comm.onMessage((data) => {
      if (data?.method !== "request_states") return;
      const registry = registryOf(comms);
      for (const f of [...registry.joined]) f();
      const states: Record<string, unknown> = {};
      const paths: Path[] = [];
      const buffers: ArrayBufferView[] = [];
      for (const [id, widget] of registry.widgets) {
        const wire = widget.wireState();
        states[id] = {
          model_name: widget.get("_model_name"),
          model_module: widget.get("_model_module"),
          model_module_version: widget.get("_model_module_version"),
          state: wire.state,
        };
        for (const path of wire.paths) paths.push([id, "state", ...path]);
        buffers.push(...wire.buffers);
      }
      comm.send({ method: "update_states", states, buffer_paths: paths }, undefined, buffers);
    });
  });
}
