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

export type Outcome =
  | { readonly kind: "finished" }
  | { readonly kind: "thrown"; readonly error: unknown }
  | { readonly kind: "terminated" };

export class Evaluator {
  private readonly session = new Session();
  private readonly declared = new Set<string>();
  private job: () => void = () => {};

  constructor(private readonly hook: string) {
    this.session.connect();
  }

  /** Members that the evaluated code reaches under the global name `hook`. */
  readonly hooks = {
    job: (): void => this.job(),
    /** Never settles, and is never lost: what awaits it stays. */
    forever: new Promise<never>(() => {}),
  };

  /**
   * Declares `names`, then runs `js`, a script whose value is a function. `done` is called once, when that function, or
   * the promise it returns, ends. It is not called if code after an `await` is terminated.
   */
  run(js: string, name: string, names: readonly string[], done: (outcome: Outcome) => void): void {
    let outcome: Outcome = { kind: "terminated" };
    let pending: Promise<unknown> | undefined;
    if (this.declare(names)) {
      this.contain(() => {
        try {
          const work = new Script(js, { filename: name }).runInThisContext() as () =>
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
  private declare(names: readonly string[]): boolean {
    const fresh = names.filter((name) => !this.declared.has(name));
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
