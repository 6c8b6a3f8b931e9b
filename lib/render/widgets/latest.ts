/**
 * Runs a computation on the newest of many values: one run at a time, nothing queued but the newest value, and a
 * breath between two runs in which waiting messages come in.
 */
export interface Pauses {
  /** Resolves once the messages that already wait have been handled. */
  readonly beforeFirst: () => Promise<void>;
  /** Resolves when the next run may start. */
  readonly between: () => Promise<void>;
}

/** Milliseconds between the end of one run and the start of the next. */
const BREATH = 15;

const eventLoop: Pauses = {
  beforeFirst: () => new Promise((resolve) => setImmediate(resolve)),
  between: () => new Promise((resolve) => setTimeout(resolve, BREATH)),
};

export class Latest<T> {
  #next: { readonly value: T } | undefined;
  #work: Promise<void> | undefined;
  readonly #run: (value: T) => unknown;
  readonly #pauses: Pauses;

  /** `run` must not throw. */
  constructor(run: (value: T) => unknown, pauses: Pauses = eventLoop) {
    this.#run = run;
    this.#pauses = pauses;
  }

  /** Asks for a run on `value`; a value that still waits is forgotten. */
  push(value: T): void {
    this.#next = { value };
    this.#work ??= this.#pump();
  }

  /** Resolves when nothing runs and nothing waits. */
  async settled(): Promise<void> {
    while (this.#work !== undefined) await this.#work;
  }

  async #pump(): Promise<void> {
    await this.#pauses.beforeFirst();
    while (this.#next !== undefined) {
      const { value } = this.#next;
      this.#next = undefined;
      await this.#run(value);
      await this.#pauses.between();
    }
    this.#work = undefined;
  }
}
