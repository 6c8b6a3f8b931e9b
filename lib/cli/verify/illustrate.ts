/** Static images beside the interactive figures of an executed notebook, for readers without JupyterLab. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Notebook } from "../notebook";

const PLOTLY = "application/vnd.plotly.v1+json";

export interface Illustrator {
  /** Whether images can be drawn. */
  readonly draws: boolean;
  /** One line that says why not. */
  readonly note?: string;
  illustrate(notebook: Notebook): Promise<Notebook>;
  close(): Promise<void>;
}

/** What the renderer of static images offers. */
interface Drawer {
  openFigurePage(): Promise<{ close(): Promise<void> }>;
  figurePng(page: unknown, spec: unknown): Promise<Uint8Array>;
}

const without = (note: string): Illustrator => ({
  draws: false,
  note,
  illustrate: async (notebook) => notebook,
  close: async () => undefined,
});

function loadDrawer(): Drawer | undefined {
  const folder = join(__dirname, "..", "..", "render");
  const present = (name: string): boolean => [".js", ".ts"].some((e) => existsSync(join(folder, name + e)));
  if (!present("browser") || !present("staticImage")) return undefined;
  return { ...require("../../render/browser"), ...require("../../render/staticImage") } as Drawer;
}

/** Opens a page to draw in; without a browser the notebooks are saved without images. */
export async function openIllustrator(): Promise<Illustrator> {
  const drawer = loadDrawer();
  if (!drawer) return without("no renderer of static images: notebooks are saved without them");
  let page: Awaited<ReturnType<Drawer["openFigurePage"]>>;
  try {
    page = await drawer.openFigurePage();
  } catch (error) {
    if ((error as Error).name !== "NoBrowserError") throw error;
    return without(
      "no browser found: notebooks are saved without static images (npx descentlab figures --help says how to get one)",
    );
  }
  const illustrate = async (notebook: Notebook): Promise<Notebook> => {
    const result = structuredClone(notebook);
    for (const output of result.cells.flatMap((cell) => cell.outputs ?? [])) {
      if (!("data" in output) || !output.data[PLOTLY]) continue;
      const png = await drawer.figurePng(page, output.data[PLOTLY]);
      output.data["image/png"] = Buffer.from(png).toString("base64");
    }
    return result;
  };
  return { draws: true, illustrate, close: () => page.close() };
}
