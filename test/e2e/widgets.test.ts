/** Sliders and progress bars in the project's kernel, in JupyterLab and in stock tslab. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator } from "playwright-core";
import { KernelClient } from "../../lib/kernel/client";
import { findKernelspec } from "../../lib/kernel/environment";
import { notebookText } from "../cli/fixtures";
import { jupyterEnvironment, python } from "../kernel/python";
import { Lab } from "./lab";

const INTERACT = `import { interact, slider, toggle } from "descentlab/render/interact";
import { figure } from "descentlab/plot/figure";
const x = Array.from({ length: 400 }, (_, k) => k / 33);
let frames = 0;
interact({ K: slider(1, 1.3), fail: toggle() }, ({ K, fail }) => {
  if (fail) throw new RangeError("asked for");
  frames++;
  return figure({
    data: [{ type: "scatter", mode: "lines", x, y: x.map((t) => K * Math.sin(5 * K * t)) }],
    layout: { title: { text: "K = " + K } },
    meta: { id: "test/wave", caption: \`Wave at $K = \${K}$.\`, alt: "A wave." },
  });
});`;

const COUNT = "frames";

const PROGRESS = `import { progress } from "descentlab/render/progress";
for (const i of progress([1, 2, 3, 4], "outer"))
  for (const j of progress(Array.from({ length: 60 }), "inner"))
    for (const end = performance.now() + 15; performance.now() < end; );`;

const WIDGETS = `import * as w from "descentlab/render/widgets/index";
const clicks = w.output();
const press = w.button("press");
let presses = 0;
press.onClick(() => clicks.write("pressed " + ++presses + "\\n"));
const level = w.intSlider(0, 10, { description: "level" });
const bar = w.progressBar(0, 10, { value: 5 });
level.onChange((value) => { bar.value = value; });
w.vbox([w.hbox([level, bar]), press, clicks])`;

const screenshots = process.env.DESCENTLAB_SCREENSHOTS ?? mkdtempSync(join(tmpdir(), "descentlab-widgets-"));
let lab: Lab | undefined;

before(async () => {
  lab = await Lab.start({
    "widgets.ipynb": notebookText([INTERACT, COUNT, PROGRESS, WIDGETS], "descentlab"),
  });
  if (!lab) return;
  await lab.open("widgets.ipynb");
  // A cell that is run before its kernel is there is not run at all.
  await lab.page.getByText("TypeScript (Descent Lab) | Idle").waitFor();
});
after(() => lab?.close());

const cell = (k: number): Locator => lab!.page.locator(".jp-CodeCell").nth(k);

/** Runs one cell and does not wait for it. */
async function run(k: number): Promise<void> {
  await cell(k).locator(".jp-InputArea-editor").click();
  await lab!.page.keyboard.press("Shift+Enter");
}

async function middle(target: Locator): Promise<[number, number]> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  assert.ok(box);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

async function frames(): Promise<number> {
  await run(1);
  await sleep(500);
  return Number(await cell(1).locator(".jp-OutputArea-executeResult pre").textContent());
}

/** Notes at each frame of the page what is drawn: titles, heights, and whether the plot was ever away. */
const WATCH = `(() => {
  const area = document.querySelector(".jp-CodeCell .jp-OutputArea");
  const seen = (window.seen = { titles: [], at: [], plots: new Set(), low: Infinity, high: 0, away: 0 });
  const look = () => {
    const plot = area.querySelector(".js-plotly-plot");
    const title = plot?.querySelector(".gtitle")?.textContent;
    const { height } = area.getBoundingClientRect();
    seen.low = Math.min(seen.low, height);
    seen.high = Math.max(seen.high, height);
    if (!title || !plot.querySelector(".js-line")) seen.away++;
    else if (seen.titles.at(-1) !== title) { seen.plots.add(plot); seen.titles.push(title); seen.at.push(performance.now()); }
    seen.timer = requestAnimationFrame(look);
  };
  look();
})()`;

test("a slider that is dragged redraws the figure in place, smoothly, and ends at its value", async (context) => {
  if (!lab) return context.skip("no browser");
  const { page } = lab;
  await run(0);
  await cell(0).locator(".js-plotly-plot .gtitle").waitFor({ timeout: 30_000 });
  await sleep(1500);
  assert.equal(await frames(), 1);
  await page.evaluate(WATCH);
  let [x, y] = await middle(cell(0).locator(".noUi-handle"));
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let k = 0; k < 80; k++) {
    x += k < 60 ? 1.4 : -1.5;
    await page.mouse.move(x, y);
    await sleep(16);
  }
  const released = Number(await page.evaluate("performance.now()"));
  await page.mouse.up();
  await sleep(1500);
  const seen = (await page.evaluate(
    "cancelAnimationFrame(seen.timer), ({ ...seen, plots: seen.plots.size })",
  )) as { titles: string[]; at: number[]; plots: number; low: number; high: number; away: number };
  const readout = await cell(0).locator(".widget-readout").first().textContent();
  const rendered = (await frames()) - 1;
  const late = Math.round(seen.at.at(-1)! - released);
  context.diagnostic(
    `80 moves: ${rendered} rendered, ${seen.titles.length - 1} drawn, last ${late} ms after release`,
  );
  await page.screenshot({ path: join(screenshots, "dragged.png") });
  assert.equal(Number(seen.titles.at(-1)!.replace("K = ", "")), Number(readout));
  assert.ok(seen.titles.length > 10, `${seen.titles.length} pictures during the drag`);
  assert.ok(rendered <= 81, "no value is rendered twice");
  assert.equal(seen.plots, 1, "the plot is the same element throughout");
  assert.equal(seen.away, 0, "the plot is never away");
  assert.ok(seen.high - seen.low < 1, `the output area is between ${seen.low} and ${seen.high} high`);
  assert.ok(late < 1000, `the last picture came ${late} ms after the release`);
});

test("one step of the slider shows within half a second", async (context) => {
  if (!lab) return context.skip("no browser");
  const { page } = lab;
  const times: number[] = [];
  await cell(0).locator(".noUi-handle").focus();
  for (let k = 0; k < 9; k++) {
    const time = page.evaluate(`new Promise((resolve) => {
      const cell = document.querySelector(".jp-CodeCell");
      const title = () => cell.querySelector(".gtitle")?.textContent;
      const before = title();
      cell.querySelector(".noUi-handle").addEventListener("keydown", () => {
        const start = performance.now();
        const look = () => title() && title() !== before ? resolve(performance.now() - start) : requestAnimationFrame(look);
        look();
      }, { once: true, capture: true });
    })`);
    await sleep(50);
    await page.keyboard.press("ArrowLeft");
    times.push(Number(await time));
    await sleep(100);
  }
  times.sort((a, b) => a - b);
  context.diagnostic(
    `from key to picture: median ${Math.round(times[4]!)} ms, worst ${Math.round(times[8]!)} ms`,
  );
  assert.ok(times[4]! < 500, `${times}`);
});

test("an error takes the figure's place, and the figure comes back", async (context) => {
  if (!lab) return context.skip("no browser");
  const box = cell(0).locator("input[type=checkbox]");
  await box.click();
  const error = cell(0).locator('[data-mime-type="application/vnd.jupyter.stderr"]');
  await error.waitFor();
  await lab.page.screenshot({ path: join(screenshots, "error.png") });
  assert.match((await error.textContent())!, /RangeError: asked for/);
  await box.click();
  await error.waitFor({ state: "detached" });
  await cell(0).locator(".js-plotly-plot .gtitle").waitFor();
});

test("a progress bar moves during a synchronous loop", async (context) => {
  if (!lab) return context.skip("no browser");
  await run(2);
  const bars = cell(2).locator("[role=progressbar]");
  await bars.first().waitFor();
  const outer = new Set<string>();
  const inner = new Set<string>();
  for (let k = 0; k < 300; k++) {
    const values = await cell(2)
      .locator("[role=progressbar]")
      .evaluateAll((elements) =>
        (elements as unknown as { getAttribute(name: string): string }[]).map((e) =>
          e.getAttribute("aria-valuenow"),
        ),
      );
    if (values[0]) outer.add(values[0]);
    if (values[1]) inner.add(values[1]);
    if (k === 10) await lab.page.screenshot({ path: join(screenshots, "progress.png") });
    if (values[0] === "100.0" && values.length === 1) break;
    await sleep(30);
  }
  context.diagnostic(
    `seen while it ran: ${[...outer].join(", ")} with ${inner.size} values of the inner bar`,
  );
  assert.ok(outer.has("25.0") && outer.has("50.0") && outer.has("100.0"), [...outer].join(", "));
  assert.ok(inner.size >= 8, `${inner.size}`);
  assert.equal(await bars.count(), 1, "the inner bar is folded away");
});

test("widgets are shown, hear the reader and obey the program", async (context) => {
  if (!lab) return context.skip("no browser");
  const { page } = lab;
  await run(3);
  const button = cell(3).locator("button.widget-button");
  await button.click();
  await button.click();
  await cell(3).getByText("pressed 2").waitFor();
  await cell(3).locator(".noUi-handle").focus();
  await page.keyboard.press("ArrowRight");
  const fill = cell(3).locator(".progress-bar");
  await page.waitForFunction(
    `document.querySelectorAll(".jp-CodeCell")[3].querySelector(".progress-bar").style.width === "60%"`,
  );
  assert.ok(await fill.isVisible());
  await page.screenshot({ path: join(screenshots, "widgets.png") });
});

test("a page that is loaded anew is offered a figure that follows, and gets one", async (context) => {
  if (!lab) return context.skip("no browser");
  const { page } = lab;
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+s");
  await sleep(1000);
  await page.reload();
  const offer = cell(0).getByText("figure stands still?");
  await offer.waitFor({ timeout: 60_000 });
  await offer.click();
  const follower = cell(0).locator(".widget-output .js-plotly-plot .gtitle");
  await follower.waitFor();
  const before = await follower.textContent();
  await cell(0).locator(".noUi-handle").focus();
  for (let k = 0; k < 5; k++) await page.keyboard.press("ArrowRight");
  await page.waitForFunction(
    `((t) => t !== undefined && t !== ${JSON.stringify(before)})(document.querySelector(".widget-output .gtitle")?.textContent)`,
  );
  await page.screenshot({ path: join(screenshots, "reloaded.png") });
});

test("a flood of values, the stop button and printed lines, as a front end sees them", (context) => {
  const file = join(__dirname, "flood.py");
  const { stdout, stderr, status } = spawnSync(python(), [file], {
    encoding: "utf8",
    env: jupyterEnvironment(),
    timeout: 120_000,
  });
  assert.equal(status, 0, stderr);
  const { flood, times, stopped, after: answer } = JSON.parse(stdout);
  context.diagnostic(
    `1000 values: ${flood.renders} renders; from value to figure ${times[7].toFixed(0)} ms (20 of them computing)`,
  );
  assert.ok(flood.shown && flood.renders <= 100, JSON.stringify(flood));
  assert.equal(flood.lines, flood.updates, "what the render function prints goes to its cell");
  assert.ok(times[7] < 200, `${times}`);
  assert.ok(stopped.shown, "the slider lives on after a render that never ended");
  assert.equal(answer, "2");
});

test("under stock tslab the same cells show the default figure and a finished bar, and types are checked", async () => {
  const client = await KernelClient.launch(findKernelspec("tslab"));
  try {
    const shown = await client.execute(INTERACT);
    assert.equal(shown.status, "ok", JSON.stringify(shown.outputs));
    const [fig, caption, ...rest] = shown.outputs as unknown as { data: Record<string, unknown> }[];
    assert.deepEqual(rest, []);
    assert.ok("application/vnd.plotly.v1+json" in fig!.data);
    assert.match(String(caption!.data["text/plain"]), /K = 1.15/);
    const bar = await client.execute(PROGRESS.replace("+ 15", "+ 1"));
    assert.deepEqual(bar.faults, []);
    assert.equal(bar.outputs.length, 1);
    assert.match(
      String((bar.outputs[0] as unknown as { data: Record<string, unknown> }).data["text/plain"]),
      /outer 100%.*4\/4/,
    );
    const typed = `import { choice, interact, intSlider } from "descentlab/render/interact";
interact({ n: intSlider(0, 9), how: choice(["gd", "sgd"]) }, ({ n, how }) => {
  const count: TYPE = n;
  const name: "gd" | "sgd" = how;
  return name + count;
});`;
    const right = await client.execute(typed.replace("TYPE", "number"));
    assert.equal(right.status, "ok", JSON.stringify(right.outputs));
    const wrong = await client.execute(typed.replace("TYPE", "string"));
    assert.match(JSON.stringify(wrong.outputs), /'number' is not assignable to type 'string'/);
  } finally {
    await client.shutdown();
  }
});
