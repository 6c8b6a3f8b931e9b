/** Judging a claim in a test. */
import assert from "node:assert/strict";
import { type Claim, conclude, judge, type Verdict, type VerdictKind } from "../../lib/claims/claim";
import type { Grade } from "../../lib/claims/grade";

/** Judges the claim and asserts its id, verdict and grade, that its control fired, and that a failure has a witness. */
export function expectVerdict<S>(claim: Claim<S>, id: string, kind: VerdictKind, grade: Grade): Verdict {
  const verdict = judge(claim);
  assert.deepEqual(
    [verdict.id, verdict.kind, verdict.grade, verdict.control.outcome],
    [id, kind, grade, "fired"],
  );
  const failures = verdict.evidence.filter((e) => e.outcome === "fails");
  assert.equal(failures.length > 0, kind === "fails" || kind === "holds-corrected");
  for (const e of failures) assert.ok(e.witness, e.what);
  return verdict;
}

/** The verdict of the check on another subject. */
export function kindOn<S>(claim: Claim<S>, subject: S): VerdictKind {
  return conclude(claim.check(subject)).kind;
}

export function near(actual: number, expected: number, tolerance: number, what = ""): void {
  assert.ok(
    Math.abs(actual - expected) <= tolerance,
    `${what} ${actual} is not within ${tolerance} of ${expected}`,
  );
}
