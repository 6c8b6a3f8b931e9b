/** The project's kernel as a reader of JupyterLab meets it: results, errors, the stop button, help, restart. */
import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Locator } from "playwright-core";
import { notebookText } from "../cli/fixtures";
import { Lab } from "./lab";

const CELLS = {
  number: "const six = 6;\nsix * 7",
  array: "new Float64Array([0.1, 1 / 3, -0])",
  declaration: "const silent = 1;",
  matrix: `import { matrix } from "descentlab/core/matrix";\nmatrix([[1, -2], [0.25, 1e-7]])`,
  interval: `import { interval } from "descentlab/interval/interval";\ninterval(1, 2)`,
  polynomial: `import { Polynomial } from "descentlab/symbolic/polynomial";\nPolynomial.parse("(x + y)^2 - 1/2")`,
  figure: `import { figure } from "descentlab/plot/figure";
figure({
  data: [{ type: "scatter", x: [0, 1, 2], y: [0, 1, 4] }],
  layout: {},
  meta: { id: "test/parabola", caption: "A parabola.", alt: "A parabola." },
})`,
  verdict: `import { identityHolds } from "descentlab/claims/algebra";
import { claim, judge } from "descentlab/claims/claim";
judge(claim({
  id: "test/binomial",
  seed: null,
  subject: "2",
  check: (factor: string) => ({ stated: [identityHolds("binomial", "(a + b)^2", \`a^2 + \${factor}*a*b + b^2\`)] }),
  controls: [{ what: "3 in place of 2", subject: "3" }],
}))`,
  typeError: `const whole: number = 1;\nconst text: string = whole;\nconsole.log("ran");`,
  afterTypeError: `"still here"`,
  runTimeError: `function check(x: number): void {\n  if (x > 2) throw new RangeError("too large: " + x);\n}\n\ncheck(3);`,
  afterRunTimeError: "check(1); six",
  kept: "let kept = 1;",
  loop: `console.log("running");\nwhile (true) {}`,
  afterLoop: "++kept",
  loopAfterAwait: `await null;\nconsole.log("running");\nwhile (true) {}`,
  afterLoopAfterAwait: "++kept",
  wait: `console.log("running");\ntry {\n  await new Promise(() => {});\n} finally {\n  console.log("cleaned up");\n}`,
  afterWait: "++kept",
  progress: `import { progress } from "descentlab/render/progress";
for (const step of progress(Array.from({ length: 60 }), "steps")) {
  for (const end = performance.now() + 25; performance.now() < end; );
}`,
  documented: `/** Length of the longest side of a right triangle. */
function hypotenuse(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}
const place = { abscissa: 3, ordinate: 4 };`,
  member: "place.",
  call: "hypotenuse(",
  timer: `let released = false;
const timer = setInterval(() => {
  if (!released) return;
  console.log("from the timer");
  clearInterval(timer);
}, 10);`,
  release: `released = true;
await new Promise((resolve) => setTimeout(resolve, 300));
console.log("from the cell");`,
  gone: "kept",
  fresh: "let kept = 'new'; kept",
};
type Name = keyof typeof CELLS;
const NAMES = Object.keys(CELLS) as Name[];

const screenshots = process.env.DESCENTLAB_SCREENSHOTS ?? mkdtempSync(join(tmpdir(), "descentlab-kernel-"));
let lab: Lab | undefined;

before(async () => {
  lab = await Lab.start({ "kernel.ipynb": notebookText(Object.values(CELLS), "descentlab") });
  await lab?.open("kernel.ipynb");
});
after(() => lab?.close());

const cell = (name: Name): Locator => lab!.page.locator(".jp-CodeCell").nth(NAMES.indexOf(name));
const prompt = (name: Name): Locator => cell(name).locator(".jp-InputPrompt");
const outputs = (name: Name): Locator => cell(name).locator(".jp-OutputArea-output");
const result = (name: Name): Locator => cell(name).locator(".jp-OutputArea-executeResult");

async function start(name: Name): Promise<void> {
  await cell(name).locator(".jp-InputArea-editor").click();
  await lab!.page.keyboard.press("Control+Enter");
}

/** Runs a cell that was not run before to its end, and returns its number. */
async function run(name: Name): Promise<number> {
  await start(name);
  const ended = prompt(name).filter({ hasText: /\[\d+\]/ });
  await ended.waitFor();
  return Number(/\d+/.exec((await ended.textContent())!)![0]);
}

async function text(target: Locator): Promise<string> {
  return ((await target.textContent()) ?? "").trim();
}

async function screenshot(name: string, of: Locator): Promise<void> {
  await of.scrollIntoViewIfNeeded();
  await lab!.page.screenshot({ path: join(screenshots, `${name}.png`) });
}

test("the last expression of a cell is its result, under its number", async (context) => {
  if (!lab) return context.skip("no browser");
  const number = await run("number");
  assert.equal(await text(result("number").locator(".jp-OutputPrompt")), `[${number}]:`);
  assert.equal(await text(outputs("number")), "42");
  await run("array");
  assert.equal(await text(outputs("array")), "Float64Array(3) [0.1, 0.3333333333333333, -0]");
  await run("declaration");
  assert.equal(await outputs("declaration").count(), 0);
});

test("matrices, intervals, polynomials, figures and verdicts show themselves", async (context) => {
  if (!lab) return context.skip("no browser");
  for (const name of ["matrix", "interval", "polynomial", "figure", "verdict"] as const) await run(name);
  for (const name of ["matrix", "interval", "polynomial"] as const) {
    assert.equal(await outputs(name).getAttribute("data-mime-type"), "text/latex");
    await outputs(name).locator("mjx-container").waitFor();
    assert.equal(await outputs(name).locator("mjx-merror").count(), 0);
  }
  assert.equal(await outputs("matrix").locator("mjx-mtable").first().locator("mjx-mtd").count(), 4);
  await outputs("figure").locator(".scatterlayer .js-line").waitFor();
  assert.match(await text(outputs("verdict")), /test\/binomial.*✓ holds.*exact.*control fired/);
  await screenshot("formulas", cell("matrix"));
  await screenshot("verdict", cell("verdict"));
});

test("a type error stops its cell before it runs and points at the place; later cells run", async (context) => {
  if (!lab) return context.skip("no browser");
  const number = await run("typeError");
  const shown = await text(outputs("typeError"));
  assert.match(shown, new RegExp(`^TypeScriptError: In\\[${number}\\]:2:7 - TS2322: Type 'number'`));
  assert.match(shown, /> 2 \| const text: string = whole;\n +\| {7}\^{4}\n/);
  assert.doesNotMatch(shown, /^ran$/m);
  await run("afterTypeError");
  assert.equal(await text(outputs("afterTypeError")), "'still here'");
  await screenshot("type-error", cell("typeError"));
});

test("a run-time error names itself and its lines; what the cell declared stays", async (context) => {
  if (!lab) return context.skip("no browser");
  const number = await run("runTimeError");
  const shown = await text(outputs("runTimeError"));
  assert.match(shown, /^RangeError: too large: 3\n/);
  assert.match(shown, /> 2 \| {3}if \(x > 2\) throw/);
  assert.match(shown, new RegExp(`at check \\(In\\[${number}\\]:2:20\\)\\n +at In\\[${number}\\]:5:1$`));
  await run("afterRunTimeError");
  assert.equal(await text(outputs("afterRunTimeError")), "6");
  await screenshot("run-time-error", cell("runTimeError"));
});

for (const [what, name, next, value] of [
  ["a loop", "loop", "afterLoop", "2"],
  ["a loop after an await", "loopAfterAwait", "afterLoopAfterAwait", "3"],
  ["an await that never ends, whose `finally` runs,", "wait", "afterWait", "4"],
] as const) {
  test(`the stop button ends ${what} and keeps the variables`, async (context) => {
    if (!lab) return context.skip("no browser");
    const { page } = lab;
    if (name === "loop") await run("kept");
    await start(name);
    await cell(name).getByText("running", { exact: true }).waitFor();
    assert.match(await text(prompt(name)), /\[\*\]/);
    const stop = page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name="interrupt"]');
    const pressed = performance.now();
    await stop.click();
    await cell(name).getByText("KeyboardInterrupt").first().waitFor();
    context.diagnostic(`stopped after ${Math.round(performance.now() - pressed)} ms`);
    const printed = await text(cell(name).locator('[data-mime-type="application/vnd.jupyter.stdout"]'));
    assert.equal(printed, name === "wait" ? "running\ncleaned up" : "running");
    if (name === "wait") await screenshot("stopped", cell(name));
    await run(next);
    assert.equal(await text(outputs(next)), value);
  });
}

test("the text of a progress bar moves while a loop computes", async (context) => {
  if (!lab) return context.skip("no browser");
  const { page } = lab;
  await page.evaluate(`(() => {
    const cell = document.querySelectorAll(".jp-CodeCell")[${NAMES.indexOf("progress")}];
    const seen = (window.seen = new Set());
    new MutationObserver(() => {
      const bar = cell.querySelector(".jp-OutputArea-output");
      if (bar && cell.querySelector(".jp-InputPrompt").textContent.includes("*")) seen.add(bar.textContent);
    }).observe(cell, { subtree: true, childList: true, characterData: true });
  })()`);
  await run("progress");
  const seen = (await page.evaluate("[...window.seen]")) as string[];
  const counts = new Set(seen.map((line) => /(\d+)\/60/.exec(line)?.[1]).filter((count) => count));
  context.diagnostic(`seen while the cell ran: ${[...counts].join(", ")}`);
  assert.ok(counts.size >= 4, JSON.stringify(seen));
  assert.match(await text(outputs("progress")), /steps.*60\/60/);
});

test("Tab lists members and Shift+Tab shows the doc comment", async (context) => {
  if (!lab) return context.skip("no browser");
  const { page } = lab;
  await run("documented");
  const toEnd = async (name: Name): Promise<void> => {
    await cell(name).locator(".jp-InputArea-editor").click();
    await page.keyboard.press("Control+End");
  };
  await toEnd("member");
  await page.keyboard.press("Tab");
  const list = page.locator(".jp-Completer");
  await list.getByText("abscissa").waitFor();
  assert.deepEqual(await list.locator(".jp-Completer-match").allTextContents(), ["abscissa", "ordinate"]);
  await screenshot("completion", list);
  await page.keyboard.type("ord");
  await list.getByText("abscissa").waitFor({ state: "hidden" });
  await page.keyboard.press("Enter");
  await list.waitFor({ state: "hidden" });
  await run("member");
  assert.equal(await text(outputs("member")), "4");
  await toEnd("call");
  await page.keyboard.press("Shift+Tab");
  const tooltip = page.locator(".jp-Tooltip");
  await tooltip.getByText("Length of the longest side of a right triangle.").waitFor();
  assert.match(await text(tooltip), /^function hypotenuse\(a: number, b: number\): number/);
  await screenshot("tooltip", tooltip);
  await page.keyboard.press("Escape");
});

test("what a timer prints later goes to the cell that set it", async (context) => {
  if (!lab) return context.skip("no browser");
  await run("timer");
  await run("release");
  await cell("timer").getByText("from the timer", { exact: true }).waitFor();
  assert.equal(await text(outputs("release")), "from the cell");
});

test("a restart gives a fresh kernel that works", async (context) => {
  if (!lab) return context.skip("no browser");
  await lab.restart();
  assert.equal(await run("gone"), 1);
  assert.match(await text(outputs("gone")), /TS2304: Cannot find name 'kept'/);
  assert.equal(await run("fresh"), 2);
  assert.equal(await text(outputs("fresh")), "'new'");
  await screenshot("restarted", cell("fresh"));
});
