/** How an interval is printed: ends in shortest round-trip notation, so the text identifies the two doubles. */
import { numberTex } from "../core/displayable";

interface Bounds {
  readonly lo: number;
  readonly hi: number;
}

/** `[1, 2]`, `[0.5]` for a point, `(-∞, 2]` for a half line, `∅`. */
export function intervalText({ lo, hi }: Bounds): string {
  if (!(lo <= hi)) return "∅";
  if (lo === hi) return `[${lo}]`;
  const left = lo === Number.NEGATIVE_INFINITY ? "(-∞" : `[${lo}`;
  const right = hi === Number.POSITIVE_INFINITY ? "∞)" : `${hi}]`;
  return `${left}, ${right}`;
}

/** The same in LaTeX, without dollar signs. */
export function intervalTex({ lo, hi }: Bounds): string {
  if (!(lo <= hi)) return "\\varnothing";
  if (lo === hi) return `[${numberTex(lo)}]`;
  const left = lo === Number.NEGATIVE_INFINITY ? "(-\\infty" : `[${numberTex(lo)}`;
  const right = hi === Number.POSITIVE_INFINITY ? "\\infty)" : `${numberTex(hi)}]`;
  return `${left},\\, ${right}`;
}

/** MIME bundle of a displayed interval. */
export function intervalBundle(bounds: Bounds): Record<string, unknown> {
  return { "text/plain": intervalText(bounds), "text/latex": `$${intervalTex(bounds)}$` };
}
