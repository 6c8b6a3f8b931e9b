/** Widgets with a choice, a yes or no, a text, and the button. */
import { requireThat } from "../../core/errors";
import { type Codec, describedState, type ValueSetup, ValueWidget, type WidgetOptions } from "./value";

export interface DropdownOptions<T> extends WidgetOptions {
  /** Defaults to the first option. */
  readonly value?: T;
  /** How an option is written; `String` by default. */
  readonly label?: (option: T) => string;
}

/** A menu of values of any type; options are told apart by `===`. */
export function dropdown<T>(options: readonly T[], settings: DropdownOptions<T> = {}): ValueWidget<T> {
  const { label = String, value = options[0]! } = settings;
  requireThat(options.length > 0, "options", "have at least one entry", options);
  requireThat(new Set(options).size === options.length, "options", "be different", options);
  const codec: Codec<T> = {
    key: "index",
    write(option) {
      requireThat(options.includes(option), "value", `be one of ${options.map(label).join(", ")}`, option);
      return options.indexOf(option);
    },
    read: (index) => (typeof index === "number" ? options[index] : undefined),
  };
  codec.write(value);
  const { state, setup } = describedState("Dropdown", "DescriptionStyle", settings);
  const own = { _options_labels: options.map(label), disabled: settings.disabled ?? false };
  return new ValueWidget({ state: { ...state, ...own }, setup }, codec, value);
}

function plain<T>(type: string, isOne: (value: unknown) => value is T): Codec<T> {
  return {
    key: "value",
    write(value) {
      requireThat(isOne(value), "value", `be a ${type}`, value);
      return value;
    },
    read: (stored) => (isOne(stored) ? stored : undefined),
  };
}
const BOOLEAN = plain("boolean", (value): value is boolean => typeof value === "boolean");
const STRING = plain("string", (value): value is string => typeof value === "string");

/** A box to tick. */
export function checkbox(value = false, options: WidgetOptions = {}): ValueWidget<boolean> {
  BOOLEAN.write(value);
  const { state, setup } = describedState("Checkbox", "CheckboxStyle", options);
  const own = { disabled: options.disabled ?? false, indent: true };
  return new ValueWidget({ state: { ...state, ...own }, setup }, BOOLEAN, value);
}

export interface TextOptions extends WidgetOptions {
  readonly placeholder?: string;
  /** Send every keystroke (the default) or only on Enter. */
  readonly continuous?: boolean;
}

const textual = (model: string, options: TextOptions, value: string): ValueSetup => {
  STRING.write(value);
  const { state, setup } = describedState(model, `${model}Style`, options);
  return { state: { ...state, placeholder: options.placeholder ?? "\u200b" }, setup };
};

/** A line of text to type in. */
export function text(value = "", options: TextOptions = {}): ValueWidget<string> {
  const { state, setup } = textual("Text", options, value);
  const own = { continuous_update: options.continuous ?? true, disabled: options.disabled ?? false };
  return new ValueWidget({ state: { ...state, ...own }, setup }, STRING, value);
}

/** Text to read; `$…$` is set as mathematics. */
export function label(value: string, options: WidgetOptions = {}): ValueWidget<string> {
  return new ValueWidget(textual("Label", options, value), STRING, value);
}

/** HTML to read. */
export function html(value: string, options: WidgetOptions = {}): ValueWidget<string> {
  return new ValueWidget(textual("HTML", options, value), STRING, value);
}
