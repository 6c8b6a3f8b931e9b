/** Where the checkout's data lies, and reading it. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type ClaimData, type LedgerRow, parseLedger } from "../claims/ledger";
import { badArgument, DomainError } from "../core/errors";

/** The nearest folder upwards that holds `data/claims`. */
export function projectRoot(from: string = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "data", "claims"))) return folder;
    if (dirname(folder) === folder) {
      throw new DomainError(badArgument("from", "lie inside a checkout of the project", from));
    }
  }
}

/** The claims of one paper, as stated. */
export function readClaims(paper: string, root: string = projectRoot()): ClaimData[] {
  const file = join(root, "data", "claims", `${paper}.json`);
  if (!existsSync(file))
    throw new DomainError(badArgument("paper", "be the slug of a paper with claims", paper));
  return JSON.parse(readFileSync(file, "utf8")) as ClaimData[];
}

/** The stored ledger, or none before the first verification. */
export function readLedger(root: string = projectRoot()): LedgerRow[] {
  const file = join(root, "data", "ledger.json");
  return existsSync(file) ? parseLedger(readFileSync(file, "utf8"), "data/ledger.json") : [];
}
