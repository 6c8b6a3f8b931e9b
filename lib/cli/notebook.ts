/** Notebooks as files: reading, the parts that verification needs, and writing them the way Jupyter does. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { badArgument, DomainError } from "../core/errors";
import type { Output } from "../kernel/outputs";
import { readText } from "../render/files";
import { VIEW_MIME } from "../render/widgets/model";

export interface Cell {
  cell_type: string;
  source: string | string[];
  metadata: Record<string, unknown> & { tags?: string[] };
  outputs?: Output[];
  execution_count?: number | null;
  id?: string;
}

export interface Notebook {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** Where a notebook lies. Notebooks directly under `notebooks/` belong to no paper. */
export interface NotebookFile {
  readonly file: string;
  /** Path from the checkout with forward slashes. */
  readonly path: string;
  readonly paper: string | undefined;
  readonly slug: string;
}

/** All notebooks of a checkout: those of the papers first, then those without a paper (the index). */
export function listNotebooks(root: string): NotebookFile[] {
  const top = join(root, "notebooks");
  if (!existsSync(top)) return [];
  const entries = readdirSync(top, { withFileTypes: true });
  const papers = entries
    .filter((e) => e.isDirectory() && !e.name.startsWith("."))
    .map((e) => e.name)
    .sort();
  return [...papers, undefined].flatMap((paper) => {
    const folder = paper === undefined ? top : join(top, paper);
    const names = readdirSync(folder)
      .filter((name) => name.endsWith(".ipynb"))
      .sort();
    return names.map((name) => {
      const file = join(folder, name);
      const path = relative(root, file).split(sep).join("/");
      return { file, path, paper, slug: basename(name, ".ipynb") };
    });
  });
}

/** @throws DomainError when the file is no notebook */
export function readNotebook(file: string): Notebook {
  const text = readText(file);
  let notebook: Notebook;
  try {
    notebook = JSON.parse(text) as Notebook;
  } catch (error) {
    throw new DomainError(`\`${file}\` must be a notebook (JSON); ${(error as Error).message}.`);
  }
  if (!Array.isArray(notebook?.cells) || notebook.nbformat !== 4) {
    throw new DomainError(badArgument(file, "be a notebook of format 4", notebook));
  }
  return notebook;
}

/** The text of a cell. */
export function sourceOf(cell: Cell): string {
  return Array.isArray(cell.source) ? cell.source.join("") : cell.source;
}

export function hasTag(cell: Cell, tag: string): boolean {
  return cell.metadata.tags?.includes(tag) ?? false;
}

/** Cells that are executed: code that is not blank and not tagged `skip-execution`. */
export function codeCells(notebook: Notebook): Cell[] {
  return notebook.cells.filter(
    (cell) => cell.cell_type === "code" && sourceOf(cell).trim() !== "" && !hasTag(cell, "skip-execution"),
  );
}

/** Text as Jupyter stores it: a list of lines that keep their line ends. */
function lines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

const SPLIT_TYPES = /^text\/|^application\/javascript$|^image\/svg\+xml$/;

function storedOutput(output: Output): Output {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) as unknown as string };
  if (!("data" in output)) return output;
  const types = Object.keys(output.data);
  // A widget lives in its kernel: a saved view could only say that it finds no model. The rest of its bundle stays.
  const entries = Object.entries(output.data)
    .filter(([type]) => type !== VIEW_MIME || types.length === 1)
    .map(([type, value]) => [
      type,
      typeof value === "string" && SPLIT_TYPES.test(type) ? lines(value) : value,
    ]);
  return { ...output, data: Object.fromEntries(entries) as Record<string, unknown> };
}

/** Objects with their keys sorted, at every depth, so that the same notebook always gives the same file. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted((value as Record<string, unknown>)[key])]));
}

/** The file of a notebook, byte for byte as Jupyter would write it, without times of execution. */
export function formatNotebook(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => {
    const { execution: _times, ...metadata } = cell.metadata;
    const stored = { ...cell, metadata, source: lines(sourceOf(cell)) };
    return cell.outputs ? { ...stored, outputs: cell.outputs.map(storedOutput) } : stored;
  });
  return `${JSON.stringify(sorted({ ...notebook, cells }), null, 1)}\n`;
}
