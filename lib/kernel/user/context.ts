/**
 * Which cell the code that runs belongs to. Code between two awaits belongs to the cell that started it: the translated
 * `await` saves the cell before and restores it after, and timers do the same. (AsyncLocalStorage would need promise
 * hooks, and Node aborts when code is terminated inside one.)
 */
export class Cell {
  /** Rejects the pending awaits of the cell's own lines. */
  readonly waits = new Set<(reason: unknown) => void>();
  cancelled: Error | null = null;
  settled = false;
  result: unknown;
  readonly payload: object[] = [];

  constructor(
    readonly id: string,
    readonly label: string,
    readonly allowStdin: boolean,
  ) {}
}

/** What ends a cell that the user stopped. */
export class KeyboardInterrupt extends Error {
  override name = "KeyboardInterrupt";
}

const resolved = Promise.resolve();
const never = new Promise<never>(() => {});

export class Context {
  private current: Cell | null = null;
  private last = new Cell("", "", false);

  /** The cell to which output of the running code goes. */
  here(): Cell {
    return this.current ?? this.last;
  }

  /** A new cell starts; code of unknown origin counts as its own from now on. */
  start(cell: Cell): void {
    this.last = cell;
  }

  /** Runs `work` as code of `cell`. */
  within<T>(cell: Cell, work: () => T): T {
    const before = this.current;
    this.current = cell;
    try {
      return work();
    } finally {
      this.current = before;
    }
  }

  /** At the start of every event: code that was terminated could not tidy up behind itself. */
  readonly leave = (): void => {
    this.current = null;
  };

  /** Continues `cell` after an await. */
  resume<T>(cell: Cell, value: T): T {
    if (cell.cancelled) throw cell.cancelled;
    this.current = cell;
    void resolved.then(this.leave);
    return value;
  }

  /**
   * What the cell's own lines await: settles with `value`, or at once when the cell is stopped. A cell that goes on all
   * the same, because it catches that, waits for ever once it counts as ended.
   */
  wait<T>(value: T | PromiseLike<T>): T | Promise<T> {
    const cell = this.here();
    if (cell.cancelled && cell.settled) return never;
    if (typeof (value as PromiseLike<T> | null)?.then !== "function") return value as T;
    return new Promise<T>((resolve, reject) => {
      cell.waits.add(reject);
      const settle = <A>(with_: (value: A) => void) => {
        return (outcome: A) => {
          cell.waits.delete(reject);
          with_(outcome);
        };
      };
      Promise.resolve(value as PromiseLike<T>).then(settle(resolve), settle(reject));
    });
  }

  cancel(cell: Cell, reason: Error): void {
    cell.cancelled = reason;
    for (const reject of [...cell.waits]) reject(reason);
    cell.waits.clear();
  }
}
