/**
 * The ledger: one row a claim, sorted by id. Pure data; reading and writing files is the business of `render` and `cli`.
 */
import { badArgument, DomainError } from "../core/errors";
import type { ControlRecord, Verdict, VerdictKind } from "./claim";
import { GRADES, type Grade } from "./grade";

/** One entry of `data/claims/<paper>.json`: what the paper says, in our words. */
export interface ClaimData {
  readonly id: string;
  /** Where in the paper, e.g. `Theorem 2`. */
  readonly ref: string;
  readonly section: string;
  /** A few words, for lists. */
  readonly title: string;
  /** TeX with all hypotheses. */
  readonly statement: string;
  /** TeX of the corrected statement; present exactly when the verdict is `holds-corrected`. */
  readonly corrected?: string;
  readonly type: string;
  /** File name without folder and ending, e.g. `03-full-batch-gd`. */
  readonly notebook: string;
  /** Module that holds the check, e.g. `papers/autoencoder/thm2`. */
  readonly module: string;
  readonly figures: readonly string[];
}

export interface LedgerRow {
  readonly id: string;
  readonly paper: string;
  readonly ref: string;
  readonly section: string;
  readonly notebook: string;
  readonly verdict: VerdictKind;
  readonly grade: Grade;
  readonly margin: number;
  readonly values: Readonly<Record<string, number>>;
  readonly control: ControlRecord;
  readonly seed: number | null;
  readonly note: string;
}

const VERDICTS: readonly VerdictKind[] = ["holds", "holds-corrected", "fails", "undecided"];

/** Joins what the paper says with what the check found. Infinite or NaN values are left out (JSON has none). */
export function ledgerRow(data: ClaimData, verdict: Verdict): LedgerRow {
  if (data.id !== verdict.id) throw new DomainError(badArgument("verdict.id", `be ${data.id}`, verdict.id));
  return {
    id: data.id,
    paper: data.id.split("/")[0]!,
    ref: data.ref,
    section: data.section,
    notebook: data.notebook,
    verdict: verdict.kind,
    grade: verdict.grade,
    margin: verdict.margin,
    values: Object.fromEntries(Object.entries(verdict.values).filter(([, v]) => Number.isFinite(v))),
    control: verdict.control,
    seed: verdict.seed,
    note: verdict.note,
  };
}

/** Reads a ledger from JSON text, naming the row and the rule when it is not one. */
export function parseLedger(text: string, source = "ledger"): LedgerRow[] {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch (error) {
    throw new DomainError(
      `\`${source}\` must be JSON; ${(error as Error).message}. It may be half-written: re-make it with \`npm run verify -- --save\`.`,
    );
  }
  if (!Array.isArray(rows)) throw new DomainError(badArgument(source, "be an array of rows", rows));
  return rows.map((row, k) => requireRow(row, `${source}[${k}]`));
}

function requireRow(row: unknown, where: string): LedgerRow {
  const r = (row ?? {}) as Record<string, unknown>;
  const rule = (holds: boolean, field: string, wanted: string): void => {
    if (!holds) throw new DomainError(badArgument(`${where}.${field}`, wanted, r[field]));
  };
  for (const field of ["id", "paper", "ref", "section", "notebook", "note"]) {
    rule(typeof r[field] === "string", field, "be a text");
  }
  rule(VERDICTS.includes(r.verdict as VerdictKind), "verdict", `be one of ${VERDICTS.join(", ")}`);
  rule(GRADES.includes(r.grade as Grade), "grade", `be one of ${GRADES.join(", ")}`);
  rule(typeof r.margin === "number", "margin", "be a number");
  rule(typeof r.values === "object" && r.values !== null, "values", "be an object of numbers");
  const control = r.control as { outcome?: unknown } | undefined;
  rule(
    control?.outcome === "fired" || control?.outcome === "not-fired",
    "control",
    "have outcome fired or not-fired",
  );
  rule(r.seed === null || typeof r.seed === "number", "seed", "be a number or null");
  return row as LedgerRow;
}

/** Sorts by id and writes JSON with one row a line group, so that diffs read well. */
export function formatLedger(rows: readonly LedgerRow[]): string {
  return `${JSON.stringify(
    [...rows].sort((a, b) => (a.id < b.id ? -1 : 1)),
    null,
    2,
  )}\n`;
}

/** One difference between two ledgers that matters: verdict, grade, control, presence. */
export interface LedgerChange {
  readonly id: string;
  readonly field: "verdict" | "grade" | "control" | "presence";
  readonly before: string;
  readonly after: string;
}

/** What changed from `before` to `after`. Margins and values may move with rounding and are not compared. */
export function diffLedgers(before: readonly LedgerRow[], after: readonly LedgerRow[]): LedgerChange[] {
  const changes: LedgerChange[] = [];
  const old = new Map(before.map((r) => [r.id, r]));
  const now = new Map(after.map((r) => [r.id, r]));
  for (const id of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    const a = old.get(id);
    const b = now.get(id);
    if (!a || !b) {
      changes.push({
        id,
        field: "presence",
        before: a ? "present" : "absent",
        after: b ? "present" : "absent",
      });
      continue;
    }
    if (a.verdict !== b.verdict) changes.push({ id, field: "verdict", before: a.verdict, after: b.verdict });
    if (a.grade !== b.grade) changes.push({ id, field: "grade", before: a.grade, after: b.grade });
    if (a.control.outcome !== b.control.outcome) {
      changes.push({ id, field: "control", before: a.control.outcome, after: b.control.outcome });
    }
  }
  return changes;
}
