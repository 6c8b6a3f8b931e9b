/** Spectra: the eigenvalues of one or several matrices as stems over their rank. */
import { type Axis, plotlyAxis } from "./axis";
import { type Figure, type FigureAbout, figure } from "./figure";
import type { Label } from "./label";
import { type Rule, ruleLayout } from "./marks";
import { seriesStyle } from "./theme";

/** What {@link spectrumChart} draws. */
export interface SpectrumChart {
  readonly about: FigureAbout;
  readonly x: Axis;
  readonly y: Axis;
  readonly spectra: readonly { readonly name: Label; readonly eigenvalues: ArrayLike<number> }[];
  readonly rules?: readonly Rule[];
}

/** Eigenvalues from the largest to the smallest, spectra side by side. */
export function spectrumChart(chart: SpectrumChart): Figure {
  const { about, x, y, spectra, rules = [] } = chart;
  const step = spectra.length > 1 ? 0.4 / spectra.length : 0;
  const size = Math.max(...spectra.map((s) => s.eigenvalues.length));
  const traces = spectra.map(({ name, eigenvalues }, i) => {
    const { color, symbol } = seriesStyle(i);
    const sorted = Array.from(eigenvalues).sort((a, b) => b - a);
    return {
      type: "scatter",
      mode: "markers",
      name,
      x: sorted.map((_, k) => k + 1 + step * (i - (spectra.length - 1) / 2)),
      y: sorted,
      customdata: sorted.map((_, k) => k + 1),
      hovertemplate: "%{customdata}: %{y}",
      marker: { color, symbol, size: 9 },
      // The stem: an error bar down to zero.
      error_y: {
        type: "data",
        symmetric: false,
        array: sorted.map(() => 0),
        arrayminus: sorted,
        width: 0,
        color,
        thickness: 2,
      },
      cliponaxis: false,
    };
  });
  return figure({
    meta: about,
    data: traces,
    layout: {
      xaxis: {
        range: [0.4, size + 0.6],
        ...(size <= 12 ? { dtick: 1, tick0: 1 } : {}),
        ...plotlyAxis("x", x),
      },
      yaxis: { rangemode: "tozero", zeroline: true, ...plotlyAxis("y", y) },
      ...ruleLayout(rules),
    },
  });
}
