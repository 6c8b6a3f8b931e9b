/** The kernels that are compared, and the same cells in the words of each. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { Kernelspec } from "../../lib/kernel/environment";
import { entryPoint } from "../../lib/kernel/spec";

const ROOT = resolve(__dirname, "..", "..");

export interface Contestant {
  readonly name: string;
  readonly argv: readonly string[];
  /** File without which the kernel is not installed. */
  readonly needs: string;
  /** A cell that displays a text of 10 MB. */
  readonly display: string;
  readonly completion: string;
  /** The loop, at top level and in a function, of `n` steps; `null` for a language in which it says nothing. */
  readonly loop: ((n: number) => { top: string; inside: string }) | null;
  /** Steps of the loop; fewer where 1e8 would take minutes, with the time scaled. */
  readonly steps: number;
}

function javascriptLoop(n: number): { top: string; inside: string } {
  const body = `let s=0; for(let i=0;i<${n};i++){s+=Math.sqrt(i);}`;
  return { top: `${body} s`, inside: `(() => { ${body} return s; })()` };
}

/** `deno` is no dependency: `npm install deno` in some folder and name its `deno` in `DENO`. */
export function contestants(full: boolean): Contestant[] {
  const node = process.execPath;
  const tslab = createRequire(__filename)
    .resolve("tslab/package.json")
    .replace(/package\.json$/, "bin/tslab");
  const deno = process.env.DENO ?? "(DENO is not set)";
  const python = process.env.DESCENTLAB_PYTHON ?? join(ROOT, ".venv", "bin", "python");
  const connection = "{connection_file}";
  return [
    {
      name: "Descent Lab",
      argv: [node, entryPoint(), connection],
      needs: entryPoint(),
      display: 'import { display } from "tslab"; display.text("x".repeat(10_000_000));',
      completion: "Math.sq",
      loop: javascriptLoop,
      steps: 1e8,
    },
    {
      name: "tslab 1.0.22",
      argv: [node, tslab, "kernel", "--config-path", connection],
      needs: tslab,
      display: 'import { display as d } from "tslab"; d.text("x".repeat(10_000_000));',
      completion: "Math.sq",
      loop: javascriptLoop,
      steps: full ? 1e8 : 1e6,
    },
    {
      name: "Deno",
      argv: [deno, "jupyter", "--kernel", "--conn", connection],
      needs: deno,
      display: 'await Deno.jupyter.display({ "text/plain": "x".repeat(10_000_000) }, { raw: true });',
      completion: "Math.sq",
      loop: javascriptLoop,
      steps: 1e8,
    },
    {
      name: "ipykernel",
      argv: [python, "-m", "ipykernel_launcher", "-f", connection],
      needs: python,
      display: "from IPython.display import display\ndisplay({'text/plain': 'x' * 10_000_000}, raw=True)",
      completion: "math.sq",
      loop: null,
      steps: 0,
    },
  ].filter(({ name, needs }) => {
    if (existsSync(needs)) return true;
    console.log(`${name} is not installed (${needs}): left out`);
    return false;
  });
}

export function specOf({ name, argv }: Contestant): Kernelspec {
  return { name, argv, displayName: name, language: "", interruptMode: "signal", env: {}, folder: ROOT };
}
