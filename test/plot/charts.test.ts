import assert from "node:assert/strict";
import { test } from "node:test";
import { type Axis, plotlyAxis } from "../../lib/plot/axis";
import { bifurcationChart } from "../../lib/plot/bifurcation";
import { decayChart } from "../../lib/plot/decay";
import { errorBarChart } from "../../lib/plot/errorBars";
import { classChart, fieldChart, sampleGrid, sampleNodes, signGrid } from "../../lib/plot/heatmap";
import { density } from "../../lib/plot/histogram";
import { linesChart } from "../../lib/plot/lines";
import { arc, ruleLayout, thin } from "../../lib/plot/marks";
import { phasePortraitChart } from "../../lib/plot/phasePortrait";
import { withSlider } from "../../lib/plot/sliders";
import { SCREEN, seriesStyle, template } from "../../lib/plot/theme";
import { trajectoryChart, unitArc } from "../../lib/plot/trajectory";
import { gallery } from "./gallery";

const about = { id: "test/chart", caption: "A chart.", alt: "A chart." };
const x = { label: "x" };
const y = { label: "y" };
const unit = { label: "x", range: [0, 1] as const };

test("a predicted rate is a straight line on the log axis through the point that it names", () => {
  const values = Array.from({ length: 50 }, (_, t) => 3 * 0.5 ** t);
  const f = decayChart({
    about,
    x,
    y,
    series: [{ name: "s", values }],
    rates: [{ name: "r", factor: 0.5, at: 10 }],
  });
  const rate = f.data[1]!;
  const [t0, t1] = rate.x as [number, number];
  const [v0, v1] = rate.y as [number, number];
  assert.equal(t0, 0);
  assert.ok(Math.abs(v0 - 3) < 1e-12);
  assert.ok(Math.abs(Math.log(v1 / v0) / (t1 - t0) - Math.log(0.5)) < 1e-12);
  assert.equal((f.layout.yaxis as { type: string }).type, "log");
});

test("a decay leaves a gap at zero and refuses a series without a positive value", () => {
  const f = decayChart({ about, x, y, series: [{ name: "s", values: [1, 0, -1, 0.1] }] });
  assert.deepEqual(f.data[0]!.y, [1, null, null, 0.1]);
  assert.throws(
    () => decayChart({ about, x, y, series: [{ name: "s", values: [0, 0] }] }),
    /hold a positive number/,
  );
});

test("thinning keeps both ends and at most the limit", () => {
  assert.deepEqual(thin(10, 4), [0, 3, 6, 9]);
  assert.deepEqual(thin(3, 5), [0, 1, 2]);
  const kept = thin(100_000, 600);
  assert.equal(kept.length, 600);
  assert.equal(kept.at(-1), 99_999);
});

test("series of unequal lengths are refused by name", () => {
  assert.throws(
    () => linesChart({ about, x, y, series: [{ name: "s", x: [1, 2], y: [1] }] }),
    /`series\[0\]\.y` must have as many entries as series\[0\]\.x \(2\); got 1/,
  );
  assert.throws(
    () => trajectoryChart({ about, x: unit, y: unit, runs: [{ name: "r", x: [1], y: [1, 2] }] }),
    /`runs\[0\]\.y`/,
  );
});

test("an axis refuses an empty range, and a log axis a range that is not positive", () => {
  const series = [{ name: "s", x: [1, 2], y: [1, 2] }];
  assert.throws(
    () => linesChart({ about, x: { label: "x", range: [1, 1] }, y, series }),
    /`x\.range` must be \[low, high\]/,
  );
  assert.throws(
    () => linesChart({ about, x, y: { label: "y", scale: "log", range: [0, 1] }, series }),
    /`y\.range` must be positive on a log axis/,
  );
  const f = linesChart({ about, x, y: { label: "y", scale: "log", range: [1e-3, 10] }, series });
  assert.deepEqual((f.layout.yaxis as { range: number[] }).range, [-3, 1]);
});

test("the unit arc lies on the circle and inside the axes", () => {
  const arc = unitArc("1", [0, 1.1], [0, 1.1]);
  const points = Array.from(arc.x, (v, i) => [v, arc.y[i]!] as const).filter(([v]) => !Number.isNaN(v));
  assert.ok(points.length > 40);
  for (const [a, b] of points) {
    assert.ok(Math.abs(Math.hypot(a, b) - 1) < 2e-6);
    assert.ok(a >= 0 && b >= 0);
  }
});

test("a circle outside the axes leaves one gap, not a row of them", () => {
  const arcs = unitArc("1", [-1.1, 1.1], [0.5, 1.1]);
  assert.ok(Array.from(arcs.y).every((v) => Number.isNaN(v) || v >= 0.5));
  assert.ok(Array.from(arcs.x).filter(Number.isNaN).length <= 1);
});

test("an arc has its ends, keeps its radius, and is smooth at half a degree", () => {
  const { x: xs, y: ys } = arc(1, 0, Math.PI / 2);
  assert.deepEqual([xs.length, xs[0], ys[0], xs.at(-1), ys.at(-1)], [181, 1, 0, 0, 1]);
  const back = arc(2, 1, 0.5);
  assert.ok(back.x[0]! < back.x.at(-1)!);
  assert.ok(back.x.every((v, k) => Math.abs(Math.hypot(v, back.y[k]!) - 2) < 2e-6));
});

test("no chart lets plotly leave points of a curve out", () => {
  const lines = template().data.scatter![0]!.line as Record<string, unknown>;
  assert.equal(lines.simplify, false);
});

test("labels of chosen ticks are as large as those of the other axis, powers of ten are made so", () => {
  const size = (axis: Axis) => (plotlyAxis("x", axis).tickfont as { size: number } | undefined)?.size;
  assert.equal(size({ label: "m", scale: "log", ticks: [[2, "2"]] }), undefined);
  assert.equal(size({ label: "m", scale: "log" })! * 1.25, SCREEN.fontSize);
  assert.equal(size({ label: "m" }), undefined);
});

test("contours are sampled up to the border, and the axes end there", () => {
  const grid = sampleNodes((a, b) => a + b, [0, 2], [0, 2], 3, 2);
  assert.deepEqual(grid.z, [
    [0, 1, 2],
    [2, 3, 4],
  ]);
  const range = (contours?: { start: number; end: number; step: number }) =>
    (fieldChart({ about, x, y, grid, value: "v", contours }).layout.xaxis as unknown as Axis).range;
  assert.deepEqual(range({ start: 1, end: 3, step: 1 }), [0, 2]);
  assert.deepEqual(range(), [-0.5, 2.5]);
});

test("a point is a marker of its own in chart and legend", () => {
  const points = [{ name: "end", x: 0.5, y: 0.5, symbol: "cross" as const }];
  const grid = sampleGrid((a) => a, [0, 1], [0, 1], 2);
  const f = fieldChart({ about, x: unit, y: unit, grid, value: "v", points });
  const trace = f.data.find((t) => t.name === "end")!;
  assert.deepEqual([trace.mode, trace.x, trace.line], ["markers", [0.5], undefined]);
});

test("the text of a reference line stands at the end asked for", () => {
  const at = (side?: "left" | "right") => {
    const note = ruleLayout([{ axis: "y", at: 1, label: "bound", side }]).annotations[0]!;
    return [(note as { x: number }).x, note.xanchor];
  };
  assert.deepEqual(
    [at(), at("left")],
    [
      [1, "right"],
      [0, "left"],
    ],
  );
});

test("a series takes the style asked for", () => {
  const f = linesChart({ about, x, y, series: [{ name: "a", x: [0, 1], y: [0, 1], style: 3 }] });
  assert.equal((f.data[0]!.line as { color: string }).color, seriesStyle(3).color);
});

test("arrows point along the field, and none is drawn outside the region or where nothing moves", () => {
  const f = phasePortraitChart({
    about,
    x: unit,
    y: unit,
    arrows: 4,
    field: (a) => (a < 0.5 ? [0, 0] : [0, -2]),
    region: (_, b) => b < 0.5,
  });
  const xs = f.data[0]!.x as (number | null)[];
  const ys = f.data[0]!.y as (number | null)[];
  assert.equal(xs.filter((v) => v === null).length, 2 * 4, "2 by 2 arrows, two strokes each");
  assert.equal(xs[0], xs[1]);
  assert.ok(ys[1]! < ys[0]!, "downwards");
  assert.ok(xs.every((v) => v === null || v > 0.4) && ys.every((v) => v === null || v < 0.6));
});

test("a grid is sampled at cell centres and is empty outside the region", () => {
  assert.deepEqual(sampleGrid((a, b) => a + b, [0, 2], [0, 2], 2).z, [
    [1, 2],
    [2, 3],
  ]);
  const masked = signGrid(
    (a) => a - 1,
    [0, 2],
    [0, 1],
    2,
    1,
    (a) => a < 1,
  );
  assert.deepEqual(masked.z, [[0, Number.NaN]]);
});

test("a class that has no name is refused, and so are rows of the wrong length", () => {
  const grid = {
    x: [0, 1],
    y: [0, 1],
    z: [
      [0, 1],
      [1, 2],
    ],
  };
  assert.throws(
    () => classChart({ about, x, y, grid, classes: ["a", "b"] }),
    /hold class numbers 0 … 1; got 2/,
  );
  assert.throws(
    () => classChart({ about, x, y, grid: { ...grid, z: [[0, 1]] }, classes: ["a"] }),
    /2 rows of 2 values/,
  );
});

test("a histogram's area is the share of samples inside its range", () => {
  const d = density([0.1, 0.2, 0.9], 0, 1, 2);
  assert.ok(Math.abs(d[0]! - 4 / 3) < 1e-15 && Math.abs(d[1]! - 2 / 3) < 1e-15);
  const cut = density([0, 1, 2, 3], 0, 1, 4);
  assert.equal(
    cut.reduce((s, h) => s + h / 4, 0),
    0.5,
  );
});

test("an error bar must hold its estimate", () => {
  const estimates = [{ name: "e", x: ["a"], y: [1], low: [1.1], high: [2] }];
  assert.throws(
    () => errorBarChart({ about, x, y, estimates }),
    /`estimates\[0\]` must have low <= y <= high; got \[1.1, 1, 2\]/,
  );
});

test("a bifurcation diagram merges dots that no eye separates and ignores runs that left", () => {
  const f = bifurcationChart({
    about,
    x,
    y,
    name: "orbit",
    parameters: [1, 2],
    attractors: [
      [0, 1, 1 + 1e-9],
      [0.5, Number.POSITIVE_INFINITY, Number.NaN],
    ],
  });
  assert.deepEqual(f.data[0]!.x, [1, 1, 2]);
  assert.deepEqual(f.data[0]!.y, [0, 1, 0.5]);
});

test("panels are lettered, keep formulas, and name a series once in the legend", () => {
  const f = gallery.row!();
  const notes = (f.layout.annotations as { text: string }[]).map((a) => a.text);
  assert.deepEqual(notes, ["(a) GD", "(b) CSGD", "(c) SGD"]);
  const listed = f.data.filter((t) => t.showlegend === true).map((t) => t.name);
  assert.deepEqual(listed, [...new Set(listed)]);
  assert.equal(f.meta.tex["<i>c</i><sub>1</sub>"], "$c_1$");
  assert.deepEqual((f.layout.yaxis3 as { scaleanchor: string }).scaleanchor, "x3");
});

test("a slider stores only what changes, and shows the value asked for first", () => {
  const f = gallery.slider!();
  assert.equal(f.frames!.length, 9);
  const stored = new Set(f.frames!.flatMap((frame) => frame.data.flatMap((t) => Object.keys(t))));
  assert.ok(stored.has("x") && !stored.has("line") && !stored.has("name") && !stored.has("type"));
  assert.deepEqual(f.data, gallery.trajectory!().data);
  assert.equal((f.layout.sliders as { active: number }[])[0]!.active, 4);
});

test("a slider over figures of different make says which value is at fault", () => {
  const chart = (n: number) =>
    linesChart({
      about,
      x,
      y,
      series: Array.from({ length: n }, (_, i) => ({ name: `s${i}`, x: [0], y: [i] })),
    });
  assert.throws(
    () => withSlider(chart, [1, 2], { label: "n" }),
    /`figureOf\(2\)` must have 1 traces.*got 2.*x: \[null\]/,
  );
});
