/** TeX of expressions as they were typed: factored stays factored. */
import { texName, texProduct } from "./names";
import { type ExpressionNode, parseExpression } from "./parse";
import { Rational } from "./rational";

const SUM = 1;
const SIGNED = 1.5;
const PRODUCT = 2;
const POWER = 3;
const ATOM = 4;

interface Piece {
  readonly tex: string;
  readonly precedence: number;
}

function bracket(tex: string): string {
  return tex.includes("\\frac") ? `\\left(${tex}\\right)` : `(${tex})`;
}

function atLeast(piece: Piece, precedence: number): string {
  return piece.precedence < precedence ? bracket(piece.tex) : piece.tex;
}

function literalTex(value: unknown): string {
  const [mantissa = "", exponent] = String(value).split(/[eE]/);
  return exponent === undefined ? mantissa : `${mantissa}\\cdot 10^{${Number(exponent)}}`;
}

function withoutParentheses(node: ExpressionNode): ExpressionNode {
  return node.type === "ParenthesisNode" ? withoutParentheses(node.content!) : node;
}

function isInteger(node: ExpressionNode): boolean {
  return node.type === "ConstantNode" && /^\d+$/.test(String(node.value));
}

function isFraction(node: ExpressionNode): boolean {
  return node.op === "/" && node.args!.map(withoutParentheses).every(isInteger);
}

function pieceOf(node: ExpressionNode): Piece {
  if (node.type === "ParenthesisNode") {
    const inner = withoutParentheses(node);
    if (isFraction(inner)) return pieceOf(inner);
    return { tex: bracket(pieceOf(inner).tex), precedence: ATOM };
  }
  if (node.type === "SymbolNode") return { tex: texName(node.name!), precedence: ATOM };
  if (node.type === "ConstantNode") return { tex: literalTex(node.value), precedence: ATOM };
  if (node.type !== "OperatorNode" || node.args === undefined)
    return { tex: `\\mathtt{${node}}`, precedence: ATOM };
  const [left, right] = node.args as [ExpressionNode, ExpressionNode];
  if (node.args.length === 1) {
    const tex = `${node.op}${atLeast(pieceOf(left), PRODUCT)}`;
    return { tex, precedence: SIGNED };
  }
  switch (node.op) {
    case "+":
      return { tex: `${pieceOf(left).tex} + ${atLeast(pieceOf(right), PRODUCT)}`, precedence: SUM };
    case "-":
      return { tex: `${pieceOf(left).tex} - ${atLeast(pieceOf(right), PRODUCT)}`, precedence: SUM };
    case "*": {
      const first = pieceOf(left);
      const a = atLeast(first, SIGNED);
      const b = atLeast(pieceOf(right), PRODUCT);
      const touching = /^(\d|\.|\\t?frac\{\d)/.test(b);
      return {
        tex: touching ? `${a} \\cdot ${b}` : texProduct(a, b),
        precedence: Math.min(first.precedence < SIGNED ? PRODUCT : first.precedence, PRODUCT),
      };
    }
    case "/": {
      const [over, under] = [withoutParentheses(left), withoutParentheses(right)];
      const command = isFraction(node) ? "tfrac" : "frac";
      return { tex: `\\${command}{${pieceOf(over).tex}}{${pieceOf(under).tex}}`, precedence: PRODUCT };
    }
    case "^": {
      const base = pieceOf(left);
      const text = base.tex.endsWith("'") ? `{${base.tex}}` : atLeast(base, ATOM);
      return { tex: `${text}^{${pieceOf(withoutParentheses(right)).tex}}`, precedence: POWER };
    }
    default:
      return {
        tex: `${pieceOf(left).tex} \\mathbin{\\mathtt{${node.op}}} ${pieceOf(right).tex}`,
        precedence: SUM,
      };
  }
}

/**
 * TeX of an expression with its written form kept: brackets, factors and decimals as typed, quotients as fractions,
 * names by {@link texName}. Objects that print themselves (polynomials, rationals) use their own TeX.
 *
 * @example expressionTex("-(1/128)*(b-1)^2*w_min") // "-\\tfrac{1}{128} (b - 1)^{2} w_{\\min}"
 */
export function expressionTex(expression: string | number | bigint | { toTex(): string }): string {
  if (typeof expression === "string") return pieceOf(parseExpression(expression)).tex;
  if (typeof expression === "object") return expression.toTex();
  return Rational.of(expression).toTex();
}

/** TeX of a mathjs node. */
export function nodeTex(node: ExpressionNode): string {
  return pieceOf(node).tex;
}

/** Text for use inside `\text{…}`: TeX's special characters are escaped outside of $…$. */
export function texText(text: string): string {
  return text
    .split("$")
    .map((part, i) =>
      i % 2 === 1 ? `$${part}$` : part.replace(/([#%&_{}])/g, "\\$1").replace(/[\\](?![#%&_{}])/g, ""),
    )
    .join("");
}
