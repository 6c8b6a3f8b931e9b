/** Phase portraits: the direction in which a planar system moves, with curves and trajectories over it. */
import { requireInteger, requireThat } from "../core/errors";
import { type Axis, plotlyAxis } from "./axis";
import { type Figure, type FigureAbout, figure, type Trace } from "./figure";
import { type Curve, curveTraces, equalScaleLayout } from "./marks";
import { LIGHT } from "./theme";
import { type PlanarRun, runTraces } from "./trajectory";

/** What {@link phasePortraitChart} draws. */
export interface PhasePortraitChart {
  readonly about: FigureAbout;
  readonly x: Axis & { readonly range: readonly [number, number] };
  readonly y: Axis & { readonly range: readonly [number, number] };
  /** Velocity, or displacement of one step, at a point; only its direction is drawn. */
  readonly field: (x: number, y: number) => readonly [number, number];
  /** Arrows are drawn only where this is true. */
  readonly region?: (x: number, y: number) => boolean;
  /** Arrows along each axis. Default 19. */
  readonly arrows?: number;
  readonly curves?: readonly Curve[];
  readonly runs?: readonly PlanarRun[];
  /** Same unit on both axes. Default true. */
  readonly equalScale?: boolean;
}

/** Arrows of equal length as one line trace; a stationary point becomes no arrow. */
function arrowTrace(chart: PhasePortraitChart, n: number): Trace {
  const { field, region = () => true } = chart;
  const [x0, x1] = chart.x.range;
  const [y0, y1] = chart.y.range;
  const dx = (x1 - x0) / n;
  const dy = (y1 - y0) / n;
  const xs: (number | null)[] = [];
  const ys: (number | null)[] = [];
  const put = (x: number, y: number) => {
    xs.push(Number(x.toPrecision(4)));
    ys.push(Number(y.toPrecision(4)));
  };
  const lift = () => {
    xs.push(null);
    ys.push(null);
  };
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const x = x0 + (i + 0.5) * dx;
      const y = y0 + (j + 0.5) * dy;
      if (!region(x, y)) continue;
      const velocity = field(x, y);
      const u = velocity[0] / dx;
      const v = velocity[1] / dy;
      const speed = Math.hypot(u, v);
      if (!(speed > 0 && Number.isFinite(speed))) continue;
      const [a, b] = [(0.36 * u) / speed, (0.36 * v) / speed];
      put(x - a * dx, y - b * dy);
      put(x + a * dx, y + b * dy);
      lift();
      // Two short strokes back from the tip, at 30 degrees.
      for (const s of [1, -1]) {
        put(x + (a - 0.8 * (0.87 * a - s * 0.5 * b)) * dx, y + (b - 0.8 * (0.87 * b + s * 0.5 * a)) * dy);
        if (s === 1) put(x + a * dx, y + b * dy);
      }
      lift();
    }
  }
  return {
    type: "scatter",
    mode: "lines",
    name: "direction",
    x: xs,
    y: ys,
    line: { color: LIGHT.muted, width: 1 },
    hoverinfo: "skip",
    showlegend: false,
  };
}

/** A direction field with curves and trajectories. O(arrows²) calls of the field. */
export function phasePortraitChart(chart: PhasePortraitChart): Figure {
  const { about, x, y, arrows = 19, curves = [], runs = [], equalScale = true } = chart;
  requireInteger("arrows", arrows, 2, 60);
  requireThat(x.scale !== "log" && y.scale !== "log", "x.scale", "be linear in a phase portrait", "log");
  const shape = equalScale ? equalScaleLayout(x.range, y.range) : undefined;
  return figure({
    meta: about,
    data: [arrowTrace(chart, arrows), ...curveTraces(curves), ...runTraces(runs)],
    layout: {
      ...(shape ? { width: shape.width, height: shape.height } : {}),
      xaxis: { ...plotlyAxis("x", x), ...shape?.axes },
      yaxis: { ...plotlyAxis("y", y), ...shape?.anchor },
    },
  });
}
