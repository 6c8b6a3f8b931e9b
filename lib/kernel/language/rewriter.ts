/** Rewrites the JavaScript of a cell, statement by statement, into a function. See translate.ts. */
import ts from "typescript";
import { awaits, toTarget } from "./assign";
import { boundNames, isVar } from "./declarations";
import { call, HOOK, importedNames } from "./nodes";
import type { Facts } from "./translate";

const { factory } = ts;
const { isGeneratedIdentifier } = ts as unknown as { isGeneratedIdentifier(node: ts.Node): boolean };

/** Hands a last expression over as the result. Before the compiler moves it, as it does below `using`. */
export function markResult(file: ts.SourceFile): ts.SourceFile {
  const last = file.statements.at(-1);
  if (!last || !(ts.isExpressionStatement(last) || ts.isExportAssignment(last))) return file;
  const result = factory.createExpressionStatement(call("result", last.expression));
  return factory.updateSourceFile(file, [...file.statements.slice(0, -1), ts.setTextRange(result, last)]);
}

export class Rewriter {
  private readonly hoisted: ts.Statement[] = [];
  private depth = 0;
  /** Awaits made here, not to be wrapped again. */
  private readonly made = new WeakSet<ts.Node>();

  constructor(
    private readonly context: ts.TransformationContext,
    private readonly facts: Facts,
    private readonly declares: Set<string>,
    private readonly imports: Set<string>,
  ) {}

  rewrite(file: ts.SourceFile): ts.SourceFile {
    const body = file.statements.flatMap((statement) => this.statement(statement));
    return factory.updateSourceFile(file, this.enclose([...this.hoisted, ...body]));
  }

  /** `(() => { "use strict"; … });`, async when the cell awaits, below `with` when it has variables of its own. */
  private enclose(statements: readonly ts.Statement[]): ts.Statement[] {
    const strict = factory.createExpressionStatement(factory.createStringLiteral("use strict"));
    const modifiers = statements.some(awaits) ? [factory.createModifier(ts.SyntaxKind.AsyncKeyword)] : [];
    const block = factory.createBlock([strict, ...statements], true);
    const work = factory.createArrowFunction(modifiers, undefined, [], undefined, undefined, block);
    const made = factory.createExpressionStatement(factory.createParenthesizedExpression(work));
    if (this.facts.own.size === 0) return [made];
    const own = factory.createPropertyAccessExpression(factory.createIdentifier(HOOK), "own");
    return [factory.createWithStatement(own, made)];
  }

  /** `target = value;`, at the place of `origin`. */
  private assign(target: ts.Expression, value: ts.Expression, origin?: ts.Node): ts.Statement {
    const assignment = factory.createAssignment(target, value);
    const made = factory.createExpressionStatement(origin ? ts.setTextRange(assignment, origin) : assignment);
    return origin ? ts.setTextRange(made, origin) : made;
  }

  private declare(names: readonly string[]): void {
    for (const name of names) this.declares.add(name);
  }

  /** A `var` starts as `undefined`, once. */
  private hoistVars(pattern: ts.BindingName): void {
    for (const name of boundNames(pattern)) {
      if (this.declares.has(name)) continue;
      this.declare([name]);
      this.hoisted.push(this.assign(factory.createIdentifier(name), factory.createVoidZero()));
    }
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
      this.hoisted.push(this.functionAsValue(statement));
      return [];
    }
    if (ts.isClassDeclaration(statement)) return [this.classAsValue(statement)];
    if (ts.isVariableStatement(statement) && !isTemporary(statement.declarationList))
      return this.variables(statement);
    return [this.visit(statement) as ts.Statement];
  }

  private functionAsValue(statement: ts.FunctionDeclaration): ts.Statement {
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
    return this.assign(factory.createIdentifier(name), this.expression(ts.setTextRange(plain, statement)));
  }

  private classAsValue(statement: ts.ClassDeclaration): ts.Statement {
    const name = statement.name?.text ?? "_default";
    this.declare([name]);
    const visited = this.visit(statement) as ts.ClassDeclaration;
    const plain = factory.createClassExpression(
      undefined,
      visited.name ?? factory.createIdentifier(name),
      undefined,
      visited.heritageClauses,
      visited.members,
    );
    return this.assign(factory.createIdentifier(name), ts.setTextRange(plain, statement), statement);
  }

  private variables(statement: ts.VariableStatement): ts.Statement[] {
    const { declarationList: list } = statement;
    for (const { name } of list.declarations) {
      if (isVar(list)) this.hoistVars(name);
      else this.declare(boundNames(name));
    }
    return list.declarations.flatMap((declaration) => {
      const { name, initializer } = declaration;
      if (!initializer && isVar(list)) return [];
      const value = initializer ? this.expression(initializer) : factory.createVoidZero();
      return [this.assign(toTarget(name, this.visit), value, declaration)];
    });
  }

  /** `var a = 1, b` as `a = 1`, with the names hoisted. */
  private assignments(list: ts.VariableDeclarationList): ts.Expression | null {
    const parts: ts.Expression[] = [];
    for (const { name, initializer } of list.declarations) {
      this.hoistVars(name);
      if (initializer) {
        const assignment = factory.createAssignment(toTarget(name, this.visit), this.expression(initializer));
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
    for (const [local] of values) this.imports.add(local);
    const target = factory.createObjectLiteralExpression(
      values.map(([local]) => factory.createShorthandPropertyAssignment(local)),
    );
    const made =
      values.length > 0 ? this.assign(target, awaited) : factory.createExpressionStatement(awaited);
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
    const isVars = (list: ts.Node | undefined): list is ts.VariableDeclarationList =>
      list !== undefined && ts.isVariableDeclarationList(list) && isVar(list) && !isTemporary(list);
    if (ts.isVariableStatement(node) && isVars(node.declarationList)) {
      const assigned = this.assignments(node.declarationList);
      return assigned ? factory.createExpressionStatement(assigned) : factory.createEmptyStatement();
    }
    if (ts.isForStatement(node) && isVars(node.initializer)) {
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
    if ((ts.isForInStatement(node) || ts.isForOfStatement(node)) && isVars(node.initializer)) {
      const { name } = node.initializer.declarations[0]!;
      this.hoistVars(name);
      const target = toTarget(name, this.visit);
      const updated = ts.isForInStatement(node)
        ? factory.updateForInStatement(node, target, node.expression, node.statement)
        : factory.updateForOfStatement(node, node.awaitModifier, target, node.expression, node.statement);
      return ts.visitEachChild(updated, this.visit, this.context);
    }
    return null;
  }
}

/** Declared by the compiler, not by the cell (for `using`, for instance). */
function isTemporary(list: ts.VariableDeclarationList): boolean {
  return list.declarations.every(({ name }) => isGeneratedIdentifier(name));
}

function isProcess(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === "process";
}
