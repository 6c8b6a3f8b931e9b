/** Expressions with named parts: `where` gives each name its defining expression. */
import { badArgument, DomainError } from "../core/errors";
import { evaluateExpression } from "./parse";
import { Polynomial } from "./polynomial";
import { RationalFunction, type RationalFunctionLike } from "./rationalFunction";

/** Name → defining expression, which may use other defined names (but not itself). */
export type Definitions = Readonly<Record<string, RationalFunctionLike>>;

/**
 * Returns a reader that replaces defined names recursively and leaves every other name a variable. Throws
 * DomainError if a name is defined through itself.
 *
 * @example expander({ N: "u + v", v: "2*u" })("N^2").toString() // "9*u^2"
 */
export function expander(where: Definitions = {}): (x: RationalFunctionLike) => RationalFunction {
  const known = new Map<string, RationalFunction>();
  const open: string[] = [];
  const lookUp = (name: string): RationalFunction => {
    if (!Object.hasOwn(where, name)) return RationalFunction.variable(name);
    const done = known.get(name);
    if (done) return done;
    if (open.includes(name)) {
      const cycle = [...open.slice(open.indexOf(name)), name].join(" → ");
      throw new DomainError(
        badArgument("where", "define no name through itself", cycle, "Rename one of them."),
      );
    }
    open.push(name);
    const value = expand(where[name]!);
    open.pop();
    known.set(name, value);
    return value;
  };
  const algebra = {
    number: RationalFunction.constant,
    variable: lookUp,
    neg: (a: RationalFunction) => a.neg(),
    add: (a: RationalFunction, b: RationalFunction) => a.add(b),
    sub: (a: RationalFunction, b: RationalFunction) => a.sub(b),
    mul: (a: RationalFunction, b: RationalFunction) => a.mul(b),
    div: (a: RationalFunction, b: RationalFunction) => a.div(b),
    pow: (a: RationalFunction, e: number) => a.pow(e),
  };
  const expand = (x: RationalFunctionLike): RationalFunction => {
    if (typeof x === "string") return evaluateExpression(x, algebra);
    const value = x instanceof Polynomial ? RationalFunction.of(x) : RationalFunction.of(x);
    const defined = value.variables().filter((name) => Object.hasOwn(where, name));
    return defined.length === 0
      ? value
      : value.substitute(Object.fromEntries(defined.map((n) => [n, lookUp(n)])));
  };
  return expand;
}
