/** The Python environment of the checkout and the kernelspecs in it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { badArgument, DomainError } from "../core/errors";
import { projectRoot } from "../render/project";

/** Prefix of the environment that holds JupyterLab: `DESCENTLAB_PREFIX`, else `.venv` of the checkout. */
export function environmentPrefix(root: string = projectRoot()): string {
  return process.env.DESCENTLAB_PREFIX || join(root, ".venv");
}

/** How to start a kernel, read from its `kernel.json`. */
export interface Kernelspec {
  readonly name: string;
  readonly argv: readonly string[];
  readonly displayName: string;
  readonly language: string;
  readonly interruptMode: "signal" | "message";
  readonly env: Readonly<Record<string, string>>;
  /** Folder of `kernel.json`; `{resource_dir}` in `argv` stands for it. */
  readonly folder: string;
}

/**
 * Reads the kernelspec `name` of an environment.
 *
 * @throws DomainError when there is none; the message lists those present
 */
export function findKernelspec(name: string, prefix: string = environmentPrefix()): Kernelspec {
  const kernels = join(prefix, "share", "jupyter", "kernels");
  const folder = join(kernels, name);
  const file = join(folder, "kernel.json");
  if (!existsSync(file)) {
    const present = existsSync(kernels) ? readdirSync(kernels).sort().join(", ") : "none";
    throw new DomainError(
      badArgument("kernel", `be installed in ${kernels} (there: ${present})`, name, "Run `npm start` once."),
    );
  }
  const spec = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  return {
    name,
    argv: spec.argv as string[],
    displayName: String(spec.display_name ?? name),
    language: String(spec.language ?? ""),
    interruptMode: spec.interrupt_mode === "message" ? "message" : "signal",
    env: (spec.env as Record<string, string> | undefined) ?? {},
    folder,
  };
}
