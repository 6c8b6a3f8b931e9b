/** The few marks that several charts share: curves, reference lines, thinned series. */
import { requireThat } from "../core/errors";
import { requireSeries, type Trace } from "./figure";
import type { Label } from "./label";
import { DOTTED, fade, LIGHT, SCREEN } from "./theme";

/** A named curve drawn over a chart: a bound, the edge of a region, an exact solution. */
export interface Curve {
  readonly name: Label;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** plotly's dash. Default short dashes. */
  readonly dash?: string;
  /** Default: the muted ink. */
  readonly color?: string;
  /** Shade the inside (or what lies under the curve). */
  readonly fill?: boolean;
}

/** A named point drawn over a chart: a datum, a minimum, a threshold. */
export interface Point {
  readonly name: Label;
  readonly x: number;
  readonly y: number;
  /** Default a star. */
  readonly symbol?: "star" | "cross";
}

/** A straight dotted line across the chart at a value of one axis, with a short text along it. */
export interface Rule {
  readonly axis: "x" | "y";
  readonly at: number;
  readonly label?: Label;
  /** At which end of a horizontal line the text stands, to keep off the data. Default `"right"`. */
  readonly side?: "left" | "right";
}

/** The traces of curves, in reading order. */
export function curveTraces(curves: readonly Curve[]): Trace[] {
  return curves.map(({ name, x, y, dash = "5px,3px", color = LIGHT.muted, fill = false }, i) => {
    requireSeries(`curves[${i}]`, x, y);
    return {
      type: "scatter",
      mode: "lines",
      name,
      x,
      y,
      line: { color, dash, width: 1.5 },
      ...(fill ? { fill: "toself", fillcolor: fade(color, 0.1) } : {}),
      hoverinfo: "name",
    };
  });
}

/** The traces of points, each with its own entry in the legend. */
export function pointTraces(points: readonly Point[]): Trace[] {
  return points.map(({ name, x, y, symbol = "star" }) => ({
    type: "scatter",
    mode: "markers",
    name,
    x: [x],
    y: [y],
    marker:
      symbol === "star"
        ? { symbol, size: 14, color: LIGHT.ink }
        : { symbol: "x-thin", size: 10, line: { color: LIGHT.ink, width: 2 } },
    cliponaxis: false,
  }));
}

/**
 * The points (r cos t, r sin t) for t from one angle to the other, at most half a degree apart, which no printed
 * width shows as corners. `arc(1, 0, Math.PI / 2)` has 181 points from (1, 0) to (0, 1).
 */
export function arc(radius: number, from: number, to: number): { x: number[]; y: number[] } {
  const steps = Math.max(1, Math.ceil((Math.abs(to - from) * 360) / Math.PI - 1e-9));
  const angles = Array.from({ length: steps + 1 }, (_, k) => from + ((to - from) * k) / steps);
  const round = (v: number) => Math.round(v * 1e6) / 1e6;
  return {
    x: angles.map((t) => round(radius * Math.cos(t))),
    y: angles.map((t) => round(radius * Math.sin(t))),
  };
}

/** Shapes and notes of reference lines, for `layout.shapes` and `layout.annotations`. */
export function ruleLayout(rules: readonly Rule[], log?: { x?: boolean; y?: boolean }) {
  const shapes = rules.map(({ axis, at }) => {
    const ends = axis === "x" ? { x0: at, x1: at, y0: 0, y1: 1 } : { x0: 0, x1: 1, y0: at, y1: at };
    const refs = axis === "x" ? { xref: "x", yref: "paper" } : { xref: "paper", yref: "y" };
    return {
      type: "line",
      layer: "below",
      ...refs,
      ...ends,
      line: { color: LIGHT.muted, width: 1, dash: DOTTED },
    };
  });
  const annotations = rules
    .filter((r) => r.label !== undefined)
    .map(({ axis, at, label, side = "right" }) => {
      const position = log?.[axis] ? Math.log10(at) : at;
      const place =
        axis === "x"
          ? {
              x: position,
              xref: "x",
              y: 1,
              yref: "paper",
              xanchor: "left",
              yanchor: "top",
              textangle: 0,
              xshift: 2,
            }
          : {
              y: position,
              yref: "y",
              x: side === "right" ? 1 : 0,
              xref: "paper",
              xanchor: side,
              yanchor: "bottom",
              xshift: side === "right" ? -4 : 4,
            };
      return {
        text: label,
        showarrow: false,
        font: { color: LIGHT.muted, size: SCREEN.fontSize },
        bgcolor: fade(LIGHT.paper, 0.8),
        ...place,
      };
    });
  return { shapes, annotations };
}

/**
 * Indices of at most `limit` of `length` points, evenly spread, both ends kept. `thin(10, 4)` is `[0, 3, 6, 9]`.
 * A longer run would only add bytes: no figure has that many pixels.
 */
export function thin(length: number, limit: number): number[] {
  requireThat(limit >= 2, "limit", "be at least 2", limit);
  if (length <= limit) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: limit }, (_, i) => Math.round((i * (length - 1)) / (limit - 1)));
}

/** The entries of `values` at `indices`. */
export function pick(values: ArrayLike<number>, indices: readonly number[]): number[] {
  return indices.map((i) => values[i]!);
}

/** Layout of a chart whose axes have the same unit: a plot area of the right shape, 720 pixels wide at most. */
export function equalScaleLayout(x: readonly [number, number], y: readonly [number, number]) {
  const ratio = (y[1] - y[0]) / (x[1] - x[0]);
  const inner = Math.min(430, 430 / ratio);
  return {
    width: Math.round(inner + 84),
    height: Math.round(inner * ratio + 90),
    axes: { constrain: "domain" },
    anchor: { scaleanchor: "x", scaleratio: 1, constrain: "domain" },
  };
}
