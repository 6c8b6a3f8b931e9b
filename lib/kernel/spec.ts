/** The kernelspec: what front ends read to start this kernel, and where it is put. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DomainError } from "../core/errors";
import { installLabExtension, labExtensionFolder, uninstallLabExtension } from "../render/labextension";
import { jupyterDataFolder } from "./front/history";

export const KERNEL_NAME = "descentlab";

/** Where to install: for the user, or into an environment. */
export type Place = { readonly kind: "user" } | { readonly kind: "prefix"; readonly prefix: string };

/** The built entry point of this checkout, also when this file runs from its source. */
export function entryPoint(): string {
  const packageFile = createRequire(__filename).resolve("descentlab/package.json");
  return join(packageFile, "..", "dist", "kernel", "main.js");
}

/** Content of `kernel.json`. */
export function kernelspec(node: string = process.execPath, entry: string = entryPoint()): object {
  return {
    argv: [node, entry, "{connection_file}"],
    display_name: "TypeScript (Descent Lab)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false },
  };
}

const dataFolder = (place: Place) =>
  place.kind === "user" ? jupyterDataFolder() : join(place.prefix, "share", "jupyter");

/** Folder of the kernelspec at a place. */
export function specFolder(place: Place): string {
  return join(dataFolder(place), "kernels", KERNEL_NAME);
}

/** Writes the kernelspec, and the extension that lets figures in JupyterLab move; returns the kernelspec's folder. */
export function install(place: Place): string {
  const folder = specFolder(place);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "kernel.json"), `${JSON.stringify(kernelspec(), null, 2)}\n`);
  installLabExtension(dataFolder(place));
  return folder;
}

/** Removes the kernelspec and the extension; returns the kernelspec's folder, or `null` when there was none. */
export function uninstall(place: Place): string | null {
  uninstallLabExtension(dataFolder(place));
  const folder = specFolder(place);
  if (!existsSync(folder)) return null;
  rmSync(folder, { recursive: true });
  return folder;
}

/** One thing that has to be right for the kernel to start. */
export interface Finding {
  readonly what: string;
  readonly state: "ok" | "wrong";
  readonly detail: string;
}

/** Looks at everything that starting the kernel needs. */
export function examine(place: Place): Finding[] {
  const finding = (what: string, look: () => string): Finding => {
    try {
      return { what, state: "ok", detail: look() };
    } catch (error) {
      return { what, state: "wrong", detail: (error as Error).message };
    }
  };
  return [
    finding("Node", () => {
      const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
      if (major < 20 || (major === 20 && minor < 19))
        throw new DomainError(`${process.version}; 20.19 is needed`);
      return process.version;
    }),
    finding("built kernel", () => {
      if (!existsSync(entryPoint())) throw new DomainError(`${entryPoint()} is missing: run npm run build`);
      return entryPoint();
    }),
    finding("ZeroMQ", () => `zeromq ${(require("zeromq") as { version: string }).version}`),
    finding("TypeScript", () => (require("typescript/package.json") as { version: string }).version),
    finding("kernelspec", () => {
      const file = join(specFolder(place), "kernel.json");
      if (!existsSync(file)) throw new DomainError(`${file} is missing: run descentlab kernel install`);
      const { argv } = JSON.parse(readFileSync(file, "utf8")) as { argv: string[] };
      for (const path of argv.slice(0, 2))
        if (!existsSync(path)) throw new DomainError(`${path} (in ${file}) is missing`);
      return file;
    }),
    finding("figures in JupyterLab", () => {
      const folder = labExtensionFolder(dataFolder(place));
      if (!existsSync(folder)) throw new DomainError(`${folder} is missing: run descentlab kernel install`);
      return folder;
    }),
  ];
}
