/** What a source file imports and touches, read from its syntax tree. */
import { builtinModules } from "node:module";
import { dirname, join } from "node:path/posix";
import ts from "typescript";

/** Text of source files by their path from `lib/`, with forward slashes: `core/errors.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** From the bottom up. A file imports from lower layers and from its own. */
export const LAYERS = [
  "core",
  "random",
  "calculus",
  "symbolic",
  "interval",
  "models",
  "dynamics",
  "claims",
  "papers",
  "plot",
  "render",
  "kernel",
  "cli",
] as const;

const parsed = new Map<string, ts.SourceFile>();

function parse(path: string, text: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known?.text === text) return known;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  parsed.set(path, file);
  return file;
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

const literal = (node: ts.Node | undefined): string | undefined =>
  node && ts.isStringLiteralLike(node) ? node.text : undefined;

/** The module specifier that a node refers to, in any of the forms of the language. */
function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier);
  if (ts.isExternalModuleReference(node)) return literal(node.expression);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return literal(node.argument.literal);
  if (ts.isCallExpression(node)) {
    const { expression } = node;
    const loads =
      expression.kind === ts.SyntaxKind.ImportKeyword ||
      (ts.isIdentifier(expression) && expression.text === "require");
    if (loads) return literal(node.arguments[0]);
  }
  return undefined;
}

/** Whether an import vanishes when types are erased, so that it loads nothing. */
function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  if (!ts.isImportDeclaration(node)) return false;
  const clause = node.importClause;
  if (!clause) return false;
  const names = clause.namedBindings;
  return (
    clause.isTypeOnly ||
    (!clause.name && !!names && ts.isNamedImports(names) && names.elements.every((e) => e.isTypeOnly))
  );
}

/**
 * Everything that a file imports: `import`, `export … from`, `import x = require()`, `import()`, `require()`, and, unless
 * only `loads` are asked for, types.
 */
export function importsOf(path: string, text: string, which: "all" | "loads" = "all"): string[] {
  const found: string[] = [];
  walk(parse(path, text), (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && (which === "all" || !isTypeOnly(node))) found.push(specifier);
  });
  return found;
}

/** `../core/errors` seen from `symbolic/gcd.ts` is `core/errors.ts`; a folder stands for its index. */
function resolve(from: string, specifier: string, sources: Sources): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  const base = join(dirname(from), specifier);
  return [`${base}.ts`, `${base}/index.ts`].find((path) => sources.has(path)) ?? `${base}.ts`;
}

const rank = (path: string): number => (LAYERS as readonly string[]).indexOf(path.split("/")[0]!);

/** Files that import from a layer above their own, or lie in no layer. `index.ts` at the top may import everything. */
export function upwardImports(sources: Sources): string[] {
  const problems: string[] = [];
  for (const [path, text] of sources) {
    if (path === "index.ts") continue;
    if (rank(path) < 0) problems.push(`${path} lies in no layer`);
    for (const specifier of importsOf(path, text)) {
      const target = resolve(path, specifier, sources);
      if (target !== undefined && !(rank(target) >= 0 && rank(target) <= rank(path))) {
        problems.push(`${path} imports ${target}, which is not below it`);
      }
    }
  }
  return problems;
}

/** Cycles of files that load each other, each as `a → b → a`. Types may refer to each other: they load nothing. */
export function importCycles(sources: Sources): string[] {
  const done = new Set<string>();
  const stack: string[] = [];
  const cycles: string[] = [];
  const visit = (path: string): void => {
    const at = stack.indexOf(path);
    if (at >= 0) cycles.push([...stack.slice(at), path].join(" → "));
    if (at >= 0 || done.has(path)) return;
    stack.push(path);
    for (const specifier of importsOf(path, sources.get(path) ?? "", "loads")) {
      const target = resolve(path, specifier, sources);
      if (target !== undefined) visit(target);
    }
    stack.pop();
    done.add(path);
  };
  for (const path of sources.keys()) visit(path);
  return cycles;
}

const BUILTIN = new Set(builtinModules);
const NAMES = new Set(["console", "process", "Date", "performance", "setTimeout", "setInterval", "Buffer"]);

/** Whether an identifier is a use of the global of that name, and not a property, a key or a declaration. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodDeclaration(parent)) {
    return parent.name !== node;
  }
  return !ts.isImportSpecifier(parent) && !ts.isQualifiedName(parent);
}

const isRandom = (node: ts.Node): boolean =>
  (ts.isPropertyAccessExpression(node) &&
    node.expression.getText() === "Math" &&
    node.name.text === "random") ||
  (ts.isElementAccessExpression(node) &&
    node.expression.getText() === "Math" &&
    literal(node.argumentExpression) === "random");

/** Clocks, chance, files, the console, Node's modules and the kernel, in layers that must be pure: those below render. */
export function impurities(sources: Sources): string[] {
  const problems: string[] = [];
  for (const [path, text] of sources) {
    if (path === "index.ts" || rank(path) >= LAYERS.indexOf("render")) continue;
    for (const specifier of importsOf(path, text)) {
      const name = specifier.replace(/^node:/, "").split("/")[0]!;
      const foreign = specifier.startsWith("node:") || BUILTIN.has(specifier) || BUILTIN.has(name);
      if (foreign || name === "tslab") problems.push(`${path} imports ${specifier}`);
    }
    walk(parse(path, text), (node) => {
      if (ts.isIdentifier(node) && NAMES.has(node.text) && isUse(node)) {
        problems.push(`${path} uses ${node.text}`);
      }
      if (isRandom(node)) problems.push(`${path} uses Math.random`);
    });
  }
  return problems;
}

/** The comments of a file. */
export function commentsOf(path: string, text: string): string[] {
  const comments: string[] = [];
  const seen = new Set<number>();
  const add = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) {
      if (!seen.has(pos)) comments.push(text.slice(pos, end));
      seen.add(pos);
    }
  };
  walk(parse(path, text), (node) => {
    add(ts.getLeadingCommentRanges(text, node.getFullStart()));
    add(ts.getTrailingCommentRanges(text, node.getEnd()));
  });
  return comments;
}
