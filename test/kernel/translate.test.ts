import assert from "node:assert/strict";
import { test } from "node:test";
import ts from "typescript";
import { codeFrame } from "../../lib/kernel/frame";
import { declarations, parse } from "../../lib/kernel/language/declarations";
import { isComplete } from "../../lib/kernel/language/isComplete";
import { translate } from "../../lib/kernel/language/translate";

const NO_FACTS = { types: new Set<string>(), live: new Set<string>(), uses: new Set<number>() };
const js = (code: string) =>
  translate(code, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Preserve }, NO_FACTS).js;

test("every top-level declaration becomes let, functions first", () => {
  const text = js("const a: number = f();\nfunction f() { return 1; }\nvar b = 2, c;\nlet [d] = [a];");
  assert.match(text, /let f = function \(\)/);
  assert.ok(text.indexOf("let f") < text.indexOf("let a = f()"));
  assert.match(text, /let b;/);
  assert.match(text, /b = 2/);
  assert.doesNotMatch(text, /\b(const|var)\b/);
});

test("var in loops and blocks belongs to the cell", () => {
  const text = js("for (var i = 0; i < 3; i++) { var x = i; }");
  assert.match(text, /let i;/);
  assert.match(text, /let x;/);
  assert.doesNotMatch(text, /\bvar\b/);
});

test("only a last expression is a result", () => {
  assert.match(js("let a = 1;\na + 1"), /__descentlab\.result\(a \+ 1\)/);
  assert.doesNotMatch(js("a();\nlet b = 1;"), /result/);
  assert.doesNotMatch(js("for (;;) { a() }"), /result/);
});

test("the cell's own awaits can be stopped, those of its functions only remember the cell", () => {
  assert.match(js("await f()"), /resume\(__descentlab\.here\(\), await __descentlab\.wait\(f\(\)\)\)/);
  const inner = js("const g = async () => { await f(); };");
  assert.match(inner, /resume\(__descentlab\.here\(\), await f\(\)\)/);
  assert.doesNotMatch(inner, /\.wait/);
});

test("imports become awaited calls and types leave nothing behind", () => {
  const text = js(
    'import d, { a as b, type T } from "m";\nimport * as n from "n";\nimport type { U } from "u";',
  );
  assert.match(text, /let \{ d, b \} = .*import\("m", \{ "d": "default", "b": "a" \}, \[\]\)/);
  assert.match(text, /let \{ n \} = .*import\("n", \{ "n": "\*" \}, \[\]\)/);
  assert.doesNotMatch(text, /"u"/);
});

test("declarations are told apart by what later cells may do with them", () => {
  const found = declarations(
    parse("let a = 1; const b = 2; class C {}\ntype T = 1; export const [e] = [1]; import f from 'f';"),
  );
  const kinds = Object.fromEntries(found.map(({ name, kind }) => [name, kind]));
  assert.deepEqual(kinds, { a: "let", b: "const", C: "other", T: "other", e: "const", f: "other" });
  assert.deepEqual(
    found.filter((d) => d.exported).map((d) => d.name),
    ["e"],
  );
});

test("an unfinished cell asks for more, with the indent of its last line", () => {
  assert.deepEqual(isComplete("if (x) {\n  while (y) {"), { status: "incomplete", indent: "    " });
  assert.deepEqual(isComplete("f(1)"), { status: "complete" });
  assert.deepEqual(isComplete("f(1))"), { status: "invalid" });
});

test("a code frame marks the place", () => {
  const esc = String.fromCharCode(27);
  const plain = codeFrame("let a = b;", 1, 9).replaceAll(new RegExp(`${esc}\\[\\d+m`, "g"), "");
  assert.equal(plain, "> 1 | let a = b;\n    |         ^");
});
