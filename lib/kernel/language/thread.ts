/** The language thread: checks and translates cells, completes, documents, and compiles local files. */
import "./compileCache";
import { readFileSync } from "node:fs";
import { sep } from "node:path";
import { workerData } from "node:worker_threads";
import ts from "typescript";
import { type LanguageData, type LanguageRequest, type Prepared, SHARED } from "../messages";
import { check, factsOf } from "./check";
import { complete, inspectAt } from "./complete";
import { isComplete } from "./isComplete";
import { Notebook } from "./notebook";
import { tidyLater } from "./tidy";
import { translate } from "./translate";

const data = workerData as LanguageData;
const notebook = new Notebook(data.folder);

/** Cells that declare nothing and import nothing, with what they depended on. */
const remembered = new Map<string, { dependencies: string; prepared: Prepared }>();
const REMEMBERED = 200;

function prepare(code: string, label: string, keep: boolean): Prepared {
  const known = remembered.get(code);
  if (known && known.dependencies === notebook.dependencies(code)) return known.prepared;
  const placed = notebook.place(code);
  const failure = check(notebook, placed, label, code);
  if (failure) {
    notebook.drop(placed);
    return { kind: "rejected", failure };
  }
  const facts = factsOf(notebook, placed);
  const script = translate(code, notebook.options, facts);
  const prepared: Prepared = { kind: "ready", script };
  const pure = placed.declared.length === 0 && !/\bimport\b|\brequire\b/.test(code);
  if (pure && !dependsOnLocalFiles()) {
    remembered.set(code, { dependencies: notebook.dependencies(code), prepared });
    if (remembered.size > REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  }
  if (keep) notebook.keep(placed, facts.live);
  else notebook.drop(placed);
  return prepared;
}

function dependsOnLocalFiles(): boolean {
  const files = notebook.service.getProgram()?.getSourceFiles() ?? [];
  return files.some(
    ({ fileName }) =>
      !fileName.includes("/node_modules/") && !/__(cell\d+|descentlab_globals)__/.test(fileName),
  );
}

function answer(request: LanguageRequest): unknown {
  switch (request.method) {
    case "prepare":
      return prepare(request.code, request.label, request.keep);
    case "complete":
      return complete(notebook, request.code, request.cursor);
    case "inspect":
      return inspectAt(notebook, request.code, request.cursor, request.detail);
    case "isComplete":
      return isComplete(request.code);
  }
}

/** What to say when the language service itself fails. */
function failed(request: LanguageRequest, error: Error): unknown {
  if (request.method === "complete")
    return { matches: [], types: [], start: request.cursor, end: request.cursor };
  if (request.method === "inspect") return { found: false, data: {} };
  if (request.method === "isComplete") return { status: "unknown" };
  const failure = {
    ename: "LanguageServiceError",
    evalue: error.message,
    traceback: [error.stack ?? error.message],
  };
  return { kind: "rejected", failure };
}

data.front.on("message", ({ id, request }: { id: number; request: LanguageRequest }) => {
  let reply: unknown;
  try {
    reply = answer(request);
  } catch (error) {
    reply = failed(request, error as Error);
  }
  data.front.postMessage({ id, answer: reply });
  tidyLater(request.method === "prepare");
});

function compile(file: string): object {
  const code = readFileSync(file, "utf8");
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(code, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      ...notebook.options,
      noEmit: false,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      allowImportingTsExtensions: false,
      esModuleInterop: true,
      sourceMap: true,
    },
  });
  const error = diagnostics?.find((d) => d.category === ts.DiagnosticCategory.Error && d.file);
  if (error?.file) {
    const { line, character } = error.file.getLineAndCharacterOfPosition(error.start ?? 0);
    const text = ts.flattenDiagnosticMessageText(error.messageText, "\n");
    throw new Error(`${file}:${line + 1}:${character + 1} - TS${error.code}: ${text}`);
  }
  return { js: outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ""), map: sourceMapText, code };
}

/** TypeScript source that an import of a local file means; other imports are left to Node. */
function resolve(specifier: string, from: string): string | null {
  const found = notebook.host.resolve(specifier, from)?.resolvedFileName;
  const local = found && !found.includes(`${sep}node_modules${sep}`) && /(?<!\.d)\.[mc]?tsx?$/.test(found);
  return local ? found : null;
}

data.user.on("message", (question: { file: string; specifier?: string }) => {
  let reply: object;
  try {
    const { file, specifier } = question;
    reply = { answer: specifier === undefined ? compile(file) : resolve(specifier, file) };
  } catch (error) {
    reply = { error: (error as Error).message };
  }
  data.user.postMessage(reply);
  Atomics.add(data.shared, SHARED.answered, 1);
  Atomics.notify(data.shared, SHARED.answered);
});

// Read the libraries before the first cell asks for them.
notebook.drop(notebook.place("1"));
check(notebook, notebook.place("console.log(1)"), "", "console.log(1)");
