/** Differences from the stored ledger, with what the verdict cards of the executed notebooks say about their cause. */
import { diffLedgers, type LedgerChange, type LedgerRow } from "../../claims/ledger";
import type { Notebook } from "../notebook";

export interface Change extends LedgerChange {
  /** For a changed verdict: the lines of its card that newly fail or are newly open; all of them. */
  readonly evidence?: readonly string[];
  /** Why the control does not fire, where it fired before: an own change, or a consequence of the changed verdict. */
  readonly control?: string;
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

/** A notebook before and after it was executed: as stored, and as it came out now. */
export interface Executed {
  readonly stored: Notebook;
  readonly executed: Notebook;
}

/** The lines of a claim's verdict card among the outputs of a notebook. */
function cardLines(notebook: Notebook, id: string): string[] {
  const texts = notebook.cells
    .flatMap((cell) => cell.outputs ?? [])
    .map((output) => ("data" in output ? output.data["text/plain"] : undefined))
    .map((text) => (Array.isArray(text) ? text.join("") : String(text ?? "")));
  const card = texts.find((text) => text.startsWith(`${id} — `)) ?? "";
  return [
    ...new Set(
      card
        .split("\n")
        .slice(1)
        .map((line) => line.trim()),
    ),
  ];
}

/** Mark and sentence of a line, without the numbers behind them. */
const sentence = (line: string): string => line.replace(/ \[[a-z]+, margin .*$/, "");

/**
 * The lines with ✗ of a claim's verdict card, else those with ?, whose sentence the stored card does not mark so: a
 * corrected claim always shows the counterexample of what is printed, and that is no news. All such lines when none is new.
 */
export function failedEvidence({ stored, executed }: Executed, id: string): string[] {
  const before = new Set(cardLines(stored, id).map(sentence));
  const now = cardLines(executed, id);
  const marked = (mark: string): string[] => now.filter((line) => line.startsWith(`${mark} `));
  const isNew = (line: string): boolean => !before.has(sentence(line));
  const choices = [marked("✗").filter(isNew), marked("?").filter(isNew), marked("✗"), marked("?")];
  return choices.find((lines) => lines.length > 0) ?? [];
}

/**
 * What changed from the stored rows to the new ones. A control that a changed verdict silenced is no change of its own:
 * it is told with the verdict.
 *
 * @param notebooks those whose outputs may hold the verdict cards
 */
export function explainedChanges(
  stored: readonly LedgerRow[],
  rows: readonly LedgerRow[],
  notebooks: readonly Executed[],
): Change[] {
  const silenced = silencedControls(stored, rows);
  const reasons = new Map(
    rows
      .filter(({ control }) => control.outcome === "not-fired")
      .map(({ id, control }) => [id, control.why ?? control.what]),
  );
  return diffLedgers(stored, rows)
    .filter(({ id, field }) => field !== "control" || !silenced.has(id))
    .map((change) => {
      const { id, field } = change;
      const control = reasons.get(id);
      if (field === "control") return control === undefined ? change : { ...change, control };
      if (field !== "verdict") return change;
      const evidence = notebooks.map((notebook) => failedEvidence(notebook, id)).find((e) => e.length > 0);
      return {
        ...change,
        ...(evidence ? { evidence } : {}),
        ...(silenced.has(id) && control !== undefined ? { control } : {}),
      };
    });
}
