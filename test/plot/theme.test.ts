import assert from "node:assert/strict";
import { test } from "node:test";
import { CLASS_COLORS } from "../../lib/plot/heatmap";
import { DARK, fade, LIGHT, seriesStyle } from "../../lib/plot/theme";

type Rgb = [number, number, number];
const linear = (hex: string): Rgb =>
  [1, 3, 5].map((k) => {
    const c = Number.parseInt(hex.slice(k, k + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a: string, b: string) => {
  const [x, y] = [luminance(linear(a)), luminance(linear(b))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};

// Machado, Oliveira and Fernandes (2009), severity 1, for linear RGB.
const SIGHT: Record<string, number[][]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function lab(rgb: Rgb): number[] {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const [r, g, b] = rgb;
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(luminance(rgb));
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The least CIE76 distance of two colours of the palette over the four kinds of sight. */
function leastDistance(palette: readonly string[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const matrix of Object.values(SIGHT)) {
    const seen = palette.map((hex) => {
      const c = linear(hex);
      return lab(
        matrix.map((row) =>
          Math.min(1, Math.max(0, row[0]! * c[0] + row[1]! * c[1] + row[2]! * c[2])),
        ) as Rgb,
      );
    });
    seen.forEach((a, i) => {
      for (const b of seen.slice(i + 1)) least = Math.min(least, Math.hypot(...a.map((v, k) => v - b[k]!)));
    });
  }
  return least;
}

// A distance of 2.3 is just noticeable side by side; thin lines apart from each other need several times that.
const APART = 15;

test("the colours of series stay apart for normal and for colour-blind sight", () => {
  for (const theme of [LIGHT, DARK]) assert.ok(leastDistance(theme.series) >= APART, theme.name);
  assert.ok(leastDistance(CLASS_COLORS) >= 20);
});

test("palettes that fail some readers are found out", () => {
  const redGreen = [...LIGHT.series.slice(0, 4), "#d02020", "#5a7a00"];
  assert.ok(leastDistance(redGreen) < APART);
  const plotlyDefault = ["#636efa", "#EF553B", "#00cc96", "#ab63fa", "#FFA15A", "#19d3f3"];
  assert.ok(leastDistance(plotlyDefault) < APART);
});

test("series have a contrast of 3 to the paper, text of 7, secondary text of 4.5", () => {
  for (const theme of [LIGHT, DARK]) {
    for (const color of theme.series)
      assert.ok(contrast(color, theme.paper) >= 2.95, `${theme.name} ${color}`);
    assert.ok(contrast(theme.ink, theme.paper) >= 7);
    assert.ok(contrast(theme.muted, theme.paper) >= 4.5);
  }
  assert.ok(contrast("#56b4e9", LIGHT.paper) < 2.95, "a sky blue would be too pale on white");
});

test("series differ in dash and marker too, for a printer without colours", () => {
  const styles = Array.from({ length: 6 }, (_, i) => seriesStyle(i));
  for (const key of ["color", "dash", "symbol"] as const) {
    assert.equal(new Set(styles.map((s) => s[key])).size, 6, key);
  }
  assert.deepEqual(seriesStyle(6), seriesStyle(0));
});

test("no colour of one theme is a colour of the other, so that a figure can change back", () => {
  const colors = (t: typeof LIGHT) => [t.paper, t.ink, t.muted, t.faint, ...t.series, ...t.diverging];
  const dark = new Set(colors(DARK));
  assert.deepEqual(
    colors(LIGHT).filter((c) => dark.has(c)),
    [],
  );
  assert.equal(new Set(colors(DARK)).size, colors(DARK).length);
});

test("fade keeps the colour and sets the opacity", () => {
  assert.equal(fade("#0072b2", 0.2), "rgba(0,114,178,0.2)");
});
