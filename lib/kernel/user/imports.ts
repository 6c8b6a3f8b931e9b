/**
 * Modules of user code: packages of the notebook's folder, `descentlab` and `tslab` of this checkout, TypeScript files
 * anywhere, with reload of local files that changed.
 */
import { statSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { join, resolve, sep } from "node:path";
import { types } from "node:util";
import { constants, Script } from "node:vm";
import type { Compiler } from "./compiler";
import type { Sources } from "./errors";

/** Import names of a cell: local name to exported name; `*` is the whole module. */
type Names = Readonly<Record<string, string>>;

interface Binding {
  readonly specifier: string;
  readonly exported: string;
  readonly file: string;
  module: object;
}

interface Loader {
  _extensions: Record<
    string,
    (module: NodeModule & { _compile(js: string, file: string): void }, file: string) => void
  >;
  _resolveFilename(request: string, parent: NodeModule | undefined, ...rest: unknown[]): string;
}

const KERNEL = resolve(__dirname, "..");
const TSLAB = join(KERNEL, "tslab.js");
const TYPESCRIPT = /\.[mc]?tsx?$/;
/** Errors of `require` that `import` does not have. */
const NEEDS_IMPORT = new Set([
  "ERR_REQUIRE_ASYNC_MODULE",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
  "ERR_REQUIRE_ESM",
]);

export class Imports {
  readonly require: NodeJS.Require;
  /** Imports that their modules may assign to. */
  readonly live: Record<string, unknown> = {};
  private readonly bindings = new Map<string, Binding>();
  private readonly stamps = new Map<string, number>();
  private readonly importModule: (specifier: string) => Promise<object>;

  constructor(
    folder: string,
    private readonly compiler: Compiler,
    private readonly sources: Sources,
  ) {
    const notebook = join(folder, "notebook.ts");
    this.require = createRequire(notebook);
    this.importModule = new Script("(specifier) => import(specifier)", {
      filename: notebook,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext() as (specifier: string) => Promise<object>;
    this.installLoader();
  }

  private installLoader(): void {
    const loader = Module as unknown as Loader;
    for (const extension of [".ts", ".mts", ".cts", ".tsx"]) {
      loader._extensions[extension] = (module, file) => {
        this.stamps.set(file, modified(file));
        const { js, map, code } = this.compiler.compile(file);
        this.sources.add(file, { label: file, code, map });
        module._compile(js, file);
      };
    }
    const original = loader._resolveFilename;
    const own = createRequire(__filename);
    loader._resolveFilename = (request, parent, ...rest) => {
      if (request === "tslab") return TSLAB;
      const from = parent?.filename ?? "";
      if (
        TYPESCRIPT.test(from) &&
        !from.includes(`${sep}node_modules${sep}`) &&
        !request.startsWith("node:")
      ) {
        const found = this.compiler.resolve(request, from);
        if (found) return found;
      }
      try {
        return original.call(Module, request, parent, ...rest);
      } catch (error) {
        if (request === "descentlab" || request.startsWith("descentlab/")) return own.resolve(request);
        throw error;
      }
    };
  }

  private async load(specifier: string): Promise<object> {
    try {
      return this.require(specifier);
    } catch (error) {
      if (!NEEDS_IMPORT.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
      return await this.importModule(specifier);
    }
  }

  private file(specifier: string): string {
    try {
      return this.require.resolve(specifier);
    } catch {
      return specifier;
    }
  }

  /** The values of an import declaration of a cell, which later reloads keep up to date. */
  async import(
    specifier: string,
    names: Names,
    live: readonly string[] = [],
  ): Promise<Record<string, unknown>> {
    const module = await this.load(specifier);
    const file = this.file(specifier);
    const values: Record<string, unknown> = {};
    for (const [local, exported] of Object.entries(names)) {
      values[local] = pick(module, exported);
      this.bindings.set(local, { specifier, exported, file, module });
    }
    for (const local of live) this.expose(local);
    this.note();
    return values;
  }

  /** Makes reads of `live[local]` read the module. */
  private expose(local: string): void {
    const get = () => {
      const binding = this.bindings.get(local);
      return binding && pick(binding.module, binding.exported);
    };
    Object.defineProperty(this.live, local, { get, configurable: true, enumerable: true });
  }

  /** `import(specifier)` in a cell. */
  async dynamic(specifier: string): Promise<object> {
    const module = await this.load(specifier);
    this.note();
    return types.isModuleNamespaceObject(module) ? module : { ...module, default: pick(module, "default") };
  }

  /** A cell declares these names itself. */
  forget(names: readonly string[]): void {
    for (const name of names) this.bindings.delete(name);
  }

  /** Remembers when the loaded local files were changed last. */
  private note(): void {
    for (const file of Object.keys(require.cache)) {
      if (!this.stamps.has(file) && isLocal(file)) this.stamps.set(file, modified(file));
    }
  }

  /** Loads anew the local files that changed and what depends on them; new values of names that cells imported. */
  refresh(): Map<string, unknown> {
    this.note();
    const stale = new Set<string>();
    // A file that is gone is not missed before something imports it again.
    for (const [file, stamp] of this.stamps) if (![stamp, 0].includes(modified(file))) stale.add(file);
    if (stale.size === 0) return new Map();
    for (let size = 0; size !== stale.size; ) {
      size = stale.size;
      for (const [file, module] of Object.entries(require.cache)) {
        if (isLocal(file) && module?.children.some((child) => stale.has(child.filename))) stale.add(file);
      }
    }
    for (const file of stale) {
      delete require.cache[file];
      this.stamps.delete(file);
    }
    const fresh = new Map<string, unknown>();
    for (const [name, binding] of this.bindings) {
      if (!stale.has(binding.file)) continue;
      binding.module = this.require(binding.specifier) as object;
      fresh.set(name, pick(binding.module, binding.exported));
    }
    this.note();
    return fresh;
  }
}

function isLocal(file: string): boolean {
  return !file.includes(`${sep}node_modules${sep}`) && !file.startsWith(KERNEL + sep);
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** An export, with the conventions of bundlers for CommonJS: `default` is `module.exports` unless it says otherwise. */
function pick(module: object, exported: string): unknown {
  if (exported === "*") return module;
  const members = module as Record<string, unknown>;
  if (exported !== "default") return members[exported];
  const isModule = types.isModuleNamespaceObject(module) || members?.__esModule === true;
  return isModule && "default" in members ? members.default : module;
}
