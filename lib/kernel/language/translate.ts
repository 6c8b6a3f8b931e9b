/**
 * TypeScript of a cell to JavaScript for V8's REPL mode. Every top-level declaration becomes `let`, the one kind that
 * REPL mode lets later cells declare again, so that variables stay in V8's script scope and loops run at full speed.
 * Imports become awaited calls, awaits remember their cell, the last expression is handed over as the result.
 */
import ts from "typescript";
import { boundNames, isVar } from "./declarations";

const HOOK = "__descentlab";
const { factory } = ts;

export interface Translation {
  readonly js: string;
  readonly map: string;
  /** Names declared, imports aside. */
  readonly declares: readonly string[];
}

/** What the checker knows and the syntax does not tell. */
export interface Facts {
  /** Imported names without a value. */
  readonly types: ReadonlySet<string>;
  /** Names that this cell imports and their module may assign to. */
  readonly live: ReadonlySet<string>;
  /** Offsets of identifiers that mean a live import; they are read from the module each time. */
  readonly uses: ReadonlySet<number>;
}

export function translate(code: string, options: ts.CompilerOptions, facts: Facts): Translation {
  const declares = new Set<string>();
  const output = ts.transpileModule(code, {
    fileName: "cell.ts",
    compilerOptions: {
      ...options,
      noEmit: false,
      sourceMap: true,
      inlineSources: false,
      verbatimModuleSyntax: true,
      isolatedModules: true,
      moduleDetection: ts.ModuleDetectionKind.Force,
      removeComments: false,
    },
    transformers: {
      before: facts.uses.size > 0 ? [(context) => (file) => readLive(file, context, facts.uses)] : [],
      after: [(context) => (file) => new Rewriter(context, facts, declares).rewrite(file)],
    },
  });
  const js = output.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return { js, map: output.sourceMapText ?? "", declares: [...declares] };
}

function call(member: string, ...args: ts.Expression[]): ts.CallExpression {
  return factory.createCallExpression(
    factory.createPropertyAccessExpression(factory.createIdentifier(HOOK), member),
    undefined,
    args,
  );
}

function letStatement(name: string | ts.BindingName, value?: ts.Expression): ts.VariableStatement {
  const declaration = factory.createVariableDeclaration(name, undefined, undefined, value);
  return factory.createVariableStatement(
    undefined,
    factory.createVariableDeclarationList([declaration], ts.NodeFlags.Let),
  );
}

/** `count` as `__descentlab.live.count` where `count` is an import that its module may assign to. */
function readLive(
  file: ts.SourceFile,
  context: ts.TransformationContext,
  uses: ReadonlySet<number>,
): ts.SourceFile {
  const read = (name: ts.Identifier) => {
    const live = factory.createPropertyAccessExpression(factory.createIdentifier(HOOK), "live");
    return ts.setTextRange(factory.createPropertyAccessExpression(live, name.text), name);
  };
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isImportDeclaration(node)) return node;
    if (ts.isShorthandPropertyAssignment(node) && uses.has(node.name.getStart(file))) {
      return factory.createPropertyAssignment(node.name.text, read(node.name));
    }
    if (ts.isIdentifier(node) && node.pos >= 0 && uses.has(node.getStart(file))) return read(node);
    return ts.visitEachChild(node, visit, context);
  };
  return ts.visitEachChild(file, visit, context);
}

class Rewriter {
  private readonly hoisted: ts.Statement[] = [];
  private depth = 0;
  /** Awaits made here, not to be wrapped again. */
  private readonly made = new WeakSet<ts.Node>();

  constructor(
    private readonly context: ts.TransformationContext,
    private readonly facts: Facts,
    private readonly declares: Set<string>,
  ) {}

  rewrite(file: ts.SourceFile): ts.SourceFile {
    const source = ts.getOriginalNode(file, ts.isSourceFile);
    const last = source.statements.at(-1);
    const hasResult = last !== undefined && (ts.isExpressionStatement(last) || ts.isExportAssignment(last));
    const body = file.statements.flatMap((statement) => this.statement(statement));
    if (hasResult) {
      const end = body.findLastIndex(ts.isExpressionStatement);
      const statement = body[end] as ts.ExpressionStatement | undefined;
      if (statement) {
        const result = factory.createExpressionStatement(call("result", statement.expression));
        body[end] = ts.setTextRange(result, statement);
      }
    }
    const strict = factory.createExpressionStatement(factory.createStringLiteral("use strict"));
    return factory.updateSourceFile(file, [strict, ...this.hoisted, ...body]);
  }

  private declare(names: readonly string[]): void {
    for (const name of names) this.declares.add(name);
  }

  /** Hoists `let name;` once for a `var`. */
  private hoistVar(name: string): void {
    if (this.declares.has(name)) return;
    this.declare([name]);
    this.hoisted.push(letStatement(name));
  }

  private statement(statement: ts.Statement): ts.Statement[] {
    if (ts.isImportDeclaration(statement)) {
      this.import(statement);
      return [];
    }
    if (ts.isExportDeclaration(statement)) return [];
    if (ts.isExportAssignment(statement)) {
      return [
        ts.setTextRange(factory.createExpressionStatement(this.expression(statement.expression)), statement),
      ];
    }
    if (ts.isFunctionDeclaration(statement)) {
      const name = statement.name?.text ?? "_default";
      this.declare([name]);
      const kept = (statement.modifiers ?? []).filter(
        (m) => m.kind === ts.SyntaxKind.AsyncKeyword,
      ) as ts.Modifier[];
      const plain = factory.createFunctionExpression(
        kept,
        statement.asteriskToken,
        undefined,
        undefined,
        statement.parameters,
        undefined,
        statement.body!,
      );
      this.hoisted.push(letStatement(name, this.expression(ts.setTextRange(plain, statement))));
      return [];
    }
    if (ts.isClassDeclaration(statement)) {
      const name = statement.name?.text ?? "_default";
      this.declare([name]);
      const visited = this.visit(statement) as ts.ClassDeclaration;
      const plain = factory.updateClassDeclaration(
        visited,
        undefined,
        visited.name ?? factory.createIdentifier(name),
        undefined,
        visited.heritageClauses,
        visited.members,
      );
      return [plain];
    }
    if (ts.isVariableStatement(statement)) return this.variables(statement);
    return [this.visit(statement) as ts.Statement];
  }

  private variables(statement: ts.VariableStatement): ts.Statement[] {
    const { declarationList: list } = statement;
    if (isVar(list) && list.declarations.every((d) => ts.isIdentifier(d.name))) {
      const assigned = this.assignments(list);
      return assigned
        ? [ts.setTextRange(factory.createExpressionStatement(assigned), statement)].map(unlessResult)
        : [];
    }
    for (const declaration of list.declarations) this.declare(boundNames(declaration.name));
    const declared = list.declarations.map(
      (declaration) => this.visit(declaration) as ts.VariableDeclaration,
    );
    const lets = ts.setTextRange(factory.createVariableDeclarationList(declared, ts.NodeFlags.Let), list);
    return [ts.setTextRange(factory.createVariableStatement(undefined, lets), statement)];
  }

  /** `var a = 1, b` as `a = 1`, with the names hoisted. */
  private assignments(list: ts.VariableDeclarationList): ts.Expression | null {
    const parts: ts.Expression[] = [];
    for (const { name, initializer } of list.declarations) {
      const identifier = name as ts.Identifier;
      this.hoistVar(identifier.text);
      if (initializer) {
        const assignment = factory.createAssignment(identifier, this.expression(initializer));
        parts.push(ts.setTextRange(assignment, list));
      }
    }
    return parts.length === 0 ? null : parts.reduce((left, right) => factory.createComma(left, right));
  }

  private import(statement: ts.ImportDeclaration): void {
    const clause = statement.importClause;
    const names: [local: string, exported: string][] = [];
    if (clause?.name) names.push([clause.name.text, "default"]);
    const bindings = clause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) names.push([bindings.name.text, "*"]);
    else if (bindings)
      for (const e of bindings.elements) names.push([e.name.text, (e.propertyName ?? e.name).text]);
    const values = names.filter(([local]) => !this.facts.types.has(local));
    if (names.length > 0 && values.length === 0) return;
    const table = values.map(([local, exported]) =>
      factory.createPropertyAssignment(
        factory.createStringLiteral(local),
        factory.createStringLiteral(exported),
      ),
    );
    const live = values
      .filter(([local]) => this.facts.live.has(local))
      .map(([local]) => factory.createStringLiteral(local));
    const request = call(
      "import",
      statement.moduleSpecifier,
      factory.createObjectLiteralExpression(table),
      factory.createArrayLiteralExpression(live),
    );
    const awaited = ts.setTextRange(this.awaiting(request, true), statement);
    const pattern = factory.createObjectBindingPattern(
      values.map(([local]) => factory.createBindingElement(undefined, undefined, local)),
    );
    const made =
      values.length > 0 ? letStatement(pattern, awaited) : factory.createExpressionStatement(awaited);
    this.hoisted.push(ts.setTextRange(made, statement));
  }

  private awaiting(value: ts.Expression, top: boolean): ts.Expression {
    const awaited = factory.createAwaitExpression(top ? call("wait", value) : value);
    this.made.add(awaited);
    return call("resume", call("here"), awaited);
  }

  private expression(node: ts.Expression): ts.Expression {
    return this.visit(node) as ts.Expression;
  }

  private readonly visit = (node: ts.Node): ts.Node => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) {
      this.depth++;
      const visited = ts.visitEachChild(node, this.visit, this.context);
      this.depth--;
      return visited;
    }
    if (ts.isAwaitExpression(node) && !this.made.has(node)) {
      const top = this.depth === 0;
      return ts.setTextRange(this.awaiting(this.expression(node.expression), top), node);
    }
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0]
    ) {
      return ts.setTextRange(call("dynamic", this.expression(node.arguments[0])), node);
    }
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      return factory.createPropertyAccessExpression(factory.createIdentifier(HOOK), "meta");
    }
    if (this.depth === 0) {
      const replaced = this.nestedVar(node);
      if (replaced) return replaced;
    }
    return ts.visitEachChild(node, this.visit, this.context);
  };

  /** `var` in blocks and loops of the cell. */
  private nestedVar(node: ts.Node): ts.Node | null {
    const simple = (list: ts.Node | undefined): list is ts.VariableDeclarationList =>
      list !== undefined &&
      ts.isVariableDeclarationList(list) &&
      isVar(list) &&
      list.declarations.every((d) => ts.isIdentifier(d.name));
    if (ts.isVariableStatement(node) && simple(node.declarationList)) {
      const assigned = this.assignments(node.declarationList);
      return assigned ? factory.createExpressionStatement(assigned) : factory.createEmptyStatement();
    }
    if (ts.isForStatement(node) && simple(node.initializer)) {
      const start = this.assignments(node.initializer) ?? undefined;
      const updated = factory.updateForStatement(
        node,
        start,
        node.condition,
        node.incrementor,
        node.statement,
      );
      return ts.visitEachChild(updated, this.visit, this.context);
    }
    if ((ts.isForInStatement(node) || ts.isForOfStatement(node)) && simple(node.initializer)) {
      const name = node.initializer.declarations[0]!.name as ts.Identifier;
      this.hoistVar(name.text);
      const updated = ts.isForInStatement(node)
        ? factory.updateForInStatement(node, name, node.expression, node.statement)
        : factory.updateForOfStatement(node, node.awaitModifier, name, node.expression, node.statement);
      return ts.visitEachChild(updated, this.visit, this.context);
    }
    return null;
  }
}

/** An assignment made of a `var` is no result, whatever its place. */
function unlessResult(statement: ts.ExpressionStatement): ts.Statement {
  return factory.createBlock([statement]);
}
