import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

const root = join(__dirname, "..", "..");
const bench = (args: string[]) =>
  spawnSync(
    process.execPath,
    ["--require", join(root, "test", "register.cjs"), join(root, "bench", "main.ts"), ...args],
    {
      cwd: root,
      encoding: "utf8",
      env: {
        ...process.env,
        DESCENTLAB_PREFIX: join(root, "no-such-environment"),
        CC: "no-such-compiler",
        PATH: "",
      },
    },
  );

test("the benchmark explains itself and refuses a bad number of runs", () => {
  const help = bench(["--help"]);
  assert.equal(help.status, 0);
  assert.match(help.stdout, /npm run bench -- --runs 7/);
  const bad = bench(["--runs", "0"]);
  assert.equal(bad.status, 1);
  assert.match(bad.stderr, /--runs <n>.*must be an integer >= 1/);
});

test("without NumPy and a compiler it says so and still measures the library", () => {
  const run = bench(["--runs", "1", "--json"]);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stderr, /NumPy is left out: no Python environment/);
  assert.match(run.stderr, /C is left out: no C compiler/);
  const rows = JSON.parse(run.stdout) as { name: string; difference: number; numpy?: unknown }[];
  assert.equal(rows.length, 7);
  assert.ok(rows.every((r) => r.difference < 1e-8 && r.numpy === undefined));
});
