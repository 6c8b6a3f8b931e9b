/** Rewrites the JavaScript of a cell for REPL mode, statement by statement. See translate.ts. */
import ts from "typescript";
import { boundNames, isVar } from "./declarations";
import { call, HOOK, importedNames, letStatement } from "./nodes";
import type { Facts } from "./translate";

const { factory } = ts;

export class Rewriter {
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
      this.hoisted.push(this.functionAsLet(statement));
      return [];
    }
    if (ts.isClassDeclaration(statement)) return [this.plainClass(statement)];
    if (ts.isVariableStatement(statement)) return this.variables(statement);
    return [this.visit(statement) as ts.Statement];
  }

  private functionAsLet(statement: ts.FunctionDeclaration): ts.Statement {
    const name = statement.name?.text ?? "_default";
    this.declare([name]);
    const kept = (statement.modifiers ?? []).filter((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
    const plain = factory.createFunctionExpression(
      kept as ts.Modifier[],
      statement.asteriskToken,
      undefined,
      undefined,
      statement.parameters,
      undefined,
      statement.body!,
    );
    return letStatement(name, this.expression(ts.setTextRange(plain, statement)));
  }

  /** A class without `export`; REPL mode treats it as `let`. */
  private plainClass(statement: ts.ClassDeclaration): ts.Statement {
    const name = statement.name?.text ?? "_default";
    this.declare([name]);
    const visited = this.visit(statement) as ts.ClassDeclaration;
    return factory.updateClassDeclaration(
      visited,
      undefined,
      visited.name ?? factory.createIdentifier(name),
      undefined,
      visited.heritageClauses,
      visited.members,
    );
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
    const names = importedNames(statement.importClause);
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
    if (ts.isPropertyAccessExpression(node) && node.name.text === "nextTick" && isProcess(node.expression)) {
      return factory.createPropertyAccessExpression(factory.createIdentifier(HOOK), "nextTick");
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

function isProcess(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === "process";
}

/** An assignment made of a `var` is no result, whatever its place. */
function unlessResult(statement: ts.ExpressionStatement): ts.Statement {
  return factory.createBlock([statement]);
}
