/** Histograms of samples, as densities, with the density that theory predicts. */
import { requireFiniteEntries, requireInteger, requireThat } from "../core/errors";
import { type Axis, plotlyAxis } from "./axis";
import { type Figure, type FigureAbout, figure, type Trace } from "./figure";
import type { Label } from "./label";
import { type Curve, curveTraces, type Rule, ruleLayout } from "./marks";
import { fade, seriesStyle } from "./theme";

/** What {@link histogramChart} draws. */
export interface HistogramChart {
  readonly about: FigureAbout;
  readonly x: Axis;
  readonly y: Axis;
  readonly samples: readonly { readonly name: Label; readonly values: ArrayLike<number> }[];
  /** Cells over the range of the axis, or of the samples. Default 40. */
  readonly bins?: number;
  readonly curves?: readonly Curve[];
  readonly rules?: readonly Rule[];
}

/**
 * Shares of `values` in `bins` equal cells of [low, high], per unit of the axis (so that the area is the share
 * inside). `density([0.1, 0.2, 0.9], 0, 1, 2)` is `[4/3, 2/3]`. The last cell is closed on both sides.
 */
export function density(values: ArrayLike<number>, low: number, high: number, bins: number): Float64Array {
  requireThat(low < high, "low", "be less than high", [low, high]);
  requireInteger("bins", bins, 1, 10_000);
  const counts = new Float64Array(bins);
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (!(v >= low && v <= high)) continue;
    const cell = Math.min(bins - 1, Math.floor(((v - low) / (high - low)) * bins));
    counts[cell] = counts[cell]! + 1;
  }
  const unit = (values.length * (high - low)) / bins;
  return counts.map((c) => c / unit);
}

/** Densities of samples as outlined bars, and predicted densities as curves. */
export function histogramChart(chart: HistogramChart): Figure {
  const { about, x, y, samples, bins = 40, curves = [], rules = [] } = chart;
  samples.forEach((s, i) => {
    requireFiniteEntries(`samples[${i}].values`, s.values);
    requireThat(s.values.length > 0, `samples[${i}].values`, "hold at least one sample", s.values);
  });
  let [low, high] = x.range ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  if (x.range === undefined) {
    for (const { values } of samples) {
      for (let i = 0; i < values.length; i++) {
        low = Math.min(low, values[i]!);
        high = Math.max(high, values[i]!);
      }
    }
    if (low === high) [low, high] = [low - 0.5, high + 0.5];
  }
  const edge = (k: number) => low + ((high - low) * k) / bins;
  const traces = samples.map(({ name, values }, i): Trace => {
    const { color, dash } = seriesStyle(i);
    const heights = density(values, low, high, bins);
    // An outline of the bars, not bars: two samples stay readable when they overlap.
    const xs = [edge(0), ...Array.from(heights, (_, k) => [edge(k), edge(k + 1)]).flat(), edge(bins)];
    const ys = [0, ...Array.from(heights, (h) => [h, h]).flat(), 0];
    return {
      type: "scatter",
      mode: "lines",
      name,
      x: xs,
      y: ys,
      line: { color, dash, width: 1.5 },
      fill: "tozeroy",
      fillcolor: fade(color, 0.2),
    };
  });
  return figure({
    meta: about,
    data: [...traces, ...curveTraces(curves)],
    layout: {
      xaxis: plotlyAxis("x", x),
      yaxis: { rangemode: "tozero", ...plotlyAxis("y", y) },
      ...ruleLayout(rules),
    },
  });
}
