/**
 * Runs code in V8's REPL mode through an inspector session of this thread: top-level `await`, `let` that later cells
 * see and may declare again, and variables that live in V8's own script scope.
 *
 * It also contains termination: when a loop inside {@link Evaluator.contain} is terminated from outside, the frames of
 * Node below it (timers and their bookkeeping) go on unharmed.
 */
import { type Runtime, Session } from "node:inspector";

export type Outcome =
  | { readonly kind: "finished" }
  | { readonly kind: "thrown"; readonly error: unknown }
  | { readonly kind: "terminated" };

const GROUP = "cell";

export class Evaluator {
  private readonly session = new Session();
  private caught: unknown;
  private job: () => void = () => {};

  constructor(private readonly hook: string) {
    this.session.connect();
  }

  /** Members that the evaluated code reaches under the global name `hook`. */
  readonly hooks = {
    caught: (error: unknown): void => {
      this.caught = error;
    },
    job: (): void => this.job(),
  };

  /** Evaluates `js`; `done` is called once, when its promise settles. Not called if a continuation is terminated. */
  run(js: string, name: string, done: (outcome: Outcome) => void): void {
    this.session.post(
      "Runtime.evaluate",
      {
        expression: `${js}\n;void 0;\n//# sourceURL=${name}`,
        replMode: true,
        awaitPromise: true,
        silent: true,
        objectGroup: GROUP,
      },
      (error, value?: object) => {
        if (error) {
          done({ kind: "terminated" });
          return;
        }
        const thrown = (value as Runtime.EvaluateReturnType).exceptionDetails?.exception;
        const outcome: Outcome = thrown
          ? { kind: "thrown", error: this.fetch(thrown) }
          : { kind: "finished" };
        this.session.post("Runtime.releaseObjectGroup", { objectGroup: GROUP });
        done(outcome);
      },
    );
  }

  /** The thrown value itself, which the inspector only describes. */
  private fetch(remote: Runtime.RemoteObject): unknown {
    if (remote.objectId === undefined) {
      if (remote.unserializableValue?.endsWith("n")) return BigInt(remote.unserializableValue.slice(0, -1));
      return remote.unserializableValue === undefined ? remote.value : Number(remote.unserializableValue);
    }
    this.session.post("Runtime.callFunctionOn", {
      functionDeclaration: `function (error) { ${this.hook}.caught(error); }`,
      objectId: remote.objectId,
      arguments: [{ objectId: remote.objectId }],
      silent: true,
    });
    const error = this.caught;
    this.caught = undefined;
    return error;
  }

  /** Runs `work` so that its termination ends here. False when it was terminated. */
  contain(work: () => void): boolean {
    let finished = false;
    this.job = () => {
      work();
      finished = true;
    };
    this.session.post("Runtime.evaluate", { expression: `${this.hook}.job()`, silent: true }, () => {});
    return finished;
  }
}
