// Kernelspecs and settings of the environment, and JupyterLab itself.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { textOf, writeIfChanged } from "./files.mjs";
import { kernelsOf, pythonOf, root } from "./places.mjs";
import { SetupError, say } from "./tell.mjs";

const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** The stock tslab kernel of this checkout. */
function tslabSpec() {
  return {
    argv: [process.execPath, join(root, "lib", "cli", "tslab-kernel.cjs"), "{connection_file}"],
    display_name: "TypeScript (tslab)",
    language: "typescript",
    metadata: { debugger: false },
  };
}

/** Nothing is fetched from outside: no news, no update check, no extension catalogue. */
const OVERRIDES = {
  "@jupyterlab/apputils-extension:notification": { checkForUpdates: false, fetchNews: "false" },
};

/** Writes kernelspecs, the extension and JupyterLab's settings into the environment, where they differ. */
export function installKernels(prefix) {
  for (const [name, spec] of Object.entries({ tslab: tslabSpec(), descentlab: ownSpec() })) {
    if (!spec || !writeIfChanged(join(kernelsOf(prefix), name, "kernel.json"), json(spec))) continue;
    say(`installing the kernel “${spec.display_name}”`);
  }
  writeIfChanged(join(prefix, "share", "jupyter", "lab", "settings", "overrides.json"), json(OVERRIDES));
  installExtension(prefix);
}

/** The extension that lets figures in JupyterLab follow their sliders. */
function installExtension(prefix) {
  const source = join(root, "lib", "render", "labextension");
  const target = join(prefix, "share", "jupyter", "labextensions", "descentlab-figures");
  for (const file of ["package.json", join("static", "remoteEntry.js")])
    writeIfChanged(join(target, file), textOf(join(source, file)));
}

/** The kernelspec of the project's own kernel, from the compiled library; undefined when that holds none. */
function ownSpec() {
  const folder = join(root, "lib", "dist", "kernel");
  if (!existsSync(join(folder, "main.js")) || !existsSync(join(folder, "spec.js"))) return undefined;
  return createRequire(import.meta.url)(join(folder, "spec.js")).kernelspec();
}

/** Rejects when something already listens on the port. */
function checkPort(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      const why = error.code === "EADDRINUSE" ? "already in use" : `not usable (${error.code})`;
      reject(
        new SetupError(`port ${port} is ${why}: stop what listens there, or give another one with --port.`),
      );
    });
    server.listen({ port, host: "127.0.0.1" }, () => server.close(resolve));
  });
}

/** Options of JupyterLab by their short names; all others have a dot, as `--ServerApp.x`. */
const LAB_OPTIONS = ["--ip", "--notebook-dir", "--allow-root", "--debug", "--help", "--help-all"];

/**
 * Splits `--port N` from what goes to JupyterLab as it is. An option that is known neither here nor there is refused:
 * JupyterLab would start without it.
 */
export function parseOptions(args) {
  for (const arg of args) {
    const name = arg.split("=")[0];
    if (!/^--[^.]+$/.test(name) || ["--port", "--no-browser", ...LAB_OPTIONS].includes(name)) continue;
    throw new SetupError(
      `unknown option ${name}: use --no-browser, --port N, ${LAB_OPTIONS.join(", ")}, or the full name of a setting of JupyterLab, as --ServerApp.certfile=FILE.`,
    );
  }
  const at = args.findIndex((arg) => arg === "--port" || arg.startsWith("--port="));
  if (at < 0) return { rest: args };
  const inline = args[at].startsWith("--port=");
  const text = inline ? args[at].slice("--port=".length) : args[at + 1];
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new SetupError(`--port must be an integer in [1, 65535]; got ${JSON.stringify(text ?? "")}.`);
  }
  return { port, rest: args.filter((_, i) => i !== at && (inline || i !== at + 1)) };
}

/** Starts JupyterLab on the collection and returns its exit code. */
export async function openLab(prefix, args) {
  const { port, rest } = parseOptions(args);
  if (port) await checkPort(port);
  const index = join(root, "notebooks", "00-index.ipynb");
  const options = [
    ...(existsSync(index) ? [index] : []),
    `--ServerApp.root_dir=${root}`,
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
    ...(port ? [`--ServerApp.port=${port}`, "--ServerApp.port_retries=0"] : []),
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
    ...rest,
  ];
  say("opening JupyterLab (Ctrl-C ends it)");
  const lab = spawn(pythonOf(prefix), ["-m", "jupyterlab", ...options], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, JUPYTER_PREFER_ENV_PATH: "1" },
  });
  // The terminal sends Ctrl-C to JupyterLab too: it asks whether to stop, so wait for its answer.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => lab.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    lab.once("error", reject);
    lab.once("exit", (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}
