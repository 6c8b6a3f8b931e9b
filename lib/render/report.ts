/** The table at the end of a notebook: its verdicts joined with what the paper says. */

import type { Verdict } from "../claims/claim";
import { ledgerBundle } from "../claims/display";
import { type LedgerRow, ledgerRow } from "../claims/ledger";
import { type Displayable, withDisplay } from "../core/displayable";
import { badArgument, DomainError } from "../core/errors";
import { readClaims } from "./project";

/**
 * Ledger rows of some verdicts, in the order of their ids. As the last expression of a cell (or through `show`)
 * they appear as a table, and `npm run verify` collects them. A control that did not fire stands in the table as such,
 * and fails the verification: the row still says what the claim itself came to.
 *
 * @throws DomainError for a verdict whose claim is not in `data/claims`
 */
export function report(verdicts: readonly Verdict[]): readonly LedgerRow[] & Displayable {
  const rows = verdicts.map((verdict) => {
    const paper = verdict.id.split("/")[0]!;
    const data = readClaims(paper).find((d) => d.id === verdict.id);
    if (!data)
      throw new DomainError(badArgument("verdict.id", `be listed in data/claims/${paper}.json`, verdict.id));
    return ledgerRow(data, verdict);
  });
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  return withDisplay(rows, ledgerBundle) as unknown as readonly LedgerRow[] & Displayable;
}
