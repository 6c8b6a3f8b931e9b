import assert from "node:assert/strict";
import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { formatNotebook, readNotebook } from "../../lib/cli/notebook";
import { checkout, ledgerRow, notebookText, reportCell } from "../cli/fixtures";
import { Lab } from "./lab";

/** A figure whose slider chooses the exponent of a power. */
const FIGURE = `const x = Array.from({ length: 21 }, (_, k) => k / 20);
const power = (p: number) => ({ x, y: x.map((t) => t ** p), type: "scatter" });
const steps = [1, 2, 3].map((p) => ({ label: String(p), method: "restyle", args: [{ y: [power(p).y] }] }));
import { display as tslabDisplay } from "tslab";
tslabDisplay.raw("application/vnd.plotly.v1+json", { data: [power(1)], layout: { sliders: [{ steps }] } } as any);`;

/** Rows as the library shows them: HTML for people beside the data. */
const TABLE = `import { ledgerBundle } from "descentlab/claims/display";
display.html(ledgerBundle(${JSON.stringify([ledgerRow("toy/C01", "fixture")])} as any)["text/html"] as string);`;

/** A notebook of the collection that draws, varies and judges. */
const THEOREM = join(checkout, "notebooks/autoencoder/03-full-batch-gd.ipynb");

/** Saved figures carry a picture that hides the interactive one until the pointer comes, so run from a clean sheet. */
function withoutOutputs(file: string): string {
  const notebook = readNotebook(file);
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  return formatNotebook({ ...notebook, cells });
}

const screenshots = mkdtempSync(join(tmpdir(), "descentlab-screenshots-"));
let lab: Lab | undefined;

before(async () => {
  const notebook = JSON.parse(
    notebookText([FIGURE, `${reportCell([ledgerRow("toy/C01", "fixture")])}`, TABLE]),
  );
  delete notebook.metadata.kernelspec;
  lab = await Lab.start({
    "fixture.ipynb": JSON.stringify(notebook),
    "theorem.ipynb": withoutOutputs(THEOREM),
  });
});
after(() => lab?.close());

test("a notebook runs in JupyterLab: the figure is drawn, its slider moves it, the verdicts are shown", async (context) => {
  if (!lab) return context.skip("no browser");
  const { page } = lab;
  await lab.open("fixture.ipynb", "TypeScript (tslab)");
  await lab.runAll();
  const figure = page.locator(".js-plotly-plot").first();
  await figure.locator(".main-svg").first().waitFor();
  const path = figure.locator(".scatterlayer .js-line");
  const straight = await path.getAttribute("d");
  const rail = await figure.locator(".slider-rail-touch-rect").boundingBox();
  assert.ok(rail && straight);
  await page.mouse.click(rail.x + rail.width - 3, rail.y + rail.height / 2);
  await page.waitForFunction(
    `document.querySelector(".js-plotly-plot .js-line").getAttribute("d") !== ${JSON.stringify(straight)}`,
  );
  const table = page.locator(".jp-OutputArea table", { hasText: "toy/C01" });
  await table.scrollIntoViewIfNeeded();
  assert.match((await table.textContent()) ?? "", /✓ holds/);
  await page.screenshot({ path: join(screenshots, "fixture.png") });
  assert.ok(statSync(join(screenshots, "fixture.png")).size > 20_000);
});

test("the notebook of Theorem 2 runs under its own kernel: figures, a slider and the ledger table", async (context) => {
  if (!lab) return context.skip("no browser");
  const { page } = lab;
  await lab.open("theorem.ipynb");
  await lab.runAll(180);
  assert.equal(
    await page.locator('.jp-OutputArea [data-mime-type="application/vnd.jupyter.stderr"]').count(),
    0,
  );
  const table = page.locator(".jp-OutputArea table", { hasText: "autoencoder/C04" }).last();
  await table.scrollIntoViewIfNeeded();
  assert.match((await table.textContent()) ?? "", /autoencoder\/C04[\s\S]*holds/);
  await page.screenshot({ path: join(screenshots, "ledger.png") });
  const figure = page.locator(".js-plotly-plot").first();
  await figure.scrollIntoViewIfNeeded();
  await figure.locator(".main-svg").first().waitFor();
  const slider = page.locator(".js-plotly-plot .slider-rail-touch-rect").first();
  await slider.scrollIntoViewIfNeeded();
  const rail = await slider.boundingBox();
  assert.ok(rail);
  const active =
    "document.querySelector('.js-plotly-plot:has(.slider-rail-touch-rect)').layout.sliders[0].active";
  const before = await page.evaluate(active);
  const [from, to] = before === 0 ? [3, rail.width - 3] : [rail.width - 3, 3];
  await page.mouse.move(rail.x + from, rail.y + rail.height / 2);
  await page.mouse.down();
  await page.mouse.move(rail.x + to, rail.y + rail.height / 2, { steps: 8 });
  await page.mouse.up();
  await page.waitForFunction(`${active} !== ${JSON.stringify(before)}`);
  await page.screenshot({ path: join(screenshots, "slider.png") });
});

test("JupyterLab asks no address but its own server's", (context) => {
  if (!lab) return context.skip("no browser");
  assert.deepEqual(lab.outside, []);
});
