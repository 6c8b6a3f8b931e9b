/** What the language service reads: files on disk, and the texts of cells in slots that look like files. */
import { createRequire } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import ts from "typescript";

const KERNEL = resolve(__dirname, "..");
const own = createRequire(__filename);

export class CellHost implements ts.LanguageServiceHost {
  private readonly texts = new Map<string, { text: string; version: number }>();
  private readonly snapshots = new Map<string, { version: string; snapshot: ts.IScriptSnapshot }>();
  private readonly packages: ts.ModuleResolutionCache;

  constructor(
    private readonly folder: string,
    private readonly options: ts.CompilerOptions,
    readonly jsDocParsingMode: ts.JSDocParsingMode,
  ) {
    this.packages = ts.createModuleResolutionCache(folder, (name) => name, options);
  }

  /** Spares the service reading the `package.json` of every library file again for every cell. */
  getModuleResolutionCache = (): ts.ModuleResolutionCache => this.packages;

  write(file: string, text: string): void {
    const before = this.texts.get(file);
    if (before?.text !== text) this.texts.set(file, { text, version: (before?.version ?? 0) + 1 });
  }

  version(file: string): number {
    return this.texts.get(file)?.version ?? 0;
  }

  getCompilationSettings = () => this.options;
  getScriptFileNames = () => [...this.texts.keys()];
  getCurrentDirectory = () => this.folder;
  getDefaultLibFileName = (options: ts.CompilerOptions) => ts.getDefaultLibFilePath(options);
  fileExists = (file: string) => this.texts.has(file) || ts.sys.fileExists(file);
  readFile = (file: string) => this.texts.get(file)?.text ?? ts.sys.readFile(file);
  readDirectory = ts.sys.readDirectory;
  directoryExists = ts.sys.directoryExists;
  getDirectories = ts.sys.getDirectories;
  realpath = ts.sys.realpath;
  useCaseSensitiveFileNames = () => ts.sys.useCaseSensitiveFileNames;

  /** Files of packages do not change while a kernel runs; the others are looked at each time. */
  getScriptVersion = (file: string): string => {
    const cell = this.texts.get(file);
    if (cell) return String(cell.version);
    if (file.includes("/node_modules/") || file.startsWith(KERNEL)) return "1";
    return String(ts.sys.getModifiedTime?.(file)?.getTime() ?? 0);
  };

  getScriptSnapshot = (file: string): ts.IScriptSnapshot | undefined => {
    const version = this.getScriptVersion(file);
    const known = this.snapshots.get(file);
    if (known?.version === version) return known.snapshot;
    const text = this.readFile(file);
    if (text === undefined) return undefined;
    const snapshot = ts.ScriptSnapshot.fromString(text);
    if (!this.texts.has(file)) this.snapshots.set(file, { version, snapshot });
    return snapshot;
  };

  resolve(name: string, containing: string): ts.ResolvedModuleFull | undefined {
    const local = join(dirname(containing), `${name}.ts`);
    if (name.startsWith("./") && this.texts.has(local)) {
      return { resolvedFileName: local, extension: ts.Extension.Ts, isExternalLibraryImport: false };
    }
    if (name === "tslab") return external(join(KERNEL, "tslab.d.ts"));
    const cache = containing.includes(`${sep}node_modules${sep}`) ? this.packages : undefined;
    const found = ts.resolveModuleName(name, containing, this.options, this, cache).resolvedModule;
    if (found || (name !== "descentlab" && !name.startsWith("descentlab/"))) return found;
    try {
      return external(own.resolve(name).replace(/\.js$/, ".d.ts"));
    } catch {
      return undefined;
    }
  }

  resolveModuleNameLiterals = (
    literals: readonly ts.StringLiteralLike[],
    containing: string,
  ): readonly ts.ResolvedModuleWithFailedLookupLocations[] =>
    literals.map((literal) => ({ resolvedModule: this.resolve(literal.text, containing) }));
}

function external(file: string): ts.ResolvedModuleFull {
  return { resolvedFileName: file, extension: ts.Extension.Dts, isExternalLibraryImport: true };
}
