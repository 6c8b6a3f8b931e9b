/** Small checkouts for the tests of the command line: claims, notebooks and a ledger in a temporary folder. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ClaimData, LedgerRow } from "../../lib/claims/ledger";
import { projectRoot } from "../../lib/render/project";

/** The real checkout, whose kernels the fixtures use. */
export const checkout = projectRoot();

export function claimData(id: string, notebook: string, more: Partial<ClaimData> = {}): ClaimData {
  return {
    id,
    ref: "Theorem 1",
    section: "1",
    title: "A fixture",
    statement: "For all $x$: $|x|\\ge0$.",
    type: "inequality",
    notebook,
    module: "papers/toy/thm1",
    figures: [],
    ...more,
  };
}

export function ledgerRow(id: string, notebook: string, more: Partial<LedgerRow> = {}): LedgerRow {
  return {
    id,
    paper: id.split("/")[0]!,
    ref: "Theorem 1",
    section: "1",
    notebook,
    verdict: "holds",
    grade: "exact",
    margin: 0.5,
    values: { x: 1 },
    control: { what: "sabotaged", outcome: "fired" },
    seed: null,
    note: "",
    ...more,
  };
}

/** A cell that reports rows under both kernels. */
export function reportCell(rows: readonly LedgerRow[]): string {
  return `import { display } from "tslab";\ndisplay.raw("application/vnd.descentlab.ledger+json", ${JSON.stringify(rows)} as any);`;
}

export interface FixtureCell {
  readonly source: string;
  readonly tags?: readonly string[];
}

/** Kernels by the name that Jupyter knows them under. */
const KERNELS = { tslab: "TypeScript (tslab)", descentlab: "TypeScript (Descent Lab)" };

export function notebookText(
  cells: readonly (string | FixtureCell)[],
  kernel: keyof typeof KERNELS = "tslab",
): string {
  const list = cells.map((cell, k) => {
    const { source, tags } = typeof cell === "string" ? { source: cell, tags: undefined } : cell;
    return {
      cell_type: "code",
      execution_count: null,
      id: `cell-${k}`,
      metadata: tags ? { tags } : {},
      outputs: [],
      source,
    };
  });
  const metadata = {
    kernelspec: { display_name: KERNELS[kernel], language: "typescript", name: kernel },
  };
  return JSON.stringify({ cells: list, metadata, nbformat: 4, nbformat_minor: 5 });
}

export interface Fixture {
  readonly claims: readonly ClaimData[];
  /** Cells by path below `notebooks/`, without `.ipynb`. */
  readonly notebooks: Readonly<Record<string, readonly (string | FixtureCell)[]>>;
  readonly ledger?: readonly LedgerRow[] | string;
}

export function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Makes the checkout and returns its root. */
export function makeCheckout({ claims, notebooks, ledger = [] }: Fixture, root = temporary()): string {
  write(root, "data/claims/toy.json", JSON.stringify(claims));
  write(root, "data/ledger.json", typeof ledger === "string" ? ledger : JSON.stringify(ledger));
  for (const [path, cells] of Object.entries(notebooks)) {
    write(root, `notebooks/${path}.ipynb`, notebookText(cells));
  }
  return root;
}

export function temporary(): string {
  return mkdtempSync(join(tmpdir(), "descentlab-test-"));
}
