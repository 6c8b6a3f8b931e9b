/**
 * A claim, its check, and the negative control that shows the check can fail.
 *
 * The check is one function of a *subject*: the model, constants and region that it looks at. The claim carries the
 * paper's subject; a control is the same function on a subject just outside the hypotheses, or sabotaged. The
 * two must come out differently, or the verdict is worth nothing and {@link judge} says so.
 */
import { withDisplay } from "../core/displayable";
import { badArgument, DomainError } from "../core/errors";
import { verdictBundle } from "./display";
import { type Evidence, REFUTATION_LEVEL } from "./evidence";
import { type Grade, weakest } from "./grade";

/** What a check found. */
export interface Finding {
  /** Evidence about the statement as printed; it holds when all of it holds. */
  readonly stated: readonly Evidence[];
  /** Evidence about the corrected statement, when the printed one is wrong. */
  readonly corrected?: readonly Evidence[];
  /**
   * Simulations that accompany the proof. They carry no grade, but one that contradicts the evidence is an error.
   */
  readonly illustrations?: readonly Evidence[];
  /**
   * How far the statement is from failing, in its own units, when that is more telling than the smallest slack of
   * the evidence (e.g. the distance to the step size at which the conclusion is lost). Used only when it holds.
   */
  readonly margin?: number;
  /** One or two sentences for the ledger: conventions needed, how loose, what differs from print. */
  readonly note?: string;
}

export interface Control<S> {
  /** What was changed, in words. */
  readonly what: string;
  readonly subject: S;
}

export interface Claim<S = unknown> {
  /** `<paper>/<id>`, as in `data/claims/<paper>.json`. */
  readonly id: string;
  /** Seed of the random streams that the check draws from; null when it draws none. */
  readonly seed: number | null;
  readonly subject: S;
  check(subject: S): Finding;
  readonly controls: readonly Control<S>[];
}

/** What became of the controls of a claim. */
export interface ControlRecord {
  readonly what: string;
  readonly outcome: "fired" | "not-fired";
  /** For each control that did not fire: what it came to, and through which evidence. */
  readonly why?: string;
}

export type VerdictKind = "holds" | "holds-corrected" | "fails" | "undecided";

/** The answer for one finding, without its control. */
export interface Judgement {
  readonly kind: VerdictKind;
  readonly grade: Grade;
  readonly margin: number;
}

/** The judged claim. */
export interface Verdict extends Judgement {
  readonly id: string;
  /**
   * Named numbers of all evidence, illustrations included. A name to which two pieces give different values (`boxes`,
   * `zScore`) would not say whose it is, and is left out.
   */
  readonly values: Readonly<Record<string, number>>;
  /** The evidence that counts, each piece once: what is said of the printed and of the corrected statement. */
  readonly evidence: readonly Evidence[];
  /** The same, by what it speaks about, with the illustrations, which do not count for the grade. */
  readonly finding: Finding;
  readonly control: ControlRecord;
  readonly seed: number | null;
  readonly note: string;
}

/** Evidence of one claim contradicts itself; nothing can be concluded. */
export class ContradictionError extends Error {
  override readonly name = "ContradictionError";
}

/** Defines a claim (gives the compiler the subject's type). */
export function claim<S>(definition: Claim<S>): Claim<S> {
  if (!/^[a-z-]+\/[A-Za-z0-9.-]+$/.test(definition.id)) {
    throw new DomainError(badArgument("id", "look like `autoencoder/C04`", definition.id));
  }
  if (definition.controls.length === 0) {
    throw new DomainError(badArgument("controls", "hold at least one negative control", definition.controls));
  }
  return definition;
}

const outcomeOf = (evidence: readonly Evidence[]): Evidence["outcome"] => {
  if (evidence.some((e) => e.outcome === "fails")) return "fails";
  return evidence.every((e) => e.outcome === "holds") ? "holds" : "undecided";
};

/** Kinds of computation that can carry a counterexample, best first: re-checked exactly, in intervals, or one by one. */
const REFUTES: readonly Grade[] = ["exact", "certified", "exhaustive", "statistical"];

/** Whether a failure refutes: also a statistical one, when chance is excluded by an exact bound of 1e-15. */
function refutes(e: Evidence): boolean {
  if (e.grade === "statistical") return e.falseAlarm !== undefined && e.falseAlarm <= REFUTATION_LEVEL;
  return REFUTES.includes(e.grade);
}

/**
 * From evidence to a judgement.
 *
 * - all of `stated` holds → `holds`, with the weakest grade and the smallest margin;
 * - some of it fails with an exact, certified or exhaustive counterexample, or with a sample that the statement allows
 *   with probability at most 1e-15 by an exact bound → `holds-corrected` when there is a correction and all of its
 *   evidence holds, else `fails`;
 * - anything else → `undecided`: also a failure that only sampling or weaker statistics has seen.
 */
export function conclude(finding: Finding): Judgement {
  const { stated, corrected } = finding;
  if (stated.length === 0)
    throw new DomainError(badArgument("stated", "hold at least one piece of evidence", stated));
  const outcome = outcomeOf(stated);
  const smallest = (evidence: readonly Evidence[]): number => Math.min(...evidence.map((e) => e.margin));
  const contradiction = finding.illustrations?.find((e) => e.outcome === "fails");
  if (outcome === "holds") {
    if (contradiction) {
      throw new ContradictionError(
        `evidence says "holds" but a simulation disagrees: ${contradiction.what} (${contradiction.witness ?? ""})`,
      );
    }
    return {
      kind: "holds",
      grade: weakest(stated.map((e) => e.grade)),
      margin: finding.margin ?? smallest(stated),
    };
  }
  const failures = stated.filter((e) => e.outcome === "fails");
  if (failures.length > 0) {
    const refutations = failures.filter(refutes);
    if (refutations.length === 0) {
      return { kind: "undecided", grade: weakest(failures.map((e) => e.grade)), margin: smallest(failures) };
    }
    const best = [...refutations].sort((a, b) => REFUTES.indexOf(a.grade) - REFUTES.indexOf(b.grade))[0]!;
    if (corrected && corrected.length > 0 && outcomeOf(corrected) === "holds") {
      if (contradiction)
        throw new ContradictionError(`the corrected statement contradicts: ${contradiction.what}`);
      return {
        kind: "holds-corrected",
        grade: weakest([best.grade, ...corrected.map((e) => e.grade)]),
        margin: finding.margin ?? smallest(corrected),
      };
    }
    return { kind: "fails", grade: best.grade, margin: best.margin };
  }
  return { kind: "undecided", grade: weakest(stated.map((e) => e.grade)), margin: smallest(stated) };
}

/** Everything in a list that fails, else everything that is open. */
function unsettled(evidence: readonly Evidence[]): Evidence[] {
  const failed = evidence.filter((e) => e.outcome === "fails");
  return failed.length > 0 ? failed : evidence.filter((e) => e.outcome === "undecided");
}

/** The sentence of a piece of evidence with its counterexample. */
function named(e: Evidence): string {
  return e.witness === undefined ? `“${e.what}”` : `“${e.what}” (${e.witness})`;
}

/** The sentences that fail or are open, the first three written out. */
function nameAll(evidence: readonly Evidence[]): string {
  const more = evidence.length - 3;
  return [...evidence.slice(0, 3).map(named), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/**
 * Why a control says nothing: it is undecided, or comes to the verdict of the claim itself. The evidence that decides
 * about a correction is that of the correction: the printed statement fails for claim and control alike.
 */
function whySilent<S>(main: VerdictKind, control: Control<S>, finding: Finding, kind: VerdictKind): string {
  const { stated, corrected = [] } = finding;
  const reasons = kind === "fails" ? unsettled(corrected) : [];
  const evidence = reasons.length > 0 ? reasons : unsettled(stated);
  const because = {
    holds: "everything holds",
    "holds-corrected": "everything in the correction holds",
    fails: `it fails: ${nameAll(evidence)}`,
    undecided: `it is open: ${nameAll(evidence)}`,
  }[kind];
  const compared = kind === main ? ` comes to the claim's own verdict ${main}` : ` is ${kind}`;
  return `“${control.what}”${compared}; ${because}`;
}

/** Why a control did not fire; `undefined` when its answer is a definite and different one. */
function silence<S>(subjectClaim: Claim<S>, main: VerdictKind, control: Control<S>): string | undefined {
  try {
    const finding = subjectClaim.check(control.subject);
    const { kind } = conclude(finding);
    const fires = kind !== main && kind !== "undecided";
    return fires ? undefined : whySilent(main, control, finding, kind);
  } catch (error) {
    if (error instanceof ContradictionError) return undefined;
    throw error;
  }
}

/** The note of a finding; when a correction fails, with the evidence that fails. */
function noteOf({ note = "", corrected = [] }: Finding, kind: VerdictKind): string {
  const failed = corrected.filter((e) => e.outcome === "fails");
  if (kind !== "fails" || failed.length === 0) return note;
  return `${note} The correction fails too: ${nameAll(failed)}.`.trim();
}

/** Named numbers, without the names that two pieces of evidence give different values. */
function valuesOf(evidence: readonly Evidence[]): Record<string, number> {
  const all = new Map<string, Set<number>>();
  for (const e of evidence) {
    for (const [name, value] of Object.entries(e.values))
      all.set(name, (all.get(name) ?? new Set()).add(value));
  }
  return Object.fromEntries(
    [...all].flatMap(([name, [value, ...others]]) => (others.length > 0 ? [] : [[name, value!]])),
  );
}

/**
 * Runs the check on the claim's subject and on every control.
 *
 * @throws {@link ContradictionError} when a simulation contradicts the evidence
 */
export function judge<S>(subjectClaim: Claim<S>): Verdict {
  const finding = subjectClaim.check(subjectClaim.subject);
  const judgement = conclude(finding);
  const silent = subjectClaim.controls.flatMap(
    (control) => silence(subjectClaim, judgement.kind, control) ?? [],
  );
  // a piece of evidence may serve both the printed and the corrected statement
  const evidence = [...new Set([...finding.stated, ...(finding.corrected ?? [])])];
  const verdict: Verdict = {
    id: subjectClaim.id,
    ...judgement,
    values: valuesOf([...evidence, ...(finding.illustrations ?? [])]),
    evidence,
    finding,
    control: {
      what: subjectClaim.controls.map((c) => c.what).join("; "),
      outcome: silent.length === 0 ? "fired" : "not-fired",
      ...(silent.length === 0 ? {} : { why: silent.join("; ") }),
    },
    seed: subjectClaim.seed,
    note: noteOf(finding, judgement.kind),
  };
  return withDisplay(verdict, verdictBundle);
}
