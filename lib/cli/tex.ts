/** TeX between dollars in texts, set once when a page is made, so that the page needs neither scripts nor a network. */
import { escapeHtml } from "../core/displayable";

/** The parts of MathJax's interface that are used. */
interface MathJax {
  tex2svgPromise(tex: string, options: { display: boolean }): Promise<object>;
  readonly startup: {
    readonly adaptor: { innerHTML(node: object): string };
    readonly document: { readonly outputJax: { readonly fontCache: { getCache(): object } } };
  };
}

/** Text with inline formulas, cut at unescaped dollars: `"a $x$ b"` gives text `a `, formula `x`, text ` b`. */
export function formulas(text: string): { readonly kind: "text" | "tex"; readonly text: string }[] {
  const parts = text.split(/(?<!\\)\$/);
  return parts
    .map((part, k) => ({ kind: k % 2 === 1 ? ("tex" as const) : ("text" as const), text: part }))
    .filter((part) => part.text !== "");
}

/** Attributes that only MathJax's own tools read. */
const SUPERFLUOUS = / (data-[a-z-]+|focusable|role|xmlns(:xlink)?|aria-[a-z-]+)="[^"]*"/g;

/** Sets texts as HTML; the outlines of all letters used are defined once, in `glyphs()`. */
export class TexSetter {
  private readonly done = new Map<string, string>();

  private constructor(private readonly mathjax: MathJax) {}

  static async create(): Promise<TexSetter> {
    const { init } = require("mathjax") as { init(options: object): Promise<unknown> };
    await init({
      loader: { load: ["input/tex", "output/svg"] },
      svg: { fontCache: "global", linebreaks: { inline: false } },
    });
    return new TexSetter((globalThis as unknown as { MathJax: MathJax }).MathJax);
  }

  /** HTML of a text with formulas between dollars. */
  async html(text: string): Promise<string> {
    const parts: string[] = [];
    for (const part of formulas(text)) {
      parts.push(part.kind === "tex" ? await this.formula(part.text) : escapeHtml(part.text));
    }
    return parts.join("");
  }

  private async formula(tex: string): Promise<string> {
    const before = this.done.get(tex);
    if (before !== undefined) return before;
    const node = await this.mathjax.tex2svgPromise(tex, { display: false });
    const svg = this.mathjax.startup.adaptor
      .innerHTML(node)
      .replace(SUPERFLUOUS, "")
      .replaceAll("xlink:href", "href");
    const html = `<span class="tex" role="math" aria-label="${escapeHtml(tex)}">${svg}</span>`;
    this.done.set(tex, html);
    return html;
  }

  /** The hidden drawing that defines the letters used so far. */
  glyphs(): string {
    const { adaptor, document } = this.mathjax.startup;
    const cache = adaptor.innerHTML(document.outputJax.fontCache.getCache());
    return `<svg style="display:none" aria-hidden="true"><defs>${cache}</defs></svg>`;
  }
}
