// The Python environment: found or created, filled from requirements.txt, stamped with what it was filled from.
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { hashFiles, textOf, writeIfChanged } from "./files.mjs";
import { environment, pythonOf, root, windows } from "./places.mjs";
import { installFailed, SetupError, say } from "./tell.mjs";

const OLDEST = [3, 10];
const REMEDY = "Install Python 3.10 or later, or name one in DESCENTLAB_PYTHON.";

function candidates() {
  const given = process.env.DESCENTLAB_PYTHON;
  if (given) return [[given]];
  const names = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];
  return [...(windows ? [["py", "-3"]] : []), ...names.map((name) => [name])];
}

/** Asks a command for its version, and whether it can make environments; undefined when it is no Python. */
function ask([command, ...args]) {
  const question =
    "import sys, importlib.util as u; print(sys.version_info[0], sys.version_info[1], int(bool(u.find_spec('venv') and u.find_spec('ensurepip'))))";
  const run = spawnSync(command, [...args, "-c", question], { encoding: "utf8", windowsHide: true });
  const answer = run.status === 0 ? run.stdout.trim().split(" ").map(Number) : [];
  return answer.length === 3 ? { version: answer.slice(0, 2), venv: answer[2] === 1 } : undefined;
}

/** The first Python that is new enough and has the venv module. */
export function findPython() {
  const found = candidates()
    .map((command) => ({ command, ...ask(command) }))
    .filter((python) => python.version);
  const suitable = found.filter(
    ({ version: [a, b] }) => a > OLDEST[0] || (a === OLDEST[0] && b >= OLDEST[1]),
  );
  const complete = suitable.find((python) => python.venv);
  if (complete) return complete;
  if (suitable.length > 0) {
    const { command, version } = suitable[0];
    const debian = `the package python${version.join(".")}-venv on Debian and Ubuntu`;
    throw new SetupError(`${command.join(" ")} has no venv module: install it (${debian}).`);
  }
  if (found.length > 0) {
    const { command, version } = found[0];
    throw new SetupError(`${command.join(" ")} is Python ${version.join(".")}, too old. ${REMEDY}`);
  }
  throw new SetupError(`Python is not found. ${REMEDY}`);
}

/** Makes and fills the environment unless it already holds exactly requirements.txt; returns its prefix. */
export function installPython() {
  const { prefix, own } = environment();
  const requirements = join(root, "requirements.txt");
  const stamp = join(prefix, "descent-lab.hash");
  const wanted = hashFiles([requirements]).slice(0, 32);
  if (textOf(stamp) === wanted && existsSync(pythonOf(prefix))) return prefix;
  if (!existsSync(pythonOf(prefix))) {
    if (!own)
      throw new SetupError(`${prefix} holds no Python: unset DESCENTLAB_PREFIX or repair that environment.`);
    const { command, version } = findPython();
    say(`creating .venv with Python ${version.join(".")}`);
    rmSync(prefix, { recursive: true, force: true });
    const run = spawnSync(command[0], [...command.slice(1), "-m", "venv", prefix], { encoding: "utf8" });
    if (run.status !== 0) {
      throw installFailed("creating .venv", `${run.stdout}${run.stderr}`, "Install Python's venv module.");
    }
  }
  say("installing JupyterLab and the other Python packages of requirements.txt");
  const pip = [
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "--no-input",
    "--quiet",
    "-r",
    requirements,
  ];
  const run = spawnSync(pythonOf(prefix), pip, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) {
    throw installFailed("pip", `${run.stdout}${run.stderr}`, "Repair that, then run the same command again.");
  }
  writeIfChanged(stamp, wanted);
  return prefix;
}
