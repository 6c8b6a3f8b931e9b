/**
 * Evidence: one computed answer about one sentence. Built from the results of the layers below, so that a grade is
 * earned by the kind of computation and never typed in by hand next to a number.
 */
import { logBinomialTail } from "../calculus/special";
import { requireFinite, requireInteger, requireThat } from "../core/errors";
import type { Grade } from "./grade";

/**
 * A statistical failure refutes a sentence only when the sample is at most this likely under it: the two-sided tail of
 * 8 standard errors. All tests that this project will ever make together stay far below one false refutation.
 */
export const REFUTATION_LEVEL = 1e-15;

export interface Evidence {
  /** The sentence that was checked. */
  readonly what: string;
  readonly outcome: "holds" | "fails" | "undecided";
  readonly grade: Grade;
  /**
   * How far from failing, in the claim's own units: a certified or observed lower bound of the slack of an
   * inequality; 0 for an equality (it has none); negative by how much a counterexample violates.
   */
  readonly margin: number;
  /** Named numbers worth keeping. */
  readonly values: Readonly<Record<string, number>>;
  /** A counterexample, readable and exact, when the outcome is `fails`. */
  readonly witness?: string;
  /**
   * For a statistical failure: an exact upper bound of the probability that so extreme a sample comes up although the
   * sentence is true. Absent when only an approximation (a normal one, say) is known.
   */
  readonly falseAlarm?: number;
}

/** What `symbolic/identity` returns. */
interface IdentityResult {
  readonly kind: "proved" | "refuted";
  readonly witness?: unknown;
  readonly residual: { toString(): string };
}
/** What `symbolic/derivation` returns. */
interface DerivationResult {
  readonly kind: "checked" | "broken";
  readonly at?: number;
}
/** What `symbolic/bernstein` and `interval/prove` return. */
type ProofResult =
  | { readonly kind: "proved"; readonly boxes: number; readonly margin?: unknown }
  | { readonly kind: "refuted"; readonly witness: unknown; readonly value?: unknown }
  | { readonly kind: "undecided"; readonly reason: string };

function showWitness(witness: unknown): string {
  if (witness === undefined) return "";
  if (Array.isArray(witness) || typeof witness !== "object" || witness === null) return String(witness);
  return Object.entries(witness)
    .map(([name, value]) => `${name} = ${String(value)}`)
    .join(", ");
}

function toNumber(x: unknown, otherwise: number): number {
  if (typeof x === "number") return x;
  if (typeof x === "object" && x !== null && "toNumber" in x) return (x as { toNumber(): number }).toNumber();
  return otherwise;
}

/** Evidence from an exact identity proof. */
export function fromIdentity(
  what: string,
  result: IdentityResult,
  values: Record<string, number> = {},
): Evidence {
  if (result.kind === "proved") return { what, outcome: "holds", grade: "exact", margin: 0, values };
  const residual = String(result.residual);
  const point = showWitness(result.witness);
  // a residual of hundreds of terms tells nobody anything; the point does
  const difference = `the difference is ${residual.length <= 120 || point === "" ? residual : "not 0"}`;
  const witness = point === "" ? difference : `${difference}; look at ${point}`;
  return { what, outcome: "fails", grade: "exact", margin: -1, values, witness };
}

/** Evidence from a step-checked derivation. */
export function fromDerivation(
  what: string,
  result: DerivationResult,
  values: Record<string, number> = {},
): Evidence {
  if (result.kind === "checked") return { what, outcome: "holds", grade: "exact", margin: 0, values };
  return {
    what,
    outcome: "fails",
    grade: "exact",
    margin: -1,
    values,
    witness: `step ${result.at} does not follow`,
  };
}

function fromProof(
  what: string,
  grade: Grade,
  result: ProofResult,
  values: Record<string, number>,
): Evidence {
  if (result.kind === "proved") {
    return {
      what,
      outcome: "holds",
      grade,
      margin: Math.max(0, toNumber(result.margin, 0)),
      values: { ...values, boxes: result.boxes },
    };
  }
  if (result.kind === "refuted") {
    return {
      what,
      outcome: "fails",
      grade,
      margin: -Math.abs(toNumber(result.value, 1)),
      values,
      witness: showWitness(result.witness),
    };
  }
  return { what: `${what} (${result.reason})`, outcome: "undecided", grade, margin: 0, values };
}

/** Evidence from a sign proof in exact rational arithmetic (Bernstein form). */
export function fromSign(what: string, result: ProofResult, values: Record<string, number> = {}): Evidence {
  return fromProof(what, "exact", result, values);
}

/** Evidence from interval branch and bound over the whole stated region. */
export function fromEnclosure(
  what: string,
  result: ProofResult,
  values: Record<string, number> = {},
): Evidence {
  return fromProof(what, "certified", result, values);
}

/** Evidence from one exact (rational or integer) computation that answers yes or no. */
export function exactly(
  what: string,
  holds: boolean,
  options: { margin?: number; values?: Record<string, number>; witness?: string } = {},
): Evidence {
  return decided(what, "exact", holds, options.margin ?? 0, options.values ?? {}, options.witness);
}

/** Evidence from rigorous enclosures at finitely many points or over a region that the caller bounded in intervals. */
export function certified(
  what: string,
  answer: "yes" | "no" | "unknown",
  options: { margin?: number; values?: Record<string, number>; witness?: string } = {},
): Evidence {
  if (answer === "unknown") {
    return { what, outcome: "undecided", grade: "certified", margin: 0, values: options.values ?? {} };
  }
  return decided(
    what,
    "certified",
    answer === "yes",
    options.margin ?? 0,
    options.values ?? {},
    options.witness,
  );
}

/** Evidence from checking every case of a finite set. */
export function enumerated(
  what: string,
  counts: { cases: number; failures: number; margin?: number; witness?: string },
  values: Record<string, number> = {},
): Evidence {
  requireInteger("cases", counts.cases, 1);
  requireInteger("failures", counts.failures, 0, counts.cases);
  return decided(
    what,
    "exhaustive",
    counts.failures === 0,
    counts.margin ?? 0,
    { ...values, cases: counts.cases, failures: counts.failures },
    counts.witness,
  );
}

/** Evidence from finitely many points: `worst` is the smallest slack seen, so it holds when worst >= 0. */
export function sampled(
  what: string,
  sample: { n: number; worst: number; witness?: string },
  values: Record<string, number> = {},
): Evidence {
  requireInteger("n", sample.n, 1);
  requireThat(!Number.isNaN(sample.worst), "worst", "be a number", sample.worst);
  return decided(
    what,
    "sampled",
    sample.worst >= 0,
    sample.worst,
    { ...values, n: sample.n },
    sample.witness,
  );
}

/**
 * Evidence from an estimate with its standard error: holds when |estimate − expected| <= z · standardError.
 * The margin is in standard errors.
 */
export function statistical(
  what: string,
  test: { n: number; estimate: number; expected: number; standardError: number; z: number },
  values: Record<string, number> = {},
): Evidence {
  requireInteger("n", test.n, 2);
  requireFinite("estimate", test.estimate);
  requireThat(test.standardError > 0, "standardError", "be positive", test.standardError);
  const score = Math.abs(test.estimate - test.expected) / test.standardError;
  return decided(
    what,
    "statistical",
    score <= test.z,
    test.z - score,
    { ...values, n: test.n, estimate: test.estimate, expected: test.expected, zScore: score },
    `estimate ${test.estimate} is ${score.toFixed(1)} standard errors from ${test.expected}`,
  );
}

/** Confidence at which {@link proportion} says `holds`: the opposite would show so many successes less often than this. */
const LEVEL = 1e-3;

/**
 * Evidence from `successes` in `n` independent trials about the sentence "a trial succeeds with probability at least
 * `atLeast`", by the exact binomial test. It fails at {@link REFUTATION_LEVEL}, holds at 1e-3, and is undecided
 * between. The margin is the distance of the success rate from `atLeast`.
 *
 * @example proportion("heads", { n: 1000, successes: 80, atLeast: 0.95 }).outcome // "fails"
 */
export function proportion(
  what: string,
  test: { n: number; successes: number; atLeast: number },
  values: Record<string, number> = {},
): Evidence {
  const { n, successes, atLeast } = test;
  requireInteger("n", n, 1);
  requireInteger("successes", successes, 0, n);
  requireThat(atLeast > 0 && atLeast < 1, "atLeast", "lie in (0, 1)", atLeast);
  const soFew = Math.exp(logBinomialTail(n, n - successes, 1 - atLeast));
  const soMany = Math.exp(logBinomialTail(n, successes, atLeast));
  const margin = successes / n - atLeast;
  const all = { ...values, n, successes };
  if (soFew <= REFUTATION_LEVEL) {
    const witness = `${successes} of ${n} trials succeed`;
    return {
      ...decided(what, "statistical", false, margin, all, witness),
      falseAlarm: soFew,
    };
  }
  if (soMany <= LEVEL) return decided(what, "statistical", true, margin, all);
  return { what, outcome: "undecided", grade: "statistical", margin: 0, values: all };
}

/** Evidence that a thing could not be settled: what was tried, and why it does not decide. */
export function open(what: string, grade: Grade, values: Record<string, number> = {}): Evidence {
  return { what, outcome: "undecided", grade, margin: 0, values };
}

/**
 * Evidence from a finite table about a sentence on an infinite family: it can refute, but a table without a
 * counterexample leaves the sentence open.
 *
 * @example refutedBy(exactly("2, 3, 4 are below 5", true)).outcome // "undecided"
 */
export function refutedBy(table: Evidence): Evidence {
  return table.outcome === "fails"
    ? table
    : open(`${table.what}: no counterexample`, "sampled", table.values);
}

/**
 * Evidence from a proof, or, when a step of it does not hold, from a finite table that can refute. A step that does not
 * hold leaves the sentence open (another proof might do), and says where this one breaks.
 *
 * @example provedOr([exactly("a lemma", false)], exactly("2, 3, 4", true)).map((e) => e.outcome) // ["undecided", "undecided"]
 */
export function provedOr(proof: readonly Evidence[], table: Evidence): Evidence[] {
  const missing = proof.filter((e) => e.outcome !== "holds");
  if (missing.length === 0) return [...proof];
  const opened = missing.map((e) => {
    const why = e.witness === undefined ? "" : `: ${e.witness}`;
    return open(`this step of the proof does not hold: ${e.what}${why}`, e.grade, e.values);
  });
  return [...opened, refutedBy(table)];
}

function decided(
  what: string,
  grade: Grade,
  holds: boolean,
  margin: number,
  values: Record<string, number>,
  witness?: string,
): Evidence {
  if (holds) return { what, outcome: "holds", grade, margin: Math.max(margin, 0), values };
  const fails = { what, outcome: "fails" as const, grade, margin: -Math.abs(margin), values };
  return witness === undefined ? fails : { ...fails, witness };
}
