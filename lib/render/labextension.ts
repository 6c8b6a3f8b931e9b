/** Installs the extension that makes plotly figures in JupyterLab follow updates of their output. */
import { cpSync, existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

export const LAB_EXTENSION = "descentlab-figures";

/** The extension as it comes with this package. */
function source(): string {
  const packageFile = createRequire(__filename).resolve("descentlab/package.json");
  return join(dirname(packageFile), "render", "labextension");
}

/** Folder of the extension below a Jupyter data folder such as `<prefix>/share/jupyter`. */
export function labExtensionFolder(data: string): string {
  return join(data, "labextensions", LAB_EXTENSION);
}

/** Copies the extension below a Jupyter data folder; returns its folder. */
export function installLabExtension(data: string): string {
  const folder = labExtensionFolder(data);
  cpSync(source(), folder, { recursive: true });
  return folder;
}

/** Removes the extension; true if it was there. */
export function uninstallLabExtension(data: string): boolean {
  const folder = labExtensionFolder(data);
  const there = existsSync(folder);
  rmSync(folder, { recursive: true, force: true });
  return there;
}
