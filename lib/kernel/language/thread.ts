/** The language thread: checks and translates cells, completes, documents, and compiles local files. */

import { readFileSync } from "node:fs";
import { workerData } from "node:worker_threads";
import ts from "typescript";
import { type LanguageData, type LanguageRequest, SHARED } from "../messages";
import { awaits } from "./assign";
import { Cells } from "./cells";
import { keepCompiled } from "./compiled";
import { complete, inspectAt } from "./complete";
import { isComplete } from "./isComplete";
import { isLocalSource } from "./localFiles";
import { tidyLater } from "./tidy";

/** Time for the first cell to come, and without a request after it. */
const PATIENCE_MS = 1500;
const IDLE_MS = 300;
const data = workerData as LanguageData;
const cells = new Cells(data.folder);

function answer(request: LanguageRequest): unknown {
  switch (request.method) {
    case "prepare":
      return cells.prepare(request.code, request.label, request.keep);
    case "complete":
      return complete(cells.view(), request.code, request.cursor);
    case "inspect":
      return inspectAt(cells.view(), request.code, request.cursor, request.detail);
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
  postponeReading();
});

function compile(file: string): object {
  const code = readFileSync(file, "utf8");
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(code, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: {
      ...cells.options,
      noEmit: false,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Node10,
      allowImportingTsExtensions: false,
      esModuleInterop: true,
      sourceMap: true,
    },
  });
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ESNext, true);
  const awaiting = source.statements.find(awaits);
  if (awaiting) {
    const { line } = source.getLineAndCharacterOfPosition(awaiting.getStart(source));
    throw new Error(
      `${file}:${line + 1} - a local TypeScript file cannot await at its top level: ` +
        "export an async function and await it in a cell",
    );
  }
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
  const found = cells.resolver.resolve(specifier, from)?.resolvedFileName;
  return found && isLocalSource(found) ? found : null;
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

// Read the libraries before a cell needs them, but not while the first cells come in.
let ahead: NodeJS.Timeout | undefined = setTimeout(readAhead, PATIENCE_MS);

function readAhead(): void {
  ahead = undefined;
  cells.readAhead();
  setTimeout(keepCompiled, IDLE_MS);
}

function postponeReading(): void {
  if (!ahead) return;
  clearTimeout(ahead);
  ahead = setTimeout(readAhead, IDLE_MS);
}
