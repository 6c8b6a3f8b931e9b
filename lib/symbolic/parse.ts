/**
 * Reading rational expressions with the parser of mathjs.
 *
 * Only the parser is taken, from the number-only build, and only when the first text is read (about 0.2 s once).
 * Its number reader is replaced by one that keeps the literal as typed, so 0.1 is 1/10 and no digit is lost.
 */
import { badArgument, DomainError } from "../core/errors";
import { Rational } from "./rational";

/** What this module uses of a mathjs node; the nodes of a full mathjs fit too. */
export interface ExpressionNode {
  readonly type: string;
  readonly op?: string;
  readonly fn?: unknown;
  readonly args?: readonly ExpressionNode[];
  readonly content?: ExpressionNode;
  readonly name?: string;
  readonly value?: unknown;
  readonly implicit?: boolean;
  toString(): string;
}

/** The operations an expression is evaluated with: any commutative ring, or a field where `div` occurs. */
export interface Algebra<T> {
  number(value: Rational): T;
  variable(name: string): T;
  neg(a: T): T;
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  /** Integer exponent, possibly negative. */
  pow(a: T, exponent: number): T;
}

type Parse = (text: string) => ExpressionNode;
interface MathjsNumber {
  readonly parseDependencies: object;
  create(dependencies: object, config: object): { parse: Parse };
  factory(name: string, dependencies: string[], build: () => unknown): unknown;
}
let parser: Parse | undefined;

function mathjsParser(): Parse {
  if (parser === undefined) {
    const mathjs = require("mathjs/number") as MathjsNumber;
    const verbatim = mathjs.factory("numeric", [], () => (literal: unknown) => literal);
    const dependencies = { ...mathjs.parseDependencies, numericDependencies: { createNumeric: verbatim } };
    parser = mathjs.create(dependencies, {}).parse;
  }
  return parser;
}

/** The syntax tree of `text` as mathjs reads it. Throws DomainError with the position if it is not an expression. */
export function parseExpression(text: string): ExpressionNode {
  if (typeof text !== "string" || text.trim() === "") {
    throw new DomainError(badArgument("expression", "be a non-empty text", text));
  }
  try {
    return mathjsParser()(text);
  } catch (error) {
    const { message, char } = error as { message: string; char?: number };
    const where = char === undefined ? "" : `\n  ${text}\n  ${" ".repeat(Math.max(0, char - 1))}^`;
    throw new DomainError(`\`expression\` must be a rational expression; ${message}.${where}`);
  }
}

const REMEDY: Record<string, string> = {
  "!": "Factorials are not rational operations.",
  "%": "Write the quotient as a fraction.",
  "'": "A prime cannot be part of a name: write u_next, shown as u'.",
};

function unsupported(node: ExpressionNode, text: string): DomainError {
  const part = node.toString().replaceAll('"', "");
  const squeezed = text.replaceAll(" ", "").indexOf(part.replaceAll(" ", ""));
  let position = -1;
  if (squeezed >= 0) {
    for (let seen = -1; seen < squeezed; ) if (text[++position] !== " ") seen++;
  }
  let rule = "use only + - * / and integer powers of numbers and names";
  let remedy = REMEDY[node.op ?? ""] ?? "";
  if (node.type === "FunctionNode") {
    const name = String(node.fn);
    rule = `be free of functions; found ${name}(…)`;
    remedy = /^[A-Za-z]{2,}$/.test(name)
      ? "Name the value and give its defining equation in `where`, or use an interval certificate."
      : `For a product write ${name}*(…).`;
  } else if (node.op === "^") {
    rule = "have integers as exponents";
    remedy = "Write sqrt(x) as a new variable r with x = r^2.";
  } else if (node.implicit) {
    rule = "write every product with *";
    remedy = `"1/2x" has two readings: write 1/2*x or 1/(2*x).`;
  }
  const at = position >= 0 ? ` (position ${position + 1})` : "";
  return new DomainError(`${badArgument("expression", rule, part, remedy)}${at}`);
}

const constants: Algebra<Rational | undefined> = {
  number: (value) => value,
  variable: () => undefined,
  neg: (a) => a?.neg(),
  add: (a, b) => b && a?.add(b),
  sub: (a, b) => b && a?.sub(b),
  mul: (a, b) => b && a?.mul(b),
  div: (a, b) => b && a?.div(b),
  pow: (a, exponent) => a?.pow(exponent),
};

/** The integer that a node without names stands for, or undefined. */
function integerOf(node: ExpressionNode): number | undefined {
  const value = evaluateExpression(node, constants);
  return value?.isInteger() ? value.toNumber() : undefined;
}

/**
 * Evaluates an expression in `algebra`. Supported: + − * / ^ with an integer exponent, parentheses, decimals (exact),
 * names. Every other construct throws DomainError that names the part and a remedy.
 */
export function evaluateExpression<T>(expression: string | ExpressionNode, algebra: Algebra<T>): T {
  const text = typeof expression === "string" ? expression : expression.toString();
  const visit = (node: ExpressionNode): T => {
    switch (node.type) {
      case "ParenthesisNode":
        return visit(node.content!);
      case "SymbolNode":
        return algebra.variable(node.name!);
      case "ConstantNode": {
        const literal = String(node.value);
        if (!/^[\d.]/.test(literal)) throw unsupported(node, text);
        return algebra.number(Rational.of(literal));
      }
      case "OperatorNode": {
        const args = node.args!;
        if (node.implicit) throw unsupported(node, text);
        if (args.length === 1) {
          if (node.op === "-") return algebra.neg(visit(args[0]!));
          if (node.op === "+") return visit(args[0]!);
          throw unsupported(node, text);
        }
        const [a, b] = args as [ExpressionNode, ExpressionNode];
        if (node.op === "+") return algebra.add(visit(a), visit(b));
        if (node.op === "-") return algebra.sub(visit(a), visit(b));
        if (node.op === "*") return algebra.mul(visit(a), visit(b));
        if (node.op === "/") return algebra.div(visit(a), visit(b));
        const exponent = node.op === "^" ? integerOf(b) : undefined;
        if (exponent === undefined) throw unsupported(node, text);
        return algebra.pow(visit(a), exponent);
      }
      default:
        throw unsupported(node, text);
    }
  };
  return visit(typeof expression === "string" ? parseExpression(expression) : expression);
}
