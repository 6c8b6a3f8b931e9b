/** Requests of the front thread to the language thread. */
import type { MessagePort } from "node:worker_threads";
import type { LanguageRequest, Prepared } from "../messages";

export interface Completions {
  readonly matches: readonly string[];
  readonly types: readonly string[];
  readonly start: number;
  readonly end: number;
}

export interface Inspection {
  readonly found: boolean;
  readonly data: Record<string, string>;
}

export interface Completeness {
  readonly status: "complete" | "incomplete" | "invalid";
  readonly indent?: string;
}

export class Language {
  private readonly waiting = new Map<number, (answer: never) => void>();
  private count = 0;

  constructor(private readonly port: MessagePort) {
    port.on("message", ({ id, answer }: { id: number; answer: never }) => {
      this.waiting.get(id)?.(answer);
      this.waiting.delete(id);
    });
  }

  private ask<T>(request: LanguageRequest): Promise<T> {
    return new Promise((resolve) => {
      this.waiting.set(++this.count, resolve as (answer: never) => void);
      this.port.postMessage({ id: this.count, request });
    });
  }

  /** Checks and translates a cell; `keep` makes its declarations visible to later cells. */
  prepare(code: string, label: string, keep: boolean): Promise<Prepared> {
    return this.ask({ method: "prepare", code, label, keep });
  }
  complete(code: string, cursor: number): Promise<Completions> {
    return this.ask({ method: "complete", code, cursor });
  }
  inspect(code: string, cursor: number, detail: number): Promise<Inspection> {
    return this.ask({ method: "inspect", code, cursor, detail });
  }
  isComplete(code: string): Promise<Completeness> {
    return this.ask({ method: "isComplete", code });
  }
}
