/** Planar trajectories of several runs, with their starts and ends. */
import { type Axis, plotlyAxis } from "./axis";
import { type Figure, type FigureAbout, figure, requireSeries, type Trace } from "./figure";
import type { Label } from "./label";
import { arc, type Curve, curveTraces, equalScaleLayout, type Point, pick, pointTraces, thin } from "./marks";
import { LIGHT, seriesStyle } from "./theme";

/** The points that one run visited, in order. */
export interface PlanarRun {
  readonly name: Label;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** What {@link trajectoryChart} draws. */
export interface TrajectoryChart {
  readonly about: FigureAbout;
  readonly x: Axis & { readonly range: readonly [number, number] };
  readonly y: Axis & { readonly range: readonly [number, number] };
  readonly runs: readonly PlanarRun[];
  readonly curves?: readonly Curve[];
  /** Points of interest: data, minima. */
  readonly points?: readonly Point[];
}

/** The part of the unit circle inside the axes, as a {@link Curve}. */
export function unitArc(name: Label, x: readonly [number, number], y: readonly [number, number]): Curve {
  const circle = arc(1, 0, 2 * Math.PI);
  const within = (v: number, [low, high]: readonly [number, number]) => v >= low && v <= high;
  const inside = circle.x.map((v, k) => within(v, x) && within(circle.y[k]!, y));
  // one gap between two pieces is enough
  const kept = inside.flatMap((yes, k) => (yes || inside[k - 1] ? [k] : []));
  const cut = (values: number[]) => kept.map((k) => (inside[k] ? values[k]! : Number.NaN));
  return { name, x: cut(circle.x), y: cut(circle.y) };
}

/** The traces of runs: a line with a dot a step, an open circle at the start, a filled mark at the end. */
export function runTraces(runs: readonly PlanarRun[]): Trace[] {
  const lines: Trace[] = runs.map(({ name, x, y }, i) => {
    requireSeries(`runs[${i}]`, x, y);
    const { color, dash, symbol } = seriesStyle(i);
    const kept = thin(x.length, 600);
    return {
      type: "scatter",
      mode: "lines+markers",
      name,
      x: pick(x, kept),
      y: pick(y, kept),
      line: { color, dash, width: 2 },
      marker: { color, symbol, size: 4 },
    };
  });
  const starts: Trace = {
    type: "scatter",
    mode: "markers",
    name: "start",
    x: runs.map((r) => r.x[0]!),
    y: runs.map((r) => r.y[0]!),
    marker: { symbol: "circle", size: 10, color: LIGHT.paper, line: { color: LIGHT.ink, width: 1.6 } },
    hoverinfo: "x+y+name",
  };
  const styles = runs.map((_, i) => seriesStyle(i));
  const ends: Trace = {
    type: "scatter",
    mode: "markers",
    name: "end",
    x: runs.map((r) => r.x[r.x.length - 1]!),
    y: runs.map((r) => r.y[r.y.length - 1]!),
    marker: {
      symbol: styles.map((s) => s.symbol),
      color: styles.map((s) => s.color),
      size: 11,
      line: { color: LIGHT.paper, width: 1 },
    },
    cliponaxis: false,
    showlegend: false,
    hoverinfo: "x+y+name",
  };
  return runs.length === 0 ? [] : [...lines, ends, starts];
}

/** Several runs in a plane whose two axes have the same unit. */
export function trajectoryChart(chart: TrajectoryChart): Figure {
  const { about, x, y, runs, curves = [], points = [] } = chart;
  const shape = equalScaleLayout(x.range, y.range);
  return figure({
    meta: about,
    data: [...curveTraces(curves), ...pointTraces(points), ...runTraces(runs)],
    layout: {
      width: shape.width,
      height: shape.height,
      xaxis: { ...plotlyAxis("x", x), ...shape.axes },
      yaxis: { ...plotlyAxis("y", y), ...shape.anchor },
    },
  });
}
