import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { inflateSync } from "node:zlib";
import { PDFDocument, PDFName, PDFRawStream } from "pdf-lib";
import { type Figure, figure, figureBundle } from "../../lib/plot/figure";
import { withTheme } from "../../lib/plot/theme";
import { NoBrowserError, openFigurePage } from "../../lib/render/browser";
import {
  type DrawingSession,
  drawingSession,
  exportFigure,
  FORMATS,
  notebookFigures,
  registeredFigures,
} from "../../lib/render/export";
import { sha256 } from "../../lib/render/exportData";
import { drawSvg } from "../../lib/render/exportDraw";
import { printSpec, widthInPixels } from "../../lib/render/exportSpec";
import { figurePng, PICTURE_LIMIT } from "../../lib/render/staticImage";
import { gallery } from "../plot/gallery";

let folder: string;
let session: DrawingSession;
before(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "figures-"));
  session = drawingSession();
});
after(async () => {
  await session.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = (...parts: string[]) => readFileSync(path.join(folder, ...parts));
const line = (): Figure =>
  figure({
    meta: { id: "test/line", caption: "A line.", alt: "A line.", parameters: { a: 1 }, seed: 3 },
    data: [{ type: "scatter", name: "a, <i>b</i>", x: [1, 2], y: [0.5, Number.NaN] }],
  });

test("two exports give the same bytes in every format, from two browsers and in any order", async () => {
  const names = ["trajectory", "diverging"];
  for (const name of names) {
    await exportFigure(
      gallery[name]!(),
      name,
      { formats: FORMATS, out: path.join(folder, "first") },
      session,
    );
  }
  const other = drawingSession();
  try {
    for (const name of names.reverse()) {
      await exportFigure(
        gallery[name]!(),
        name,
        { formats: FORMATS, out: path.join(folder, "second") },
        other,
      );
    }
  } finally {
    await other.close();
  }
  const files = readdirSync(path.join(folder, "first"));
  assert.equal(files.length, 10);
  for (const file of files) assert.equal(sha256(read("first", file)), sha256(read("second", file)), file);
});

test("a PDF is one page of exactly the width asked for, with its fonts inside", async () => {
  for (const [width, points] of [
    ["icml-column", 234],
    ["neurips-text", 396],
    [2.5, 180],
  ] as const) {
    const out = path.join(folder, `pdf-${points}`);
    const { size } = await exportFigure(gallery.spectrum!(), "s", { formats: ["pdf"], width, out }, session);
    const pdf = await PDFDocument.load(read(`pdf-${points}`, "s.pdf"), { updateMetadata: false });
    assert.equal(pdf.getPageCount(), 1);
    const box = pdf.getPage(0).getMediaBox();
    assert.equal(box.width, points);
    assert.ok(Math.abs(box.height - size!.height * 0.75) < 1e-6);
    const objects = pdf.context.enumerateIndirectObjects().map(([, o]) => o);
    const fonts = objects.filter(
      (o) => /\/Type \/Font\n/.test(o.toString()) && /\/Subtype \/Type0/.test(o.toString()),
    );
    const embedded = objects.filter((o) => /\/FontFile[23]? /.test(o.toString()));
    assert.ok(fonts.length > 0);
    assert.equal(embedded.length, fonts.length);
    assert.match(fonts.map(String).join(), /STIXTwoText/);
    assert.equal(
      objects.filter(
        (o) => o instanceof PDFRawStream && o.dict.get(PDFName.of("Subtype")) === PDFName.of("Image"),
      ).length,
      0,
    );
  }
});

test("formulas are drawn as outlines, and no dollar is left", async () => {
  const { size } = await exportFigure(gallery.decay!(), "decay", { formats: ["svg"], out: folder }, session);
  const svg = read("decay.svg").toString();
  assert.equal(size!.width, 312);
  const words = [...svg.matchAll(/>([^<>]+)</g)].map((m) => m[1]!).join(" ");
  assert.doesNotMatch(words.replace(/@font-face.*?\}/g, ""), /\$|\\alpha/);
  assert.match(svg, /data-c="1D6FC"|data-mml-node="mi"/);
  assert.match(svg, /@font-face\{font-family:"STIX Two Text"[^}]*data:font\/woff2/);
});

test("an SVG opens the same without this installation: its fonts are inside and nothing is outside", async () => {
  await exportFigure(gallery.lines!(), "lines", { formats: ["svg"], out: folder }, session);
  const svg = read("lines.svg").toString();
  const references = [...svg.matchAll(/(?:href=|url\()["']?([^"')]+)/g)].map((m) => m[1]!);
  assert.ok(references.length > 0);
  const outside = references.filter((r) => !/^(#|&quot;#|data:font)/.test(r)).map((r) => r.slice(0, 60));
  assert.deepEqual(outside, []);
});

test("a slider is not printed: the first state is, at the size of the figure without it", async () => {
  const sliding = gallery.slider!();
  const spec = printSpec(sliding, { width: "icml-column" });
  assert.ok(!("sliders" in spec.layout));
  const page = await session.page();
  const drawn = await drawSvg(page, spec);
  const plain = await drawSvg(page, printSpec(gallery.trajectory!(), { width: "icml-column" }));
  assert.equal(drawn.height, plain.height);
  assert.equal(sha256(drawn.svg), sha256(plain.svg));
});

test("a figure in dark colours is printed in light ones", () => {
  const f = gallery.decay!();
  const dark = withTheme({ data: f.data, layout: f.layout, meta: f.meta }, "dark");
  assert.deepEqual(printSpec(withTheme(dark, "light"), { width: 3 }), printSpec(f, { width: 3 }));
});

test("plotly finds nothing to object to in any chart, on screen or in print", async () => {
  const { page } = await session.page();
  for (const [name, make] of Object.entries(gallery)) {
    const f = make();
    for (const spec of [f, printSpec(f, { width: "icml-text" })]) {
      const issues = (await page.evaluate(
        `(Plotly.validate(${JSON.stringify(spec.data)}, ${JSON.stringify(spec.layout)}) ?? []).map((i) => i.msg)`,
      )) as string[];
      // plotly compares the arguments of slider steps by identity and so always reports them.
      assert.deepEqual(
        issues.filter((m) => !/steps\[\d+\]\.args/.test(m)),
        [],
        name,
      );
    }
  }
  const typo = await page.evaluate(
    `Plotly.validate([{ type: "scatter", y: [1], lines: {} }], {}).map((i) => i.msg)`,
  );
  assert.match(String(typo), /lines/, "a misspelt attribute is reported");
});

test("the frames of a slider show the values, and the way back restores the first", async () => {
  const { page } = await session.page();
  const { data, layout, frames } = gallery.slider!();
  const visited = (await page.evaluate(`(async () => {
    const div = document.createElement("div");
    document.getElementById("desk").replaceChildren(div);
    await Plotly.newPlot(div, ${JSON.stringify(data)}, ${JSON.stringify(layout)});
    await Plotly.addFrames(div, ${JSON.stringify(frames)});
    const seen = [];
    for (const name of ["0.05", "0.45", "0.25"]) {
      await Plotly.animate(div, [name], { mode: "immediate", transition: { duration: 0 }, frame: { duration: 0, redraw: true } });
      seen.push(div.data.map((t) => Array.from(t.x)));
    }
    Plotly.purge(div);
    return seen;
  })()`)) as number[][][];
  const frame = (name: string) => frames!.find((f) => f.name === name)!;
  frame("0.05").traces.forEach((t, k) => {
    assert.deepEqual(visited[0]![t], frame("0.05").data[k]!.x);
    assert.notDeepEqual(visited[0]![t], visited[1]![t]);
  });
  assert.deepEqual(
    visited[2],
    data.map((t) => t.x),
  );
});

test("nothing is asked of any network, and a figure that asks is refused and reported", async () => {
  const page = await openFigurePage();
  try {
    for (const name of ["decay", "potential", "row"]) {
      await drawSvg(page, printSpec(gallery[name]!(), { width: "icml-text" }));
    }
    assert.deepEqual(page.refused, []);
    assert.deepEqual(page.complaints, []);
    const spy = figure({
      meta: { id: "test/spy", caption: "x", alt: "x" },
      data: [{ type: "scatter", x: [1], y: [1] }],
      layout: { images: [{ source: "https://example.org/pixel.png", x: 0, y: 1, sizex: 1, sizey: 1 }] },
    });
    await drawSvg(page, printSpec(spy, { width: 3 })).catch(() => undefined);
    assert.deepEqual([...new Set(page.refused)], ["https://example.org/pixel.png"]);
  } finally {
    await page.close();
  }
});

test("a formula that TeX cannot read is an error, not a figure without a label", async () => {
  const broken = (tex: string) =>
    figure({
      meta: { id: "test/broken", caption: "x", alt: "x" },
      data: [{ type: "scatter", x: [1], y: [1] }],
      layout: { xaxis: { title: { text: { html: "oops", tex } } } },
    });
  const page = await session.page();
  await assert.rejects(
    drawSvg(page, printSpec(broken("$\\frac{1}{$"), { width: 3 })),
    /TeX: Missing close brace/,
  );
  await assert.rejects(
    drawSvg(page, printSpec(broken("$\\phl$"), { width: 3 })),
    /TeX: Undefined control sequence \\phl/,
  );
  await drawSvg(page, printSpec(broken("$\\phi$"), { width: 3 }));
});

test("the picture for a notebook is small, repeatable, and of the size of the figure", async () => {
  const page = await session.page();
  for (const name of ["decay", "potential", "bifurcation"]) {
    const f = gallery[name]!();
    const png = await figurePng(page, f);
    assert.ok(png.length < PICTURE_LIMIT, `${name}: ${png.length}`);
    assert.equal(png.readUInt32BE(16), f.layout.width);
    assert.equal(png.readUInt32BE(20), f.layout.height);
    assert.ok(png.equals(await figurePng(page, f)));
  }
});

test("the data are written as a table with a gap as an empty cell, and the record says where they came from", async () => {
  const none = drawingSession(() => assert.fail("no browser is needed"));
  const { files } = await exportFigure(
    line(),
    "test/line",
    { formats: ["csv", "json"], out: path.join(folder, "data") },
    none,
  );
  assert.deepEqual(
    files.map((f) => path.basename(f)),
    ["test-line.csv", "test-line.json"],
  );
  assert.equal(
    read("data", "test-line.csv").toString(),
    'trace,name,panel,x,y\n0,"a, b",1,1,0.5\n0,"a, b",1,2,\n',
  );
  const record = JSON.parse(read("data", "test-line.json").toString());
  assert.deepEqual(record.parameters, { a: 1 });
  assert.equal(record.seed, 3);
  assert.deepEqual(record.files, [{ name: "test-line.csv", sha256: sha256(read("data", "test-line.csv")) }]);
  assert.match(record.versions["plotly.js-dist"], /^4\./);
});

test("what something else wrote is not overwritten without force, what an export wrote is", async () => {
  const out = path.join(folder, "mine");
  mkdirSync(out);
  writeFileSync(path.join(out, "test-line.csv"), "precious");
  const options = { formats: ["csv"] as const, out };
  await assert.rejects(
    exportFigure(line(), "test/line", options, session),
    /must not hold a test-line\.csv.*--force/,
  );
  assert.equal(read("mine", "test-line.csv").toString(), "precious");
  assert.ok(!existsSync(path.join(out, "test-line.json")));
  await exportFigure(line(), "test/line", { ...options, force: true }, session);
  await exportFigure(line(), "test/line", options, session);
  assert.match(read("mine", "test-line.csv").toString(), /^trace,/);
});

test("a folder that cannot be written to is named, and nothing half-written stays", async () => {
  const file = path.join(folder, "a-file");
  writeFileSync(file, "");
  await assert.rejects(
    exportFigure(line(), "l", { formats: ["csv"], out: file }, session),
    /cannot write .*a-file/,
  );
  const out = path.join(folder, "blocked");
  mkdirSync(path.join(out, "l.csv"), { recursive: true });
  await assert.rejects(
    exportFigure(line(), "l", { formats: ["csv"], out, force: true }, session),
    /cannot write .*l\.csv: it is a folder/,
  );
  assert.deepEqual(readdirSync(out).sort(), ["l.csv", "l.json"]);
});

test("a notebook's figures are found with their ids, and a broken notebook is named", () => {
  const file = path.join(folder, "03-x.ipynb");
  const output = (data: unknown) => ({ output_type: "display_data", data });
  const foreign = { "application/vnd.plotly.v1+json": { data: [{ y: [1] }], layout: {} } };
  const cells = [
    { outputs: [output(figureBundle(line())), output({ "text/plain": "x" })] },
    { outputs: [output(figureBundle(line())), output(foreign)] },
    {},
  ];
  writeFileSync(file, JSON.stringify({ cells }));
  const found = notebookFigures(file);
  assert.deepEqual(
    found.map((f) => f.id),
    ["test/line", "test/line-2", "03-x-3"],
  );
  assert.equal(found[0]!.figure.meta!.seed, 3);
  writeFileSync(file, "{");
  assert.throws(() => notebookFigures(file), /`notebook` must be a readable \.ipynb file/);
});

test("widths are presets or inches, and panels need room", () => {
  assert.equal(widthInPixels("icml-column"), 312);
  assert.equal(widthInPixels("icml-text"), 648);
  assert.equal(widthInPixels("jmlr-text"), 576);
  for (const bad of [0, -1, Number.NaN, 100])
    assert.throws(() => widthInPixels(bad), /between 1 and 40 inches/);
  assert.throws(() => widthInPixels("a4" as never), /one of icml-column/);
  assert.throws(
    () => printSpec(gallery.row!(), { width: "icml-column" }),
    /at least 4.5 inches for 3 panels.*icml-text/,
  );
});

test("without a browser the error names three ways to get one", async () => {
  const previous = process.env.DESCENTLAB_BROWSER;
  process.env.DESCENTLAB_BROWSER = path.join(folder, "nowhere");
  try {
    await assert.rejects(openFigurePage(), (error) => {
      assert.ok(error instanceof NoBrowserError);
      assert.match(
        error.message,
        /Everything else works.*\n.*1\. npm install.*\n.*2\..*apt-get install chromium.*\n.*3\. DESCENTLAB_BROWSER=/,
      );
      assert.match(error.message, /nowhere, which does not exist/);
      return true;
    });
  } finally {
    if (previous === undefined) delete process.env.DESCENTLAB_BROWSER;
    else process.env.DESCENTLAB_BROWSER = previous;
  }
});

test("figures are registered under their paper's name", async () => {
  const ids = Object.keys(await registeredFigures());
  assert.ok(ids.length > 0);
  for (const id of ids) assert.match(id, /^[a-z-]+\/[A-Za-z0-9-]+$/);
});

test("an exported PNG is complete", async () => {
  await exportFigure(gallery.table!(), "table", { formats: ["png"], width: 3, out: folder }, session);
  const png = read("table.png");
  assert.equal(png.readUInt32BE(16), 3 * 96 * 3);
  const chunks: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") chunks.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const pixels = inflateSync(Buffer.concat(chunks));
  const rows = png.readUInt32BE(20);
  assert.equal(pixels.length % rows, 0);
  assert.ok(new Set(pixels).size > 20, "not blank");
});
