/** Widgets with a number: sliders, the play button, the progress bar. */
import {
  requireBetween,
  requireFinite,
  requireInteger,
  requirePositive,
  requireThat,
} from "../../core/errors";
import { type Codec, describedState, ValueWidget, type WidgetOptions } from "./value";

export interface SliderOptions extends WidgetOptions {
  /** Distance of neighbouring values, > 0. */
  readonly step?: number;
  /** Defaults to the middle of the range. */
  readonly value?: number;
  /** A d3 format for the number beside the slider. */
  readonly format?: string;
  /** Send values while dragging (the default) or only when the handle is let go. */
  readonly continuous?: boolean;
}

function requireRange(min: number, max: number): void {
  requireFinite("min", min);
  requireFinite("max", max);
  requireThat(min < max, "max", `be greater than \`min\` (${min})`, max);
}

/** A number in [min, max]; numbers from outside are clamped (and rounded where only integers are allowed). */
export function numberCodec(min: number, max: number, integer = false): Codec<number> {
  return {
    key: "value",
    write(value) {
      if (integer) requireInteger("value", value, min, max);
      else requireBetween("value", value, min, max);
      return value;
    },
    read(stored) {
      if (typeof stored !== "number" || Number.isNaN(stored)) return undefined;
      const clamped = Math.min(max, Math.max(min, stored));
      return integer ? Math.round(clamped) : clamped;
    },
  };
}

/** A step that cuts [0, width] in 100 to 999 equal parts: a power of ten. `niceStep(0.3)` is 0.001. */
export function niceStep(width: number): number {
  return Number(`1e${Math.floor(Math.log10(width) - 2 + 1e-9)}`);
}

/** Decimal places that tell multiples of `step` apart. `decimals(0.001)` is 3, `decimals(2)` is 0. */
export function decimals(step: number): number {
  let places = 0;
  while (places < 12 && Math.abs(step * 10 ** places - Math.round(step * 10 ** places)) > 1e-6) places++;
  return places;
}

const sliderState = (model: string, options: SliderOptions, format: string) => {
  const { state, setup } = describedState(model, "SliderStyle", options);
  Object.assign(state, {
    behavior: "drag-tap",
    continuous_update: options.continuous ?? true,
    disabled: options.disabled ?? false,
    orientation: "horizontal",
    readout: true,
    readout_format: options.format ?? format,
  });
  return { state, setup };
};

/** A slider over the integers min, min + step, …, max. */
export function intSlider(min: number, max: number, options: SliderOptions = {}): ValueWidget<number> {
  requireInteger("min", min);
  requireInteger("max", max);
  requireRange(min, max);
  const { step = 1, value = min + step * Math.floor((max - min) / 2 / step) } = options;
  requireInteger("step", step, 1);
  const codec = numberCodec(min, max, true);
  codec.write(value);
  const { state, setup } = sliderState("IntSlider", options, "d");
  return new ValueWidget({ state: { ...state, min, max, step }, setup }, codec, value);
}

/** A slider over [min, max]. Without `step`, a power of ten that gives 100 to 999 positions. */
export function floatSlider(min: number, max: number, options: SliderOptions = {}): ValueWidget<number> {
  requireRange(min, max);
  const { step = niceStep(max - min) } = options;
  requirePositive("step", step);
  const middle = Number((min + step * Math.round((max - min) / 2 / step)).toPrecision(12));
  const { value = Math.min(middle, max) } = options;
  const codec = numberCodec(min, max);
  codec.write(value);
  const { state, setup } = sliderState("FloatSlider", options, `.${decimals(step)}f`);
  return new ValueWidget({ state: { ...state, min, max, step }, setup }, codec, value);
}

/**
 * A slider on a logarithmic scale over [min, max], 0 < min < max. `step` is in decades: 0.1 means ten positions
 * from 1 to 10. The default value is the geometric mean.
 */
export function logSlider(min: number, max: number, options: SliderOptions = {}): ValueWidget<number> {
  requireRange(min, max);
  requirePositive("min", min, "A logarithmic slider needs positive numbers.");
  const [lo, hi] = [Math.log10(min), Math.log10(max)];
  const { step = niceStep(hi - lo), value = Number(Math.sqrt(min * max).toPrecision(3)) } = options;
  requirePositive("step", step);
  const codec = numberCodec(min, max);
  codec.write(value);
  const { state, setup } = sliderState("FloatLogSlider", options, ".3~g");
  return new ValueWidget({ state: { ...state, base: 10, min: lo, max: hi, step }, setup }, codec, value);
}

export interface PlayOptions extends WidgetOptions {
  readonly step?: number;
  readonly value?: number;
  /** Milliseconds between two values. */
  readonly interval?: number;
  readonly repeat?: boolean;
}

/** A play button that counts min, min + step, …, max. */
export function play(min: number, max: number, options: PlayOptions = {}): ValueWidget<number> {
  requireInteger("min", min);
  requireInteger("max", max);
  requireRange(min, max);
  const { step = 1, value = min, interval = 100, repeat = false } = options;
  requireInteger("step", step, 1);
  requireInteger("interval", interval, 1);
  const codec = numberCodec(min, max, true);
  codec.write(value);
  const { state, setup } = describedState("Play", "DescriptionStyle", options);
  const own = { disabled: options.disabled ?? false, interval, max, min, playing: false, repeat };
  return new ValueWidget({ state: { ...state, ...own, show_repeat: true, step }, setup }, codec, value);
}

export interface ProgressBarOptions extends WidgetOptions {
  readonly value?: number;
  readonly barStyle?: "" | "success" | "info" | "warning" | "danger";
}

/** A bar filled from min to its value. */
export function progressBar(min: number, max: number, options: ProgressBarOptions = {}): ValueWidget<number> {
  requireRange(min, max);
  const { value = min, barStyle = "" } = options;
  const codec = numberCodec(min, max);
  codec.write(value);
  const { state, setup } = describedState("FloatProgress", "ProgressStyle", options);
  const own = { _view_name: "ProgressView", bar_style: barStyle, max, min, orientation: "horizontal" };
  return new ValueWidget({ state: { ...state, ...own }, setup }, codec, value);
}
