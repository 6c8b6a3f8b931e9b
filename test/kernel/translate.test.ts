import assert from "node:assert/strict";
import { test } from "node:test";
import { createContext, runInContext } from "node:vm";
import ts from "typescript";
import { codeFrame } from "../../lib/kernel/frame";
import { declarations, parse } from "../../lib/kernel/language/declarations";
import { isComplete } from "../../lib/kernel/language/isComplete";
import { translate } from "../../lib/kernel/language/translate";

const NO_FACTS = {
  types: new Set<string>(),
  live: new Set<string>(),
  own: new Set<string>(),
  uses: new Set<number>(),
};
const js = (code: string) =>
  translate(code, { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Preserve }, NO_FACTS).js;

test("every top-level declaration becomes an assignment, functions first", () => {
  const text = js(
    "const a: number = f();\nfunction f() { return 1; }\nvar b = 2, c;\nlet [d] = [a];\nclass E {}",
  );
  assert.match(text, /f = function \(\)/);
  assert.ok(text.indexOf("f = function") < text.indexOf("a = f()"));
  assert.match(text, /b = void 0;/);
  assert.match(text, /b = 2/);
  assert.match(text, /\[d\] = \[a\]/);
  assert.match(text, /E = class E/);
  assert.doesNotMatch(text, /\b(const|let|var)\b/);
});

test("patterns assign what they declare", () => {
  const run = (code: string) => {
    const { js: text, declares } = translate(code, { target: ts.ScriptTarget.ES2022 }, NO_FACTS);
    const context = createContext({ __descentlab: { result: () => {} } });
    runInContext(`let ${declares.join(", ")};`, context);
    (runInContext(text, context) as () => void)();
    return runInContext(`({ ${declares.join(", ")} })`, context) as unknown;
  };
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
  const code =
    "const key = 'k'; let { a, b: [, c = 2, ...d], [key]: { e = a } = {}, ...f } = { a: 1, b: [0, , 3, 4], g: 5 };";
  assert.deepEqual(plain(run(code)), { key: "k", a: 1, c: 2, d: [3, 4], e: 1, f: { g: 5 } });
  assert.deepEqual(plain(run("let x = 1, y = x + 1; for (var [i, j] of [[1, 2]]) { y += j; }\n y")), {
    x: 1,
    y: 4,
    i: 1,
    j: 2,
  });
});

test("a cell is an async function when its own lines await", () => {
  for (const code of [
    "await 1",
    "for await (const x of y) {}",
    "import a from 'a'; a",
    "class A { [await b] = 1 }",
  ]) {
    assert.match(js(code), /async \(\) => \{/, code);
  }
  for (const code of ["1", "const f = async () => { await 1; };", "class A { async b() { await 1; } }"]) {
    assert.doesNotMatch(js(code), /\(async \(\) => \{\n/, code);
  }
});

test("var in loops and blocks belongs to the cell", () => {
  const text = js("for (var i = 0; i < 3; i++) { var x = i; }");
  assert.match(text, /i = void 0;/);
  assert.match(text, /x = void 0;/);
  assert.doesNotMatch(text, /\bvar\b/);
});

test("only a last expression is a result", () => {
  assert.match(js("let a = 1;\na + 1"), /__descentlab\.result\(a \+ 1\)/);
  assert.doesNotMatch(js("a();\nlet b = 1;"), /result/);
  assert.doesNotMatch(js("for (;;) { a() }"), /result/);
});

test("what the compiler declares for itself stays in the cell, and what it moves is still the result", () => {
  const { js: text, declares } = translate(
    "using a = b();\na.c",
    { target: ts.ScriptTarget.ES2022, lib: ["lib.esnext.d.ts"] },
    NO_FACTS,
  );
  assert.deepEqual(declares, ["a"]);
  assert.match(text, /const env_1 = /);
  assert.match(text, /try \{\s*a = .*;\s*__descentlab\.result\(a\.c\)/);
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
  assert.match(text, /\(\{ d, b \} = .*import\("m", \{ "d": "default", "b": "a" \}, \[\]\)/);
  assert.match(text, /\(\{ n \} = .*import\("n", \{ "n": "\*" \}, \[\]\)/);
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
  assert.deepEqual(isComplete('"abc'), { status: "invalid" }, "no further line closes a string");
  assert.equal(isComplete("`abc").status, "incomplete");
});

test("a code frame marks the place", () => {
  const esc = String.fromCharCode(27);
  const plain = codeFrame("let a = b;", 1, 9).replaceAll(new RegExp(`${esc}\\[\\d+m`, "g"), "");
  assert.equal(plain, "> 1 | let a = b;\n    |         ^");
});
