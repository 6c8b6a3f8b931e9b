/**
 * This kernel against stock tslab, Deno's and ipykernel, in one run, the kernels taking turns; medians.
 *
 * Usage: node --require ./test/register.cjs bench/kernel/main.ts [--full] [--rounds N]
 *
 * `--full` lets tslab do the whole loop (minutes) instead of a hundredth of it with the time scaled.
 */
import { contestants } from "./kernels";
import { launchTime, type Measure, measures, median } from "./measure";

const ROWS: readonly Measure[] = [
  "launch to first result",
  "round trip, `1+1`",
  "round trip, new cells",
  "completion",
  "display of 10 MB",
  "resident memory (MB)",
  "loop at top level",
  "loop in a function",
];

async function main(args: readonly string[]): Promise<void> {
  const at = args.indexOf("--rounds");
  const rounds = at < 0 ? 3 : Number(args[at + 1]);
  const entrants = contestants(args.includes("--full"));
  const table = new Map<string, Map<Measure, number[]>>(entrants.map(({ name }) => [name, new Map()]));
  const note = (name: string, measure: Measure, value: number) => {
    const row = table.get(name)!;
    row.set(measure, [...(row.get(measure) ?? []), value]);
  };
  for (let round = 0; round < rounds; round++) {
    for (const entrant of entrants) note(entrant.name, "launch to first result", await launchTime(entrant));
    for (const entrant of entrants) {
      for (const [measure, value] of Object.entries(await measures(entrant))) {
        note(entrant.name, measure as Measure, value);
      }
    }
  }
  const names = entrants.map(({ name }) => name);
  console.log(`| ms, median of ${rounds} rounds | ${names.join(" | ")} |`);
  console.log(`|---|${names.map(() => "---:|").join("")}`);
  for (const measure of ROWS) {
    const cells = names.map((name) => {
      const values = table.get(name)!.get(measure);
      if (!values) return "–";
      const value = median(values);
      return value < 100 ? value.toFixed(1) : value.toFixed(0);
    });
    console.log(`| ${measure} | ${cells.join(" | ")} |`);
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
