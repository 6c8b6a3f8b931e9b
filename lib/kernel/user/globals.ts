/** Globals of user code: what translated cells call, and what users may call. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Context } from "./context";
import type { Evaluator } from "./evaluator";
import type { Imports } from "./imports";

/** Global name under which translated cells reach the kernel. */
export const HOOK = "__descentlab";

export interface GlobalParts {
  readonly folder: string;
  readonly context: Context;
  readonly evaluator: Evaluator;
  readonly imports: Imports;
  readonly nextTick: (callback: (...args: unknown[]) => void, ...args: unknown[]) => void;
  readonly ask: (prompt: string, password: boolean) => Promise<string>;
}

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: false });
}

export function defineGlobals({ folder, context, evaluator, imports, nextTick, ask }: GlobalParts): void {
  const filename = join(folder, "notebook.ts");
  define(HOOK, {
    ...evaluator.hooks,
    live: imports.live,
    nextTick,
    here: () => context.here(),
    wait: (value: unknown) => context.wait(value),
    resume: context.resume.bind(context),
    result: (value: unknown) => {
      context.here().result = value;
    },
    import: imports.import.bind(imports),
    dynamic: imports.dynamic.bind(imports),
    meta: { url: pathToFileURL(filename).href, filename, dirname: folder },
  });
  define("require", imports.require);
  define("module", { exports: {} });
  define("exports", {});
  define("__filename", filename);
  define("__dirname", folder);
  define("prompt", (text = "") => ask(String(text), false));
  define("input", (text = "") => ask(String(text), false));
  define("password", (text = "") => ask(String(text), true));
  define("page", (text: string) => {
    context.here().payload.push({ source: "page", data: { "text/plain": String(text) }, start: 0 });
  });
}
