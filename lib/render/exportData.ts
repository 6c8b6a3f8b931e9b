/** The numbers behind a figure as a table, and the record of where it came from. */
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import type { Trace } from "../plot/figure";
import type { Drawable } from "./exportSpec";

const load = createRequire(__filename);

const COLUMNS = ["trace", "name", "panel", "x", "y", "z", "low", "high"] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], unknown>>;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const words = (text: string) =>
  text
    .replace(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

function rowsOf(trace: Trace, index: number): Row[] {
  const head: Row = {
    trace: index,
    name: words(String(trace.name ?? "")),
    panel: Number(/\d+/.exec(String(trace.xaxis ?? ""))?.[0] ?? 1),
  };
  const x = list(trace.x);
  const y = list(trace.y);
  if (Array.isArray(trace.z)) {
    return trace.z.flatMap((line, j) => list(line).map((z, i) => ({ ...head, x: x[i], y: y[j], z })));
  }
  const error = trace.error_y as { array?: unknown; arrayminus?: unknown } | undefined;
  const above = list(error?.array);
  const below = list(error?.arrayminus);
  return Array.from({ length: Math.max(x.length, y.length) }, (_, i) => ({
    ...head,
    x: x[i],
    y: y[i],
    ...(error === undefined
      ? {}
      : { low: Number(y[i]) - Number(below[i] ?? 0), high: Number(y[i]) + Number(above[i] ?? 0) }),
  }));
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return "";
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One row a point (a cell, for a field), in the order in which they are drawn; a gap is an empty value. The
 * columns that no trace uses are left out. RFC 4180 with a header.
 */
export function figureCsv(fig: Drawable): string {
  const rows = fig.data.flatMap(rowsOf);
  const used = COLUMNS.filter(
    (c) => c === "trace" || c === "name" || rows.some((r) => r[c] !== undefined && r[c] !== null),
  );
  return [used.join(","), ...rows.map((row) => used.map((c) => cell(row[c])).join(","))]
    .map((l) => `${l}\n`)
    .join("");
}

/** SHA-256 in hexadecimal. */
export const sha256 = (bytes: string | Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

/** Versions of what a figure is made with. */
export function versions(browser?: string): Record<string, string> {
  const version = (name: string): string => load(`${name}/package.json`).version;
  return {
    descentlab: version("descentlab"),
    "plotly.js-dist": version("plotly.js-dist"),
    mathjax: version("mathjax"),
    node: process.versions.node,
    ...(browser === undefined ? {} : { chromium: browser }),
  };
}

/** Everything that is known of an exported figure, as JSON text. */
export function provenance(
  fig: Drawable,
  id: string,
  files: readonly { readonly name: string; readonly bytes: string | Uint8Array }[],
  size: { width: number; height: number } | undefined,
  browser: string | undefined,
): string {
  const { caption, alt, claims, parameters, seed } = fig.meta ?? {};
  const inches = (pixels: number) => pixels / 96;
  const record = {
    id,
    caption: caption ?? null,
    alt: alt ?? null,
    claims: claims ?? [],
    parameters: parameters ?? {},
    seed: seed ?? null,
    ...(size === undefined ? {} : { inches: { width: inches(size.width), height: inches(size.height) } }),
    files: files.map(({ name, bytes }) => ({ name, sha256: sha256(bytes) })),
    versions: versions(browser),
    figure: { data: fig.data, layout: fig.layout },
  };
  return `${JSON.stringify(record, null, 1)}\n`;
}
