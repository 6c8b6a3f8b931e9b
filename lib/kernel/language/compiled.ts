/**
 * Loads the TypeScript compiler from compiled code kept in the user's cache folder, which saves V8 half the work. It is
 * put where `require("typescript")` finds it, so import this module before any that uses TypeScript.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { neverOptimize } from "./giants";
import "./tidy"; // Sets a flag of V8, and compiled code is good for the same flags only.

const file = require.resolve("typescript");
const { version } = require("typescript/package.json") as { version: string };
const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "descentlab");
const kept = join(folder, `typescript-${version}-node-${process.versions.node}-${process.arch}.bin`);

function read(): Buffer | undefined {
  try {
    return readFileSync(kept);
  } catch {
    return undefined;
  }
}

const source = Module.wrap(readFileSync(file, "utf8"));
const cachedData = read();
const script = new Script(source, { filename: file, cachedData });

/** Keeps the compiled code for the next start; call it when the compiler has done what it usually does. */
export function keepCompiled(): void {
  if (cachedData && !script.cachedDataRejected) return;
  try {
    mkdirSync(folder, { recursive: true });
    const fresh = `${kept}.${process.pid}`;
    writeFileSync(fresh, script.createCachedData());
    renameSync(fresh, kept);
  } catch {
    // A read-only home: the next start compiles again.
  }
}

const module_ = new Module(file, undefined);
module_.filename = file;
module_.paths = (Module as unknown as { _nodeModulePaths(from: string): string[] })._nodeModulePaths(
  dirname(file),
);
require.cache[file] = module_;
const run = script.runInThisContext() as (...args: unknown[]) => void;
run.call(module_.exports, module_.exports, createRequire(file), module_, file, dirname(file));
module_.loaded = true;
const { createTypeChecker, createProgram, createPrinter } = module_.exports;
neverOptimize([createTypeChecker, createProgram, createPrinter]);
