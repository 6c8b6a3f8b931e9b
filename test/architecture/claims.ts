/** What belongs to every claim, and whether it is there. */
import type { Claim } from "../../lib/claims/claim";
import type { ClaimData, LedgerRow } from "../../lib/claims/ledger";

/** The checkout as the rules see it; plain data, so that a test can break it in memory. */
export interface Checkout {
  readonly data: readonly ClaimData[];
  /** Claims that a module exports, by module name as in the data (`papers/autoencoder/thm2`). */
  readonly exported: ReadonlyMap<string, readonly Claim[]>;
  /** Claims of the papers' lists. */
  readonly listed: readonly Claim[];
  /** Test files of the papers: path → text. */
  readonly tests: ReadonlyMap<string, string>;
  /** Notebooks: `autoencoder/03-full-batch-gd` → text of their cells. */
  readonly notebooks: ReadonlyMap<string, string>;
  /** Ids of the figures that can be made. */
  readonly figures: readonly string[];
  /** Empty before the first verification. */
  readonly ledger: readonly LedgerRow[];
}

const paperOf = (id: string): string => id.split("/")[0]!;
const shortId = (id: string): string => id.split("/")[1]!;

/** Ids that a text names, ranges written out: C19–C21 → C19, C20, C21, with or without marks of code around them. */
export function idsIn(text: string): Set<string> {
  const ids = new Set<string>();
  for (const [, first, last] of text.replaceAll("`", "").matchAll(/\bC(\d+)(?:\s*[–-]\s*C(\d+))?\b/g)) {
    for (let k = Number(first); k <= Number(last ?? first); k++) ids.add(`C${String(k).padStart(2, "0")}`);
  }
  return ids;
}

/** Modules, controls, tests, notebooks that are missing. */
export function missingParts({ data, exported, tests, notebooks }: Checkout): string[] {
  return data.flatMap(({ id, module, notebook }) => {
    const own = (exported.get(module) ?? []).find((c) => c.id === id);
    const tested = [...tests].some(
      ([path, text]) =>
        path.startsWith(`test/papers/${paperOf(id)}/`) &&
        (text.includes(id) || text.includes(`lib/${module}"`)),
    );
    const cells = notebooks.get(`${paperOf(id)}/${notebook}`);
    return [
      ...(own ? [] : [`${id}: ${module} exports no such claim`]),
      ...(own && own.controls.length === 0 ? [`${id}: no negative control`] : []),
      ...(tested ? [] : [`${id}: no test below test/papers/${paperOf(id)} names it or its module`]),
      ...(cells === undefined ? [`${id}: no notebook ${notebook}`] : []),
      ...(cells !== undefined && !idsIn(cells).has(shortId(id))
        ? [`${id}: notebook ${notebook} does not name it`]
        : []),
    ];
  });
}

/** Ids that occur twice, in the lists only, in the data only, or out of order. */
export function listProblems({ data, listed }: Checkout): string[] {
  const known = data.map((d) => d.id);
  const ids = listed.map((c) => c.id);
  return [
    ...known.filter((id, k) => known.indexOf(id) !== k).map((id) => `${id} is stated twice`),
    ...ids.filter((id, k) => ids.indexOf(id) !== k).map((id) => `${id} is listed twice`),
    ...known.filter((id) => !ids.includes(id)).map((id) => `${id} is in no list of claims`),
    ...ids.filter((id) => !known.includes(id)).map((id) => `${id} is listed but not stated`),
    ...ids.filter((id, k) => k > 0 && ids[k - 1]! > id).map((id) => `${id} is listed out of order`),
  ];
}

/** Figures that a claim names and nobody makes, and the reverse. */
export function figureProblems({ data, figures }: Checkout, extra: readonly string[] = []): string[] {
  const named = new Set([...data.flatMap((d) => d.figures), ...extra]);
  return [
    ...[...named].filter((id) => !figures.includes(id)).map((id) => `nobody makes figure ${id}`),
    ...figures.filter((id) => !named.has(id)).map((id) => `figure ${id} belongs to no claim`),
  ];
}

/** A corrected statement belongs exactly to the verdict `holds-corrected`; every claim has a row that agrees with the data. */
export function ledgerProblems({ data, ledger }: Checkout): string[] {
  if (ledger.length === 0) return [];
  return data.flatMap((d) => {
    const row = ledger.find((r) => r.id === d.id);
    if (!row) return [`${d.id} is not in the ledger`];
    const corrected = row.verdict === "holds-corrected";
    return [
      ...(corrected && d.corrected === undefined ? [`${d.id} has no corrected statement`] : []),
      ...(!corrected && d.corrected !== undefined
        ? [`${d.id} is corrected, but its verdict is ${row.verdict}`]
        : []),
      ...(row.control.outcome === "fired" ? [] : [`${d.id}: its control did not fire`]),
      ...(row.ref === d.ref && row.notebook === d.notebook
        ? []
        : [`${d.id}: the ledger names another place`]),
    ];
  });
}
