// Node, npm, the npm packages of the lock file, and the compiled library.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { filesBelow, hashFiles, textOf, writeIfChanged } from "./files.mjs";
import { cache, root, windows } from "./places.mjs";
import { installFailed, SetupError, say } from "./tell.mjs";

/** Node must be able to `require` ES modules: 20.19, 22.12, or anything later. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  const fits = major === 20 ? minor >= 19 : major === 22 ? minor >= 12 : major > 22;
  if (!fits) throw new SetupError(`Node ${version} is too old: install Node 20.19, 22.12 or later.`);
}

/** Names of the packages of the lock that are not installed in the locked version. */
function missingPackages() {
  const lock = JSON.parse(textOf(join(root, "package-lock.json")) || "{}").packages ?? {};
  const installed =
    JSON.parse(textOf(join(root, "node_modules", ".package-lock.json")) || "{}").packages ?? {};
  return Object.entries(lock)
    .filter(([path, entry]) => path.includes("node_modules/") && !entry.link && !entry.optional)
    .filter(([path, entry]) => installed[path]?.version !== entry.version || !existsSync(join(root, path)))
    .map(([path]) => path);
}

function npm(args) {
  const own = process.env.npm_execpath;
  const options = { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 };
  const run = own?.endsWith("js")
    ? spawnSync(process.execPath, [own, ...args], options)
    : spawnSync(windows ? "npm.cmd" : "npm", args, { ...options, shell: windows });
  if (run.error)
    throw new SetupError("npm is not found: install it (it comes with Node) and see that it is on PATH.");
  return run;
}

/** Installs the npm packages of the lock file unless they are there. */
export function installPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const fresh = !existsSync(join(root, "node_modules", ".package-lock.json"));
  say(
    `installing ${fresh ? "the npm packages" : `${missing.length} npm package(s) that differ from package-lock.json`}`,
  );
  const run = npm([fresh ? "ci" : "install", "--no-audit", "--no-fund", ...(fresh ? [] : ["--no-save"])]);
  if (run.status !== 0) {
    throw installFailed("npm", `${run.stdout}${run.stderr}`, "Repair that, then run the same command again.");
  }
}

const dist = join(root, "lib", "dist");
const stamp = join(cache, "build.hash");

/** Hash of the sources together with the compiler's record of what it compiled last. */
function buildHash() {
  const lib = join(root, "lib");
  const record = join(dist, "tsconfig.tsbuildinfo");
  const configs = [
    join(root, "tsconfig.base.json"),
    join(lib, "tsconfig.json"),
    join(root, "package-lock.json"),
  ];
  const sources = filesBelow(lib, ".ts", ["dist", "node_modules"]);
  return hashFiles([...configs, ...sources, ...(existsSync(record) ? [record] : [])]);
}

/** Whether the compiled files belong to the present sources. Reads about a megabyte. */
export function isBuilt() {
  return existsSync(dist) && textOf(stamp) === buildHash();
}

/** Compiles lib/ unless the compiled files belong to the present sources. With `tolerant`, type errors only warn. */
export function build({ tolerant = false } = {}) {
  if (isBuilt()) return;
  say("compiling the library");
  // An incremental record without its output would make the compiler believe that there is nothing to do.
  if (!existsSync(join(dist, "core"))) rmSync(dist, { recursive: true, force: true });
  const compiler = join(root, "node_modules", "typescript", "lib", "tsc.js");
  const run = spawnSync(process.execPath, [compiler, "--build"], { cwd: root, encoding: "utf8" });
  if (run.status === 0) {
    writeIfChanged(stamp, buildHash());
    return;
  }
  process.stderr.write(`${run.stdout}${run.stderr}`);
  if (!tolerant) throw new SetupError("the library does not compile: repair the lines named above.");
  say("the library has type errors (above); going on with what could be compiled");
}
