/** Type errors of the local TypeScript files that a cell imports, directly or through other files. */
import { sep } from "node:path";
import ts from "typescript";
import type { CellHost } from "./host";

/** Whether a file is TypeScript source outside of packages. */
export function isLocalSource(file: string): boolean {
  return /(?<!\.d)\.[mc]?tsx?$/.test(file) && !file.includes(`${sep}node_modules${sep}`);
}

export class LocalFiles {
  /** Files without errors, with the versions of everything local that they reach. */
  private readonly clean = new Map<string, string>();
  private readonly known = new Map<string, { version: string; imports: readonly string[] }>();

  constructor(
    private readonly host: CellHost,
    private readonly service: ts.LanguageService,
  ) {}

  /** Errors of the first file that has some, among those that `cells` reach. Files that did not change cost nothing. */
  errors(cells: readonly string[], isError: (diagnostic: ts.Diagnostic) => boolean): ts.Diagnostic[] {
    for (const file of this.reached(cells)) {
      if (!this.host.fileExists(file)) continue;
      const state = this.reached([file]).map((local) => `${local} ${this.host.getScriptVersion(local)}`);
      const versions = state.join("\n");
      if (this.clean.get(file) === versions) continue;
      const found = [
        ...this.service.getSyntacticDiagnostics(file),
        ...this.service.getSemanticDiagnostics(file),
      ].filter(isError);
      if (found.length > 0) return found;
      this.clean.set(file, versions);
    }
    return [];
  }

  /** `from` itself as far as it is local, and what it imports, in the order of discovery. */
  private reached(from: readonly string[]): string[] {
    const seen = new Set(from);
    for (const file of seen) for (const local of this.imports(file)) seen.add(local);
    return [...seen].filter((file) => this.isLocal(file));
  }

  /** Local files that a cell or a local file imports itself. */
  private imports(file: string): readonly string[] {
    const version = this.host.getScriptVersion(file);
    const known = this.known.get(file);
    if (known?.version === version) return known.imports;
    const text = this.host.readFile(file) ?? "";
    const imports = ts
      .preProcessFile(text, true, false)
      .importedFiles.map(({ fileName }) => this.host.resolve(fileName, file)?.resolvedFileName)
      .filter((found): found is string => found !== undefined && this.isLocal(found));
    this.known.set(file, { version, imports });
    return imports;
  }

  private isLocal(file: string): boolean {
    return isLocalSource(file) && this.host.version(file) === 0;
  }
}
