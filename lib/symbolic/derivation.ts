/** Chains of equalities and inequalities in which every step is checked exactly. */
import { withDisplay } from "../core/displayable";
import { badArgument, DomainError, requireThat } from "../core/errors";
import type { RationalBox, SignDecision } from "./bernstein";
import { type Definitions, expander } from "./definitions";
import { texName } from "./names";
import { Polynomial, type PolynomialLike } from "./polynomial";
import type { Rational } from "./rational";
import { RationalFunction, type RationalFunctionLike } from "./rationalFunction";
import { expressionTex, texText } from "./tex";

export type Relation = "=" | "<=" | ">=" | "<" | ">";

/** Evidence for an inequality: a factor of the difference whose sign is proved, or one that is a square. */
export type SignEvidence = SignDecision | { readonly square: PolynomialLike };

export interface DerivationStep {
  /** The expression this step arrives at (the first step: where the chain starts). */
  readonly expression: RationalFunctionLike;
  /** The reason, as text; `$…$` is typeset. */
  readonly by?: string;
  /** How the previous expression relates to this one; "=" if absent. */
  readonly relation?: Relation;
  /**
   * For an inequality: factors whose product, times a positive number, is the difference (larger − smaller). A factor
   * in a denominator must be strictly positive.
   */
  readonly because?: SignEvidence | readonly SignEvidence[];
}

interface DerivationCommon {
  readonly title: string;
  readonly steps: readonly DerivationStep[];
  /** `aligned` TeX of the chain with its reasons. */
  toTex(): string;
  toMarkdown(): string;
}

/** A checked or broken chain. */
export type Derivation = DerivationCommon &
  (
    | {
        readonly kind: "checked";
        /** First expression `relation` last expression. */
        readonly relation: Relation;
        /** The box on which the inequalities were proved (the common part); {} for equalities. */
        readonly region: RationalBox;
      }
    | {
        readonly kind: "broken";
        /** Index of the first step that does not follow. */
        readonly at: number;
        /** Previous expression − this expression, in normal form. */
        readonly residual: RationalFunction;
        readonly reason: string;
      }
  );

/**
 * Checks a chain: each "=" step by the exact normal form, each inequality by its evidence. `given` holds definitions
 * (inserted recursively), `assuming` conditions that are printed only. A chain that mixes < and > throws DomainError.
 *
 * @example
 * derivation({ title: "Square", steps: [{ expression: "(a + b)^2" }, { expression: "a^2 + 2*a*b + b^2", by: "expand" }] }).kind // "checked"
 */
export function derivation(chain: {
  title: string;
  given?: Definitions;
  assuming?: readonly string[];
  steps: readonly DerivationStep[];
}): Derivation {
  const { title, given = {}, assuming = [], steps } = chain;
  requireThat(steps.length >= 2, "steps", "have at least two entries", steps.length);
  const relations = steps.slice(1).map((step) => step.relation ?? "=");
  const falling = relations.some((r) => r.startsWith(">"));
  if (falling && relations.some((r) => r.startsWith("<"))) {
    throw new DomainError(
      badArgument("steps", "relate in one direction", relations, "Split the chain in two."),
    );
  }
  const expand = expander(given);
  const common = { title, steps };
  let region: RationalBox = {};
  let previous = expand(steps[0]!.expression);
  for (let at = 1; at < steps.length; at++) {
    const step = steps[at]!;
    const relation = relations[at - 1]!;
    const current = expand(step.expression);
    const residual = previous.sub(current);
    const reason =
      relation === "=" ? equalityGap(previous, current) : inequalityGap(residual, relation, step, expand);
    if (reason !== undefined) {
      return displayed({
        kind: "broken",
        ...common,
        at,
        residual,
        reason,
        ...text({ ...chain, assuming, given }, at, residual),
      });
    }
    if (relation !== "=") region = intersection(region, step);
    previous = current;
  }
  const strict = relations.some((r) => r === "<" || r === ">");
  const weak = relations.some((r) => r !== "=");
  const relation: Relation = weak ? (`${falling ? ">" : "<"}${strict ? "" : "="}` as Relation) : "=";
  return displayed({
    kind: "checked",
    ...common,
    relation,
    region,
    ...text({ ...chain, assuming, given }),
  });
}

function equalityGap(previous: RationalFunction, current: RationalFunction): string | undefined {
  return previous.equals(current) ? undefined : "the two expressions are not equal";
}

function evidenceOf(step: DerivationStep): readonly SignEvidence[] {
  const { because } = step;
  return because === undefined ? [] : Array.isArray(because) ? because : [because as SignEvidence];
}

/** Why larger − smaller is not shown to have the right sign; undefined if it is. */
function inequalityGap(
  residual: RationalFunction,
  relation: Relation,
  step: DerivationStep,
  expand: (x: RationalFunctionLike) => RationalFunction,
): string | undefined {
  const difference = relation.startsWith(">") ? residual : residual.neg();
  const strict = relation === "<" || relation === ">";
  if (difference.isZero()) return strict ? "the two expressions are equal" : undefined;
  const evidence = evidenceOf(step);
  let { num, den } = difference;
  let sign = 1;
  for (const fact of evidence) {
    const square = "square" in fact;
    if (!square && fact.kind !== "proved") return `the evidence is ${fact.kind}, not proved`;
    const expression = square ? Polynomial.of(fact.square).pow(2) : fact.polynomial;
    const factor = expand(expression).toPolynomial();
    if (factor.isConstant()) continue;
    const positive = !square && (fact.relation === ">" || fact.relation === "<");
    const orientation = !square && fact.relation.startsWith("<") ? -1 : 1;
    for (let q = num.exactQuotient(factor); q !== undefined; q = num.exactQuotient(factor)) {
      if (strict && !positive) return `the factor ${factor} may vanish`;
      num = q;
      sign *= orientation;
    }
    for (let q = den.exactQuotient(factor); positive && q !== undefined; q = den.exactQuotient(factor)) {
      den = q;
      sign *= orientation;
    }
  }
  if (!num.isConstant() || !den.isConstant()) {
    const rest = RationalFunction.quotient(num, den);
    return evidence.length === 0
      ? "the inequality has no evidence"
      : `the sign of the factor ${rest} is not proved`;
  }
  const constant = num.constantValue().div(den.constantValue()).sign() * sign;
  return constant > 0 ? undefined : "the difference has the opposite sign";
}

function intersection(region: RationalBox, step: DerivationStep): RationalBox {
  const out: Record<string, readonly [Rational, Rational]> = { ...region };
  for (const fact of evidenceOf(step)) {
    if ("square" in fact) continue;
    for (const [name, [lo, hi]] of Object.entries(fact.box)) {
      const old = out[name];
      out[name] =
        old === undefined ? [lo, hi] : [old[0].cmp(lo) < 0 ? lo : old[0], old[1].cmp(hi) < 0 ? old[1] : hi];
    }
  }
  return out;
}

const SYMBOLS: Record<Relation, string> = { "=": "=", "<=": "\\le", ">=": "\\ge", "<": "<", ">": ">" };

function text(
  chain: { title: string; given: Definitions; assuming: readonly string[]; steps: readonly DerivationStep[] },
  brokenAt?: number,
  residual?: RationalFunction,
): { toTex(): string; toMarkdown(): string } {
  const toTex = (): string => {
    const rows = chain.steps.map((step, i) => {
      const tex = expressionTex(step.expression);
      const reason = step.by ? ` && \\text{${texText(step.by)}}` : "";
      if (i === 0) return `& ${tex}${reason}`;
      const relation = SYMBOLS[step.relation ?? "="];
      if (i === brokenAt)
        return `& \\color{red}{\\mathrel{\\not${relation}}\\; ${tex}} && \\text{does not follow}`;
      return `& ${relation} ${tex}${reason}`;
    });
    return `\\begin{aligned}${rows.slice(0, (brokenAt ?? rows.length) + 1).join(" \\\\ ")}\\end{aligned}`;
  };
  const toMarkdown = (): string => {
    const where = Object.entries(chain.given).map(([name, x]) => `$${texName(name)} = ${expressionTex(x)}$`);
    const lines = [`**${chain.title}**${brokenAt === undefined ? "" : ` — broken at step ${brokenAt}`}`];
    if (where.length > 0) lines.push(`where ${where.join(", ")}`);
    if (chain.assuming.length > 0) lines.push(`assuming ${chain.assuming.join(", ")}`);
    lines.push(`$$${toTex()}$$`);
    if (residual !== undefined) lines.push(`The difference is $${residual.toTex()}$.`);
    return lines.join("\n\n");
  };
  return { toTex, toMarkdown };
}

function displayed(result: Derivation): Derivation {
  const bundle = (): Record<string, unknown> => {
    const verdict =
      result.kind === "checked"
        ? `checked, ${result.steps.length - 1} steps`
        : `broken at step ${result.at}: ${result.reason}; difference ${result.residual}`;
    const lines = result.steps.map((step, i) => {
      const relation = i === 0 ? " " : (step.relation ?? "=");
      return `  ${relation} ${step.expression}${step.by ? `    [${step.by}]` : ""}`;
    });
    return {
      "text/latex": `$$${result.toTex()}$$`,
      "text/markdown": result.toMarkdown(),
      "text/plain": `${result.title}: ${verdict}\n${lines.join("\n")}`,
    };
  };
  return withDisplay(result, bundle);
}
