/** Values as MIME bundles. */
import { inspect, types } from "node:util";
import { bundleOf } from "../../core/displayable";
import { DomainError } from "../../core/errors";
import { isFigure } from "../../plot/figure";
import type { Host } from "../../render/host";
import { bundlesOf } from "../../render/show";
import type { Outlet } from "./outlet";

/** Entries shown of a typed array; each exactly (shortest decimal that reads back as the same number). */
const SHOWN = 12;

function inspectTyped(view: ArrayLike<unknown> & ArrayBufferView): string {
  const head = Array.prototype.slice.call(view, 0, SHOWN).map((entry) => inspect(entry));
  const rest = view.length > SHOWN ? [`… ${view.length - SHOWN} more`] : [];
  return `${view.constructor.name}(${view.length}) [${[...head, ...rest].join(", ")}]`;
}

/** Text of a value. */
export function textOf(value: unknown): string {
  if (ArrayBuffer.isView(value) && "length" in value && !Buffer.isBuffer(value)) {
    return inspectTyped(value as unknown as ArrayLike<unknown> & ArrayBufferView);
  }
  return inspect(value, { depth: 4, maxArrayLength: 100, maxStringLength: 100_000, breakLength: 100 });
}

/** The bundle of a value: its own, if it has a `Symbol.for("Jupyter.display")` method, else its text. */
export async function toBundle(value: unknown): Promise<Record<string, unknown>> {
  const own: unknown = await bundleOf(value);
  if (own === undefined || own === null) return { "text/plain": textOf(value) };
  if (typeof own !== "object") {
    throw new DomainError('The method under Symbol.for("Jupyter.display") must return a MIME bundle.');
  }
  const bundle = own as Record<string, unknown>;
  return "text/plain" in bundle ? bundle : { ...bundle, "text/plain": textOf(value) };
}

/** What a result shows: its bundle and, below it, the caption of a figure. A proxy is not asked for members. */
export async function toBundles(value: unknown): Promise<Record<string, unknown>[]> {
  if (types.isProxy(value)) return [{ "text/plain": textOf(value) }];
  return isFigure(value) ? bundlesOf(value) : [await toBundle(value)];
}

/** The `Host` of this kernel, without its comms. */
export function displayHost(outlet: Outlet): Omit<Host, "comms"> {
  return {
    name: "descentlab",
    display(data, { metadata = {}, displayId, update = false } = {}) {
      const transient = displayId === undefined ? {} : { display_id: displayId };
      outlet.publish(update ? "update_display_data" : "display_data", { data, metadata, transient });
    },
    clearOutput(wait = false) {
      outlet.publish("clear_output", { wait });
    },
  };
}
