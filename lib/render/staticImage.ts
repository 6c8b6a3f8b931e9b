/** Small pictures of figures, for readers of a notebook whose page runs no scripts. */
import UPNG from "@pdf-lib/upng";
import type { FigurePage } from "./browser";
import { drawingPng, drawSvg } from "./exportDraw";
import { type Drawable, screenSpec } from "./exportSpec";

/** The most that one picture may weigh in a notebook, in bytes. */
export const PICTURE_LIMIT = 60_000;

/**
 * A PNG of the figure as it looks on the page, one pixel to a CSS pixel by default, so that it has the size of the
 * interactive figure that replaces it. Its colours are reduced to a palette (256, fewer when it would be heavy).
 * The same figure gives the same bytes.
 */
export async function figurePng(page: FigurePage, fig: Drawable, scale = 1): Promise<Buffer> {
  const drawing = await drawSvg(page, screenSpec(fig));
  const image = UPNG.decode(toArrayBuffer(await drawingPng(page, drawing, scale)));
  const pixels = UPNG.toRGBA8(image);
  let smallest = Buffer.alloc(0);
  for (const colors of [256, 64, 32, 16]) {
    smallest = Buffer.from(UPNG.encode(pixels, image.width, image.height, colors));
    if (smallest.length <= PICTURE_LIMIT) break;
  }
  return smallest;
}

const toArrayBuffer = (bytes: Buffer): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
