/**
 * The cells of a notebook as modules that see each other's names. Each cell that declares something keeps a slot, a
 * file for the language service. Its text has three parts: a header that imports every slot under a fixed name (always
 * the same, so that the service can reuse the structure of the program), the names of earlier cells that this one
 * mentions, and the cell followed by an `export` of what it declares. A slot is used again once no name in use and no
 * other cell leads to it.
 */
import { join } from "node:path";
import ts from "typescript";
import { augments, type Declaration, declarations, mentioned, parse } from "./declarations";
import { GLOBAL_NAMES, GLOBALS } from "./globals";
import { CellHost } from "./host";
import { LocalFiles } from "./localFiles";

const FIRST_SLOTS = 16;
/** See documentation.ts. */
const JSDOC = ts.JSDocParsingMode.ParseNone;

interface Name {
  readonly slot: number;
  readonly kind: Declaration["kind"];
  /** An import that its module may assign to. */
  readonly live: boolean;
}

/** A cell in its slot. */
export interface Placed {
  readonly slot: number;
  readonly file: string;
  /** Offset of the first character of the cell in the file, and of the one after its last. */
  readonly start: number;
  readonly end: number;
  readonly source: ts.SourceFile;
  readonly declared: readonly Declaration[];
}

export class Notebook {
  readonly host: CellHost;
  readonly service: ts.LanguageService;
  readonly localFiles: LocalFiles;
  private readonly names = new Map<string, Name>();
  /** Slots that each slot mentions; `null` for a free slot. Slot 0 is the editor's. */
  private readonly uses: (Set<number> | null)[] = [];
  private readonly pinned = new Set<number>();
  private readonly bodies: string[] = [];
  private header = "";

  /** `globals` are declarations beside those of {@link GLOBALS}. */
  constructor(
    readonly folder: string,
    options: ts.CompilerOptions,
    globals = "",
  ) {
    this.host = new CellHost(folder, options, JSDOC);
    this.host.write(join(folder, "__descentlab_globals__.d.ts"), GLOBALS + globals);
    this.grow(FIRST_SLOTS);
    this.service = ts.createLanguageService(
      this.host,
      ts.createDocumentRegistry(ts.sys.useCaseSensitiveFileNames, folder, JSDOC),
    );
    this.localFiles = new LocalFiles(this.host, this.service);
  }

  file(slot: number): string {
    return join(this.folder, `__cell${slot}__.ts`);
  }

  private grow(count: number): void {
    while (this.uses.length < count) {
      this.uses.push(null);
      this.bodies.push("");
    }
    this.header = this.uses.map((_, i) => `import * as $cell${i} from "./__cell${i}__";`).join("");
    this.bodies.forEach((body, slot) => {
      this.host.write(this.file(slot), this.header + body);
    });
  }

  private freeSlot(): number {
    const free = this.uses.indexOf(null, 1);
    if (free > 0) return free;
    const size = this.uses.length;
    this.grow(2 * size);
    return size;
  }

  /** Writes a cell into a slot of its own, or into the editor's slot. Nothing sees its names yet. */
  place(code: string, editor = false): Placed {
    const source = parse(code);
    const declared = declarations(source);
    const own = new Set(declared.map((d) => d.name));
    const words = editor ? null : mentioned(code);
    const uses = new Set<number>();
    let prefix = "";
    for (const [name, { slot, kind }] of this.names) {
      if (own.has(name) || (words && !words.has(name))) continue;
      uses.add(slot);
      prefix +=
        kind === "other"
          ? `import ${name} = $cell${slot}.${name};`
          : `declare ${kind} ${name}: typeof $cell${slot}.${name};`;
    }
    const exported = declared.filter((d) => !d.exported).map((d) => d.name);
    const slot = editor ? 0 : this.freeSlot();
    this.uses[slot] = uses;
    const body = `${prefix}\n${code}\n;export { ${exported.join(", ")} };`;
    this.bodies[slot] = body;
    this.host.write(this.file(slot), this.header + body);
    const start = this.header.length + prefix.length + 1;
    return { slot, file: this.file(slot), start, end: start + code.length, source, declared };
  }

  /** Makes the names of a placed cell visible to later ones. */
  keep(placed: Placed, live: ReadonlySet<string> = new Set()): void {
    for (const { name, kind } of placed.declared)
      this.names.set(name, { slot: placed.slot, kind, live: live.has(name) });
    if (augments(placed.source)) this.pinned.add(placed.slot);
    this.sweep();
  }

  /** Live imports of earlier cells that a cell does not declare itself. */
  liveNames(placed: Placed): string[] {
    const own = new Set(placed.declared.map((d) => d.name));
    return [...this.names].filter(([name, { live }]) => live && !own.has(name)).map(([name]) => name);
  }

  /** Names of global objects that the cell, or an earlier one that it mentions, declares. */
  ownNames(placed: Placed): Set<string> {
    const own = placed.declared.map((d) => d.name).filter((name) => GLOBAL_NAMES.has(name));
    for (const name of mentioned(placed.source.text)) {
      if (GLOBAL_NAMES.has(name) && this.names.has(name)) own.push(name);
    }
    return new Set(own);
  }

  /** Forgets a placed cell. */
  drop(_placed: Placed): void {
    this.sweep();
  }

  /** The files of a placed cell and of the cells whose names it mentions, directly or through others. */
  files(placed: Placed): string[] {
    return [...this.reached([placed.slot])].map((slot) => this.file(slot));
  }

  /** Takes a name away. */
  forget(name: string): void {
    this.names.delete(name);
  }

  /** Frees the slots that no name leads to. */
  private sweep(): void {
    const reached = this.reached([...this.pinned, ...[...this.names.values()].map(({ slot }) => slot)]);
    for (let slot = 1; slot < this.uses.length; slot++) if (!reached.has(slot)) this.uses[slot] = null;
  }

  private reached(slots: readonly number[]): Set<number> {
    const reached = new Set(slots);
    for (const slot of reached) for (const used of this.uses[slot] ?? []) reached.add(used);
    return reached;
  }

  /** What the meaning of `code` depends on: the names it mentions and the cells they come from. */
  dependencies(code: string): string {
    const found: string[] = [];
    for (const word of mentioned(code)) {
      const name = this.names.get(word);
      if (name) found.push(`${word}:${name.slot}:${this.host.version(this.file(name.slot))}`);
    }
    return found.join(" ");
  }
}
