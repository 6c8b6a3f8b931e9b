#!/usr/bin/env node
// Thin launcher: says what to do when the library is not compiled yet, else hands over to the compiled command line.
import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { filesBelow } from "./setup/files.mjs";
import { environment, root } from "./setup/places.mjs";

const compiled = join(root, "lib", "dist", "cli", "main.js");
if (!existsSync(compiled)) {
  process.stderr.write(
    "descentlab: the library is not compiled yet. Run `npm start` or `npm test` once; both set up what is missing.\n",
  );
  process.exitCode = 1;
} else {
  const built = statSync(join(root, "lib", "dist", "tsconfig.tsbuildinfo"), {
    throwIfNoEntry: false,
  })?.mtimeMs;
  const sources = filesBelow(join(root, "lib"), ".ts", ["dist", "node_modules"]);
  if (built !== undefined && sources.some((file) => statSync(file).mtimeMs > built)) {
    process.stderr.write(
      "descentlab: note: sources are newer than the compiled library, which this command uses. `npm run build` compiles them.\n",
    );
  }
  process.env.DESCENTLAB_PREFIX ||= environment().prefix;
  process.exitCode = await createRequire(import.meta.url)(compiled).main(process.argv.slice(2));
}
