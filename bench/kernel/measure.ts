/** What is measured of a kernel. Times in milliseconds. */
import { readFileSync } from "node:fs";
import { KernelClient } from "../../lib/kernel/client";
import { type Contestant, specOf } from "./kernels";

export type Measure =
  | "launch to first result"
  | "round trip, `1+1`"
  | "round trip, new cells"
  | "completion"
  | "display of 10 MB"
  | "resident memory (MB)"
  | "loop at top level"
  | "loop in a function";

const ROUNDS = 21;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Runs a cell that has to succeed. */
async function run(client: KernelClient, code: string): Promise<void> {
  const { status, error } = await client.execute(code, { idleTimeout: 5 });
  if (status !== "ok") throw new Error(`${code.slice(0, 60)}: ${status} ${error?.evalue ?? ""}`);
}

async function launch(contestant: Contestant): Promise<{ client: KernelClient; ms: number }> {
  const started = performance.now();
  const client = await KernelClient.launch(specOf(contestant), { startTimeout: 120 });
  await run(client, "1+1");
  return { client, ms: performance.now() - started };
}

/** Time from starting the process to the first result. */
export async function launchTime(contestant: Contestant): Promise<number> {
  const { client, ms } = await launch(contestant);
  await client.kill();
  return ms;
}

function residentMegabytes(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN; // Not on this system.
  }
}

/** Everything but the launch, in one kernel. */
export async function measures(contestant: Contestant): Promise<Partial<Record<Measure, number>>> {
  const { client } = await launch(contestant);
  const found: Partial<Record<Measure, number>> = {};
  try {
    const rounds = async (work: (i: number) => Promise<unknown>) => {
      const times: number[] = [];
      for (let i = 0; i < ROUNDS; i++) times.push(await timed(() => work(i)));
      return median(times.slice(1));
    };
    if (contestant.name === "ipykernel") await run(client, "import math");
    found["round trip, `1+1`"] = await rounds(() => run(client, "1+1"));
    found["round trip, new cells"] = await rounds((i) => run(client, `${i}+${i}`));
    const code = contestant.completion;
    found.completion = await rounds(() =>
      client.request("shell", "complete_request", { code, cursor_pos: code.length }),
    );
    found["resident memory (MB)"] = residentMegabytes(client.pid ?? 0);
    found["display of 10 MB"] = await timed(() => run(client, contestant.display));
    if (contestant.loop) {
      const { top } = contestant.loop(contestant.steps);
      const { inside } = contestant.loop(1e8);
      found["loop in a function"] = await timed(() => run(client, inside));
      found["loop at top level"] = (1e8 / contestant.steps) * (await timed(() => run(client, top)));
    }
  } finally {
    await client.kill();
  }
  return found;
}
