import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

// Exports a figure of changing length again and again, so that a kill comes at any point of a write.
const WORK = `
const { figure } = require("./lib/plot/figure");
const { exportFigure, drawingSession } = require("./lib/render/export");
(async () => {
  const session = drawingSession(() => { throw new Error("no browser"); });
  for (let n = 1; ; n++) {
    const y = Array.from({ length: 20000 + 1000 * (n % 7) }, (_, i) => i / 7);
    const f = figure({ meta: { id: "k", caption: "k", alt: "k" }, data: [{ type: "scatter", name: "k", x: y, y }] });
    await exportFigure(f, "k", { formats: ["csv"], out: process.argv[1] }, session);
    if (n === 1) console.log("ready");
  }
})();`;

test("a process killed while it exports leaves whole files", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "killed-"));
  try {
    for (const delay of [0, 37]) {
      const child = spawn(process.execPath, ["--require", "./test/register.cjs", "-e", WORK, folder], {
        cwd: path.join(__dirname, "..", ".."),
        stdio: ["ignore", "pipe", "inherit"],
      });
      await new Promise((resolve) => child.stdout.once("data", resolve));
      await sleep(delay);
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
      const csv = readFileSync(path.join(folder, "k.csv"), "utf8");
      assert.ok(csv.endsWith("\n"));
      const rows = csv.split("\n").length - 2;
      assert.ok(rows >= 20_000 && rows % 1000 === 0, `${rows} rows`);
      assert.ok(existsSync(path.join(folder, "k.json")));
      assert.equal(JSON.parse(readFileSync(path.join(folder, "k.json"), "utf8")).id, "k");
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
