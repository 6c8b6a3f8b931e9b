/** Decay of a positive quantity on a log axis, against a predicted geometric rate or a bound. */
import { requireInteger, requirePositive, requireThat } from "../core/errors";
import type { Axis } from "./axis";
import type { Figure, FigureAbout } from "./figure";
import type { Label } from "./label";
import { linesChart, type Series } from "./lines";
import type { Curve, Rule } from "./marks";
import { LIGHT } from "./theme";

/** A geometric rate drawn through one point of a series: `value(at) · factor^(t − at)`. */
export interface PredictedRate {
  readonly name: Label;
  /** Factor per step, in (0, 1]. */
  readonly factor: number;
  /** Series that it predicts, from 0. Default 0. */
  readonly series?: number;
  /** Index of the point that the line passes through. Default: where half of the decay, in
   * digits, is done. */
  readonly at?: number;
}

/** What {@link decayChart} draws. */
export interface DecayChart {
  readonly about: FigureAbout;
  readonly x: Axis;
  readonly y: Omit<Axis, "scale">;
  /** `steps` defaults to 0, 1, 2, … Values that are not positive leave a gap: they have no logarithm. */
  readonly series: readonly {
    readonly name: Label;
    readonly values: ArrayLike<number>;
    readonly steps?: ArrayLike<number>;
  }[];
  readonly rates?: readonly PredictedRate[];
  readonly bounds?: readonly Curve[];
  readonly rules?: readonly Rule[];
}

/** Values against steps on a log axis, with predicted rates as straight lines. */
export function decayChart(chart: DecayChart): Figure {
  const series = chart.series.map(({ name, values, steps }, i): Series => {
    const y = Array.from(values, (v) => (v > 0 ? v : Number.NaN));
    requireThat(y.some(Number.isFinite), `series[${i}].values`, "hold a positive number", values);
    return { name, x: steps ?? y.map((_, t) => t), y, markers: false };
  });
  const rates = (chart.rates ?? []).map((rate, i): Curve => {
    const { name, factor, series: of = 0 } = rate;
    requirePositive(`rates[${i}].factor`, factor);
    requireInteger(`rates[${i}].series`, of, 0, series.length - 1);
    const s = series[of]!;
    const positive = Array.from(s.y, (v, k) => (v > 0 ? k : -1)).filter((k) => k >= 0);
    const lowest = Math.min(...positive.map((k) => s.y[k]!));
    const highest = Math.max(...positive.map((k) => s.y[k]!));
    const at = rate.at ?? positive.find((k) => s.y[k]! <= Math.sqrt(lowest * highest))!;
    requireThat(s.y[at]! > 0, `rates[${i}].at`, "be the index of a positive value", at);
    const t0 = s.x[at]!;
    const value = (t: number) => s.y[at]! * factor ** (t - t0);
    const first = s.x[positive[0]!]!;
    let last = s.x[positive[positive.length - 1]!]!;
    if (factor < 1) last = Math.min(last, t0 + Math.log(lowest / s.y[at]!) / Math.log(factor));
    return {
      name,
      x: [first, last],
      y: [value(first), value(last)],
      dash: ["5px,3px", "2px,3px", "9px,3px"][i % 3],
      color: LIGHT.ink,
    };
  });
  return linesChart({
    about: chart.about,
    x: chart.x,
    y: { ...chart.y, scale: "log" },
    series,
    curves: [...rates, ...(chart.bounds ?? [])],
    rules: chart.rules,
  });
}
