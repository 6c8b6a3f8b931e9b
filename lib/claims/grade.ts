/** Grades of evidence, best first, and the rule that a chain is as strong as its weakest link. */
import { requireThat } from "../core/errors";

export const GRADES = ["exact", "certified", "exhaustive", "statistical", "sampled"] as const;

/**
 * - `exact`: computer algebra or rational arithmetic;
 * - `certified`: outward-rounded interval arithmetic over the whole stated region;
 * - `exhaustive`: finite enumeration;
 * - `statistical`: a confidence interval with n and seed;
 * - `sampled`: finitely many points of an infinite region.
 */
export type Grade = (typeof GRADES)[number];

/** The weakest of some grades. `weakest(["exact", "sampled"])` is `"sampled"`. */
export function weakest(grades: readonly Grade[]): Grade {
  requireThat(grades.length > 0, "grades", "contain at least one grade", grades);
  return GRADES[Math.max(...grades.map((g) => GRADES.indexOf(g)))]!;
}
