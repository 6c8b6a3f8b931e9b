/** Errors as the user sees them: places in cells and source files instead of places in translated code. */
import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname } from "node:path";
import { inspect } from "node:util";
import { codeFrame, red } from "../frame";
import type { Failure } from "../messages";

interface Source {
  /** What the user calls it: `In[3]`, or the path of a file. */
  readonly label: string;
  readonly code: string;
  readonly map: string;
  decoded?: SourceMap;
}

const KERNEL = dirname(__dirname);
const HIDDEN = /^node:(internal|inspector)/;

function isCell(site: NodeJS.CallSite): boolean {
  return (site.getScriptNameOrSourceURL?.() ?? "").startsWith("descentlab-cell-");
}

/** What an error says; `console.trace` makes one of a plain object. */
function headOf(error: unknown): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

export class Sources {
  private readonly known = new Map<string, Source>();

  add(name: string, source: Source): void {
    this.known.set(name, source);
  }

  /** Where a place in translated code comes from; lines and columns from 1. */
  private origin(name: string, line: number, column: number) {
    const source = this.known.get(name);
    if (!source) return null;
    source.decoded ??= new SourceMap(JSON.parse(source.map) as SourceMapPayload);
    const entry = source.decoded.findEntry(line - 1, column - 1);
    if (!("originalLine" in entry)) return { source, line, column };
    return { source, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  }

  private frame(site: NodeJS.CallSite): string | null {
    const file = site.getFileName() || site.getScriptNameOrSourceURL?.() || "";
    if (HIDDEN.test(file) || file.startsWith(KERNEL)) return null;
    const text = site.toString();
    if (text.includes("__descentlab")) return null;
    const origin = this.origin(file, site.getLineNumber() ?? 1, site.getColumnNumber() ?? 1);
    if (!origin) return file === "" && !text.includes("(") ? null : text;
    const place = `${origin.source.label}:${origin.line}:${origin.column}`;
    const open = text.lastIndexOf("(");
    return open < 0 ? place : `${text.slice(0, open)}(${place})`;
  }

  /** Makes every `stack` of this thread speak of cells. */
  install(): void {
    Error.stackTraceLimit = 20;
    Error.prepareStackTrace = (error, sites) => {
      // What called the outermost user code is Node's event loop and this kernel.
      const outermost = sites.findLastIndex((site) => !(site.getFileName() || "node:").startsWith("node:"));
      const own = sites.slice(
        0,
        Math.max(
          outermost,
          sites.findLastIndex((site) => isCell(site)),
        ) + 1,
      );
      const frames = (own.length > 0 ? own : sites)
        .map((site) => this.frame(site))
        .filter((frame) => frame !== null);
      return [headOf(error), ...frames.map((frame) => `    at ${frame}`)].join("\n");
    };
  }

  /** An excerpt around the topmost frame that lies in a cell or a file of the user. */
  private excerpt(stack: string): string | null {
    for (const [, label, line, column] of stack.matchAll(/(?:\(|at )([^()\n]+?):(\d+):(\d+)\)?$/gm)) {
      const source = [...this.known.values()].reverse().find((candidate) => candidate.label === label);
      if (source) return codeFrame(source.code, Number(line), Number(column));
    }
    return null;
  }

  failure(error: unknown): Failure {
    if (!(error instanceof Error)) {
      const evalue = inspect(error);
      return { ename: "Thrown", evalue, traceback: [`${red("Thrown")}: ${evalue}`] };
    }
    const ename = String(error.name || error.constructor?.name || "Error");
    const evalue = String(error.message);
    const stack = typeof error.stack === "string" ? error.stack : "";
    const at = stack.search(/^ {4}at /m);
    const frames = at < 0 ? [] : stack.slice(at).split("\n");
    const excerpt = this.excerpt(stack);
    const traceback = [`${red(ename)}: ${evalue}`];
    if (excerpt) traceback.push(excerpt);
    traceback.push(...frames);
    if (error instanceof AggregateError) for (const part of error.errors) traceback.push(inspect(part));
    if (error.cause !== undefined) traceback.push("Caused by:", ...this.failure(error.cause).traceback);
    return { ename, evalue, traceback };
  }
}
