/** From the rows that notebooks reported to a checked set of rows: complete, consistent, with controls that fired. */
import type { ClaimData, LedgerRow } from "../../claims/ledger";
import type { Problem } from "./run";

export interface Reported {
  readonly path: string;
  readonly paper: string | undefined;
  readonly rows: readonly LedgerRow[];
}

export interface NotebookProblem extends Problem {
  readonly path: string;
}

export interface Collection {
  readonly rows: readonly LedgerRow[];
  readonly problems: readonly NotebookProblem[];
}

/**
 * Checks what the notebooks reported against the claims that they should report.
 *
 * @param expected the claims assigned to these notebooks
 * @param reported what each notebook (that ran to its end) reported; notebooks without a paper may repeat rows freely
 * @param silenced claims whose control did not fire for a reason that is told elsewhere
 */
export function collectRows(
  expected: readonly ClaimData[],
  reported: readonly Reported[],
  silenced: ReadonlySet<string> = new Set(),
): Collection {
  const rows = new Map<string, { row: LedgerRow; path: string }>();
  const problems: NotebookProblem[] = [];
  const problem = (path: string, kind: Problem["kind"], text: string): void => {
    problems.push({ path, cell: 0, kind, text });
  };
  for (const { path, paper, rows: own } of reported) {
    if (paper === undefined) continue;
    for (const row of own) {
      const before = rows.get(row.id);
      if (!before) rows.set(row.id, { row, path });
      else if (JSON.stringify(before.row) !== JSON.stringify(row)) {
        const where = before.path === path ? "twice" : `also by ${before.path}`;
        problem(path, "claim", `${row.id} is reported ${where}, and differently`);
      }
      if (row.control.outcome !== "fired" && !silenced.has(row.id)) {
        const why = row.control.why ?? row.control.what;
        problem(path, "control", `the negative control of ${row.id} did not fire: ${why}`);
      }
      if (row.paper !== paper) problem(path, "claim", `${row.id} belongs to the paper ${row.paper}`);
    }
  }
  for (const [path, claims] of byNotebook(expected)) {
    const ids = (missing: readonly ClaimData[]): string => missing.map((claim) => claim.id).join(", ");
    const home = reported.find((notebook) => notebook.path === path);
    const missing = claims.filter((claim) => !home?.rows.some((row) => row.id === claim.id));
    if (!home) problem(path, "claim", `no notebook ran to its end that reports ${ids(claims)}`);
    else if (missing.length > 0) problem(path, "claim", `the notebook does not report ${ids(missing)}`);
  }
  return {
    rows: [...rows.values()].map(({ row }) => row).sort((a, b) => (a.id < b.id ? -1 : 1)),
    problems,
  };
}

/** Claims by the path of the notebook that they are assigned to. */
function byNotebook(claims: readonly ClaimData[]): Map<string, ClaimData[]> {
  const groups = new Map<string, ClaimData[]>();
  for (const claim of claims) {
    const path = `notebooks/${claim.id.split("/")[0]}/${claim.notebook}.ipynb`;
    groups.set(path, [...(groups.get(path) ?? []), claim]);
  }
  return groups;
}
