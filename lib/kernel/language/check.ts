/** Type errors of a cell, as the failure that the front end shows. */
import { relative } from "node:path";
import ts from "typescript";
import { codeFrame, red } from "../frame";
import type { Failure } from "../messages";
import type { Notebook, Placed } from "./notebook";
import type { Facts } from "./translate";

/** Diagnostics that make no sense in a cell or would only stop what runs. */
const IGNORED = new Set([
  1375, // `await` at top level of a file that is no module
  1378, // `await` at top level needs another target
  2695, // left side of a comma unused
  7005, // `let list = []` of an earlier cell has no type of its own: it is `any[]`
  7034,
  7016, // a JavaScript module without types is `any`
]);

const SHOWN = 5;
const UNCHECKED = /^\s*\/\/\s*@ts-nocheck\b/;

/** The failure of a cell with errors, its own or of local files that it imports; `null` when it may run. */
export function check(notebook: Notebook, placed: Placed, label: string, code: string): Failure | null {
  const { service, localFiles, folder } = notebook;
  const isError = (diagnostic: ts.Diagnostic) =>
    diagnostic.category === ts.DiagnosticCategory.Error && !IGNORED.has(diagnostic.code);
  const inCell = (diagnostic: ts.Diagnostic) =>
    isError(diagnostic) &&
    diagnostic.start !== undefined &&
    diagnostic.start >= placed.start - 1 &&
    diagnostic.start <= placed.end;
  const { source } = placed;
  const syntax = syntaxErrors(source);
  if (syntax.length > 0) return failure("SyntaxError", syntax, { source, offset: 0, label, code });
  if (UNCHECKED.test(code)) return null;
  const found = service.getSemanticDiagnostics(placed.file).filter(inCell);
  if (found.length > 0)
    return failure("TypeScriptError", found, { source, offset: placed.start, label, code });
  const imported = localFiles.errors(notebook.files(placed), isError);
  const file = imported[0]?.file;
  if (!file) return null;
  const where = { source: file, offset: 0, label: relative(folder, file.fileName), code: file.text };
  return failure("TypeScriptError", imported, where);
}

/** Errors of the parser, at places of the cell itself. */
export function syntaxErrors(source: ts.SourceFile): ts.Diagnostic[] {
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  return parseDiagnostics.filter((diagnostic) => diagnostic.category === ts.DiagnosticCategory.Error);
}

/** A text with errors: its name, and what to subtract from the offsets of the diagnostics. */
interface Erroneous {
  readonly source: ts.SourceFile;
  readonly offset: number;
  readonly label: string;
  readonly code: string;
}

function failure(ename: string, found: readonly ts.Diagnostic[], where: Erroneous): Failure {
  const { source, label, code } = where;
  const traceback: string[] = [];
  let evalue = "";
  for (const diagnostic of found.slice(0, SHOWN)) {
    const offset = Math.min(Math.max(0, (diagnostic.start ?? 0) - where.offset), code.length);
    const { line, character } = source.getLineAndCharacterOfPosition(offset);
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
    const place = `${label}:${line + 1}:${character + 1}`;
    evalue ||= `${place} - TS${diagnostic.code}: ${text}`;
    traceback.push(`${red(ename)}: ${place} - TS${diagnostic.code}: ${text}`);
    traceback.push(codeFrame(code, line + 1, character + 1, diagnostic.length ?? 1));
  }
  if (found.length > SHOWN) traceback.push(`… and ${found.length - SHOWN} more`);
  return { ename, evalue, traceback };
}

/** What the checker knows about the imported names of a cell and their uses. */
export function factsOf(notebook: Notebook, placed: Placed): Facts {
  const facts = {
    types: new Set<string>(),
    live: new Set<string>(),
    own: notebook.ownNames(placed),
    uses: new Set<number>(),
  };
  const earlier = notebook.liveNames(placed);
  if (earlier.length === 0 && !placed.declared.some((d) => d.imported)) return facts;
  const program = notebook.service.getProgram();
  const checker = program?.getTypeChecker();
  const file = program?.getSourceFile(placed.file);
  if (!checker || !file) return facts;
  for (const specifier of importSpecifiers(file, placed)) {
    const symbol = checker.getSymbolAtLocation(specifier.name);
    const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if (!target || target.flags === 0 || target.escapedName === "unknown") continue;
    if (!(target.flags & ts.SymbolFlags.Value)) facts.types.add(specifier.name.text);
    else if (isMutable(target)) facts.live.add(specifier.name.text);
  }
  const wanted = new Set([...earlier, ...facts.live]);
  if (wanted.size > 0) findUses(file, placed, wanted, checker, facts.uses);
  return facts;
}

function importSpecifiers(file: ts.SourceFile, placed: Placed): ts.ImportSpecifier[] {
  return file.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || statement.getStart(file) < placed.start) return [];
    const bindings = statement.importClause?.namedBindings;
    return bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
  });
}

/** Exported with `let` or `var`: the module may assign to it after it was imported. */
function isMutable(symbol: ts.Symbol): boolean {
  const declaration = symbol.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration)) return false;
  return (declaration.parent.flags & ts.NodeFlags.Constant) === 0;
}

/** Offsets in the cell of identifiers that mean one of the imported names `wanted`, and not a local of that name. */
function findUses(
  file: ts.SourceFile,
  placed: Placed,
  wanted: ReadonlySet<string>,
  checker: ts.TypeChecker,
  uses: Set<number>,
): void {
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isIdentifier(node) && wanted.has(node.text) && node.pos >= placed.start - 1) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      const imported = symbol?.declarations?.some(
        (d) => ts.isImportSpecifier(d) || ts.isImportEqualsDeclaration(d),
      );
      if (imported) uses.add(node.getStart(file) - placed.start);
    }
    ts.forEachChild(node, look);
  };
  look(file);
}
