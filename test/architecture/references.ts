/** References into a paper, as `@paper` tags and claims write them, against the items that the paper has. */
import { commentsOf, type Sources } from "./imports";

export interface Paper {
  readonly slug: string;
  /** Numbers by kind: `{ Theorem: ["2", "4"], "eq.": ["1", "2"] }`. */
  readonly items: Readonly<Record<string, readonly string[]>>;
}

export interface Reference {
  readonly kind: string;
  readonly number: string;
}

const PLURALS: Readonly<Record<string, string>> = {
  Theorems: "Theorem",
  Lemmas: "Lemma",
  Corollaries: "Corollary",
  Propositions: "Proposition",
  "eqs.": "eq.",
  Sections: "Section",
};
const KINDS =
  /\b(Theorems?|Lemmas?|Corollary|Corollaries|Conjecture|Propositions?|Remark|Sections?|Appendix|Figure|Table|eqs?\.)\s*/g;
const NUMBER = /^\(?([A-Z](?:\.\d+)?|\d+(?:\.\d+)?)\)?/;

/** `12`, `12–14`, `2 and 3`, `(10), (11)`: the numbers at the start of a text. */
function numbersAt(text: string): string[] {
  const numbers: string[] = [];
  let rest = text;
  for (;;) {
    const match = NUMBER.exec(rest);
    if (!match) return numbers;
    rest = rest.slice(match[0].length);
    const last = numbers.at(-1);
    if (last === "–") {
      numbers.pop();
      for (let k = Number(numbers.at(-1)) + 1; k <= Number(match[1]); k++) numbers.push(String(k));
    } else numbers.push(match[1]!);
    const joint = /^(\s*–\s*|,\s*(?:and\s+)?|\s+and\s+)(?=\(?[A-Z]?[\d.])/.exec(rest);
    if (!joint) return numbers;
    rest = rest.slice(joint[0].length);
    if (joint[0].trim() === "–") numbers.push("–");
  }
}

/** `Lemma 9, eqs. (12)–(14)` → Lemma 9, eq. 12, eq. 13, eq. 14. */
export function referencesIn(text: string): Reference[] {
  return [...text.matchAll(KINDS)].flatMap((match) => {
    const kind = PLURALS[match[1]!] ?? match[1]!;
    const numbers = numbersAt(text.slice(match.index! + match[0].length));
    return (numbers.length > 0 ? numbers : ["?"]).map((number) => ({ kind, number }));
  });
}

/** What is wrong with a reference: no item at all, or one that the paper lacks. */
export function referenceProblems(paper: Paper, text: string): string[] {
  const references = referencesIn(text);
  if (references.length === 0) return /\bAbstract\b/.test(text) ? [] : [`"${text}" refers to nothing`];
  return references
    .filter(({ kind, number }) => !paper.items[kind]?.includes(number))
    .map(({ kind, number }) => `"${text}": ${paper.slug} has no ${kind} ${number}`);
}

/** Tags `@paper <slug> <reference>` of all files that do not resolve. */
export function tagProblems(sources: Sources, papers: readonly Paper[]): string[] {
  const problems: string[] = [];
  for (const [path, text] of sources) {
    for (const comment of commentsOf(path, text)) {
      for (const [, slug, reference] of comment.matchAll(
        /@paper[ \t]+(\S+)[ \t]*([^\n]*?)[ \t]*(?:\*\/|\n|$)/g,
      )) {
        const paper = papers.find((p) => p.slug === slug);
        if (!paper) problems.push(`${path}: no paper ${slug}`);
        else problems.push(...referenceProblems(paper, reference!).map((p) => `${path}: ${p}`));
      }
    }
  }
  return problems;
}
