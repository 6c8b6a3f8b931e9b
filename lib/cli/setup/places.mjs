// Where things lie: the checkout, and the Python environment that holds JupyterLab and the kernelspecs.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");

/** Everything that can be made again: stamps, logs, caches. */
export const cache = join(root, ".cache");

export const windows = process.platform === "win32";

/** The conda environment of environment.yml when it is active, else undefined. */
function condaPrefix() {
  const { CONDA_PREFIX, CONDA_DEFAULT_ENV } = process.env;
  return CONDA_PREFIX && CONDA_DEFAULT_ENV?.split(/[\\/]/).pop() === "descent-lab" ? CONDA_PREFIX : undefined;
}

/**
 * Prefix of the Python environment: `DESCENTLAB_PREFIX`, the active conda environment `descent-lab`, or `.venv`.
 * `own` says whether this project may create it.
 */
export function environment() {
  const given = process.env.DESCENTLAB_PREFIX || condaPrefix();
  const own = join(root, ".venv");
  return given && given !== own ? { prefix: given, own: false } : { prefix: own, own: true };
}

/** The Python of an environment: `bin/python`, or `Scripts\python.exe` of a venv and `python.exe` of conda on Windows. */
export function pythonOf(prefix) {
  const candidates = windows
    ? [join(prefix, "Scripts", "python.exe"), join(prefix, "python.exe")]
    : [join(prefix, "bin", "python"), join(prefix, "bin", "python3")];
  return candidates.find((file) => existsSync(file)) ?? candidates[0];
}

/** Where Jupyter looks for the kernelspecs of an environment. */
export function kernelsOf(prefix) {
  return join(prefix, "share", "jupyter", "kernels");
}
