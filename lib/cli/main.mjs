#!/usr/bin/env node
// Thin launcher: says what to do when the library is not compiled yet, else hands over to the compiled command line.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { environment, root } from "./setup/places.mjs";

const compiled = join(root, "lib", "dist", "cli", "main.js");
if (!existsSync(compiled)) {
  process.stderr.write(
    "descentlab: the library is not compiled yet. Run `npm start` or `npm test` once; both set up what is missing.\n",
  );
  process.exitCode = 1;
} else {
  process.env.DESCENTLAB_PREFIX ||= environment().prefix;
  process.exitCode = await createRequire(import.meta.url)(compiled).main(process.argv.slice(2));
}
