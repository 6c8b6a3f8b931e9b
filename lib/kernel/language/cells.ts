/**
 * Cells, checked and translated. There are two views of the notebook. The small one knows the core of the language and
 * nothing else: it is ready long before the libraries are read, and checks a cell in a few milliseconds. A cell that is
 * right there is right (libraries add members and names, they take none away) and runs. Any other cell goes to the whole
 * view, whose verdict counts.
 */
import type ts from "typescript";
import type { Prepared } from "../messages";
import { check, factsOf } from "./check";
import { mentioned } from "./declarations";
import { Notebook } from "./notebook";
import { cellOptions } from "./options";
import { translate } from "./translate";

const CORE: ts.CompilerOptions = { lib: ["lib.es5.d.ts"], types: [] };
const CORE_CONSOLE = `
declare const console: Record<"log" | "info" | "warn" | "error" | "debug", (...values: any[]) => void>;
`;
/** Words of cells that reach beyond the core. */
const BEYOND = ["import", "export", "require", "declare"];
const REMEMBERED = 200;

export class Cells {
  readonly options: ts.CompilerOptions;
  private readonly core: Notebook;
  private whole: Notebook | null = null;
  /** Cells that ran by the word of the core and that the whole view has not seen. */
  private unseen: string[] = [];
  /** Names whose meaning only the whole view knows. */
  private readonly beyond = new Set(BEYOND);
  /** Cells that declare nothing, with what they depended on: running one again costs nothing. */
  private readonly remembered = new Map<string, { dependencies: string; prepared: Prepared }>();

  constructor(private readonly folder: string) {
    this.options = cellOptions(folder);
    this.core = new Notebook(folder, { ...this.options, ...CORE }, CORE_CONSOLE);
    check(this.core, this.core.place("1"), "", "1");
  }

  /** The view that knows everything; reads the libraries when it is first used. */
  view(): Notebook {
    this.whole ??= new Notebook(this.folder, this.options);
    for (const code of this.unseen.splice(0)) this.whole.keep(this.whole.place(code));
    return this.whole;
  }

  /** Where imports lead; the same in both views. */
  get resolver(): Notebook["host"] {
    return this.core.host;
  }

  /** Reads the libraries ahead of the first cell that needs them. */
  readAhead(): void {
    if (this.whole) return;
    const view = this.view();
    const code = "console.log(1)";
    const placed = view.place(code);
    check(view, placed, "", code);
    view.drop(placed);
  }

  prepare(code: string, label: string, keep: boolean): Prepared {
    return this.byCore(code, label, keep) ?? this.byWhole(code, label, keep);
  }

  private byCore(code: string, label: string, keep: boolean): Prepared | null {
    for (const word of mentioned(code)) if (this.beyond.has(word)) return null;
    const { core } = this;
    const dependencies = core.dependencies(code);
    const known = this.remembered.get(code);
    if (known?.dependencies === dependencies) return known.prepared;
    const placed = core.place(code);
    if (check(core, placed, label, code)) {
      core.drop(placed);
      return null;
    }
    const prepared: Prepared = {
      kind: "ready",
      script: translate(code, this.options, factsOf(core, placed)),
    };
    if (placed.declared.length === 0) {
      this.remembered.set(code, { dependencies, prepared });
      if (this.remembered.size > REMEMBERED)
        this.remembered.delete(this.remembered.keys().next().value as string);
    }
    if (keep && placed.declared.length > 0) {
      core.keep(placed);
      this.unseen.push(code);
    } else core.drop(placed);
    return prepared;
  }

  private byWhole(code: string, label: string, keep: boolean): Prepared {
    const view = this.view();
    const placed = view.place(code);
    const failure = check(view, placed, label, code);
    if (failure) {
      view.drop(placed);
      return { kind: "rejected", failure };
    }
    const facts = factsOf(view, placed);
    const script = translate(code, this.options, facts);
    if (!keep) view.drop(placed);
    else {
      view.keep(placed, facts.live);
      for (const { name } of placed.declared) {
        this.beyond.add(name);
        this.core.forget(name);
      }
    }
    return { kind: "ready", script };
  }
}
