/** Declarations as assignments, and whether code awaits. */
import ts from "typescript";

const { factory } = ts;
type Visit = (node: ts.Node) => ts.Node;

/** A declared name or pattern as what an assignment assigns to; `visit` rewrites the expressions inside. */
export function toTarget(name: ts.BindingName, visit: Visit): ts.Expression {
  if (ts.isIdentifier(name)) return name;
  if (ts.isObjectBindingPattern(name)) {
    return factory.createObjectLiteralExpression(name.elements.map((element) => toProperty(element, visit)));
  }
  return factory.createArrayLiteralExpression(
    name.elements.map((element) => {
      if (ts.isOmittedExpression(element)) return element;
      const target = toTarget(element.name, visit);
      return element.dotDotDotToken
        ? factory.createSpreadElement(target)
        : orDefault(target, element.initializer, visit);
    }),
  );
}

function toProperty(element: ts.BindingElement, visit: Visit): ts.ObjectLiteralElementLike {
  const target = toTarget(element.name, visit);
  if (element.dotDotDotToken) return factory.createSpreadAssignment(target);
  const key = element.propertyName ?? (element.name as ts.Identifier);
  const property = ts.isComputedPropertyName(key)
    ? factory.createComputedPropertyName(visit(key.expression) as ts.Expression)
    : key;
  return factory.createPropertyAssignment(property, orDefault(target, element.initializer, visit));
}

function orDefault(target: ts.Expression, value: ts.Expression | undefined, visit: Visit): ts.Expression {
  return value ? factory.createAssignment(target, visit(value) as ts.Expression) : target;
}

/** Whether running `node` awaits; what functions inside do counts for them. */
export function awaits(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
  if (
    ts.isVariableDeclarationList(node) &&
    (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing
  ) {
    return true;
  }
  return ts.forEachChild(node, awaits) ?? false;
}
