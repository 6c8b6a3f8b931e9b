/** Progress of a verification: a bar with the running notebooks and the time left, or a line a notebook without a terminal. */
import { Format, SingleBar } from "cli-progress";
import { coloured, paint } from "../table";

export interface Progress {
  started(path: string): void;
  ended(path: string, outcome: "passed" | "failed" | "differs" | "unchanged", seconds: number): void;
  stop(): void;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.ceil(seconds % 60)} s`;
}

/**
 * @param expected seconds that each notebook took the last time, where known; the others are taken as the mean
 */
export function progressBar(
  paths: readonly string[],
  expected: ReadonlyMap<string, number>,
  workers: number,
  quiet: boolean,
): Progress {
  const known = [...expected.values()];
  const mean = known.length === 0 ? 10 : known.reduce((a, b) => a + b, 0) / known.length;
  const open = new Set(paths);
  const running = new Map<string, number>();
  const terminal = process.stderr;
  const colours = coloured(terminal);
  const left = (): string => {
    const now = performance.now();
    const rest = [...open].map((path) => {
      const spent = running.has(path) ? (now - running.get(path)!) / 1000 : 0;
      return Math.max(1, (expected.get(path) ?? mean) - spent);
    });
    return duration(rest.reduce((a, b) => a + b, 0) / Math.max(1, Math.min(workers, rest.length)));
  };
  const bar =
    !quiet && terminal.isTTY
      ? new SingleBar({
          format: (options, params, payload) =>
            `${Format.BarFormat(params.progress, options)} ${params.value}/${params.total}  ${payload.running}  about ${payload.left} left`,
          stream: terminal,
          hideCursor: true,
          clearOnComplete: true,
          barsize: 24,
        })
      : undefined;
  const payload = () => ({ running: [...running.keys()].join(", ") || "…", left: left() });
  bar?.start(paths.length, 0, payload());
  const clock = bar && setInterval(() => bar.update(payload()), 1000);
  let done = 0;
  const say = (line: string): void => {
    if (quiet) return;
    if (bar) terminal.write(`\r\u001b[K${line}\n`);
    else terminal.write(`${line}\n`);
  };
  return {
    started(path) {
      running.set(path, performance.now());
      bar?.update(done, payload());
    },
    ended(path, outcome, seconds) {
      const ran = running.delete(path);
      open.delete(path);
      done++;
      const tint = outcome === "failed" ? "red" : outcome === "differs" ? "yellow" : "green";
      const time = ran ? `  ${seconds.toFixed(1)} s` : "";
      say(`${paint(outcome.padEnd(9), tint, colours)} ${path}${time}`);
      bar?.update(done, payload());
    },
    stop() {
      clearInterval(clock);
      bar?.stop();
    },
  };
}
