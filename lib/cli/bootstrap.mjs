// Installs what is missing, then runs the wanted command. Node's own modules only: it runs before anything is installed.
//
//   node lib/cli/bootstrap.mjs start [--no-browser] [--port N] [options of JupyterLab]
//   node lib/cli/bootstrap.mjs setup | test | verify … | figures … | bench …
import { spawn } from "node:child_process";
import { join } from "node:path";
import { installKernels, openLab, parseOptions } from "./setup/jupyter.mjs";
import { alone } from "./setup/lock.mjs";
import { build, checkNode, installPackages } from "./setup/packages.mjs";
import { root } from "./setup/places.mjs";
import { installPython } from "./setup/python.mjs";
import { SetupError, say } from "./setup/tell.mjs";

/** Does what is missing, in order; returns the prefix of the Python environment. */
async function setUp(options) {
  checkNode();
  return alone(() => {
    installPackages();
    build(options);
    const prefix = installPython();
    installKernels(prefix);
    return prefix;
  });
}

/** Runs Node on a script of the checkout and returns its exit code. */
function node(prefix, args) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, DESCENTLAB_PREFIX: prefix },
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

const launcher = join(root, "lib", "cli", "main.mjs");
const COMMANDS = {
  start: async (args) => {
    parseOptions(args);
    return openLab(await setUp({ tolerant: true }), args);
  },
  setup: async () => {
    await setUp();
    say("everything is in place");
    return 0;
  },
  test: async () => {
    await setUp();
    return 0;
  },
  verify: async (args) => node(await setUp(), [launcher, "verify", ...args]),
  figures: async (args) => node(await setUp(), [launcher, "figures", ...args]),
  bench: async (args) =>
    node(await setUp(), [
      "--require",
      join(root, "test", "register.cjs"),
      join(root, "bench", "main.ts"),
      ...args,
    ]),
};

const [name = "start", ...args] = process.argv.slice(2);
try {
  const command = COMMANDS[name];
  if (!command) {
    throw new SetupError(`unknown command ${JSON.stringify(name)}: use ${Object.keys(COMMANDS).join(", ")}.`);
  }
  process.exitCode = await command(args);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
