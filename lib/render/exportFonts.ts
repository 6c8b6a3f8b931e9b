/**
 * The fonts of drawn figures, from npm packages, so that a figure looks the same on every machine: STIX Two Text
 * (which goes with the Times of most papers, and with the STIX formulas of MathJax) in print, Open Sans for the
 * pictures in notebooks, and Noto Sans Math for symbols that neither has.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const load = createRequire(__filename);

/** One file of one family: the characters it is used for, and its slant. */
interface Face {
  readonly family: string;
  readonly style: "normal" | "italic";
  readonly weight: 400 | 700;
  readonly file: string;
  readonly ranges: readonly (readonly [number, number])[];
}

const LATIN = [
  [0x20, 0x17f],
  [0x2bb, 0x2dc],
  [0x2000, 0x206f],
  [0x20ac, 0x20ac],
  [0x2212, 0x2212],
] as const;
const GREEK = [[0x370, 0x3ff]] as const;
const SYMBOLS = [
  [0x2010, 0x205f],
  [0x2070, 0x209f],
  [0x2100, 0x211f],
  [0x2120, 0x2211],
  [0x2213, 0x22ff],
  [0x2300, 0x23ff],
  [0x25a0, 0x26ff],
  [0x27c0, 0x27ff],
  [0x2900, 0x2aff],
  [0x1d400, 0x1d7ff],
] as const;

const FACES: readonly Face[] = [
  ...(["STIX Two Text", "Open Sans"] as const).flatMap((family) => {
    const slug = family.toLowerCase().replaceAll(" ", "-");
    return (["normal", "italic"] as const).flatMap((style) =>
      (
        [
          ["latin", LATIN],
          ["greek", GREEK],
        ] as const
      ).flatMap(([subset, ranges]) =>
        ([400, 700] as const).map(
          (weight): Face => ({
            family,
            style,
            weight,
            ranges,
            file: `${slug}/${slug}-${subset}-${weight}-${style}.woff2`,
          }),
        ),
      ),
    );
  }),
  {
    family: "Figure Symbols",
    style: "normal",
    weight: 400,
    file: "noto-sans-math/noto-sans-math-latin-400-normal.woff2",
    ranges: SYMBOLS,
  },
];

/** Font stack of printed figures. */
export const PRINT_FONT = "STIX Two Text, Figure Symbols, serif";
/** Font stack of pictures in notebooks; on a page, the reader's own fonts are used (`plot/theme`). */
export const PICTURE_FONT = "Open Sans, Figure Symbols, sans-serif";

/** Path of a font file `package/name.woff2`. */
export function fontFile(name: string): string {
  const [family, file] = name.split("/");
  return path.join(path.dirname(load.resolve(`@fontsource/${family}/package.json`)), "files", file ?? "");
}

function rule(face: Face, source: string): string {
  const hex = (n: number) => n.toString(16).toUpperCase();
  const range = face.ranges.map(([a, b]) => `U+${hex(a)}-${hex(b)}`).join(",");
  return `@font-face{font-family:"${face.family}";font-style:${face.style};font-weight:${face.weight};src:url(${source}) format("woff2");unicode-range:${range}}`;
}

/** `@font-face` rules for the page that draws. */
export const FONT_CSS = FACES.map((face) => rule(face, `/fonts/${face.file}`)).join("");

/** What the page must load before it measures text: a CSS font and a character of the file. */
export const FONT_LOADS = FACES.map((face): [string, string] => [
  `${face.style} ${face.weight} 16px "${face.family}"`,
  String.fromCodePoint(face.ranges[0]![0] + 0x21),
]);

/** `@font-face` rules, with the fonts inside, for the characters and slants that an SVG uses. */
export function embeddedFonts(svg: string): string {
  const texts = [...svg.matchAll(/>([^<>]+)</g)].map((m) => m[1]!).join("");
  const plain = texts
    .replace(/&#x([0-9a-f]+);/gi, (_, h) => String.fromCodePoint(Number.parseInt(h, 16)))
    .replace(/&#(\d+);/g, (_, d) => String.fromCodePoint(Number(d)));
  const used = [...new Set(plain)].map((c) => c.codePointAt(0)!);
  const wanted = FACES.filter(
    (face) =>
      svg.includes(face.family) &&
      (face.style === "normal" || /font-style:\s*italic/.test(svg)) &&
      (face.weight === 400 || /font-weight:\s*(bold|700)/.test(svg)) &&
      used.some((c) => face.ranges.some(([a, b]) => c >= a && c <= b)),
  );
  return wanted
    .map((face) =>
      rule(face, `data:font/woff2;base64,${readFileSync(fontFile(face.file)).toString("base64")}`),
    )
    .join("");
}
