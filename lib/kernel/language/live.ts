/** Reads of imports that their module may assign to. */
import ts from "typescript";
import { HOOK } from "./nodes";

const { factory } = ts;

/** `count` as `__descentlab.live.count` where `count` is an import that its module may assign to. */
export function readLive(
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
