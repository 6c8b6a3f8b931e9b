/** Bifurcation diagrams: the values that an orbit keeps visiting, against a parameter. */
import { requireInteger } from "../core/errors";
import { type Axis, plotlyAxis } from "./axis";
import { type Figure, type FigureAbout, figure, requireSeries } from "./figure";
import type { Label } from "./label";
import { type Curve, curveTraces, type Rule, ruleLayout } from "./marks";
import { LIGHT } from "./theme";

/** What {@link bifurcationChart} draws: `attractors[k]` are the values seen at `parameters[k]`. */
export interface BifurcationChart {
  readonly about: FigureAbout;
  readonly x: Axis;
  readonly y: Axis;
  readonly name: Label;
  readonly parameters: ArrayLike<number>;
  readonly attractors: readonly ArrayLike<number>[];
  readonly curves?: readonly Curve[];
  readonly rules?: readonly Rule[];
  /** Values closer than the range divided by this are one dot. Default 600. */
  readonly levels?: number;
}

/** Dots of the attractor against the parameter, with exact branches and thresholds. Infinities and NaN are no dots. */
export function bifurcationChart(chart: BifurcationChart): Figure {
  const { about, x, y, name, parameters, attractors, curves = [], rules = [], levels = 600 } = chart;
  requireInteger("levels", levels, 10, 10_000);
  requireSeries("attractors", parameters, attractors);
  let [low, high] = y.range ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  if (y.range === undefined) {
    for (const values of attractors) {
      for (let k = 0; k < values.length; k++) {
        if (!Number.isFinite(values[k]!)) continue;
        low = Math.min(low, values[k]!);
        high = Math.max(high, values[k]!);
      }
    }
  }
  const cell = (high - low) / levels || 1;
  const xs: number[] = [];
  const ys: number[] = [];
  attractors.forEach((values, k) => {
    const seen = new Set<number>();
    for (let j = 0; j < values.length; j++) {
      const level = Math.round((values[j]! - low) / cell);
      if (!Number.isFinite(level) || seen.has(level)) continue;
      seen.add(level);
      xs.push(parameters[k]!);
      ys.push(Number((low + level * cell).toPrecision(5)));
    }
  });
  const dots = {
    type: "scatter",
    mode: "markers",
    name,
    x: xs,
    y: ys,
    marker: { color: LIGHT.series[0], size: 2.5, symbol: "circle" },
    showlegend: false,
    hoverinfo: "x+y",
  };
  const key = { ...dots, x: [null], y: [null], marker: { ...dots.marker, size: 6 }, showlegend: true };
  return figure({
    meta: about,
    data: [dots, key, ...curveTraces(curves.map((c) => ({ color: LIGHT.ink, ...c })))],
    layout: {
      xaxis: plotlyAxis("x", x),
      yaxis: plotlyAxis("y", y),
      ...ruleLayout(rules),
    },
  });
}
