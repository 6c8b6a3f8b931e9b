/** Ledger rows as a terminal table. */
import { showNumber } from "../claims/display";
import type { LedgerRow } from "../claims/ledger";
import { countLine } from "../claims/summary";
import { type Colour, coloured, table } from "./table";

const VERDICT_COLOURS: Record<string, Colour> = {
  holds: "green",
  "holds-corrected": "blue",
  fails: "magenta",
  undecided: "yellow",
};

/** One line a claim, and a last line that counts verdicts and grades. */
export function claimTable(rows: readonly LedgerRow[], colours = coloured()): string {
  if (rows.length === 0) return countLine(rows);
  const columns = [
    { title: "claim" },
    { title: "in the paper" },
    { title: "verdict", colour: (cell: string) => VERDICT_COLOURS[cell] },
    { title: "grade" },
    { title: "margin", align: "right" as const },
    {
      title: "control",
      colour: (cell: string): Colour | undefined => (cell === "fired" ? undefined : "red"),
    },
    { title: "notebook" },
  ];
  const cells = rows.map((row) => [
    row.id,
    row.ref,
    row.verdict,
    row.grade,
    showNumber(row.margin),
    row.control.outcome,
    row.notebook,
  ]);
  return `${table(columns, cells, colours)}\n\n${countLine(rows)}`;
}
