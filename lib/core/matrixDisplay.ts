/** How a matrix is printed: every digit as text, six significant digits in the formula. */
import { type MimeBundle, numberTex } from "./displayable";

interface Entries {
  readonly rows: number;
  readonly cols: number;
  readonly data: ArrayLike<number>;
}

/** Rows and columns shown at most; of more, the first ones and the last. */
const SHOWN = 8;

/** Indices shown of 0, …, n − 1, with −1 for those left out. */
function indices(n: number): number[] {
  if (n <= SHOWN) return Array.from({ length: n }, (_, k) => k);
  return [...Array.from({ length: SHOWN - 2 }, (_, k) => k), -1, n - 1];
}

function print(
  { rows, cols, data }: Entries,
  number: (x: number) => string,
  [across, down, diagonal]: readonly [string, string, string],
): string[][] {
  return indices(rows).map((i) =>
    indices(cols).map((j) =>
      i < 0 ? (j < 0 ? diagonal : down) : j < 0 ? across : number(data[i * cols + j]!),
    ),
  );
}

function exact(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}

/** Size and entries, each the shortest decimal that reads back as the same number, in aligned columns. */
export function matrixText(a: Entries): string {
  const cells = print(a, exact, ["…", "⋮", "⋱"]);
  const widths = (cells[0] ?? []).map((_, j) => Math.max(...cells.map((row) => row[j]!.length)));
  const lines = cells.map((row) => `[ ${row.map((cell, j) => cell.padStart(widths[j]!)).join("  ")} ]`);
  return [`${a.rows} × ${a.cols} matrix`, ...(a.cols > 0 ? lines : [])].join("\n");
}

/** The same in LaTeX, without dollar signs and with entries rounded to six significant digits. */
export function matrixTex(a: Entries): string {
  if (a.rows === 0 || a.cols === 0) return `(\\,) \\in \\mathbb{R}^{${a.rows} \\times ${a.cols}}`;
  const rounded = (x: number): string => numberTex(Number(x.toPrecision(6)));
  const cells = print(a, rounded, ["\\cdots", "\\vdots", "\\ddots"]);
  const columns = "r".repeat(cells[0]!.length);
  const body = cells.map((row) => row.join(" & ")).join(" \\\\ ");
  const tex = `\\left(\\begin{array}{${columns}} ${body} \\end{array}\\right)`;
  return a.rows > SHOWN || a.cols > SHOWN ? `${tex} \\in \\mathbb{R}^{${a.rows} \\times ${a.cols}}` : tex;
}

/** MIME bundle of a displayed matrix. */
export function matrixBundle(a: Entries): MimeBundle {
  return { "text/latex": `$$${matrixTex(a)}$$`, "text/plain": matrixText(a) };
}
