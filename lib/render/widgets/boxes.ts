/** Widgets that hold others, and the one that holds outputs. */
import { inspect } from "node:util";
import { bundleOf, type MimeBundle } from "../../core/displayable";
import { requireThat } from "../../core/errors";
import { Widget } from "./model";
import { boxState, type WidgetOptions } from "./value";

export type BoxOptions = Pick<WidgetOptions, "layout" | "tooltip" | "host">;

export class Box extends Widget {
  get children(): readonly Widget[] {
    return this.get("children") as readonly Widget[];
  }

  set children(children: readonly Widget[]) {
    requireWidgets(children);
    this.set({ children: [...children] });
  }
}

function requireWidgets(children: readonly Widget[]): void {
  children.forEach((child, i) => {
    requireThat(child instanceof Widget && !child.closed, `children[${i}]`, "be an open widget", child);
  });
}

function box(model: "HBox" | "VBox", children: readonly Widget[], options: BoxOptions): Box {
  requireWidgets(children);
  const { state, setup } = boxState(model, options);
  return new Box({ ...state, box_style: "", children: [...children] }, setup);
}

/** Widgets side by side. Closing the box leaves its children open. */
export function hbox(children: readonly Widget[], options: BoxOptions = {}): Box {
  return box("HBox", children, options);
}

/** Widgets one below the other. Closing the box leaves its children open. */
export function vbox(children: readonly Widget[], options: BoxOptions = {}): Box {
  return box("VBox", children, options);
}

/** An area of outputs kept in the state of the widget: it can be moved, and a page that is reloaded shows it again. */
export class Output extends Widget {
  /** Replaces what is shown by one bundle. */
  replace(data: MimeBundle, metadata: object = {}): void {
    this.set({ outputs: [{ output_type: "display_data", data, metadata }] });
  }

  /** Adds a value below what is shown. */
  show(value: unknown): void {
    const data = bundleOf(value) ?? { "text/plain": typeof value === "string" ? value : inspect(value) };
    this.#append({ output_type: "display_data", data, metadata: {} });
  }

  /** Adds text below what is shown. */
  write(text: string, name: "stdout" | "stderr" = "stdout"): void {
    this.#append({ output_type: "stream", name, text });
  }

  clear(): void {
    this.set({ outputs: [] });
  }

  #append(output: object): void {
    this.set({ outputs: [...(this.get("outputs") as object[]), output] });
  }
}

/** An empty area of outputs. */
export function output(options: BoxOptions = {}): Output {
  const { state, setup } = boxState("Output", options, "output");
  return new Output({ ...state, msg_id: "", outputs: [] }, setup);
}
