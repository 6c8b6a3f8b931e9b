/** Whether a text is a whole cell: consoles ask this at every Enter. */
import ts from "typescript";
import type { Completeness } from "../front/language";
import { syntaxErrors } from "./check";

/** Errors that more text would cure, wherever they are reported. */
const UNTERMINATED = new Set([
  1010, // comment
  1160, // template literal
]);
const UNCLOSED_STRING = 1002;

export function isComplete(code: string): Completeness {
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.TS);
  const errors = syntaxErrors(file);
  if (errors.length === 0) return { status: "complete" };
  const end = code.trimEnd().length;
  const open = (error: ts.Diagnostic) => UNTERMINATED.has(error.code) || (error.start ?? 0) >= end;
  const [first] = errors;
  if (!first || first.code === UNCLOSED_STRING || !open(first)) return { status: "invalid" };
  return { status: "incomplete", indent: indentAfter(code) };
}

/** Indent of the next line: that of the last one, a step deeper after an opening bracket. */
function indentAfter(code: string): string {
  const last = code.trimEnd().split("\n").at(-1) ?? "";
  const indent = /^\s*/.exec(last)![0];
  return /[{([]$/.test(last) ? `${indent}  ` : indent;
}
