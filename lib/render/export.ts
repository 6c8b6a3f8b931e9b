/**
 * Figures as files: vector PDF and SVG, PNG, the data as CSV, and a JSON record of where they came from.
 *
 * The same figure gives the same bytes each time. Files are written aside and renamed, so that a killed process
 * leaves the old file or the new one, never half of one; the record is written first and names the files that
 * belong to it, and a file that no record names is not overwritten.
 */
import { existsSync, promises as fs, readFileSync } from "node:fs";
import path from "node:path";
import { badArgument, DomainError, requireThat } from "../core/errors";
import { type Figure, PLOTLY_MIME } from "../plot/figure";
import type { FigureRegistry } from "../plot/registry";
import { withTheme } from "../plot/theme";
import { type FigurePage, openFigurePage } from "./browser";
import { figureCsv, provenance } from "./exportData";
import { type Drawing, drawingPdf, drawingPng, drawSvg, standaloneSvg } from "./exportDraw";
import { type Drawable, isPanelled, printSpec, type WidthPreset } from "./exportSpec";
import { writeWhole } from "./files";

export const FORMATS = ["pdf", "svg", "png", "csv", "json"] as const;
export type Format = (typeof FORMATS)[number];

/** Pixels of an exported PNG to a CSS pixel: 288 to the inch. */
const PNG_SCALE = 3;

/** How to export. */
export interface ExportOptions {
  /** The JSON record is always written. */
  readonly formats: readonly Format[];
  /** Preset or inches. Default: a column of ICML, or its text width for a figure of several panels. */
  readonly width?: WidthPreset | number;
  /** Inches. Default: follows from the shape of the plot area. */
  readonly height?: number;
  /** Folder; made when missing. */
  readonly out: string;
  /** Overwrite files that are not known to come from here. */
  readonly force?: boolean;
}

/** What was written. */
export interface Exported {
  readonly id: string;
  readonly files: readonly string[];
  /** CSS pixels; absent when nothing was drawn. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** A browser that is started by the first figure that needs one, and serves all. */
export interface DrawingSession {
  page(): Promise<FigurePage>;
  close(): Promise<void>;
}

/** Opens nothing yet. `open` is replaceable for tests. */
export function drawingSession(open: () => Promise<FigurePage> = openFigurePage): DrawingSession {
  let opened: Promise<FigurePage> | undefined;
  return {
    page() {
      opened ??= open();
      return opened;
    },
    async close() {
      const pending = opened;
      opened = undefined;
      await pending?.then(
        (page) => page.close(),
        () => undefined,
      );
    },
  };
}

/** File name of a figure without its ending: `autoencoder/fig-1` becomes `autoencoder-fig-1`. */
export const fileStem = (id: string): string => id.replace(/[^\w.-]+/g, "-");

/** The files that the record of an earlier export names. */
function knownFiles(record: string): Set<string> {
  if (!existsSync(record)) return new Set();
  try {
    const { files } = JSON.parse(readFileSync(record, "utf8")) as { files: { name: string }[] };
    return new Set([path.basename(record), ...files.map((f) => f.name)]);
  } catch {
    return new Set();
  }
}

/**
 * Writes one figure in the formats asked for, named after its id.
 *
 * @throws DomainError when a file is in the way that no earlier export wrote; nothing is written then.
 * @throws FileError when a file cannot be written; what was there before is unchanged.
 * @throws NoBrowserError when a picture is asked for and there is no browser. CSV and JSON need none.
 */
export async function exportFigure(
  fig: Drawable,
  id: string,
  options: ExportOptions,
  session: DrawingSession,
): Promise<Exported> {
  const { formats, out, force = false } = options;
  for (const format of formats) {
    requireThat(FORMATS.includes(format), "format", `be one of ${FORMATS.join(", ")}`, format);
  }
  const stem = fileStem(id);
  const record = path.join(out, `${stem}.json`);
  const wanted = FORMATS.filter((f) => f !== "json" && formats.includes(f));
  const known = knownFiles(record);
  for (const name of [`${stem}.json`, ...wanted.map((f) => `${stem}.${f}`)]) {
    if (!force && existsSync(path.join(out, name)) && !known.has(name)) {
      throw new DomainError(
        badArgument(
          "out",
          `not hold a ${name} that something else wrote`,
          out,
          "Choose another folder, or overwrite with --force.",
        ),
      );
    }
  }

  const plain = withTheme({ data: fig.data, layout: fig.layout, meta: fig.meta ?? {} }, "light");
  const draws = wanted.some((f) => f !== "csv");
  let drawing: Drawing | undefined;
  let page: FigurePage | undefined;
  if (draws) {
    const width = options.width ?? (isPanelled(plain.layout) ? "icml-text" : "icml-column");
    const spec = printSpec(plain, { width, height: options.height });
    page = await session.page();
    drawing = await drawSvg(page, spec);
  }
  const files: { name: string; bytes: string | Uint8Array }[] = [];
  for (const format of wanted) {
    const bytes =
      format === "csv"
        ? figureCsv(plain)
        : format === "svg"
          ? standaloneSvg(drawing!)
          : format === "png"
            ? await drawingPng(page!, drawing!, PNG_SCALE)
            : await drawingPdf(page!, drawing!, id);
    files.push({ name: `${stem}.${format}`, bytes });
  }
  const size = drawing && { width: drawing.width, height: drawing.height };
  writeWhole(record, provenance(plain, id, files, size, page?.browserVersion));
  for (const { name, bytes } of files) writeWhole(path.join(out, name), bytes);
  return {
    id,
    files: [...files.map((f) => path.join(out, f.name)), record],
    ...(size === undefined ? {} : { size }),
  };
}

/** The plotly figures stored in a notebook, with ids: their own, or one made of the notebook's name. */
export function notebookFigures(file: string): { id: string; figure: Drawable }[] {
  let notebook: { cells?: { outputs?: { data?: Record<string, unknown> }[] }[] };
  try {
    notebook = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new DomainError(
      badArgument("notebook", "be a readable .ipynb file", file, `(${(error as Error).message})`),
    );
  }
  const seen = new Map<string, number>();
  const found: { id: string; figure: Drawable }[] = [];
  for (const cell of notebook.cells ?? []) {
    for (const output of cell.outputs ?? []) {
      const spec = output.data?.[PLOTLY_MIME] as Pick<Figure, "data" | "layout"> | undefined;
      if (spec === undefined) continue;
      const meta = spec.layout.meta as Partial<Figure["meta"]> | undefined;
      const base = meta?.id ?? `${path.basename(file, ".ipynb")}-${found.length + 1}`;
      const count = (seen.get(base) ?? 0) + 1;
      seen.set(base, count);
      found.push({
        id: count === 1 ? base : `${base}-${count}`,
        figure: { ...spec, ...(meta ? { meta } : {}) },
      });
    }
  }
  return found;
}

/** The figures of all papers: each folder of `plot` with an index is a paper. */
export async function registeredFigures(): Promise<FigureRegistry> {
  const folder = path.join(__dirname, "..", "plot");
  const all: Record<string, FigureRegistry[string]> = {};
  for (const entry of (await fs.readdir(folder, { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (!entry.isDirectory()) continue;
    const { figures } = require(path.join(folder, entry.name, "index")) as { figures: FigureRegistry };
    Object.assign(all, figures);
  }
  return all;
}
