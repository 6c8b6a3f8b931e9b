/** Tables and colours for the terminal. */

const COLOURS = { green: 32, red: 31, yellow: 33, blue: 34, magenta: 35, dim: 2, bold: 1 } as const;

export type Colour = keyof typeof COLOURS;

/** Whether standard output shows colours (`NO_COLOR` turns them off). */
export function coloured(stream: { isTTY?: boolean } = process.stdout): boolean {
  return Boolean(stream.isTTY) && !process.env.NO_COLOR;
}

/** Wraps text in terminal codes when `on`. */
export function paint(text: string, colour: Colour, on: boolean): string {
  return on ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text;
}

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  readonly colour?: (cell: string) => Colour | undefined;
}

/** Lays out rows under titles; the last column is not padded. `table([{title:"a"}], [["1"]], false)` is `"a\n1"`. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  colours: boolean,
): string {
  const widths = columns.map((column, k) =>
    Math.max(column.title.length, ...rows.map((row) => row[k]!.length)),
  );
  const line = (cells: readonly string[], head: boolean): string =>
    cells
      .map((cell, k) => {
        const { align, colour } = columns[k]!;
        const last = k === columns.length - 1 && align !== "right";
        const padded = align === "right" ? cell.padStart(widths[k]!) : last ? cell : cell.padEnd(widths[k]!);
        const tint = head ? "bold" : colour?.(cell);
        return tint ? paint(padded, tint, colours) : padded;
      })
      .join("  ")
      .trimEnd();
  return [
    line(
      columns.map((c) => c.title),
      true,
    ),
    ...rows.map((row) => line(row, false)),
  ].join("\n");
}
