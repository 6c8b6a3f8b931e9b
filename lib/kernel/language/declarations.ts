/** Names that a cell declares at its top level, read off its syntax tree. */
import ts from "typescript";

export interface Declaration {
  readonly name: string;
  /** `let` and `var`, which later cells may assign to; `const`; anything that may also be a type or a namespace. */
  readonly kind: "let" | "const" | "other";
  readonly imported: boolean;
  /** The statement has an `export` of its own. */
  readonly exported: boolean;
}

/** Parses the text of a cell. */
export function parse(code: string): ts.SourceFile {
  return ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
}

/** Names bound by a declaration: one, or those of a pattern. */
export function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

export function isVar(list: ts.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.BlockScoped) === 0;
}

function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some((m) => m.kind === ts.SyntaxKind.ExportKeyword)
  );
}

function importedNames(clause: ts.ImportClause): string[] {
  const names = clause.name ? [clause.name.text] : [];
  const bindings = clause.namedBindings;
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, bindings.name.text];
  return [...names, ...bindings.elements.map((element) => element.name.text)];
}

/** `var` declarations in blocks and loops belong to the cell, too. */
function nestedVars(node: ts.Node, found: Set<string>): void {
  if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isModuleDeclaration(node)) return;
  if (ts.isVariableDeclarationList(node) && isVar(node)) {
    for (const declaration of node.declarations)
      for (const name of boundNames(declaration.name)) found.add(name);
  }
  ts.forEachChild(node, (child) => nestedVars(child, found));
}

export function declarations(file: ts.SourceFile): Declaration[] {
  const found = new Map<string, Declaration>();
  const add = (name: string, statement: ts.Node, kind: Declaration["kind"], imported = false) => {
    const exported = isExported(statement) && !imported;
    found.set(name, { name, kind, imported, exported });
  };
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) {
      const kind = (statement.declarationList.flags & ts.NodeFlags.Constant) === 0 ? "let" : "const";
      for (const { name } of statement.declarationList.declarations) {
        for (const bound of boundNames(name)) add(bound, statement, kind);
      }
    } else if (ts.isImportDeclaration(statement)) {
      const names = statement.importClause ? importedNames(statement.importClause) : [];
      for (const name of names) add(name, statement, "other", true);
    } else if (ts.isImportEqualsDeclaration(statement)) {
      add(statement.name.text, statement, "other");
    } else if (
      (ts.isFunctionDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement) ||
        ts.isEnumDeclaration(statement) ||
        (ts.isModuleDeclaration(statement) && statement.flags & ts.NodeFlags.Namespace)) &&
      statement.name
    ) {
      add(statement.name.text, statement, "other");
    } else {
      const names = new Set<string>();
      nestedVars(statement, names);
      for (const name of names) if (!found.has(name)) add(name, statement, "let");
    }
  }
  return [...found.values()];
}

/** Whether the cell adds to types elsewhere (`declare global`, `declare module "x"`), so that it has to stay. */
export function augments(file: ts.SourceFile): boolean {
  return file.statements.some(
    (s) =>
      ts.isModuleDeclaration(s) &&
      (ts.isStringLiteral(s.name) || (s.flags & ts.NodeFlags.GlobalAugmentation) !== 0),
  );
}

/** Identifiers that occur in a text. */
export function mentioned(code: string): Set<string> {
  return new Set(code.match(/[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu) ?? []);
}
