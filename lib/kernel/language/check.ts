/** Type errors of a cell, as the failure that the front end shows. */
import ts from "typescript";
import { codeFrame, red } from "../frame";
import type { Failure } from "../messages";
import type { Notebook, Placed } from "./notebook";

/** Diagnostics that make no sense in a cell or would only stop what runs. */
const IGNORED = new Set([
  1375, // `await` at top level of a file that is no module
  1378, // `await` at top level needs another target
  2695, // left side of a comma unused
  7016, // a JavaScript module without types is `any`
]);

const SHOWN = 5;

/** The failure of a cell with errors; `null` when it may run. */
export function check(notebook: Notebook, placed: Placed, label: string, code: string): Failure | null {
  const { service } = notebook;
  const inCell = (diagnostic: ts.Diagnostic) =>
    diagnostic.category === ts.DiagnosticCategory.Error &&
    !IGNORED.has(diagnostic.code) &&
    diagnostic.start !== undefined &&
    diagnostic.start >= placed.start - 1 &&
    diagnostic.start <= placed.end;
  let found: ts.Diagnostic[] = service.getSyntacticDiagnostics(placed.file).filter(inCell);
  const ename = found.length > 0 ? "SyntaxError" : "TypeScriptError";
  if (found.length === 0) found = service.getSemanticDiagnostics(placed.file).filter(inCell);
  return found.length === 0 ? null : failure(ename, found, placed, label, code);
}

function failure(
  ename: string,
  found: ts.Diagnostic[],
  placed: Placed,
  label: string,
  code: string,
): Failure {
  const traceback: string[] = [];
  let evalue = "";
  for (const diagnostic of found.slice(0, SHOWN)) {
    const offset = Math.min(Math.max(0, (diagnostic.start ?? 0) - placed.start), code.length);
    const { line, character } = placed.source.getLineAndCharacterOfPosition(offset);
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
    const place = `${label}:${line + 1}:${character + 1}`;
    evalue ||= `${place} - TS${diagnostic.code}: ${text}`;
    traceback.push(`${red(ename)}: ${place} - TS${diagnostic.code}: ${text}`);
    traceback.push(codeFrame(code, line + 1, character + 1, diagnostic.length ?? 1));
  }
  if (found.length > SHOWN) traceback.push(`… and ${found.length - SHOWN} more`);
  return { ename, evalue, traceback };
}

/** Imported names of the cell that are types only, so that nothing is loaded for them. */
export function typeOnlyImports(notebook: Notebook, placed: Placed): Set<string> {
  const types = new Set<string>();
  if (!placed.declared.some((d) => d.imported)) return types;
  const program = notebook.service.getProgram();
  const checker = program?.getTypeChecker();
  const file = program?.getSourceFile(placed.file);
  if (!checker || !file) return types;
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || statement.pos < placed.start - 1) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    for (const { name } of bindings.elements) {
      const symbol = checker.getSymbolAtLocation(name);
      const target =
        symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      if (target && target.flags !== 0 && !(target.flags & ts.SymbolFlags.Value) && target.name !== "unknown")
        types.add(name.text);
    }
  }
  return types;
}
