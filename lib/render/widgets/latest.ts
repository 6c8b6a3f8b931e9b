/**
 * Runs a computation on the newest of many values: one run at a time, nothing queued but the newest value, and a
 * breath between two runs in which waiting messages come in.
 *
 * A run may be cut off from outside (the stop button ends it without a trace); what follows a run is therefore
 * arranged before it starts.
 */
export interface Pauses {
  /** Calls once the messages that already wait have been handled. */
  soon(next: () => void): void;
  /** Calls when the next run may start. */
  breath(next: () => void): void;
}

/** Milliseconds between the end of one run and the start of the next. */
const BREATH = 15;

const eventLoop: Pauses = {
  soon: (next) => void setImmediate(next),
  breath: (next) => void setTimeout(next, BREATH),
};

export class Latest<T> {
  #next: { readonly value: T } | undefined;
  #busy = false;
  #waiting: (() => void)[] = [];
  readonly #run: (value: T) => unknown;
  readonly #pauses: Pauses;

  /** `run` must not throw; a promise that it returns must not reject. */
  constructor(run: (value: T) => unknown, pauses: Pauses = eventLoop) {
    this.#run = run;
    this.#pauses = pauses;
  }

  /** Asks for a run on `value`; a value that still waits is forgotten. */
  push(value: T): void {
    this.#next = { value };
    if (this.#busy) return;
    this.#busy = true;
    this.#pauses.soon(this.#start);
  }

  /** Resolves when nothing runs and nothing waits. */
  settled(): Promise<void> {
    if (!this.#busy) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  readonly #start = (): void => {
    if (this.#next === undefined) {
      this.#busy = false;
      for (const resolve of this.#waiting.splice(0)) resolve();
      return;
    }
    const { value } = this.#next;
    this.#next = undefined;
    let result: unknown;
    this.#pauses.soon(() => {
      void Promise.resolve(result).then(() => this.#pauses.breath(this.#start));
    });
    result = this.#run(value);
  };
}
