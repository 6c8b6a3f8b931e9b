/** The Python that has `jupyter_client`, and kernelspecs for tests. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { install } from "../../lib/kernel/spec";

const ROOT = resolve(__dirname, "..", "..");

/** Python of the checkout's environment, or the one that `DESCENTLAB_PYTHON` names. */
export function python(): string {
  const prefix = process.env.DESCENTLAB_PREFIX ?? join(ROOT, ".venv");
  const own = ["bin/python", "Scripts/python.exe", "python.exe"].map((name) => join(prefix, name));
  const found = [process.env.DESCENTLAB_PYTHON, ...own].find(
    (file) => file !== undefined && existsSync(file),
  );
  if (found === undefined) throw new Error(`no Python in ${prefix}: run npm start once`);
  return found;
}

/** An environment in which Jupyter finds this checkout's kernel and nothing of the user's. */
export function jupyterEnvironment(): NodeJS.ProcessEnv {
  const prefix = mkdtempSync(join(tmpdir(), "descentlab-"));
  install({ kind: "prefix", prefix });
  const data = join(prefix, "share", "jupyter");
  return {
    ...process.env,
    JUPYTER_PATH: data,
    JUPYTER_DATA_DIR: data,
    JUPYTER_RUNTIME_DIR: join(prefix, "runtime"),
    DESCENTLAB_HISTORY: join(prefix, "history.jsonl"),
  };
}

/** Runs a Python file of this folder; its output, and its status. */
export function runPython(
  file: string,
  args: readonly string[] = [],
): { status: number | null; output: string } {
  const run = spawnSync(python(), [join(__dirname, file), ...args], {
    encoding: "utf8",
    env: jupyterEnvironment(),
    maxBuffer: 1 << 28,
  });
  return { status: run.status, output: `${run.stdout}${run.stderr}` };
}
