/** A scalar or a class over a planar region: fields, sign maps, basins. */
import { badArgument, requireThat, ShapeError } from "../core/errors";
import { type Axis, plotlyAxis } from "./axis";
import { type Figure, type FigureAbout, figure, type Layout, type Trace } from "./figure";
import type { Label } from "./label";
import { type Curve, curveTraces, equalScaleLayout, type Point, pointTraces } from "./marks";
import { DIVERGING, LIGHT, SEQUENTIAL } from "./theme";
import { type PlanarRun, runTraces } from "./trajectory";

/**
 * Cell centres along both axes, and a value a cell: `z[j][i]` at `(x[i], y[j])`; NaN is not drawn. Contours are
 * drawn between these points and not beyond them: see {@link sampleNodes}.
 */
export interface Grid {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly z: readonly ArrayLike<number>[];
}

/** What the field and the class chart have in common. */
export interface PlaneChart {
  readonly about: FigureAbout;
  readonly x: Axis;
  readonly y: Axis;
  readonly grid: Grid;
  readonly curves?: readonly Curve[];
  readonly points?: readonly Point[];
  readonly runs?: readonly PlanarRun[];
  /** Same unit on both axes. Default true. */
  readonly equalScale?: boolean;
}

/** A chart of a scalar. */
export interface FieldChart extends PlaneChart {
  readonly value: Label;
  /** `"diverging"` centres the colours on zero. Default `"sequential"`. */
  readonly colors?: "sequential" | "diverging";
  /** Values of contour lines. */
  readonly contours?: { readonly start: number; readonly end: number; readonly step: number };
}

/** A chart of classes: `z` holds 0, 1, … (or NaN). */
export interface ClassChart extends PlaneChart {
  readonly classes: readonly Label[];
}

/** Fill colours of classes, told apart by lightness too, and light enough for a trajectory on top. */
export const CLASS_COLORS = ["#9db5f2", "#fbd9b5", "#3ea08e", "#e5f0fe", "#846da5", "#507b4a"];

type Range = readonly [number, number];

/** `n` numbers from `first` steps after the lower end of a range on, a range having `steps` steps. */
const along = ([lo, hi]: Range, n: number, first: number, steps: number): number[] =>
  Array.from({ length: n }, (_, i) => lo + ((hi - lo) * (i + first)) / steps);

function gridOf(x: number[], y: number[], f: (x: number, y: number) => number): Grid {
  return { x, y, z: y.map((b) => x.map((a) => f(a, b))) };
}

/**
 * Values of `f` at the centres of `nx` by `ny` cells; NaN where `region` is false.
 * `sampleGrid((x, y) => x + y, [0, 2], [0, 2], 2, 2).z` is `[[1, 2], [2, 3]]`.
 */
export function sampleGrid(
  f: (x: number, y: number) => number,
  xRange: Range,
  yRange: Range,
  nx = 120,
  ny = nx,
  region: (x: number, y: number) => boolean = () => true,
): Grid {
  const inside = (a: number, b: number) => (region(a, b) ? f(a, b) : Number.NaN);
  return gridOf(along(xRange, nx, 0.5, nx), along(yRange, ny, 0.5, ny), inside);
}

/**
 * Values of `f` at the `nx` by `ny` nodes of a lattice whose border is that of the region, for contours, which then
 * fill it. `sampleNodes((x, y) => x + y, [0, 2], [0, 2], 3, 2).z` is `[[0, 1, 2], [2, 3, 4]]`.
 */
export function sampleNodes(
  f: (x: number, y: number) => number,
  xRange: Range,
  yRange: Range,
  nx = 121,
  ny = nx,
): Grid {
  return gridOf(along(xRange, nx, 0, nx - 1), along(yRange, ny, 0, ny - 1), f);
}

function checkGrid({ x, y, z }: Grid): void {
  if (z.length !== y.length || z.some((row) => row.length !== x.length)) {
    throw new ShapeError(
      badArgument(
        "grid.z",
        `have ${y.length} rows of ${x.length} values`,
        `${z.length} rows of ${z[0]?.length}`,
      ),
    );
  }
}

/** Three digits are more than a colour shows. */
const short = (z: Grid["z"]) =>
  z.map((row) => Array.from(row, (v) => (Number.isFinite(v) ? Number(v.toPrecision(4)) : null)));

function planeFigure(
  chart: PlaneChart,
  traces: Trace[],
  bar: Label | undefined,
  curveColor: string,
  cells = true,
): Figure {
  const { about, x, y, curves = [], points = [], runs = [], equalScale = true } = chart;
  const span = (c: ArrayLike<number>): [number, number] => {
    const half = cells ? (c[c.length - 1]! - c[0]!) / (c.length - 1) / 2 : 0;
    return [c[0]! - half, c[c.length - 1]! + half];
  };
  const xAxis = { range: span(chart.grid.x), ...x };
  const yAxis = { range: span(chart.grid.y), ...y };
  const shape = equalScale ? equalScaleLayout(xAxis.range, yAxis.range) : undefined;
  const size: Layout = shape
    ? { width: shape.width + (bar === undefined ? 0 : 70), height: shape.height }
    : {};
  return figure({
    meta: about,
    data: [
      ...traces,
      ...curveTraces(curves.map((c) => ({ color: curveColor, ...c }))),
      ...pointTraces(points),
      ...runTraces(runs),
    ],
    layout: {
      ...size,
      ...(curves.length > 0 ? { showlegend: true } : {}),
      // Not the title of the colour bar: plotly cannot turn a formula.
      ...(bar === undefined
        ? {}
        : {
            annotations: [
              {
                text: bar,
                x: 1,
                xref: "x domain",
                y: 1,
                yref: "y domain",
                xanchor: "left",
                yanchor: "bottom",
                xshift: 8,
              },
            ],
          }),
      xaxis: { ...plotlyAxis("x", xAxis), ...shape?.axes },
      yaxis: { ...plotlyAxis("y", yAxis), ...shape?.anchor },
    },
  });
}

/** A scalar over a region, as colours with an optional family of contour lines. */
export function fieldChart(chart: FieldChart): Figure {
  checkGrid(chart.grid);
  const { grid, value, colors = "sequential", contours } = chart;
  const common = {
    x: grid.x,
    y: grid.y,
    z: short(grid.z),
    colorbar: {},
  };
  const scale = colors === "diverging" ? { colorscale: DIVERGING, zmid: 0 } : { colorscale: SEQUENTIAL };
  const trace: Trace = contours
    ? {
        type: "contour",
        ...common,
        ...scale,
        contours: { coloring: "heatmap", start: contours.start, end: contours.end, size: contours.step },
        line: { color: LIGHT.paper, width: 0.75 },
      }
    : { type: "heatmap", ...common, ...scale };
  // Ink is lost on the dark end of the sequential scale.
  const curveColor = colors === "diverging" ? LIGHT.ink : LIGHT.series[1]!;
  return planeFigure(chart, [{ ...trace, name: value }], value, curveColor, contours === undefined);
}

/** Classes over a region: which sign, which limit, which outcome. Each class has a colour and a legend entry. */
export function classChart(chart: ClassChart): Figure {
  checkGrid(chart.grid);
  const { grid, classes } = chart;
  const n = classes.length;
  requireThat(n >= 1 && n <= CLASS_COLORS.length, "classes", `name 1 to ${CLASS_COLORS.length} classes`, n);
  for (const row of grid.z) {
    for (let i = 0; i < row.length; i++) {
      const v = row[i]!;
      requireThat(
        Number.isNaN(v) || (Number.isInteger(v) && v >= 0 && v < n),
        "grid.z",
        `hold class numbers 0 … ${n - 1}`,
        v,
      );
    }
  }
  const colorscale = classes.flatMap((_, i) => [
    [i / n, CLASS_COLORS[i]!],
    [(i + 1) / n, CLASS_COLORS[i]!],
  ]);
  const map: Trace = {
    type: "heatmap",
    name: "class",
    x: grid.x,
    y: grid.y,
    z: grid.z,
    zmin: -0.5,
    zmax: n - 0.5,
    colorscale,
    showscale: false,
    hoverinfo: "x+y+z",
  };
  const keys: Trace[] = classes.map((name, i) => ({
    type: "scatter",
    mode: "markers",
    name,
    x: [null],
    y: [null],
    marker: { symbol: "square", size: 12, color: CLASS_COLORS[i], line: { color: LIGHT.muted, width: 0.5 } },
  }));
  return planeFigure(chart, [map, ...keys], undefined, LIGHT.ink);
}

/** The sign of `f` over a region as a {@link Grid} of classes 0 (negative), 1 (zero), 2 (positive). */
export function signGrid(...args: Parameters<typeof sampleGrid>): Grid {
  const grid = sampleGrid(...args);
  return { ...grid, z: grid.z.map((row) => Array.from(row, (v) => Math.sign(v) + 1)) };
}
