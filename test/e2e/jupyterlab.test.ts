import assert from "node:assert/strict";
import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ledgerRow, notebookText, reportCell } from "../cli/fixtures";
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

const screenshots = mkdtempSync(join(tmpdir(), "descentlab-screenshots-"));
let lab: Lab | undefined;

before(async () => {
  const notebook = JSON.parse(
    notebookText([FIGURE, `${reportCell([ledgerRow("toy/C01", "fixture")])}`, TABLE]),
  );
  delete notebook.metadata.kernelspec;
  lab = await Lab.start({ "fixture.ipynb": JSON.stringify(notebook) });
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
  assert.match(await table.textContent(), /✓ holds/);
  await page.screenshot({ path: join(screenshots, "fixture.png") });
  assert.ok(statSync(join(screenshots, "fixture.png")).size > 20_000);
});

test("JupyterLab asks no address but its own server's", (context) => {
  if (!lab) return context.skip("no browser");
  assert.deepEqual(lab.outside, []);
});
