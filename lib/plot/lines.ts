/** Series against one variable, with bands and reference lines. */
import { type Axis, plotlyAxis } from "./axis";
import { type Figure, type FigureAbout, figure, requireSeries, type Trace } from "./figure";
import type { Label } from "./label";
import { type Curve, curveTraces, pick, type Rule, ruleLayout, thin } from "./marks";
import { fade, seriesStyle } from "./theme";

/** One series; NaN leaves a gap. */
export interface Series {
  readonly name: Label;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Shaded between `low` and `high`: a confidence band, a range of quantiles. */
  readonly band?: { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> };
  /** Default: markers when there are at most 25 points. */
  readonly markers?: boolean;
  /** No line: the points only. */
  readonly line?: boolean;
  /** Which of the styles of {@link seriesStyle}; default its place among the series. In panels with one legend, another series must look different. */
  readonly style?: number;
}

/** What {@link linesChart} draws. */
export interface LinesChart {
  readonly about: FigureAbout;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  readonly curves?: readonly Curve[];
  readonly rules?: readonly Rule[];
}

/** The traces of one series: its band below, its line above. Shows at most 800 points. */
export function seriesTraces(s: Series, i: number): Trace[] {
  requireSeries(`series[${i}]`, s.x, s.y);
  const { color, dash, symbol } = seriesStyle(s.style ?? i);
  const kept = thin(s.x.length, 800);
  const x = pick(s.x, kept);
  const markers = s.markers ?? x.length <= 25;
  const mode = s.line === false ? "markers" : markers ? "lines+markers" : "lines";
  const traces: Trace[] = [];
  if (s.band) {
    requireSeries(`series[${i}].band`, s.x, s.band.low);
    requireSeries(`series[${i}].band`, s.x, s.band.high);
    const edge = {
      type: "scatter",
      mode: "lines",
      x,
      line: { width: 0 },
      hoverinfo: "skip",
      showlegend: false,
    };
    traces.push(
      { ...edge, name: "low", y: pick(s.band.low, kept) },
      { ...edge, name: "high", y: pick(s.band.high, kept), fill: "tonexty", fillcolor: fade(color, 0.2) },
    );
  }
  traces.push({
    type: "scatter",
    mode,
    name: s.name,
    x,
    y: pick(s.y, kept),
    line: { color, dash, width: 2 },
    ...(mode === "lines" ? {} : { marker: { color, symbol, size: 7 } }),
  });
  return traces;
}

/** Series against a variable, over curves (bounds, predictions) and reference lines. */
export function linesChart(chart: LinesChart): Figure {
  const { about, x, y, series, curves = [], rules = [] } = chart;
  return figure({
    meta: about,
    data: [...series.flatMap(seriesTraces), ...curveTraces(curves)],
    layout: {
      xaxis: plotlyAxis("x", x),
      yaxis: plotlyAxis("y", y),
      ...ruleLayout(rules, { x: x.scale === "log", y: y.scale === "log" }),
    },
  });
}
