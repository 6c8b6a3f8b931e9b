/**
 * Progress bars.
 *
 * ```ts
 * for (const seed of progress(seeds, "trials")) simulate(seed);
 *
 * const bar = progress(1000, "steps");
 * for (let k = 0; k < 1000; k++) {
 *   step();
 *   bar.advance();
 * }
 * bar.done();
 * ```
 *
 * In a notebook the bars that run at the same time share one output, updated in place at most ten times a second;
 * a bar inside another one is folded away when it ends. In a terminal they are drawn on standard error; when that
 * is no terminal, nothing is written.
 */
import { requireNonNegative, requireThat } from "../core/errors";
import { host as currentHost, type Host } from "./host";
import { Meter } from "./progress/meter";
import { pageScreen, type Screen, type Terminal, terminalScreen } from "./progress/screen";

/** Work whose steps are reported one by one. */
export interface ProgressBar {
  /** Steps so far. */
  readonly count: number;
  /** Reports `steps` more steps, >= 0. */
  advance(steps?: number): void;
  /** Ends the bar. Later calls do nothing. */
  done(): void;
}

export interface ProgressOptions {
  readonly host?: Host;
  /** Milliseconds, never going back; for tests. */
  readonly clock?: () => number;
  /** The terminal of a program without a notebook; standard error by default. */
  readonly terminal?: Terminal;
}

/** Reports progress through `items`; their number is shown if they have a `length` or a `size`. */
export function progress<T>(items: Iterable<T>, label?: string, options?: ProgressOptions): Iterable<T>;
/** A bar for `total` steps, reported by `advance`; end it with `done`. */
export function progress(total: number, label?: string, options?: ProgressOptions): ProgressBar;
export function progress<T>(
  work: Iterable<T> | number,
  label = "",
  options: ProgressOptions = {},
): Iterable<T> | ProgressBar {
  if (typeof work !== "number") {
    requireThat(typeof work?.[Symbol.iterator] === "function", "work", "be a number or iterable", work);
    return { [Symbol.iterator]: () => over(work, label, options) };
  }
  requireNonNegative("total", work);
  return new Bar(label, work, options);
}

function* over<T>(
  items: Iterable<T>,
  label: string,
  options: ProgressOptions,
): Generator<T, void, undefined> {
  const { length, size } = items as { length?: unknown; size?: unknown };
  const total = [length, size].find((n): n is number => typeof n === "number");
  const bar = new Bar(label, total, options);
  let end: "done" | "stopped" = "stopped";
  try {
    for (const item of items) {
      yield item;
      bar.advance();
    }
    end = "done";
  } finally {
    bar.end(end);
  }
}

class Bar implements ProgressBar {
  readonly #meter: Meter;
  readonly #group: Group;

  constructor(label: string, total: number | undefined, options: ProgressOptions) {
    this.#group = groupFor(options);
    this.#meter = new Meter(label, total, this.#group.clock());
    this.#group.open(this.#meter);
  }

  get count(): number {
    return this.#meter.count;
  }

  advance(steps = 1): void {
    if (!(steps >= 0)) requireNonNegative("steps", steps);
    if (this.#meter.state !== "running") return;
    this.#meter.count += steps;
    this.#group.changed();
  }

  done(): void {
    this.end("done");
  }

  end(state: "done" | "stopped"): void {
    if (this.#meter.state !== "running") return;
    this.#meter.state = state;
    this.#group.close(this.#meter);
  }
}

/** Milliseconds between two pictures. */
const INTERVAL = 100;

/** Bars that run at the same time: one picture. */
class Group {
  #meters: Meter[] = [];
  #drawnAt = Number.NEGATIVE_INFINITY;
  #drawn = false;

  constructor(
    readonly host: Host,
    readonly parent: unknown,
    readonly clock: () => number,
    readonly screen: Screen,
  ) {}

  get running(): boolean {
    return this.#meters.some((meter) => meter.state === "running");
  }

  open(meter: Meter): void {
    this.#meters.push(meter);
    this.changed();
  }

  changed(): void {
    const now = this.clock();
    if (now - this.#drawnAt < INTERVAL || !budget.allows(this.host)) return;
    this.#drawnAt = now;
    this.#draw(now, false);
  }

  /** A bar that ends under one that still runs is folded away. */
  close(meter: Meter): void {
    const above = this.#meters.slice(0, this.#meters.indexOf(meter));
    if (above.some((other) => other.state === "running")) {
      this.#meters = this.#meters.filter((other) => other !== meter);
      this.changed();
    } else if (this.running) this.changed();
    else if (this.#drawn) this.#draw(this.clock(), true);
  }

  #draw(now: number, last: boolean): void {
    this.#drawn = true;
    this.screen.draw(
      this.#meters.map((meter) => meter.read(now)),
      last,
    );
  }
}

let newest: Group | undefined;

/** The group that runs in the same cell, or a new one. A bar that an earlier cell left behind does not count. */
function groupFor(options: ProgressOptions): Group {
  const host = options.host ?? currentHost();
  const { parent } = host;
  const same = newest?.running && newest.host.name === host.name && newest.parent === parent;
  if (newest !== undefined && same && (options.host === undefined || options.host === newest.host)) {
    return newest;
  }
  const clock = options.clock ?? (() => performance.now());
  const screen =
    host.name === "plain" ? terminalScreen(options.terminal ?? process.stderr) : pageScreen(host);
  newest = new Group(host, parent, clock, screen);
  return newest;
}

/**
 * Stock tslab drops output beyond some 500 messages in one turn of the event loop, and shows none of it before the
 * turn ends: there, the bars of one turn draw at most 50 pictures before their last.
 */
const budget = {
  limit: 50,
  spent: 0,
  allows(host: Host): boolean {
    if (host.name !== "tslab") return true;
    if (this.spent >= this.limit) return false;
    if (this.spent++ === 0) setImmediate(() => (this.spent = 0)).unref();
    return true;
  },
};
