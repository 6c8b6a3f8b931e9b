#!/usr/bin/env node
// Thin launcher: says what to do when the library is not compiled yet, else hands over to the compiled command line.
// What computes with the library is given one that belongs to the present sources.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { alone } from "./setup/lock.mjs";
import { build, isBuilt } from "./setup/packages.mjs";
import { environment, root } from "./setup/places.mjs";
import { SetupError } from "./setup/tell.mjs";

/** Commands whose answers depend on the compiled library; the others print what is stored. */
const COMPUTING = ["verify", "export", "figures", "ledger"];
/** Exit code of a command that was not run because the sources do not compile. */
const NOT_RUN = 2;

/** Compiles when needed; false, with the reason on standard error, when the command must not run. */
async function upToDate(args) {
  const asksForHelp = args.some((arg) => arg === "--help" || arg === "-h");
  if (asksForHelp || !COMPUTING.includes(args.find((arg) => !arg.startsWith("-"))) || isBuilt()) return true;
  try {
    await alone(() => build());
    return true;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`descentlab: nothing was run: ${error.message}\n`);
    return false;
  }
}

// `descentlab claims | head` closes the pipe early, which is no error.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const args = process.argv.slice(2);
const compiled = join(root, "lib", "dist", "cli", "main.js");
if (!existsSync(compiled)) {
  process.stderr.write(
    "descentlab: the library is not compiled yet. Run `npm start` or `npm test` once; both set up what is missing.\n",
  );
  process.exitCode = 1;
} else if (!(await upToDate(args))) {
  process.exitCode = NOT_RUN;
} else {
  process.env.DESCENTLAB_PREFIX ||= environment().prefix;
  process.exitCode = await createRequire(import.meta.url)(compiled).main(args);
}
