/**
 * What a notebook costs beyond its mathematics: each notebook of a paper re-run in its kernel, against the same cells
 * joined into one program and run by plain Node, start-up and imports included. Side by side, one notebook after the
 * other.
 *
 *   node --require ./test/register.cjs bench/notebooks.ts [--paper autoencoder] [--kernel descentlab]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Command } from "commander";
import ts from "typescript";

const root = join(__dirname, "..");

interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
}

/** The code cells of a notebook as one CommonJS program. */
function program(file: string): string {
  const { cells } = JSON.parse(readFileSync(file, "utf8")) as { cells: readonly Cell[] };
  const code = cells
    .filter((cell) => cell.cell_type === "code")
    .map((cell) => (typeof cell.source === "string" ? cell.source : cell.source.join("")))
    .join("\n");
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  return ts.transpileModule(code, { compilerOptions: options }).outputText;
}

/** Seconds of a command, its output thrown away. */
function seconds(file: string, args: readonly string[]): number {
  const from = performance.now();
  execFileSync(file, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  return (performance.now() - from) / 1000;
}

const { paper, kernel } = new Command()
  .option("--paper <slug>", "which notebooks", "autoencoder")
  .option("--kernel <name>", "in which kernel", "descentlab")
  .parse()
  .opts<{ paper: string; kernel: string }>();

const folder = join(root, "notebooks", paper);
// inside the checkout, so that Node finds the packages
const scratch = mkdtempSync(join(root, ".cache", "bench-"));
let inKernel = 0;
let direct = 0;
try {
  console.log(`${"".padEnd(28)}${"kernel".padStart(9)}${"direct".padStart(9)}${"ratio".padStart(8)}`);
  for (const name of readdirSync(folder)
    .filter((n) => n.endsWith(".ipynb"))
    .sort()) {
    const slug = name.replace(".ipynb", "");
    const script = join(scratch, `${slug}.cjs`);
    writeFileSync(script, program(join(folder, name)));
    const b = seconds(process.execPath, [script]);
    const verify = ["verify", "--fresh", "--json", "--kernel", kernel, "--notebook", slug];
    const report = execFileSync(process.execPath, [join(root, "lib", "cli", "main.mjs"), ...verify], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
      maxBuffer: 1 << 28,
    });
    const a = (JSON.parse(report) as { notebooks: { seconds: number }[] }).notebooks[0]!.seconds;
    inKernel += a;
    direct += b;
    console.log(
      `${slug.padEnd(28)}${a.toFixed(1).padStart(8)}s${b.toFixed(1).padStart(8)}s${(a / b).toFixed(2).padStart(8)}`,
    );
  }
  const ratio = (inKernel / direct).toFixed(2);
  console.log(
    `${"together".padEnd(28)}${inKernel.toFixed(1).padStart(8)}s${direct.toFixed(1).padStart(8)}s${ratio.padStart(8)}`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
