/** Static images beside the interactive figures of an executed notebook, for readers without JupyterLab. */
import type { DisplayOutput, Output } from "../../kernel/outputs";
import type { FigurePage } from "../../render/browser";
import type { Drawable } from "../../render/exportSpec";
import type { Notebook } from "../notebook";

const PLOTLY = "application/vnd.plotly.v1+json";

type Drawing = {
  readonly page: FigurePage;
  readonly figurePng: typeof import("../../render/staticImage")["figurePng"];
};

const hasFigure = (output: Output): output is DisplayOutput => "data" in output && PLOTLY in output.data;

/** Draws with one page, opened when the first figure comes. */
export class Illustrator {
  /** One line that says why there are no images, once that is known. */
  note: string | undefined;
  private drawing: Promise<Drawing | undefined> | undefined;

  private async open(): Promise<Drawing | undefined> {
    // Loaded only now: most verifications draw nothing.
    const { openFigurePage } = require("../../render/browser") as typeof import("../../render/browser");
    const { figurePng } = require("../../render/staticImage") as typeof import("../../render/staticImage");
    try {
      return { page: await openFigurePage(), figurePng };
    } catch (error) {
      if ((error as Error).name !== "NoBrowserError") throw error;
      this.note = `notebooks are saved without static images: ${(error as Error).message.split("\n")[0]}`;
      return undefined;
    }
  }

  /** A copy of the notebook with an image beside each figure; `undefined` when images cannot be drawn. */
  async illustrate(notebook: Notebook): Promise<Notebook | undefined> {
    const result = structuredClone(notebook);
    for (const output of result.cells.flatMap((cell) => (cell.outputs ?? []).filter(hasFigure))) {
      this.drawing ??= this.open();
      const drawing = await this.drawing;
      if (!drawing) return undefined;
      const png = await drawing.figurePng(drawing.page, output.data[PLOTLY] as Drawable);
      output.data["image/png"] = png.toString("base64");
    }
    return result;
  }

  async close(): Promise<void> {
    await (await this.drawing)?.page.close();
  }
}
