/** Widgets that hold one value, and what all visible widgets have in common: layout, style, description. */
import type { Host } from "../host";
import { identity, type State, type Unsubscribe, Widget } from "./model";

/** CSS of the widget's box, in the names of ipywidgets: `width`, `height`, `margin`, `flex`, `grid_area`, … */
export type Layout = Readonly<Record<string, string | null>>;

export interface WidgetOptions {
  /** Shown left of the widget. */
  readonly description?: string;
  readonly tooltip?: string;
  readonly disabled?: boolean;
  readonly layout?: Layout;
  /** `description_width`, `handle_color`, `bar_color`, … */
  readonly style?: Readonly<Record<string, string | null>>;
  /** Defaults to the host of the running kernel. */
  readonly host?: Host;
}

/** The layout of a widget; keys left out have the front end's defaults. */
export function layoutModel(layout: Layout = {}, host?: Host): Widget {
  return new Widget({ ...identity("Layout", "Layout", "base"), ...layout }, { host });
}

/** The style of a widget: `SliderStyle`, `ButtonStyle`, … */
export function styleModel(name: string, style: WidgetOptions["style"] = {}, host?: Host): Widget {
  return new Widget({ ...identity(name, "Style", "controls", "base"), ...style }, { host });
}

/** State and parts of a visible widget without a description. */
export function boxState(model: string, options: WidgetOptions, module = "controls") {
  const layout = layoutModel(options.layout, options.host);
  const state: State = {
    ...identity(model, model, module),
    _dom_classes: [],
    layout,
    tabbable: null,
    tooltip: options.tooltip ?? null,
  };
  return { state, setup: { host: options.host, parts: [layout] } };
}

/** State and parts of a visible widget with a description. */
export function describedState(model: string, styleName: string, options: WidgetOptions) {
  const { state, setup } = boxState(model, options);
  const style = styleModel(styleName, options.style, options.host);
  Object.assign(state, { description: options.description ?? "", description_allow_html: false, style });
  return { state, setup: { ...setup, parts: [...setup.parts, style] } };
}

/** How a value is kept in the state. */
export interface Codec<T> {
  readonly key: string;
  /** The state's form of a value; throws DomainError for a value the widget cannot have. */
  write(value: T): unknown;
  /** The value of a form that came from outside, brought into range; `undefined` if it is no value at all. */
  read(stored: unknown): T | undefined;
}

export interface ValueSetup {
  readonly state: State;
  readonly setup: { readonly host?: Host; readonly parts: readonly Widget[] };
}

/** A widget with one value of type `T`. */
export class ValueWidget<T> extends Widget {
  readonly #codec: Codec<T>;

  constructor({ state, setup }: ValueSetup, codec: Codec<T>, value: T) {
    super({ ...state, [codec.key]: codec.write(value) }, setup);
    this.#codec = codec;
  }

  get value(): T {
    return this.#codec.read(this.get(this.#codec.key))!;
  }

  set value(value: T) {
    this.set({ [this.#codec.key]: this.#codec.write(value) });
  }

  /** Calls `f` with each new value, whether the reader or the program set it. */
  onChange(f: (value: T) => void): Unsubscribe {
    return this.onStateChange((keys) => {
      if (keys.includes(this.#codec.key)) f(this.value);
    });
  }

  protected override accept(key: string, stored: unknown): unknown {
    if (key !== this.#codec.key) return super.accept(key, stored);
    const value = this.#codec.read(tidy(stored));
    return value === undefined ? this.get(key) : this.#codec.write(value);
  }
}

/** A slider's arithmetic gives 1.1500000000000001 for 1.15; twelve digits are all its reader means. */
const tidy = (stored: unknown): unknown =>
  typeof stored === "number" ? Number(stored.toPrecision(12)) : stored;
