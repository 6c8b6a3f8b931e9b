/** The table paper → notebooks → claims → verdicts of the README, made from the ledger. */
import type { ClaimData, LedgerRow } from "../claims/ledger";
import { countBy, countLine } from "../claims/summary";
import { badArgument, DomainError } from "../core/errors";

const BEGIN = "<!-- claims:begin -->";
const END = "<!-- claims:end -->";

/** `C04, C05, C06, C09` → `C04–C06, C09`. Neighbours are joined from three on. */
function ranges(ids: readonly string[]): string {
  const numbers = ids.map((id) => Number(id.slice(1)));
  const parts: string[] = [];
  for (let k = 0; k < ids.length; ) {
    let end = k;
    while (end + 1 < ids.length && numbers[end + 1] === numbers[end]! + 1) end++;
    if (end - k >= 2) parts.push(`${ids[k]}–${ids[end]}`);
    else parts.push(...ids.slice(k, end + 1));
    k = end + 1;
  }
  return parts.join(", ");
}

/**
 * The Markdown table, one line a notebook in the order of their names, and the counts below it. Claims without a row in
 * the ledger count as `not judged`.
 */
export function readmeTable(claims: readonly ClaimData[], ledger: readonly LedgerRow[]): string {
  const rows = new Map(ledger.map((row) => [row.id, row]));
  const paperOf = (claim: ClaimData): string => claim.id.split("/")[0]!;
  const places = [...new Set(claims.map((claim) => `${paperOf(claim)}/${claim.notebook}`))].sort();
  const lines = places.map((place) => {
    const [paper, notebook] = place.split("/") as [string, string];
    const own = claims.filter((claim) => paperOf(claim) === paper && claim.notebook === notebook);
    const judged = own.flatMap((claim) => rows.get(claim.id) ?? []);
    const verdicts = countBy(judged, (row) => row.verdict).map(([verdict, n]) => `${n} ${verdict}`);
    if (judged.length < own.length) verdicts.push(`${own.length - judged.length} not judged`);
    const ids = own.map((claim) => claim.id.split("/")[1]!).sort();
    return `| ${paper} | [${notebook}](notebooks/${place}.ipynb) | ${ranges(ids)} | ${verdicts.join(", ")} |`;
  });
  const known = claims.flatMap((claim) => rows.get(claim.id) ?? []);
  return [
    "| paper | notebook | claims | verdicts |",
    "|---|---|---|---|",
    ...lines,
    "",
    `${countLine(known)}.`,
  ].join("\n");
}

/**
 * The text with the table put between `<!-- claims:begin -->` and `<!-- claims:end -->`.
 *
 * @throws DomainError when the marks are missing or in the wrong order
 */
export function withTable(text: string, table: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new DomainError(
      badArgument("README.md", `hold the lines \`${BEGIN}\` and \`${END}\`, in this order`, text.length),
    );
  }
  return `${text.slice(0, begin + BEGIN.length)}\n${table}\n${text.slice(end)}`;
}
