/** Where progress is drawn: one output of a notebook, or the terminal. */
import { randomUUID } from "node:crypto";
import { MultiBar, type SingleBar } from "cli-progress";
import { escapeHtml } from "../../core/displayable";
import type { Host, MimeBundle } from "../host";
import { figures, line, type Reading } from "./meter";

export interface Screen {
  /** Draws the bars in place of those drawn before; `last` is the final picture. */
  draw(readings: readonly Reading[], last: boolean): void;
}

/** One output of the running cell. */
export function pageScreen(host: Host): Screen {
  const displayId = randomUUID();
  let shown = false;
  return {
    draw(readings) {
      host.display(barsBundle(readings), { displayId, update: shown });
      shown = true;
    },
  };
}

/** The bars as text and as HTML. */
export function barsBundle(readings: readonly Reading[]): MimeBundle {
  return {
    "text/html": `<div style="${GRID}">${readings.map(row).join("")}</div>`,
    "text/plain": readings.map((reading) => line(reading)).join("\n"),
  };
}

const GRID =
  "display:grid;grid-template-columns:max-content minmax(6em,1fr) max-content;gap:.25em .8em;" +
  "align-items:center;max-width:50em;font-variant-numeric:tabular-nums";
const TRACK = "height:.65em;border-radius:.33em;overflow:hidden;background:var(--jp-border-color2,#e0e0e0)";
const COLOUR = {
  running: "var(--jp-brand-color1,#1976d2)",
  done: "var(--jp-success-color1,#388e3c)",
  stopped: "var(--jp-warn-color1,#f57c00)",
};

function row(reading: Reading): string {
  const { label, fraction, state } = reading;
  const percent = fraction === undefined ? undefined : (100 * fraction).toFixed(1);
  const name = escapeHtml(label);
  const now = percent === undefined ? "" : ` aria-valuenow="${percent}"`;
  // Without a total there is nothing to fill while the work runs.
  const width = percent ?? (state === "running" ? "0" : "100");
  const fill = `<div style="height:100%;width:${width}%;background:${COLOUR[state]}"></div>`;
  const bar = `<div role="progressbar" aria-label="${name}" aria-valuemin="0" aria-valuemax="100"${now} style="${TRACK}">${fill}</div>`;
  return `<span>${name}</span>${bar}<span>${figures(reading)}</span>`;
}

/** The part of a stream that is asked. */
export type Terminal = NodeJS.WriteStream;

/** A terminal; nothing is drawn when the stream is none. */
export function terminalScreen(stream: Terminal): Screen {
  if (!stream.isTTY) return { draw() {} };
  const multi = new MultiBar({
    stream,
    format: (_options, _params, payload) => payload.line,
    // Drawn by us: a timer would not run during a synchronous loop. This one only must not be zero.
    fps: 1e-3,
  });
  const bars: SingleBar[] = [];
  return {
    draw(readings, last) {
      while (bars.length > readings.length) multi.remove(bars.pop()!);
      readings.forEach((reading, i) => {
        const payload = { line: line(reading) };
        const bar = bars[i];
        if (bar === undefined) bars.push(multi.create(1, 0, payload));
        else bar.update(0, payload);
      });
      if (last) multi.stop();
      else {
        multi.update();
        // A bar that is never finished must not keep the process alive.
        (multi as unknown as { timer: NodeJS.Timeout | null }).timer?.unref();
      }
    },
  };
}
