/** `descentlab kernel`: install, uninstall and examine the Jupyter kernel. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Command } from "commander";
import { DomainError } from "../core/errors";
import { examine, install, type Place, uninstall } from "../kernel/spec";

interface PlaceOptions {
  readonly user?: boolean;
  readonly sysPrefix?: boolean;
  readonly prefix?: string;
}

/** Prefix of the Python that is first on the path. */
function systemPrefix(): string {
  for (const python of ["python3", "python"]) {
    const run = spawnSync(python, ["-c", "import sys; print(sys.prefix)"], { encoding: "utf8" });
    if (run.status === 0) return run.stdout.trim();
  }
  throw new DomainError("--sys-prefix needs a Python on the path; give the folder with --prefix.");
}

function placeOf(options: PlaceOptions): Place {
  if (options.prefix) return { kind: "prefix", prefix: options.prefix };
  return options.sysPrefix ? { kind: "prefix", prefix: systemPrefix() } : { kind: "user" };
}

/** Where to look without being told: the environment that `npm start` made, if there is one. */
function ownPlace(options: PlaceOptions): Place {
  const own = process.env.DESCENTLAB_PREFIX;
  const told = options.user || options.sysPrefix || options.prefix;
  return !told && own && existsSync(own) ? { kind: "prefix", prefix: own } : placeOf(options);
}

function withPlace(command: Command, standard = "the default"): Command {
  return command
    .option("--user", `for this user (${standard})`)
    .option("--sys-prefix", "into the environment of the Python on the path")
    .option("--prefix <folder>", "into an environment");
}

/** The sub-command `kernel`. */
export function kernelCommand(): Command {
  const command = new Command("kernel")
    .description("the Jupyter kernel for TypeScript")
    .addHelpText(
      "after",
      "\nExamples:\n  $ descentlab kernel install --sys-prefix\n  $ descentlab kernel doctor --prefix .venv",
    );
  withPlace(command.command("install").description("tell Jupyter about the kernel")).action((options) => {
    console.log(`installed ${install(placeOf(options))}`);
  });
  withPlace(command.command("uninstall").description("make Jupyter forget the kernel")).action((options) => {
    const folder = uninstall(placeOf(options));
    console.log(folder ? `removed ${folder}` : "there was no kernel to remove");
  });
  withPlace(
    command.command("doctor").description("look at what the kernel needs"),
    "the default where there is no .venv",
  ).action((options) => {
    const findings = examine(ownPlace(options));
    for (const { what, state, detail } of findings)
      console.log(`${state === "ok" ? "ok   " : "WRONG"} ${what}: ${detail}`);
    if (findings.some(({ state }) => state === "wrong")) process.exitCode = 1;
  });
  return command;
}
