/**
 * A figure with sliders.
 *
 * ```ts
 * import { interact, slider } from "descentlab/render/interact";
 * interact({ K: slider(1, 1.3) }, ({ K }) => cobweb(K));
 * ```
 *
 * The figure at the default values is an ordinary output of the cell, so a saved notebook, a static page and a
 * kernel without widgets show it. Under a kernel with comms the controls stand above it, and each new value
 * updates that output in place. While the reader drags, only the newest value is computed.
 */
import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { PLOTLY_MIME } from "../plot/figure";
import { host as currentHost, type Host, type MimeBundle } from "./host";
import { bundleOf, bundlesOf } from "./show";
import { type Box, type Output, output, vbox } from "./widgets/boxes";
import { button } from "./widgets/button";
import { checkbox, dropdown, text as textWidget } from "./widgets/choices";
import { Latest } from "./widgets/latest";
import type { Unsubscribe, Widget } from "./widgets/model";
import { floatSlider, intSlider as intSliderWidget, logSlider } from "./widgets/numbers";
import { onFrontEndJoined } from "./widgets/registry";
import type { ValueWidget } from "./widgets/value";

/** Describes one argument of the rendered function: its default and the widget that varies it. */
export interface Control<T> {
  readonly initial: T;
  open(description: string, host: Host): ValueWidget<T>;
}

/** The controls whose values form an object of type `V`. */
export type Controls<V> = { readonly [K in keyof V]: Control<V[K]> };

/** Where widgets live before they are shown: nothing is sent. */
const NOWHERE: Host = { name: "plain", display() {}, clearOutput() {} };

interface Look {
  readonly description: string;
  readonly host: Host;
  readonly style: { readonly description_width: string };
  readonly layout: { readonly width: string };
}

/** Makes the widget once without a front end, which checks the arguments and gives the default. */
function control<T>(make: (look: Look) => ValueWidget<T>, width = "28em"): Control<T> {
  const look = (description: string, host: Host): Look => ({
    description,
    host,
    style: { description_width: description.length > 10 ? "initial" : "6em" },
    layout: { width },
  });
  return {
    initial: make(look("", NOWHERE)).value,
    open: (description, host) => make(look(description, host)),
  };
}

export interface SliderControl {
  /** Distance of neighbouring values; with `log`, in decades. */
  readonly step?: number;
  /** Default: the middle of the range (with `log`, the geometric mean). */
  readonly value?: number;
  /** A logarithmic scale, 0 < min < max. */
  readonly log?: boolean;
}

/** A number in [min, max]. `slider(1, 1.3).initial` is 1.15. */
export function slider(min: number, max: number, options: SliderControl = {}): Control<number> {
  const { log = false, ...rest } = options;
  return control((look) => (log ? logSlider : floatSlider)(min, max, { ...rest, ...look }));
}

/** An integer in [min, max]. */
export function intSlider(
  min: number,
  max: number,
  options: Omit<SliderControl, "log"> = {},
): Control<number> {
  return control((look) => intSliderWidget(min, max, { ...options, ...look }));
}

/** One of several values; the first is the default. `label` says how a value is written. */
export function choice<const T>(
  options: readonly T[],
  settings: { readonly value?: T; readonly label?: (option: T) => string } = {},
): Control<T> {
  return control((look) => dropdown(options, { ...settings, ...look }), "20em");
}

/** A box to tick. */
export function toggle(value = false): Control<boolean> {
  return control((look) => checkbox(value, look), "20em");
}

/** A line of text. */
export function text(value = "", options: { readonly placeholder?: string } = {}): Control<string> {
  return control((look) => textWidget(value, { ...options, ...look }));
}

export interface InteractOptions {
  readonly host?: Host;
}

/**
 * Shows `render` at the default values, with controls to change them.
 *
 * `render` returns a figure, or anything that can be shown, or a promise of it (then `await interact(…)`). It
 * throws at the default values: the error is the cell's, and nothing is shown. It throws later: the error takes
 * the figure's place until the next value.
 */
export function interact<V extends object, R>(
  controls: Controls<V>,
  render: (values: V) => R,
  options: InteractOptions = {},
): R extends PromiseLike<unknown> ? Promise<void> : void {
  const host = options.host ?? currentHost();
  const first = render(initialValues(controls));
  const start = (value: unknown) => {
    new Interaction(controls, render, host).show(value);
  };
  return (isPromise(first) ? first.then(start) : start(first)) as never;
}

/** The default of every control. */
export function initialValues<V extends object>(controls: Controls<V>): V {
  const names = Object.keys(controls) as (keyof V)[];
  return Object.fromEntries(names.map((name) => [name, controls[name].initial])) as V;
}

/** The running pair of controls and figure; `interact` makes one. */
export class Interaction<V extends object> {
  readonly widgets: { readonly [K in keyof V]: ValueWidget<V[K]> };
  readonly #render: (values: V) => unknown;
  readonly #host: Host;
  /** The outputs of the cell below the controls: the figure, its caption. */
  readonly #slots: { readonly displayId: string; text: string }[] = [];
  readonly #frames: Latest<V>;
  readonly #cell: unknown;
  #box: Box | undefined;
  #area: Output | undefined;
  readonly #extras: Widget[] = [];
  #stopListening: Unsubscribe | undefined;

  constructor(controls: Controls<V>, render: (values: V) => unknown, host: Host) {
    this.#render = render;
    this.#host = host;
    this.#cell = host.parent;
    this.#frames = new Latest((values) => this.#frame(values));
    const open = host.comms === undefined ? NOWHERE : host;
    const names = Object.keys(controls) as (keyof V & string)[];
    const widgets = Object.fromEntries(names.map((name) => [name, controls[name].open(name, open)]));
    this.widgets = widgets as Interaction<V>["widgets"];
  }

  get values(): V {
    const names = Object.keys(this.widgets) as (keyof V)[];
    return Object.fromEntries(names.map((name) => [name, this.widgets[name].value])) as V;
  }

  /** Shows the controls (where there is a front end for them) and `value` below. */
  show(value: unknown): void {
    if (this.#host.comms !== undefined) {
      this.#box = vbox(this.#all, { host: this.#host });
      this.#extras.push(this.#box);
      this.#host.display({ ...bundleOf(this.#box), "text/plain": summary(this.values) });
      this.#stopListening = onFrontEndJoined(this.#host.comms, () => this.#offerToFollow());
    }
    for (const bundle of bundlesOf(value)) {
      const displayId = randomUUID();
      this.#slots.push({ displayId, text: JSON.stringify(bundle) });
      this.#host.display(keepView(bundle), { displayId });
    }
    for (const widget of this.#all) widget.onChange(() => this.#frames.push(this.values));
  }

  /** Resolves when the figure shows the newest values. */
  settled(): Promise<void> {
    return this.#frames.settled();
  }

  /** Removes the controls; the figure stays. */
  close(): void {
    this.#stopListening?.();
    for (const widget of [...this.#all, ...this.#extras]) widget.close();
  }

  get #all(): ValueWidget<unknown>[] {
    return Object.values(this.widgets);
  }

  /**
   * A page that was loaded anew knows the widgets, but not which output belongs to which display id: its figure
   * stands still. It can have one among the controls, which every page follows.
   */
  #offerToFollow(): void {
    if (this.#extras.length > 1) return;
    const here = button("figure stands still?", {
      host: this.#host,
      tooltip: "The page was loaded anew. Show a figure here that follows the controls.",
    });
    this.#extras.push(here);
    this.#box!.children = [...this.#all, here];
    here.onClick(() => {
      this.#area = output({ host: this.#host });
      this.#extras.push(this.#area);
      this.#box!.children = [...this.#all, this.#area];
      this.#frames.push(this.values);
    });
  }

  #frame(values: V): void | Promise<void> {
    try {
      const value = this.#inCell(() => this.#render(values));
      if (!isPromise(value)) this.#update(bundlesOf(value));
      else
        return value
          .then((result) => bundlesOf(result))
          .then(
            (bundles) => this.#update(bundles),
            (error) => this.#update([failure(error)]),
          );
    } catch (error) {
      this.#update([failure(error)]);
    }
  }

  #update(bundles: readonly MimeBundle[]): void {
    this.#slots.forEach((slot, i) => {
      const bundle = bundles[i] ?? { "text/plain": "" };
      const text = JSON.stringify(bundle);
      if (text === slot.text) return;
      slot.text = text;
      const options = { displayId: slot.displayId, update: true };
      this.#inCell(() => this.#host.display(keepView(bundle), options));
    });
    this.#area?.replace(keepView(bundles[0]!));
  }

  /** Output of `render` belongs to the cell that called `interact`, whoever moves the slider. */
  #inCell<T>(work: () => T): T {
    return this.#host.within === undefined ? work() : this.#host.within(this.#cell, work);
  }
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === "function";

/** Has plotly keep the reader's zoom and hidden traces from one figure to the next. */
function keepView(bundle: MimeBundle): MimeBundle {
  const fig = bundle[PLOTLY_MIME] as { layout: object } | undefined;
  if (fig === undefined) return bundle;
  return { ...bundle, [PLOTLY_MIME]: { ...fig, layout: { uirevision: "interact", ...fig.layout } } };
}

/** What a page without widgets shows of the controls. */
const summary = (values: object): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${typeof value === "string" ? value : inspect(value)}`)
    .join(", ");

/** The error with its trace, without the lines of this file. */
function failure(error: unknown): MimeBundle {
  const trace = error instanceof Error ? (error.stack ?? String(error)) : `Error: ${inspect(error)}`;
  const text = trace
    .split("\n")
    .filter((line) => !/^\s+at .*[\\/]render[\\/](interact|widgets)\b/.test(line))
    .join("\n");
  return { "application/vnd.jupyter.stderr": text, "text/plain": text };
}
