/** The ledger as a page: one HTML file that needs nothing else, with filters, and the same as Markdown. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { showNumber } from "../claims/display";
import type { ClaimData, LedgerRow } from "../claims/ledger";
import { countLine } from "../claims/summary";
import { escapeHtml } from "../core/displayable";
import { readText, writeWhole } from "../render/files";
import { projectRoot, readLedger } from "../render/project";
import { PAGE_SCRIPT, PAGE_STYLE } from "./ledgerPageParts";
import { readmeTable, withTable } from "./readmeTable";
import { formulas, TexSetter } from "./tex";
import { allClaims } from "./verify/verify";

/** A claim and, once it was judged, its row. */
export interface Entry {
  readonly claim: ClaimData;
  readonly row: LedgerRow | undefined;
}

const WORDS: Record<string, string> = {
  holds: "✓ holds",
  "holds-corrected": "✎ holds, corrected",
  fails: "✗ fails",
  undecided: "? undecided",
  open: "not judged yet",
};

export function entries(claims: readonly ClaimData[], rows: readonly LedgerRow[]): Entry[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return claims.map((claim) => ({ claim, row: byId.get(claim.id) }));
}

const paperOf = (claim: ClaimData): string => claim.id.split("/")[0]!;
const notebookOf = (claim: ClaimData): string => `notebooks/${paperOf(claim)}/${claim.notebook}.ipynb`;

function valuesHtml(row: LedgerRow): string {
  const items = Object.entries(row.values).map(
    ([name, value]) => `<span><code>${escapeHtml(name)}</code> ${showNumber(value)}</span>`,
  );
  if (row.seed !== null) items.push(`<span><code>seed</code> ${row.seed}</span>`);
  return items.length === 0 ? "" : `<p class="values">${items.join(" ")}</p>`;
}

async function entryHtml({ claim, row }: Entry, tex: TexSetter): Promise<string> {
  const verdict = row?.verdict ?? "open";
  const judged = row
    ? `<span class="grade">${row.grade}</span> <span class="margin">margin ${showNumber(row.margin)}</span>`
    : "";
  const corrected = claim.corrected
    ? `<p class="corrected"><b>Corrected:</b> ${await tex.html(claim.corrected)}</p>`
    : "";
  const control = row
    ? `<p class="control">Negative control ${row.control.outcome === "fired" ? "fired" : "<b>did not fire</b>"}: ${await tex.html(row.control.what)}</p>`
    : "";
  const note = row?.note ? `<p>${await tex.html(row.note)}</p>` : "";
  const notebook = notebookOf(claim);
  return `<article id="${claim.id}" data-paper="${paperOf(claim)}" data-verdict="${verdict}" data-grade="${row?.grade ?? "open"}">
<header><a class="id" href="#${claim.id}">${escapeHtml(claim.id)}</a> <span class="ref">${escapeHtml(claim.ref)}</span> <span class="title">${await tex.html(claim.title)}</span> <span class="verdict ${verdict}">${WORDS[verdict]}</span> ${judged}</header>
<p class="statement">${await tex.html(claim.statement)}</p>${corrected}${note}${control}${row ? valuesHtml(row) : ""}
<p class="links">notebook <a href="../${notebook}">${escapeHtml(claim.notebook)}</a> · check <a href="../lib/${claim.module}.ts">${escapeHtml(claim.module)}</a></p>
</article>`;
}

function options(name: string, values: readonly string[], words: Record<string, string> = {}): string {
  const list = values.map(
    (value) => `<option value="${value}">${escapeHtml(words[value] ?? value)}</option>`,
  );
  return `<label>${name} <select id="${name}"><option value="">all</option>${list.join("")}</select></label>`;
}

/** The HTML page. The same ledger always gives the same bytes. */
export async function ledgerHtml(list: readonly Entry[]): Promise<string> {
  const tex = await TexSetter.create();
  const articles: string[] = [];
  for (const entry of list) articles.push(await entryHtml(entry, tex));
  const rows = list.flatMap(({ row }) => row ?? []);
  const present = (pick: (entry: Entry) => string): string[] => [...new Set(list.map(pick))].sort();
  const filters = [
    options(
      "paper",
      present(({ claim }) => paperOf(claim)),
    ),
    options(
      "verdict",
      present(({ row }) => row?.verdict ?? "open"),
      WORDS,
    ),
    options(
      "grade",
      present(({ row }) => row?.grade ?? "open"),
      { open: "none" },
    ),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Ledger of claims · Descent Lab</title><style>${PAGE_STYLE}</style></head>
<body>${tex.glyphs()}
<h1>Ledger of claims</h1>
<p>Every numbered claim of the papers, judged as printed. ${escapeHtml(countLine(rows))}${rows.length < list.length ? `; ${list.length - rows.length} not judged yet` : ""}. Among the numbers of a claim are those of simulations that illustrate it; they do not count for its grade.</p>
<form id="filters">${filters.join(" ")} <label>search <input id="search" type="search" placeholder="words or an id"></label> <output id="shown"></output></form>
<main>
${articles.join("\n")}
</main>
<script>${PAGE_SCRIPT}</script>
</body></html>
`;
}

/** Text for a cell of a Markdown table: no bars, also not inside formulas. */
function markdownCell(text: string): string {
  return formulas(text.replaceAll("\n", " "))
    .map(({ kind, text: part }) =>
      kind === "tex"
        ? `$${part.replaceAll("\\|", "\\Vert ").replaceAll("|", "\\vert ")}$`
        : part.replaceAll("|", "\\|"),
    )
    .join("");
}

/** The Markdown page. */
export function ledgerMarkdown(list: readonly Entry[]): string {
  const rows = list.flatMap(({ row }) => row ?? []);
  const papers = [...new Set(list.map(({ claim }) => paperOf(claim)))].sort();
  const sections = papers.map((paper) => {
    const lines = list
      .filter(({ claim }) => paperOf(claim) === paper)
      .map(({ claim, row }) => {
        const corrected = claim.corrected ? ` **Corrected:** ${claim.corrected}` : "";
        const cells = [
          `[${claim.id.split("/")[1]}](../${notebookOf(claim)})`,
          claim.ref,
          `**${claim.title}.** ${claim.statement}${corrected}`,
          WORDS[row?.verdict ?? "open"]!,
          row?.grade ?? "",
          row ? showNumber(row.margin) : "",
          row?.note ?? "",
        ];
        return `| ${cells.map(markdownCell).join(" | ")} |`;
      });
    const head = ["claim", "in the paper", "statement", "verdict", "grade", "margin", "note"];
    return [
      `## ${paper}`,
      "",
      `| ${head.join(" | ")} |`,
      `|${" --- |".repeat(head.length)}`,
      ...lines,
      "",
    ].join("\n");
  });
  return [
    "# Ledger of claims",
    "",
    `Made by \`npm run verify -- --save\` from \`data/ledger.json\`; [ledger.html](ledger.html) has filters. ${countLine(rows)}.`,
    "",
    ...sections,
  ].join("\n");
}

/** Writes docs/ledger.html, docs/ledger.md and the table of the README, if there is one; returns their paths. */
export async function writeLedgerPages(root: string): Promise<string[]> {
  const [claims, rows] = [allClaims(root), readLedger(root)];
  const list = entries(claims, rows);
  const files = ["docs/ledger.html", "docs/ledger.md"];
  writeWhole(join(root, files[0]!), await ledgerHtml(list));
  writeWhole(join(root, files[1]!), ledgerMarkdown(list));
  const readme = join(root, "README.md");
  if (existsSync(readme)) {
    writeWhole(readme, withTable(readText(readme), readmeTable(claims, rows)));
    files.push("README.md");
  }
  return files;
}

export function ledgerCommand(): Command {
  return new Command("ledger")
    .description("write docs/ledger.html, docs/ledger.md and the table of the README from the stored ledger")
    .addHelpText("after", "\nExample:\n  descentlab ledger")
    .action(async () => {
      for (const file of await writeLedgerPages(projectRoot())) process.stdout.write(`${file}\n`);
    });
}
