/** `descentlab explain`: from a claim to everything that speaks about it. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { Command } from "commander";
import { showNumber } from "../claims/display";
import type { ClaimData, LedgerRow } from "../claims/ledger";
import { badArgument, DomainError } from "../core/errors";
import { readText } from "../render/files";
import { projectRoot, readLedger } from "../render/project";
import { readNotebook, sourceOf } from "./notebook";
import { suggestion } from "./suggest";
import { allClaims } from "./verify/verify";

export interface Explanation {
  readonly claim: ClaimData;
  /** Path of the module of the check, if it exists. */
  readonly module?: string;
  /** Test files: by name, `test/papers/<paper>/<module>….test.ts`, and those that name the claim or import its module. */
  readonly tests: readonly string[];
  /** The cell that reports the verdict, counted from 1 among all cells. */
  readonly notebook?: { readonly path: string; readonly cell: number; readonly source: string };
  readonly row?: LedgerRow;
}

function testsOf(root: string, claim: ClaimData): string[] {
  const paper = claim.id.split("/")[0]!;
  const folder = `test/papers/${paper}`;
  if (!existsSync(join(root, folder))) return [];
  const module = basename(claim.module);
  const names = readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".test.ts"))
    .sort();
  const speaks = (text: string): boolean => text.includes(claim.id) || text.includes(`/${claim.module}"`);
  return names
    .filter((name) => name.split(/[.-]/)[0] === module || speaks(readText(join(root, folder, name))))
    .map((name) => `${folder}/${name}`);
}

/** The cell with the verdict card, else the first code cell whose output names the claim, else the first whose text does. */
function cellOf(root: string, claim: ClaimData): Explanation["notebook"] {
  const path = `notebooks/${claim.id.split("/")[0]}/${claim.notebook}.ipynb`;
  if (!existsSync(join(root, path))) return undefined;
  const { cells } = readNotebook(join(root, path));
  const outputs = cells.map((cell) => JSON.stringify(cell.outputs ?? []));
  const places = [
    outputs.findIndex(
      (text) =>
        text.includes(`"text/plain":["${claim.id} — `) || text.includes(`"text/plain":"${claim.id} — `),
    ),
    outputs.findIndex((text) => text.includes(claim.id)),
    cells.findIndex((cell) => sourceOf(cell).includes(claim.id)),
  ];
  const index = places.find((place) => place >= 0) ?? -1;
  return index < 0 ? undefined : { path, cell: index + 1, source: sourceOf(cells[index]!) };
}

/** @throws DomainError for an unknown id, with the nearest known ones */
export function explain(id: string, root: string): Explanation {
  const claims = allClaims(root);
  const claim = claims.find((c) => c.id === id);
  if (!claim) {
    const known = claims.map((c) => c.id);
    throw new DomainError(badArgument("id", "be the id of a claim", id, suggestion(id, known)));
  }
  const module = `lib/${claim.module}.ts`;
  const notebook = cellOf(root, claim);
  const row = readLedger(root).find((r) => r.id === id);
  return {
    claim,
    ...(existsSync(join(root, module)) ? { module } : {}),
    tests: testsOf(root, claim),
    ...(notebook ? { notebook } : {}),
    ...(row ? { row } : {}),
  };
}

function wrap(text: string, indent: string, width = 100): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}${word}`);
  }
  return lines.join("\n");
}

/** The explanation as text. */
export function explanationText({ claim, module, tests, notebook, row }: Explanation): string {
  const none = "none yet";
  const source =
    notebook?.source
      .split("\n")
      .slice(0, 6)
      .map((line) => `               ${line}`) ?? [];
  const verdict = row
    ? `${row.verdict}, ${row.grade}, margin ${showNumber(row.margin)}; control ${row.control.outcome}: ${row.control.what}`
    : none;
  const values = Object.entries(row?.values ?? {}).map(([name, value]) => `${name} = ${showNumber(value)}`);
  return [
    `${claim.id}  ${claim.ref} (Section ${claim.section}): ${claim.title}`,
    "",
    wrap(claim.statement, "  "),
    ...(claim.corrected ? ["", "  Corrected:", wrap(claim.corrected, "  ")] : []),
    "",
    `  module       ${module ?? `${none} (lib/${claim.module}.ts)`}`,
    `  test         ${tests.join(", ") || none}`,
    `  notebook     ${notebook ? `${notebook.path}, cell ${notebook.cell}` : `${none} (${claim.notebook})`}`,
    ...source,
    `  figures      ${claim.figures.join(", ") || "none"}`,
    `  verdict      ${verdict}`,
    ...(values.length > 0 ? [`  values       ${values.join(", ")}`] : []),
    ...(row?.seed != null ? [`  seed         ${row.seed}`] : []),
    ...(row?.note ? [`  note         ${row.note}`] : []),
  ].join("\n");
}

export function explainCommand(): Command {
  return new Command("explain")
    .description("show what speaks about a claim: statement, module, test, notebook cell, figures, verdict")
    .argument("<id...>", "for example autoencoder/C04")
    .option("--json", "print it as JSON: one object, or an array for several claims")
    .addHelpText(
      "after",
      `
Examples:
  descentlab explain autoencoder/C04
  descentlab explain autoencoder/C08 autoencoder/C09
  descentlab explain autoencoder/C04 --json`,
    )
    .action((ids: string[], options: { json?: boolean }) => {
      const root = projectRoot();
      const found = ids.map((id) => explain(id, root));
      const text = options.json
        ? JSON.stringify(found.length === 1 ? found[0] : found, null, 2)
        : found.map(explanationText).join("\n\n");
      process.stdout.write(`${text}\n`);
    });
}
