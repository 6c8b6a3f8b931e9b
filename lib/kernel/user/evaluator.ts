/**
 * Runs the code of cells in V8's script scope, so that it can be terminated from another thread.
 *
 * Variables are declared by a script of their own, in V8's REPL mode, which lets a name be declared that is there
 * already. What the code of a cell does, and when it ends, is no concern of the inspector: a promise that the inspector
 * awaits may be lost to the garbage collector (its code was terminated, or awaits what never comes), the inspector then
 * answers in the middle of a collection, and Node aborts.
 */
import { Session } from "node:inspector";
import { Script } from "node:vm";
import type { Script as CellScript } from "../messages";

export type Outcome =
  | { readonly kind: "finished" }
  | { readonly kind: "thrown"; readonly error: unknown }
  | { readonly kind: "terminated" };

export class Evaluator {
  private readonly session = new Session();
  private readonly declared = new Set<string>();
  private readonly own: Record<string, unknown> = Object.create(null);
  private job: () => void = () => {};

  constructor(private readonly hook: string) {
    this.session.connect();
  }

  /** Members that the evaluated code reaches under the global name `hook`. */
  readonly hooks = {
    job: (): void => this.job(),
    /** Variables with the names of global objects. */
    own: this.own,
    /** Never settles, and is never lost: what awaits it stays. */
    forever: new Promise<never>(() => {}),
  };

  /**
   * Declares the variables of `script`, then runs it. `done` is called once, when its function, or the promise that this
   * returns, ends. It is not called if code after an `await` is terminated.
   */
  run(script: CellScript, name: string, done: (outcome: Outcome) => void): void {
    let outcome: Outcome = { kind: "terminated" };
    let pending: Promise<unknown> | undefined;
    if (this.declare(script)) {
      this.contain(() => {
        try {
          const work = new Script(script.js, { filename: name }).runInThisContext() as () =>
            | Promise<unknown>
            | undefined;
          pending = work();
          outcome = { kind: "finished" };
        } catch (error) {
          outcome = { kind: "thrown", error };
        }
      });
    }
    if (!pending) done(outcome);
    else
      pending.then(
        () => done({ kind: "finished" }),
        (error) => done({ kind: "thrown", error }),
      );
  }

  /** Makes variables of the names that are none yet. False when that was terminated. */
  private declare({ declares, imports, own }: CellScript): boolean {
    for (const name of own) if (!(name in this.own)) this.own[name] = undefined;
    const fresh = [...declares, ...imports].filter((name) => !(name in this.own) && !this.declared.has(name));
    if (fresh.length === 0) return true;
    let done = false;
    this.job = () => {
      done = true;
    };
    // REPL mode makes every script a promise, which the inspector awaits: this one waits where it cannot be lost.
    const expression = `let ${fresh.join(", ")}; ${this.hook}.job(); await ${this.hook}.forever;`;
    this.session.post("Runtime.evaluate", { expression, replMode: true, silent: true }, () => {});
    if (done) for (const name of fresh) this.declared.add(name);
    return done;
  }

  /** Gives a variable that is declared another value. */
  assign(variable: string, value: unknown): void {
    if (variable in this.own) {
      this.own[variable] = value;
      return;
    }
    const set = new Script(`(value) => { ${variable} = value; }`).runInThisContext() as (
      value: unknown,
    ) => void;
    set(value);
  }

  /** Runs `work` so that its termination ends here. False when it was terminated. */
  contain(work: () => void): boolean {
    let finished = false;
    this.job = () => {
      work();
      finished = true;
    };
    this.session.post("Runtime.evaluate", { expression: `${this.hook}.job()`, silent: true }, () => {});
    this.job = () => {};
    return finished;
  }
}
