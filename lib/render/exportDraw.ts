/** Drawing in the page: SVG by plotly, PNG and PDF by the browser. All three give the same bytes each time. */
import { PDFDocument, PDFName, PDFRef } from "pdf-lib";
import type { FigurePage } from "./browser";
import { embeddedFonts } from "./exportFonts";
import type { DrawSpec } from "./exportSpec";

/** A drawn figure; sizes in CSS pixels. The SVG refers to the fonts of the page. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

// The first drawing is measured: margins that its labels and legend need, and where the legend really ends (plotly
// estimates that of formulas too large). The second is drawn with these margins fixed, because plotly does not
// settle axes that are tied to each other while margins move.
const DRAW = `async ({ data, layout, width, height, aspect }) => {
  window.restartRandom();
  const desk = document.getElementById("desk");
  const draw = async (changes) => {
    const div = document.createElement("div");
    desk.replaceChildren(div);
    const full = structuredClone({ ...layout, width, autosize: false, ...changes });
    await Plotly.newPlot(div, structuredClone(data), full, { staticPlot: true });
    return div;
  };
  const trial = await draw({ height: height ?? Math.round(width * aspect + 50) });
  const size = trial._fullLayout._size;
  const margin = { l: size.l, r: size.r, t: size.t, b: size.b, pad: 0, autoexpand: false };
  const legend = { ...layout.legend };
  const entries = [...trial.querySelectorAll(".legendtext, .legendtext-math-group, .legendlines path")];
  const above = entries.length > 0 && trial._fullLayout.legend.yanchor === "bottom" && legend.y === undefined;
  if (above) {
    const boxes = entries.map((e) => e.getBoundingClientRect()).filter((box) => box.height > 0);
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    const top = Math.min(...boxes.map((box) => box.top));
    const frame = trial.querySelector("g.legend .bg").getBoundingClientRect();
    const shift = frame.bottom - bottom - 5;
    margin.t = Math.max(margin.t - frame.height, Math.ceil(bottom - top) + 10);
    legend.shift = shift;
  }
  const tall = height ?? Math.max(60, Math.round((width - margin.l - margin.r) * aspect + margin.t + margin.b));
  if (above) {
    legend.y = 1 - legend.shift / (tall - margin.t - margin.b);
    delete legend.shift;
  }
  Plotly.purge(trial);
  const div = await draw({ height: tall, margin, legend });
  const svg = await Plotly.toImage(div, { format: "svg", width, height: tall, imageDataOnly: true });
  Plotly.purge(div);
  desk.replaceChildren();
  return { svg, width, height: tall, texErrors: window.texErrors.splice(0) };
}`;

/** MathJax numbers its glyphs on from figure to figure; here each figure starts from one. */
function renumbered(svg: string): string {
  const numbers = new Map<string, number>();
  return svg.replace(/\bMJX-(\d+)-/g, (_, n: string) => {
    if (!numbers.has(n)) numbers.set(n, numbers.size + 1);
    return `MJX-${numbers.get(n)}-`;
  });
}

/** Has plotly draw the figure. @throws Error with the complaint of plotly or of the page. */
export async function drawSvg(target: FigurePage, spec: DrawSpec): Promise<Drawing> {
  const before = target.complaints.length;
  const drawing = (await target.page.evaluate(`(${DRAW})(${JSON.stringify(spec)})`)) as Drawing & {
    texErrors: string[];
  };
  const { svg, width, height, texErrors } = drawing;
  const complaints = [...texErrors.map((e) => `TeX: ${e}`), ...target.complaints.slice(before)];
  if (complaints.length > 0) {
    throw new Error(`The figure was not drawn cleanly: ${[...new Set(complaints)].join("; ")}`);
  }
  return { svg: renumbered(svg), width, height };
}

/** The SVG as a file of its own, with the fonts it uses inside. */
export function standaloneSvg(drawing: Drawing): string {
  const style = `<style>${embeddedFonts(drawing.svg)}</style>`;
  return `${drawing.svg.replace(/(<svg[^>]*>)/, `$1${style}`)}\n`;
}

async function onPaper<T>(
  target: FigurePage,
  { svg, width, height }: Drawing,
  scale: number,
  use: () => Promise<T>,
): Promise<T> {
  const place = `(svg) => {
    const paper = document.getElementById("paper");
    paper.innerHTML = svg;
    const root = paper.firstElementChild;
    root.setAttribute("viewBox", "0 0 ${width} ${height}");
    root.setAttribute("width", ${width * scale});
    root.setAttribute("height", ${height * scale});
  }`;
  await target.page.evaluate(`(${place})(${JSON.stringify(svg)})`);
  try {
    return await use();
  } finally {
    await target.page.evaluate(`document.getElementById("paper").replaceChildren()`);
  }
}

/** The drawing as PNG with `scale` pixels to a CSS pixel. */
export async function drawingPng(target: FigurePage, drawing: Drawing, scale: number): Promise<Buffer> {
  const size = { width: Math.round(drawing.width * scale), height: Math.round(drawing.height * scale) };
  await target.page.setViewportSize(size);
  return onPaper(target, drawing, scale, () =>
    target.page.screenshot({ type: "png", clip: { x: 0, y: 0, ...size }, animations: "disabled" }),
  );
}

/** The drawing as one PDF page of exactly its size, fonts embedded, without date or random identifier. */
export async function drawingPdf(target: FigurePage, drawing: Drawing, title: string): Promise<Uint8Array> {
  const printed = await onPaper(target, drawing, 1, () =>
    target.page.pdf({
      width: `${drawing.width}px`,
      height: `${drawing.height}px`,
      printBackground: true,
      pageRanges: "1",
    }),
  );
  const document = await PDFDocument.load(printed, { updateMetadata: false });
  const info = document.context.trailerInfo;
  if (info.Info instanceof PDFRef) document.context.delete(info.Info);
  info.Info = undefined;
  info.ID = undefined;
  // The browser rounds the sheet up to its own grid; the figure lies at its top left corner.
  const sheet = document.getPage(0);
  const [width, height] = [drawing.width * 0.75, drawing.height * 0.75];
  const bottom = sheet.getHeight() - height;
  sheet.setMediaBox(0, bottom, width, height);
  sheet.setCropBox(0, bottom, width, height);
  const epoch = new Date(0);
  document.setTitle(title);
  document.setProducer("descentlab");
  document.setCreator("descentlab");
  document.setCreationDate(epoch);
  document.setModificationDate(epoch);
  document.catalog.delete(PDFName.of("Metadata"));
  return document.save({ useObjectStreams: true });
}
