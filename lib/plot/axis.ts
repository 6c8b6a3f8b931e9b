/** Axes: what is measured, over which range, on which scale. */
import { badArgument, DomainError, requireThat } from "../core/errors";
import type { Label } from "./label";
import { SCREEN } from "./theme";

/** One axis of a chart. */
export interface Axis {
  readonly label: Label;
  /** Ends of the axis in data units (also on a log axis). Default: what the data need. */
  readonly range?: readonly [number, number];
  readonly scale?: "linear" | "log";
  /** Positions of the tick marks with their labels, when the usual ones do not serve. */
  readonly ticks?: readonly (readonly [number, Label])[];
}

/** The plotly axis. @throws DomainError for an empty range, or a log range that is not positive. */
export function plotlyAxis(name: string, axis: Axis): Record<string, unknown> {
  const { label, range, scale = "linear", ticks } = axis;
  const log = scale === "log";
  if (range !== undefined) {
    requireThat(range[0] < range[1], `${name}.range`, "be [low, high] with low < high", range);
    if (log && !(range[0] > 0)) {
      throw new DomainError(badArgument(`${name}.range`, "be positive on a log axis", range));
    }
  }
  return {
    title: { text: label },
    ...(log ? { type: "log" } : {}),
    // plotly sets its own powers of ten a quarter larger than other tick labels.
    ...(log && ticks === undefined ? { tickfont: { size: SCREEN.fontSize / 1.25 } } : {}),
    ...(range === undefined ? {} : { range: log ? range.map(Math.log10) : [...range] }),
    ...(ticks === undefined
      ? {}
      : { tickmode: "array", tickvals: ticks.map((t) => t[0]), ticktext: ticks.map((t) => t[1]) }),
  };
}
