/** The stored ledger in a notebook: all claims of a paper with their last verdict, and what was corrected. */
import { LEDGER_MIME, ledgerBundle } from "../claims/display";
import type { ClaimData, LedgerRow } from "../claims/ledger";
import { countLine } from "../claims/summary";
import { type Displayable, escapeHtml, type MimeBundle, withDisplay } from "../core/displayable";
import { readClaims, readLedger } from "./project";

/** The rows of `data/ledger.json`, all or those of one paper; as the last expression of a cell, a table. */
export function ledger(paper?: string): readonly LedgerRow[] & Displayable {
  const rows = readLedger().filter((row) => paper === undefined || row.paper === paper);
  // This is the record, not a new judgement: without the rows that `npm run verify` collects.
  const bundle = (): MimeBundle => {
    const { [LEDGER_MIME]: _, ...shown } = ledgerBundle(rows);
    const line = rows.length > 0 ? countLine(rows) : "No ledger yet: make one with npm run verify -- --save";
    return {
      ...shown,
      "text/html": `<p>${escapeHtml(line)}</p>${shown["text/html"]}`,
      "text/markdown": `${line}\n\n${shown["text/markdown"]}`,
      "text/plain": `${line}\n${shown["text/plain"]}`,
    };
  };
  return withDisplay(rows, bundle) as unknown as readonly LedgerRow[] & Displayable;
}

/** The claims of a paper that hold only after a correction, or fail: what is printed beside what is true. */
export function errata(paper: string): readonly ClaimData[] & Displayable {
  const wrong = new Map(
    readLedger()
      .filter((r) => r.verdict !== "holds" && r.verdict !== "undecided")
      .map((r) => [r.id, r]),
  );
  const list = readClaims(paper).filter((claim) => wrong.has(claim.id));
  const markdown = (): string =>
    list
      .map((claim) => {
        const row = wrong.get(claim.id)!;
        const now = claim.corrected === undefined ? "" : `\n\n*Corrected.* ${claim.corrected}`;
        return `**${claim.ref}** (\`${claim.id}\`, ${row.verdict}, ${row.grade}). *As printed.* ${claim.statement}${now}\n\n*Why.* ${row.note}`;
      })
      .join("\n\n---\n\n");
  return withDisplay(list, () => ({
    "text/markdown": markdown(),
    "text/plain": markdown(),
  })) as unknown as readonly ClaimData[] & Displayable;
}
