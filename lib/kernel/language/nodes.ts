/** Pieces of syntax that translated cells are made of. */
import ts from "typescript";

/** Global name under which translated cells reach the kernel. */
export const HOOK = "__descentlab";
const { factory } = ts;

/** `__descentlab.member(...args)` */
export function call(member: string, ...args: ts.Expression[]): ts.CallExpression {
  return factory.createCallExpression(
    factory.createPropertyAccessExpression(factory.createIdentifier(HOOK), member),
    undefined,
    args,
  );
}

/** The table `{ "local": "exported" }` of an import and the names in it. */
export function importedNames(clause: ts.ImportClause | undefined): [local: string, exported: string][] {
  const names: [local: string, exported: string][] = clause?.name ? [[clause.name.text, "default"]] : [];
  const bindings = clause?.namedBindings;
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return [...names, [bindings.name.text, "*"]];
  return [
    ...names,
    ...bindings.elements.map((e): [string, string] => [e.name.text, (e.propertyName ?? e.name).text]),
  ];
}
