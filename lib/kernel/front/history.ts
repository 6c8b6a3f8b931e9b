/**
 * Input history, kept over restarts in `descentlab/history.jsonl` of Jupyter's data folder: one JSON array a line,
 * `[session, line, input, output]`, and `[session]` where a session starts. `DESCENTLAB_HISTORY=off` keeps it in
 * memory only.
 */
import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

export type Entry = [session: number, line: number, input: string, output: string];

const LARGEST_FILE = 4 << 20;
const KEPT = 5000;

/** Jupyter's folder for data of this user. */
export function jupyterDataFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32") return join(env.APPDATA ?? homedir(), "jupyter");
  return join(env.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "jupyter");
}

/** Where the history lies, or `null` when it is not to be kept. */
export function historyFile(env: NodeJS.ProcessEnv = process.env): string | null {
  return env.DESCENTLAB_HISTORY === "off"
    ? null
    : env.DESCENTLAB_HISTORY || join(jupyterDataFolder(env), "descentlab", "history.jsonl");
}

export class History {
  private readonly entries: Entry[] = [];
  readonly session: number;

  constructor(private readonly file: string | null = historyFile()) {
    let last = 0;
    for (const row of this.read()) {
      last = Math.max(last, row[0]);
      if (row.length === 4) this.entries.push(row as Entry);
    }
    this.session = last + 1;
    this.append([this.session]);
  }

  private read(): [number, ...unknown[]][] {
    if (!this.file) return [];
    try {
      const lines = readFileSync(this.file, "utf8").split("\n").filter(Boolean);
      if (statSync(this.file).size > LARGEST_FILE) {
        writeFileSync(this.file, `${lines.slice(-KEPT).join("\n")}\n`);
      }
      return lines.flatMap((line) => {
        try {
          const row: unknown = JSON.parse(line);
          return Array.isArray(row) && typeof row[0] === "number" ? [row as [number, ...unknown[]]] : [];
        } catch {
          return []; // A line cut off by a crash.
        }
      });
    } catch {
      return [];
    }
  }

  private append(row: unknown[]): void {
    if (!this.file) return;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      appendFileSync(this.file, `${JSON.stringify(row)}\n`);
    } catch {
      // A read-only home: the history lasts as long as the kernel.
    }
  }

  add(line: number, input: string, output: string): void {
    const entry: Entry = [this.session, line, input, output.slice(0, 1000)];
    this.entries.push(entry);
    this.append(entry);
  }

  /** Content of a `history_reply`. */
  answer(request: Record<string, unknown>): object {
    const n = typeof request.n === "number" ? request.n : 0;
    let found: Entry[] = [];
    if (request.hist_access_type === "tail") {
      found = n > 0 ? this.entries.slice(-n) : this.entries;
    } else if (request.hist_access_type === "range") {
      const session = Number(request.session ?? 0);
      const wanted = session > 0 ? session : this.session + session;
      const start = Number(request.start ?? 0);
      const stop = request.stop == null ? Number.POSITIVE_INFINITY : Number(request.stop);
      found = this.entries.filter(([s, line]) => s === wanted && line >= start && line < stop);
    } else if (request.hist_access_type === "search") {
      const matches = glob(String(request.pattern ?? "*"));
      found = this.entries.filter((entry) => matches.test(entry[2]));
      if (request.unique) found = [...new Map(found.map((entry) => [entry[2], entry])).values()];
      if (n > 0) found = found.slice(-n);
    }
    const history = found.map(([s, line, input, output]) =>
      request.output ? [s, line, [input, output]] : [s, line, input],
    );
    return { status: "ok", history };
  }
}

/** Shell pattern (`*`, `?`, `[abc]`) as a regular expression over the whole text. */
function glob(pattern: string): RegExp {
  const source = pattern.replace(/\*|\?|\[[^\]]+\]|[.+^${}()|[\]\\]/g, (part) => {
    if (part === "*") return ".*";
    if (part === "?") return ".";
    return part.length > 1 ? part.replace(/^\[!/, "[^") : `\\${part}`;
  });
  return new RegExp(`^${source}$`, "s");
}
