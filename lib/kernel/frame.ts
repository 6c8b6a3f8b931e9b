/** Excerpts of source code for error messages. */

const RED = "\u001b[31m";
const DIM = "\u001b[2m";
const OFF = "\u001b[0m";

/** `text` in red. */
export function red(text: string): string {
  return `${RED}${text}${OFF}`;
}

/**
 * The lines around a place, the place marked with carets. Lines and columns count from 1.
 *
 * @example codeFrame("let a = b;", 1, 9, 1) marks `b` under the line
 */
export function codeFrame(code: string, line: number, column: number, length = 1, context = 2): string {
  const lines = code.split(/\r?\n/);
  const first = Math.max(1, line - context);
  const last = Math.min(lines.length, line + context);
  const width = String(last).length;
  const out: string[] = [];
  for (let n = first; n <= last; n++) {
    const text = lines[n - 1] ?? "";
    const gutter = `${String(n).padStart(width)} | `;
    if (n !== line) {
      out.push(`  ${DIM}${gutter}${text}${OFF}`);
      continue;
    }
    out.push(`${RED}>${OFF} ${gutter}${text}`);
    const marks = "^".repeat(Math.max(1, Math.min(length, text.length - column + 1)));
    out.push(`  ${" ".repeat(width)} | ${" ".repeat(column - 1)}${RED}${marks}${OFF}`);
  }
  return out.join("\n");
}
