/** From the rows that notebooks reported to a checked set of rows: complete, consistent, with controls that fired. */
import type { ClaimData, LedgerRow } from "../../claims/ledger";
import type { Problem } from "./run";

export interface Reported {
  readonly path: string;
  readonly paper: string | undefined;
  readonly slug: string;
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
 */
export function collectRows(expected: readonly ClaimData[], reported: readonly Reported[]): Collection {
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
      if (row.control.outcome !== "fired") {
        problem(path, "control", `the negative control of ${row.id} did not fire: ${row.control.what}`);
      }
      if (row.paper !== paper) problem(path, "claim", `${row.id} belongs to the paper ${row.paper}`);
    }
  }
  for (const claim of expected) {
    const home = reported.find(
      ({ paper, slug }) => claim.id.startsWith(`${paper}/`) && slug === claim.notebook,
    );
    if (!home) {
      const paper = claim.id.split("/")[0]!;
      problem(
        `notebooks/${paper}/${claim.notebook}.ipynb`,
        "claim",
        `${claim.id} has no notebook that ran to its end`,
      );
    } else if (!home.rows.some((row) => row.id === claim.id)) {
      problem(home.path, "claim", `${claim.id} is not among the verdicts that the notebook reports`);
    }
  }
  return {
    rows: [...rows.values()].map(({ row }) => row).sort((a, b) => (a.id < b.id ? -1 : 1)),
    problems,
  };
}
