/** Completion and documentation at a place of a cell. */
import ts from "typescript";
import type { Completions, Inspection } from "../front/language";
import { documentationAt } from "./documentation";
import type { Notebook } from "./notebook";

const WORD_BEFORE = /[\p{ID_Continue}$]*$/u;
const WORD_AFTER = /^[\p{ID_Continue}$]*/u;

const KINDS: Readonly<Record<string, string>> = {
  method: "function",
  function: "function",
  "local function": "function",
  class: "class",
  property: "property",
  getter: "property",
  keyword: "keyword",
  module: "module",
  "external module name": "module",
};

export function complete(notebook: Notebook, code: string, cursor: number): Completions {
  const placed = notebook.place(code, true);
  const at = placed.start + cursor;
  const found = notebook.service.getCompletionsAtPosition(placed.file, at, {
    includeCompletionsForModuleExports: false,
    includeCompletionsWithInsertText: false,
  });
  // In the path of an import an entry is one segment, and says itself what it replaces.
  const span = found?.entries[0]?.replacementSpan ?? found?.optionalReplacementSpan;
  const typed = WORD_BEFORE.exec(code.slice(0, cursor))![0];
  const start = span ? span.start - placed.start : cursor - typed.length;
  const end = span ? Math.max(cursor, span.start - placed.start + span.length) : cursor;
  const before = code.slice(start, cursor);
  const entries = (found?.entries ?? []).filter(
    ({ name, kind }) =>
      name.startsWith(before) &&
      !name.startsWith("$cell") &&
      !name.startsWith("__cell") &&
      kind !== "warning",
  );
  entries.sort((a, b) => compare(a.sortText, b.sortText) || compare(a.name, b.name));
  return {
    matches: entries.map((entry) => entry.name),
    types: entries.map((entry) => KINDS[entry.kind] ?? "instance"),
    start,
    end,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function inspectAt(notebook: Notebook, code: string, cursor: number, detail: number): Inspection {
  const placed = notebook.place(code, true);
  const { service } = notebook;
  for (const offset of candidates(code, cursor)) {
    const info = quickInfo(service, placed.file, placed.start + offset);
    if (!info || info.kind === ts.ScriptElementKind.unknown) continue;
    const signature = ts.displayPartsToString(info.displayParts);
    const found = documentationAt(notebook, placed.file, placed.start + offset);
    const tags = found.tags.map(({ name, text }) =>
      name === "example" ? `*@example*\n\n${fenced(text)}` : `*@${name}* ${text}`,
    );
    const source = detail > 0 ? found.source : "";
    const markdown = [fenced(signature), found.text, tags.join("\n\n"), source && fenced(source)];
    const plain = [
      signature,
      found.text,
      found.tags.map(({ name, text }) => `@${name} ${text}`).join("\n"),
      source,
    ];
    const join = (parts: string[]) => parts.filter(Boolean).join("\n\n");
    return { found: true, data: { "text/plain": join(plain), "text/markdown": join(markdown) } };
  }
  return { found: false, data: {} };
}

/** What a name means. For one that comes from elsewhere, an earlier cell for instance, what it means there. */
function quickInfo(service: ts.LanguageService, file: string, position: number): ts.QuickInfo | undefined {
  const info = service.getQuickInfoAtPosition(file, position);
  if (info?.kind !== ts.ScriptElementKind.alias) return info;
  const origin = service.getDefinitionAtPosition(file, position)?.[0];
  // A whole module is defined at the place of its first word, which means something else.
  if (!origin || origin.kind === ts.ScriptElementKind.moduleElement) return info;
  return service.getQuickInfoAtPosition(origin.fileName, origin.textSpan.start) ?? info;
}

function fenced(text: string): string {
  return text.includes("```") ? text : `\`\`\`typescript\n${text}\n\`\`\``;
}

/** Places to ask about: the word under the cursor, else the function whose arguments are being written. */
function candidates(code: string, cursor: number): number[] {
  const word = WORD_BEFORE.exec(code.slice(0, cursor))![0];
  if (word !== "") return [cursor - 1];
  if (WORD_AFTER.exec(code.slice(cursor))![0] !== "") return [cursor];
  const places: number[] = [];
  let open = 0;
  for (let i = cursor - 1; i >= 0; i--) {
    if (code[i] === ")") open++;
    else if (code[i] === "(" && open-- === 0) {
      const callee = code.slice(0, i).trimEnd();
      if (WORD_BEFORE.exec(callee)![0] !== "") places.push(callee.length - 1);
      open = 0;
    }
  }
  return places;
}
