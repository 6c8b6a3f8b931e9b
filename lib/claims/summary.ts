/** Counting verdicts and grades. */
import type { LedgerRow } from "./ledger";

/** `countBy(rows, (r) => r.verdict)` → [["holds", 30], …], most frequent first. */
export function countBy(rows: readonly LedgerRow[], pick: (row: LedgerRow) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(pick(row), (counts.get(pick(row)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** `"51 claims: 30 holds, 18 holds-corrected; 40 exact, 8 certified"`. */
export function countLine(rows: readonly LedgerRow[]): string {
  if (rows.length === 0) return "no claims";
  const list = (pick: (row: LedgerRow) => string): string =>
    countBy(rows, pick)
      .map(([name, n]) => `${n} ${name}`)
      .join(", ");
  const claims = `${rows.length} claim${rows.length === 1 ? "" : "s"}`;
  return `${claims}: ${list((r) => r.verdict)}; ${list((r) => r.grade)}`;
}
