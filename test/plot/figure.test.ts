import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bundleOf } from "../../lib/core/displayable";
import { type Figure, figure, figureBundle, isFigure, PLOTLY_MIME, type Trace } from "../../lib/plot/figure";
import { math } from "../../lib/plot/label";
import { DARK, LIGHT, withTheme } from "../../lib/plot/theme";
import { gallery } from "./gallery";

const about = { id: "test/one", caption: "What is seen.", alt: "A line." };
const make = (data: Trace[], layout = {}) => figure({ meta: about, data, layout });

test("a figure needs an id, a caption, an alternative text and a trace", () => {
  const data = [{ type: "scatter", x: [1], y: [2] }];
  const bad = (change: object, rule: RegExp) =>
    assert.throws(() => figure({ data, meta: { ...about, ...change } }), rule);
  bad({ id: "no spaces" }, /`meta\.id` must be words.*got "no spaces".*autoencoder\/fig-1/);
  bad({ caption: " " }, /`meta\.caption` must be a non-empty text.*Say what is plotted/);
  bad({ alt: "" }, /`meta\.alt` must be a non-empty text.*Say in one sentence/);
  assert.throws(() => make([]), /`data` must hold at least one trace; got 0/);
});

test("an infinite number is refused with its place, and NaN is a gap", () => {
  assert.throws(
    () => make([{ x: [1, Number.POSITIVE_INFINITY] }]),
    /`data\[0\]\.x\[1\]` must be finite or null; got Infinity/,
  );
  assert.throws(
    () => make([{ y: [1] }], { xaxis: { range: [0, -Infinity] } }),
    /`layout\.xaxis\.range\[1\]`/,
  );
  assert.deepEqual(make([{ x: [1, Number.NaN, 3] }]).data[0]!.x, [1, null, 3]);
});

test("functions, dates and class instances are refused", () => {
  for (const value of [() => 1, new Date(0), new Map(), 1n]) {
    assert.throws(() => make([{ x: value }]), /`data\[0\]\.x` must be plain data/);
  }
});

test("typed arrays, nested ones too, become plain arrays, and the given arrays are not touched", () => {
  const x = Float64Array.of(1, 2);
  const f = make([{ x, z: [Float32Array.of(0.5), Float32Array.of(-0)] }]);
  assert.deepEqual(f.data[0], { x: [1, 2], z: [[0.5], [0]] });
  x[0] = 9;
  assert.deepEqual(f.data[0]!.x, [1, 2]);
});

test("any mixture of numbers survives JSON unchanged", () => {
  fc.assert(
    fc.property(fc.array(fc.double()), (values) => {
      const finite = values.filter((v) => !Number.isFinite(v) && !Number.isNaN(v)).length === 0;
      if (!finite) return assert.throws(() => make([{ y: values }]), /finite or null/);
      const { data } = make([{ y: values }]);
      assert.deepEqual(JSON.parse(JSON.stringify(data)), data);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("a formula shows its screen form and remembers its printed form", () => {
  const f = make([{ name: math("<i>Φ</i>", "$\\Phi$") }], {
    xaxis: { title: { text: math("<i>Φ</i>", "$\\Phi$") } },
  });
  assert.equal(f.data[0]!.name, "<i>Φ</i>");
  assert.deepEqual(f.meta.tex, { "<i>Φ</i>": "$\\Phi$" });
  assert.throws(
    () => make([{ name: math("<i>Φ</i>", "$\\Phi$") }, { name: math("<i>Φ</i>", "$\\phi$") }]),
    /keep one printed form for <i>Φ<\/i>/,
  );
});

test("the button that uploads the data is taken away", () => {
  for (const f of Object.values(gallery).map((g) => g())) {
    assert.ok((f.config.modeBarButtonsToRemove as string[]).includes("sendChartToCloud"));
    assert.equal(f.config.showSendToCloud, false);
  }
});

test("the display method is not enumerable and gives plotly JSON with the facts, and text", () => {
  const f = gallery.decay!();
  assert.ok(!Object.keys(f).includes("Jupyter.display"));
  assert.equal(isFigure({ ...f }), false, "a spread copy is no figure any more");
  const bundle = bundleOf(f)!;
  const spec = bundle[PLOTLY_MIME] as Figure & { layout: { meta: { id: string } } };
  assert.equal(spec.layout.meta.id, f.meta.id);
  assert.deepEqual(JSON.parse(JSON.stringify(spec)), spec);
  assert.match(bundle["text/plain"] as string, /^Figure test\/decay: /);
});

test("what is displayed keeps seven digits and the figure keeps all", () => {
  const f = make([{ x: [1 / 3] }]);
  const shown = figureBundle(f)[PLOTLY_MIME] as Figure;
  assert.deepEqual(shown.data[0]!.x, [0.3333333]);
  assert.deepEqual(f.data[0]!.x, [1 / 3]);
});

test("every figure goes to the dark theme and back without a change", () => {
  for (const [name, g] of Object.entries(gallery)) {
    const { data, layout } = g();
    const dark = withTheme({ data, layout }, "dark");
    assert.deepEqual(withTheme(dark, "light"), { data, layout }, name);
    const text = JSON.stringify(dark);
    for (const color of [LIGHT.ink, LIGHT.muted, LIGHT.paper, ...LIGHT.series]) {
      assert.ok(!text.includes(`"${color}"`), `${name} keeps ${color} in the dark`);
    }
    assert.ok(text.includes(DARK.paper));
  }
});
