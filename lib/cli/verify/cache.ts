/** What was verified already: a notebook is run again only when something that it depends on has changed. */
import { createHash, type Hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LedgerRow } from "../../claims/ledger";
import { writeWhole } from "../../render/files";
import { codeCells, hasTag, type Notebook, type NotebookFile, sourceOf } from "../notebook";

/** A completed pass. `image` tells whether `executed` carries static images of its figures. */
export interface Pass {
  readonly key: string;
  readonly rows: readonly LedgerRow[];
  readonly executed: Notebook;
  readonly seconds: number;
  readonly images: boolean;
}

function addFolder(hash: Hash, folder: string, wanted: (name: string) => boolean): void {
  if (!existsSync(folder)) return;
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (wanted(`${entry.name}/`)) addFolder(hash, path, wanted);
    } else if (wanted(entry.name))
      hash.update(entry.name).update("\0").update(readFileSync(path)).update("\0");
  }
}

/** Hash of everything that all notebooks depend on: the compiled library, the packages, the data (not the ledger). */
export function environmentHash(root: string, kernel: string): string {
  const hash = createHash("sha256").update(`${kernel}\0${process.version}\0`);
  addFolder(hash, join(root, "lib", "dist"), (name) => /(\.js|\/)$/.test(name) && name !== "cli/");
  addFolder(hash, join(root, "data"), (name) => name !== "ledger.json");
  for (const name of ["package-lock.json", "lib/cli/tslab-kernel.cjs"]) {
    if (existsSync(join(root, name))) hash.update(readFileSync(join(root, name)));
  }
  return hash.digest("hex");
}

/** Hash of the code of a notebook in an environment. Text cells and outputs do not matter. */
export function notebookKey(notebook: Notebook, environment: string): string {
  const hash = createHash("sha256").update(environment);
  for (const cell of codeCells(notebook)) {
    hash.update(hasTag(cell, "raises-exception") ? "\x01" : "\0").update(sourceOf(cell));
  }
  return hash.digest("hex");
}

/** Passes on disk, one file a notebook and kernel. */
export class PassCache {
  constructor(
    private readonly root: string,
    private readonly kernel: string,
  ) {}

  fileOf({ paper, slug }: NotebookFile, ending: string): string {
    return join(this.root, ".cache", "verify", this.kernel, paper ?? "", `${slug}${ending}`);
  }

  /** The last pass of a notebook, whether or not it still counts; unreadable files count as none. */
  read(notebook: NotebookFile): Pass | undefined {
    try {
      return JSON.parse(readFileSync(this.fileOf(notebook, ".json"), "utf8")) as Pass;
    } catch {
      return undefined;
    }
  }

  write(notebook: NotebookFile, pass: Pass): void {
    writeWhole(this.fileOf(notebook, ".json"), JSON.stringify(pass));
  }
}
