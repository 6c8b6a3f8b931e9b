import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { verify } from "../../lib/cli/verify/verify";
import { checkout, claimData, ledgerRow, makeCheckout, reportCell, write } from "./fixtures";

const ledger = [ledgerRow("toy/C01", "01-quick")];

function running(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(what: string, done: () => boolean): Promise<void> {
  for (let k = 0; k < 300; k++) {
    if (done()) return;
    await sleep(100);
  }
  assert.fail(`timed out: ${what}`);
}

for (const signal of ["SIGKILL", "SIGINT"] as const) {
  test(`a verification ended by ${signal} leaves ledger and processes clean, and the next one goes on`, async () => {
    const root = makeCheckout({
      claims: [claimData("toy/C01", "01-quick")],
      notebooks: {
        "toy/01-quick": [reportCell(ledger)],
        "toy/02-endless": [
          `require("node:fs").writeFileSync(${JSON.stringify("PID")}, String(process.pid)); while (true) {}`,
        ],
      },
      ledger,
    });
    const pidFile = join(root, "pid");
    const notebook = join(root, "notebooks/toy/02-endless.ipynb");
    write(root, "notebooks/toy/02-endless.ipynb", readFileSync(notebook, "utf8").replace("PID", pidFile));
    const before = readFileSync(join(root, "data/ledger.json"), "utf8");
    const script = `const abort = new AbortController();
process.on("SIGINT", () => abort.abort());
require("./lib/cli/verify/verify").verify({ root: ${JSON.stringify(root)}, kernel: "tslab", workers: 2, save: true, quiet: true, signal: abort.signal })
  .then(() => process.exit(0), () => process.exit(130));`;
    const child = spawn(process.execPath, ["--require", "./test/register.cjs", "-e", script], {
      cwd: checkout,
      stdio: "ignore",
    });
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    await until("the quick notebook passes", () =>
      existsSync(join(root, ".cache/verify/tslab/toy/01-quick.json")),
    );
    await until("the endless notebook runs", () => existsSync(pidFile));
    await sleep(100);
    const kernel = Number(readFileSync(pidFile, "utf8"));
    child.kill(signal);
    const code = await ended;
    if (signal === "SIGINT") assert.equal(code, 130);
    await until("the kernel of the dead verification ends", () => !running(kernel));
    assert.equal(readFileSync(join(root, "data/ledger.json"), "utf8"), before);
    assert.deepEqual(
      readdirSync(join(root, "data")).sort(),
      ["claims", "ledger.json"],
      "nothing lies beside it",
    );

    write(
      root,
      "notebooks/toy/02-endless.ipynb",
      readFileSync(join(root, "notebooks/toy/01-quick.ipynb"), "utf8"),
    );
    const resumed = await verify({ root, kernel: "tslab", quiet: true });
    assert.deepEqual(
      resumed.notebooks.map((n) => n.status),
      ["unchanged", "passed"],
    );
  });
}
