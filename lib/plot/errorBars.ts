/** Estimates with error bars, by category or against a number. */
import { requireThat } from "../core/errors";
import { type Axis, plotlyAxis } from "./axis";
import { type Figure, type FigureAbout, figure, requireSeries } from "./figure";
import type { Label } from "./label";
import { type Curve, curveTraces, type Rule, ruleLayout } from "./marks";
import { seriesStyle } from "./theme";

/** Values at `x` with the ends of their intervals. */
export interface Estimates {
  readonly name: Label;
  readonly x: readonly (number | string)[] | Float64Array;
  readonly y: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  /** Which of the styles of {@link seriesStyle}; default its place among the estimates. */
  readonly style?: number;
}

/** What {@link errorBarChart} draws. Categories are placed beside each other, one offset a series. */
export interface ErrorBarChart {
  readonly about: FigureAbout;
  readonly x: Axis;
  readonly y: Axis;
  readonly estimates: readonly Estimates[];
  readonly curves?: readonly Curve[];
  readonly rules?: readonly Rule[];
}

/** Points with the interval of each. @throws DomainError unless low <= y <= high. */
export function errorBarChart(chart: ErrorBarChart): Figure {
  const { about, x, y, estimates, curves = [], rules = [] } = chart;
  const categories = [...new Set(estimates.flatMap((e) => Array.from(e.x as readonly unknown[])))];
  const categorical = categories.every((c) => typeof c === "string");
  const traces = estimates.map((e, i) => {
    for (const part of [e.y, e.low, e.high]) requireSeries(`estimates[${i}]`, e.x, part);
    for (let k = 0; k < e.y.length; k++) {
      requireThat(e.low[k]! <= e.y[k]! && e.y[k]! <= e.high[k]!, `estimates[${i}]`, "have low <= y <= high", [
        e.low[k],
        e.y[k],
        e.high[k],
      ]);
    }
    const { color, symbol } = seriesStyle(e.style ?? i);
    const shift = estimates.length > 1 ? (0.5 * (i - (estimates.length - 1) / 2)) / estimates.length : 0;
    return {
      type: "scatter",
      mode: "markers",
      name: e.name,
      x: categorical ? Array.from(e.x as readonly string[], (c) => categories.indexOf(c) + shift) : e.x,
      y: e.y,
      error_y: {
        type: "data",
        symmetric: false,
        array: Array.from(e.y, (v, k) => e.high[k]! - v),
        arrayminus: Array.from(e.y, (v, k) => v - e.low[k]!),
        color,
        thickness: 1.5,
        width: 4,
      },
      marker: { color, symbol, size: 8 },
    };
  });
  const places = categorical
    ? {
        tickmode: "array",
        tickvals: categories.map((_, k) => k),
        ticktext: categories,
        range: [-0.6, categories.length - 0.4],
      }
    : {};
  return figure({
    meta: about,
    data: [...traces, ...curveTraces(curves)],
    layout: {
      xaxis: { ...plotlyAxis("x", x), ...places },
      yaxis: plotlyAxis("y", y),
      ...ruleLayout(rules, { x: x.scale === "log", y: y.scale === "log" }),
    },
  });
}
