/** Synchronous questions of this thread to the language thread: `require` of a TypeScript file cannot wait. */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { SHARED } from "../messages";

export interface Compiled {
  readonly js: string;
  readonly map: string;
  readonly code: string;
}

export class Compiler {
  constructor(
    private readonly port: MessagePort,
    private readonly shared: Int32Array,
  ) {}

  /** CommonJS of a TypeScript file. Throws what the language thread reports. */
  compile(file: string): Compiled {
    return this.ask({ file }) as Compiled;
  }

  /** The file that TypeScript resolves `specifier` to when imported from `file`, if it is TypeScript source. */
  resolve(specifier: string, file: string): string | null {
    return this.ask({ specifier, file }) as string | null;
  }

  private ask(question: object): unknown {
    const before = Atomics.load(this.shared, SHARED.answered);
    this.port.postMessage(question);
    for (;;) {
      const reply = receiveMessageOnPort(this.port) as
        | { message: { answer?: unknown; error?: string } }
        | undefined;
      if (reply) {
        if (reply.message.error !== undefined) throw new SyntaxError(reply.message.error);
        return reply.message.answer;
      }
      Atomics.wait(this.shared, SHARED.answered, before, 1000);
    }
  }
}
