import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { LEDGER_MIME } from "../../lib/claims/display";
import { ledgerRows, problemsOf } from "../../lib/cli/verify/run";
import { type Execution, KernelClient } from "../../lib/kernel/client";
import { findKernelspec, type Kernelspec } from "../../lib/kernel/environment";
import type { Output } from "../../lib/kernel/outputs";
import { PLOTLY_MIME } from "../../lib/plot/figure";
import { checkout } from "./fixtures";

const IMPORTS = `import { judge } from "descentlab/claims/claim";
import { cubic } from "descentlab/papers/autoencoder/lem30";
import { signSlider } from "descentlab/plot/autoencoder/appendixB";
import { report } from "descentlab/render/report";`;
const SHOW_RESULTS = 'import "descentlab/render/results";';

const CELLS = {
  figure: `console.log("before");\nsignSlider()`,
  verdict: "const verdict = judge(cubic);\nverdict",
  awaited: "await Promise.resolve(verdict);",
  report: "report([verdict])",
  text: '"text"',
  object: "({ a: 1 })",
  nothing: "[1, 2].forEach(() => {})",
  printed: "console.log(verdict)",
};
type Runs = Readonly<Record<keyof typeof CELLS, Execution>>;

const THROWS = '({ [Symbol.for("Jupyter.display")]() { throw new Error("no picture"); } })';

/** Runs `work` with a kernel that lies in the folder of a notebook. */
async function withKernel(spec: Kernelspec, work: (client: KernelClient) => Promise<void>): Promise<void> {
  const client = await KernelClient.launch(spec, { cwd: join(checkout, "notebooks", "autoencoder") });
  try {
    await work(client);
  } finally {
    await client.shutdown();
    await client.kill();
  }
}

/** Runs the preparations, which show nothing, and then every cell. */
async function run(client: KernelClient, ...preparations: string[]): Promise<Runs> {
  for (const code of preparations) {
    const { status, outputs } = await client.execute(code);
    assert.deepEqual([status, outputs], ["ok", []], code);
  }
  const runs: Partial<Record<keyof Runs, Execution>> = {};
  for (const [name, code] of Object.entries(CELLS)) {
    const execution = await client.execute(code);
    assert.deepEqual(problemsOf(execution, 1, false), [], code);
    runs[name as keyof Runs] = execution;
  }
  return runs as Runs;
}

/** The kind of each output and its richest type, or the text of a stream. */
const outline = ({ outputs }: Execution): string[] =>
  outputs.map((output: Output) => {
    if (output.output_type === "stream") return `${output.name} ${output.text.split("\n")[0]}`;
    return `${output.output_type} ${"data" in output ? Object.keys(output.data)[0] : output.evalue}`;
  });

function assertRich(runs: Runs, result: "execute_result" | "display_data"): void {
  const outlines = {
    figure: ["stdout before", `${result} ${PLOTLY_MIME}`, "display_data text/markdown"],
    verdict: [`${result} text/html`],
    awaited: [`${result} text/html`],
    report: [`${result} ${LEDGER_MIME}`],
    nothing: [],
    printed: ["stdout {"],
  };
  for (const [name, expected] of Object.entries(outlines)) {
    assert.deepEqual(outline(runs[name as keyof Runs]), expected, name);
  }
  assert.deepEqual(
    ledgerRows(runs.report.outputs, "report").map(({ id, verdict }) => [id, verdict]),
    [["autoencoder/C46", "holds"]],
  );
}

async function assertThrows(client: KernelClient): Promise<void> {
  const { status, outputs } = await client.execute(THROWS);
  assert.equal(status, "error");
  assert.match(JSON.stringify(outputs), /no picture/);
}

test("under the project's kernel a figure with its caption, a verdict and a report are results", () =>
  withKernel(findKernelspec("descentlab"), async (client) => {
    const runs = await run(client, IMPORTS, SHOW_RESULTS);
    assertRich(runs, "execute_result");
    for (const name of ["figure", "verdict", "report"] as const) {
      const counts = runs[name].outputs.flatMap((output) =>
        output.output_type === "execute_result" ? [output.execution_count] : [],
      );
      assert.deepEqual(counts, [runs[name].executionCount], name);
    }
    assert.deepEqual(outline(runs.text), ["execute_result text/plain"]);
    assert.deepEqual(outline(runs.object), ["execute_result text/plain"]);
    await assertThrows(client);
  }));

/** tslab as it starts itself, without the help of this checkout. */
const STOCK: Kernelspec = {
  ...findKernelspec("tslab"),
  argv: [
    process.execPath,
    join(checkout, "node_modules", "tslab", "bin", "tslab"),
    ...["kernel", "--config-path", "{connection_file}"],
  ],
};

test("stock tslab prints them as text, without rows for the ledger, and displays them, once, after the import", () =>
  withKernel(STOCK, async (client) => {
    const before = await run(client, IMPORTS);
    for (const name of ["figure", "verdict", "awaited", "report"] as const) {
      assert.match(outline(before[name]).join(), /^stdout/, name);
      assert.equal(before[name].outputs.length, 1);
    }
    assert.deepEqual(ledgerRows(before.report.outputs, "report"), []);
    const after = await run(client, SHOW_RESULTS, SHOW_RESULTS);
    assertRich(after, "display_data");
    assert.deepEqual(outline(after.text), ["stdout text"]);
    assert.deepEqual(outline(after.object), ["stdout { a: 1 }"]);
    await assertThrows(client);
  }));
