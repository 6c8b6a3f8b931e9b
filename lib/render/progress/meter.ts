/** Counting, speed and time left of one piece of work, and how they are written. Times are milliseconds. */

export type MeterState = "running" | "done" | "stopped";

/** What is shown of a meter at one moment. */
export interface Reading {
  readonly label: string;
  readonly count: number;
  /** Undefined when nobody knows how much there is to do. */
  readonly total: number | undefined;
  /** In [0, 1]; undefined without a total. */
  readonly fraction: number | undefined;
  readonly state: MeterState;
  /** Steps a second: smoothed while running, the mean in the end. Zero if nothing is known. */
  readonly rate: number;
  /** Seconds since the start. */
  readonly elapsed: number;
  /** Seconds until the end at this rate. */
  readonly left: number | undefined;
}

/** Weight of the newest interval in the smoothed speed. */
const NEWEST = 0.3;

export class Meter {
  count = 0;
  state: MeterState = "running";
  #rate = 0;
  #seen = 0;
  #seenAt: number;

  constructor(
    readonly label: string,
    readonly total: number | undefined,
    readonly startedAt: number,
  ) {
    this.#seenAt = startedAt;
  }

  /** Takes the reading at time `now`, which must not go back. */
  read(now: number): Reading {
    const elapsed = (now - this.startedAt) / 1000;
    const interval = (now - this.#seenAt) / 1000;
    if (this.count > this.#seen && interval > 0) {
      const newest = (this.count - this.#seen) / interval;
      this.#rate = this.#rate === 0 ? newest : NEWEST * newest + (1 - NEWEST) * this.#rate;
      this.#seen = this.count;
      this.#seenAt = now;
    }
    const { label, count, total, state } = this;
    const rate = state === "running" ? this.#rate : elapsed > 0 ? count / elapsed : 0;
    return {
      label,
      count,
      total,
      fraction: total === undefined ? undefined : total === 0 ? 1 : Math.min(1, count / total),
      state,
      rate,
      elapsed,
      left: total === undefined || rate === 0 ? undefined : Math.max(0, total - count) / rate,
    };
  }
}

/** `duration(125)` is "2 min 05 s". */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two((whole % 3600) / 60)} min`;
}

/** `speed(45.21)` is "45.2/s", `speed(12345)` is "12.3k/s", `speed(0.4)` is "2.5 s each". */
export function speed(rate: number): string {
  if (rate < 1) return `${duration(1 / rate)} each`;
  const [scaled, unit] = rate >= 999_500 ? [rate / 1e6, "M"] : rate >= 999.5 ? [rate / 1e3, "k"] : [rate, ""];
  return `${Number(scaled.toPrecision(3))}${unit}/s`;
}

/** `370/1000 · 45.2/s · 14 s left`; in the end `1000/1000 · 45.2/s · 22 s`. */
export function figures(reading: Reading): string {
  const { count, total, state, rate, elapsed, left } = reading;
  const parts = [total === undefined ? String(count) : `${count}/${total}`];
  if (rate > 0) parts.push(speed(rate));
  if (state !== "running") parts.push(duration(elapsed));
  else if (left !== undefined) parts.push(`${duration(left)} left`);
  if (state === "stopped") parts.push("stopped");
  return parts.join(" · ");
}

/** `trials  37% ███████▍             370/1000 · 45.2/s · 14 s left` */
export function line(reading: Reading, width = 20): string {
  const { label, fraction } = reading;
  const start = label === "" ? "" : `${label} `;
  if (fraction === undefined) return `${start}${figures(reading)}`;
  const percent = `${String(Math.floor(fraction * 100)).padStart(3)}%`;
  return `${start}${percent} ${blocks(fraction, width)} ${figures(reading)}`;
}

function blocks(fraction: number, width: number): string {
  const eighths = Math.floor(fraction * width * 8);
  const part = " ▏▎▍▌▋▊▉"[eighths % 8]!;
  const full = "█".repeat(Math.floor(eighths / 8));
  return full.length === width ? full : (full + part).padEnd(width, " ");
}
