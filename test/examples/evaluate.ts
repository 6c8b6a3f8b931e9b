/** Examples of docstrings, `@example expression // value`, as something a test can run. */
import { commentsOf } from "../architecture/imports";

export interface Example {
  readonly path: string;
  readonly code: string;
  /** What stands behind the slashes. */
  readonly comment: string;
}

/** One-line examples with a value. Longer ones begin on the line below the tag and are left to the tests of their module. */
export function examplesIn(path: string, text: string): Example[] {
  return commentsOf(path, text).flatMap((comment) =>
    [...comment.matchAll(/@example[ \t]+([^\n]*?)[ \t]+\/\/[ \t]+([^\n]*?)[ \t]*(?:\*\/|\n|$)/g)].map(
      (m) => ({
        path,
        code: m[1]!,
        comment: m[2]!,
      }),
    ),
  );
}

/** Evaluates an expression with the given names in scope. */
export function evaluate(code: string, names: Readonly<Record<string, unknown>>): unknown {
  const used = Object.keys(names).filter((name) => new RegExp(`(?<![.\\w"])${name}\\b`).test(code));
  return new Function(...used, `"use strict"; return (${code});`)(...used.map((name) => names[name]));
}

const NUMBER = /^([-−]?\d+(?:\.(\d+))?(?:e[-−+]?\d+)?)(…)?/;

/**
 * Whether a value is what the comment begins with: a text in quotes, true or false, a list or an object, or a number to
 * the digits shown. `undefined` when the comment is in words, such as `log(15/16)/2`.
 */
export function agrees(value: unknown, comment: string): boolean | undefined {
  const structured = /^("(?:[^"\\]|\\.)*"|true\b|false\b|\[[^\]]*\]|\{[^}]*\})/.exec(comment);
  if (structured) {
    const expected: unknown = new Function(`return (${structured[1]});`)();
    const plain = ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
    return JSON.stringify(plain) === JSON.stringify(expected);
  }
  const match = NUMBER.exec(comment);
  if (!match || /^\s*[/*√π(^]|^\s*log/.test(comment.slice(match[0].length))) return undefined;
  const digits = match[2]?.length ?? 0;
  const expected = Number(match[1]!.replaceAll("−", "-"));
  const unit = 10 ** -digits;
  if (typeof value !== "number") return false;
  // an ellipsis cuts digits off, otherwise they are rounded; an integer is meant exactly, up to rounding
  if (match[3]) {
    const beyond = (value - expected) * Math.sign(expected);
    return beyond >= 0 && beyond < unit;
  }
  return Math.abs(value - expected) <= (digits === 0 ? 1e-9 : Math.max(unit * 0.5005, 1e-15));
}
