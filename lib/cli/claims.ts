/** `descentlab claims`: the stored ledger, filtered. */
import { Command, Option } from "commander";
import { GRADES } from "../claims/grade";
import type { LedgerRow } from "../claims/ledger";
import { badArgument, DomainError } from "../core/errors";
import { projectRoot, readLedger } from "../render/project";
import { claimTable } from "./claimTable";
import { suggestion } from "./suggest";
import { papersOf } from "./verify/verify";

export interface ClaimFilter {
  readonly paper?: string;
  readonly verdict?: string;
  readonly grade?: string;
}

/** Rows of the stored ledger that fit the filter. */
export function selectRows(root: string, filter: ClaimFilter): LedgerRow[] {
  const { paper, verdict, grade } = filter;
  const papers = papersOf(root);
  if (paper !== undefined && !papers.includes(paper)) {
    throw new DomainError(badArgument("--paper", "be a paper with claims", paper, suggestion(paper, papers)));
  }
  return readLedger(root).filter(
    (row) =>
      (paper === undefined || row.paper === paper) &&
      (verdict === undefined || row.verdict === verdict) &&
      (grade === undefined || row.grade === grade),
  );
}

export function claimsCommand(): Command {
  return new Command("claims")
    .description("list the claims with their verdicts, as stored in data/ledger.json")
    .option("--paper <slug>", "only one paper")
    .addOption(
      new Option("--verdict <verdict>", "only one verdict").choices([
        "holds",
        "holds-corrected",
        "fails",
        "undecided",
      ]),
    )
    .addOption(new Option("--grade <grade>", "only one grade of evidence").choices([...GRADES]))
    .option("--json", "print the rows as JSON")
    .addHelpText(
      "after",
      `
Examples:
  descentlab claims                                     all claims
  descentlab claims --paper autoencoder --verdict fails what a paper gets wrong
  descentlab claims --grade exact --json                for another program`,
    )
    .action((options: ClaimFilter & { json?: boolean }) => {
      const root = projectRoot();
      const rows = selectRows(root, options);
      if (readLedger(root).length === 0) {
        process.stderr.write(
          "descentlab: note: data/ledger.json is missing or empty; `npm run verify -- --save` makes it.\n",
        );
      }
      process.stdout.write(`${options.json ? JSON.stringify(rows, null, 2) : claimTable(rows)}\n`);
    });
}
