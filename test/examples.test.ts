import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { test } from "node:test";
import { LAYERS } from "./architecture/imports";
import { agrees, type Example, evaluate, examplesIn } from "./examples/evaluate";

const LIB = join(__dirname, "..", "lib");

function all(): Example[] {
  return LAYERS.slice(0, LAYERS.indexOf("render")).flatMap((layer) =>
    (readdirSync(join(LIB, layer), { recursive: true }) as string[])
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${layer}/${name.split(sep).join("/")}`)
      .flatMap((path) => examplesIn(path, readFileSync(join(LIB, path), "utf8"))),
  );
}

/** What an example may use besides the exports of its own module. */
const common: Record<string, unknown> = {
  ...(require("../lib/index") as object),
  ...(require("../lib/dynamics/order") as object),
  expander: (require("../lib/symbolic/definitions") as { expander: unknown }).expander,
};

const examples = all();

test("most docstrings with an example give a value in a form that can be checked", () => {
  const checkable = examples.filter(({ comment }) => agrees(Number.NaN, comment) !== undefined);
  assert.ok(examples.length >= 40 && checkable.length >= 0.7 * examples.length);
});

for (const { path, code, comment } of examples) {
  test(`${path}: ${code} is ${comment}`, () => {
    const scope = { ...common, ...(require(`../lib/${path.replace(/\.ts$/, "")}`) as object) };
    const value = evaluate(code, scope);
    assert.notEqual(value, undefined);
    assert.notEqual(agrees(value, comment), false, `it is ${JSON.stringify(value)}`);
    if (typeof value === "number") assert.ok(!Number.isNaN(value));
  });
}

test("a wrong value is noticed in each form", () => {
  const wrong: [unknown, string][] = [
    [0.123, "0.124"],
    [0.123, "0.122…"],
    [3, "4: one more"],
    ["proved", '"refuted"'],
    [true, "false"],
    [[1, 2], "[1, 3]"],
    [{ a: 1 }, "{ a: 2 }"],
    ["1", "1"],
  ];
  for (const [value, comment] of wrong) assert.equal(agrees(value, comment), false, comment);
  const right: [unknown, string][] = [
    [0.1234, "0.123"],
    [0.1239, "0.123…"],
    [-0.5, "−0.5: negative"],
    [Float64Array.of(1, 0), "[1, 0]"],
    [1, "1 to 12 digits"],
  ];
  for (const [value, comment] of right) assert.equal(agrees(value, comment), true, comment);
  assert.equal(agrees(1, "log(15/16)/2"), undefined);
  assert.equal(agrees(1, "1/3 at the centre"), undefined);
  assert.deepEqual(
    examplesIn("core/a.ts", "/** Text.\n * @example f(1) // 2\n */\nexport const f = 1;").map((e) => [
      e.code,
      e.comment,
    ]),
    [["f(1)", "2"]],
  );
});
