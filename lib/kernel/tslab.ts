/** The public interface of tslab, on this kernel: `import * as tslab from "tslab"` in a cell gets this module. */
import { randomUUID } from "node:crypto";
import { host } from "../render/host";

/** Shows rich content. Each method adds an output; with {@link newDisplay} each call overwrites the one before. */
export interface Display {
  javascript(s: string): void;
  html(s: string): void;
  markdown(s: string): void;
  latex(s: string): void;
  svg(s: string): void;
  png(b: Uint8Array): void;
  jpeg(b: Uint8Array): void;
  gif(b: Uint8Array): void;
  pdf(b: Uint8Array): void;
  text(s: string): void;
  raw(contentType: string, b: string | Uint8Array): void;
}

function displayUnder(displayId?: string): Display {
  let shown = false;
  const raw = (contentType: string, content: string | Uint8Array): void => {
    const update = shown && displayId !== undefined;
    shown = true;
    const data = typeof content === "string" ? content : Buffer.from(content).toString("base64");
    host().display({ [contentType]: data }, { displayId, update });
  };
  const as = (contentType: string) => (content: string | Uint8Array) => raw(contentType, content);
  return {
    javascript: as("text/javascript"),
    html: as("text/html"),
    markdown: as("text/markdown"),
    latex: as("text/latex"),
    svg: as("image/svg+xml"),
    png: as("image/png"),
    jpeg: as("image/jpeg"),
    gif: as("image/gif"),
    pdf: as("application/pdf"),
    text: as("text/plain"),
    raw,
  };
}

/** Returns a display that shows and overwrites a single output. */
export function newDisplay(): Display {
  return displayUnder(randomUUID());
}

/** Shows rich contents in a notebook. */
export const display: Display = displayUnder();

/** Versions: of the interface of tslab that this module offers, of TypeScript and of Node. */
export const versions: { readonly tslab: string; readonly typescript: string; readonly node: string } = {
  tslab: "1.0.22",
  get typescript() {
    return (require("typescript/package.json") as { version: string }).version;
  },
  node: process.version,
};
