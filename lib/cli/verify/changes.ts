/** Differences from the stored ledger, with what the executed notebooks say about their cause. */
import { diffLedgers, type LedgerChange, type LedgerRow } from "../../claims/ledger";
import type { Notebook } from "../notebook";

export interface Change extends LedgerChange {
  /** For a changed verdict: the lines of its card that failed, else those left open; all of them. */
  readonly evidence?: readonly string[];
  /** The control did not fire because it was made to differ from the verdict before. */
  readonly control?: "silenced";
}

/** Claims whose verdict changed and whose control, which fired before, now comes out like the new verdict. */
export function silencedControls(stored: readonly LedgerRow[], rows: readonly LedgerRow[]): Set<string> {
  const before = new Map(stored.map((row) => [row.id, row]));
  const silenced = rows.filter((row) => {
    const old = before.get(row.id);
    return (
      old !== undefined &&
      old.verdict !== row.verdict &&
      old.control.outcome === "fired" &&
      row.control.outcome === "not-fired"
    );
  });
  return new Set(silenced.map((row) => row.id));
}

/** The lines with ✗ of a claim's verdict card among the outputs; those with ? when none has ✗. */
export function failedEvidence(executed: Notebook, id: string): string[] {
  const texts = executed.cells
    .flatMap((cell) => cell.outputs ?? [])
    .map((output) => ("data" in output ? output.data["text/plain"] : undefined))
    .map((text) => (Array.isArray(text) ? text.join("") : String(text ?? "")));
  const lines = (texts.find((text) => text.startsWith(`${id} — `)) ?? "").split("\n").slice(1);
  const marked = (mark: string): string[] =>
    lines.map((line) => line.trim()).filter((line) => line.startsWith(`${mark} `));
  const failed = marked("✗");
  return failed.length > 0 ? failed : marked("?");
}

/**
 * What changed from the stored rows to the new ones. A control that a changed verdict silenced is no change of its own:
 * it is told with the verdict.
 *
 * @param executed the notebooks whose outputs may hold the verdict cards
 */
export function explainedChanges(
  stored: readonly LedgerRow[],
  rows: readonly LedgerRow[],
  executed: readonly Notebook[],
): Change[] {
  const silenced = silencedControls(stored, rows);
  return diffLedgers(stored, rows)
    .filter(({ id, field }) => field !== "control" || !silenced.has(id))
    .map((change) => {
      if (change.field !== "verdict") return change;
      const evidence = executed
        .map((notebook) => failedEvidence(notebook, change.id))
        .find((e) => e.length > 0);
      return {
        ...change,
        ...(evidence ? { evidence } : {}),
        ...(silenced.has(change.id) ? { control: "silenced" as const } : {}),
      };
    });
}
