/** Compiler options of cells: the nearest tsconfig with options, as far as a notebook can follow it. */
import { dirname, join } from "node:path";
import ts from "typescript";

/** Folders `node_modules/@types` from `folder` upwards, then the kernel's own. */
function typeRoots(folder: string): string[] {
  const roots: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    const root = join(at, "node_modules", "@types");
    if (ts.sys.directoryExists(root)) roots.push(root);
    if (at === dirname(at)) break;
  }
  const own = dirname(dirname(require.resolve("@types/node/package.json")));
  return roots.includes(own) ? roots : [...roots, own];
}

function nearestConfig(folder: string): { file: string; options: ts.CompilerOptions } | null {
  for (let at = folder; ; at = dirname(at)) {
    const file = join(at, "tsconfig.json");
    if (ts.sys.fileExists(file)) {
      const { config } = ts.readConfigFile(file, ts.sys.readFile) as { config?: object };
      const host = { ...ts.sys, readDirectory: () => [] };
      const { options } = ts.parseJsonConfigFileContent(config ?? {}, host, at, undefined, file);
      const given = Object.keys(options).filter((key) => key !== "configFilePath");
      if (given.length > 0) return { file, options };
    }
    if (at === dirname(at)) return null;
  }
}

const DEFAULTS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  resolveJsonModule: true,
  esModuleInterop: true,
};

/** What a cell needs, whatever the project says: modules of any kind, awaits at top level, no output files. */
const REQUIRED: ts.CompilerOptions = {
  module: ts.ModuleKind.Preserve,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  noEmit: true,
  noUnusedLocals: false,
  noUnusedParameters: false,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
  isolatedModules: false,
  isolatedDeclarations: false,
  erasableSyntaxOnly: false,
  verbatimModuleSyntax: false,
  composite: false,
  incremental: false,
  declaration: false,
  declarationMap: false,
  sourceMap: false,
  inlineSourceMap: false,
};

const NOT_FOR_CELLS = [
  "outDir",
  "outFile",
  "rootDir",
  "rootDirs",
  "declarationDir",
  "tsBuildInfoFile",
  "inlineSources",
];

export function cellOptions(folder: string): ts.CompilerOptions {
  const project = nearestConfig(folder)?.options ?? {};
  const options: ts.CompilerOptions = { ...DEFAULTS, ...project, ...REQUIRED };
  for (const key of NOT_FOR_CELLS) delete options[key];
  options.target = Math.max(options.target ?? 0, ts.ScriptTarget.ES2022);
  options.types ??= ["node"];
  options.typeRoots ??= typeRoots(folder);
  return options;
}
