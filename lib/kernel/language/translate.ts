/**
 * TypeScript of a cell to JavaScript: a script whose value is a function that runs the cell. Top-level declarations
 * become assignments to variables of V8's script scope, which the kernel declares before (see user/evaluator.ts), so
 * that later cells see them and loops run at full speed. Imports become awaited calls, awaits remember their cell, the
 * last expression is handed over as the result. Variables with the name of a global object are members of an object,
 * which `with` puts around the function.
 */
import ts from "typescript";
import { readLive } from "./live";
import { markResult, Rewriter } from "./rewriter";

export interface Translation {
  readonly js: string;
  readonly map: string;
  /** Names declared, imports aside. */
  readonly declares: readonly string[];
  /** Names imported as values. */
  readonly imports: readonly string[];
  /** Names among those of {@link Facts.own}. */
  readonly own: readonly string[];
}

/** What the checker knows and the syntax does not tell. */
export interface Facts {
  /** Imported names without a value. */
  readonly types: ReadonlySet<string>;
  /** Names that this cell imports and their module may assign to. */
  readonly live: ReadonlySet<string>;
  /** Names of global objects that the notebook uses for variables of its own. */
  readonly own: ReadonlySet<string>;
  /** Offsets of identifiers that mean a live import; they are read from the module each time. */
  readonly uses: ReadonlySet<number>;
}

export function translate(code: string, options: ts.CompilerOptions, facts: Facts): Translation {
  const declares = new Set<string>();
  const imports = new Set<string>();
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
      before: [
        (context) => (file) => (facts.uses.size > 0 ? readLive(file, context, facts.uses) : file),
        () => markResult,
      ],
      after: [(context) => (file) => new Rewriter(context, facts, declares, imports).rewrite(file)],
    },
  });
  const js = output.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return {
    js,
    map: output.sourceMapText ?? "",
    declares: [...declares],
    imports: [...imports],
    own: [...facts.own],
  };
}
