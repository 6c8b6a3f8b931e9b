import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { type Execution, KernelClient } from "../../lib/kernel/client";
import { environmentPrefix, findKernelspec, type Kernelspec } from "../../lib/kernel/environment";

const kinds = (execution: Execution): string[] => execution.faults.map((fault) => fault.kind);
const stdout = (execution: Execution): string =>
  execution.outputs.map((o) => (o.output_type === "stream" && o.name === "stdout" ? o.text : "")).join("");

function running(pid: number | undefined): boolean {
  try {
    process.kill(pid ?? 0, 0);
    return true;
  } catch {
    return false;
  }
}

test("what stock tslab passes over in silence is reported", async () => {
  const client = await KernelClient.launch(findKernelspec("tslab"));
  const { pid } = client;
  try {
    const fine = await client.execute("const x: number = 20; x + 1");
    assert.deepEqual([fine.status, stdout(fine), kinds(fine), fine.executionCount], ["ok", "21\n", [], 1]);

    const thrown = await client.execute("throw new Error('boom')");
    assert.deepEqual([thrown.status, kinds(thrown)], ["error", ["silent-error"]]);
    const dropped = await client.execute("x");
    assert.deepEqual([dropped.status, kinds(dropped)], ["aborted", ["dropped"]]);
    await sleep(400);

    const chatty = await client.execute("for (let i = 0; i < 2000; i++) console.log(i)", { idleTimeout: 2 });
    assert.deepEqual([chatty.status, chatty.idle, kinds(chatty)], ["ok", false, ["no-idle", "lost-output"]]);
    assert.ok(stdout(chatty).split("\n").length < 600);
    const awaited = await client.execute(
      "for (let i = 0; i < 700; i++) console.log(i); await new Promise((r) => setTimeout(r, 300))",
    );
    assert.deepEqual([awaited.status, awaited.idle, kinds(awaited)], ["ok", true, ["lost-output"]]);

    const endless = await client.execute("while (true) {}", { timeout: 0.5 });
    assert.equal(endless.status, "timeout");
  } finally {
    await client.shutdown();
  }
  assert.ok(!running(pid));
});

test("a kernel whose port was taken before it could listen is started again with others, and soon", async () => {
  const folder = mkdtempSync(join(tmpdir(), "descentlab-test-"));
  const spec = findKernelspec("tslab");
  const wrapper = join(folder, "wrapper.cjs");
  // The first start finds its shell port occupied, and tslab then neither ends nor answers.
  writeFileSync(
    wrapper,
    `const fs = require("node:fs");
    const [started, script, connection] = process.argv.slice(2);
    process.argv.splice(2, 2);
    const start = () => require(script);
    if (fs.existsSync(started)) start();
    else {
      fs.writeFileSync(started, "");
      const { shell_port } = JSON.parse(fs.readFileSync(connection, "utf8"));
      require("node:net").createServer().listen(shell_port, "127.0.0.1", start);
    }`,
  );
  const [node, script, ...rest] = spec.argv;
  const argv = [node!, wrapper, join(folder, "started"), script!, ...rest];
  const log: string[] = [];
  const client = await KernelClient.launch(
    { ...spec, argv },
    { startTimeout: 45, onLog: (text) => log.push(text) },
  );
  try {
    assert.match(log.join(""), /Address already in use.*starting again with others/s);
    assert.equal(stdout(await client.execute("6 * 7")), "42\n");
  } finally {
    await client.shutdown();
    rmSync(folder, { recursive: true, force: true });
  }
});

const own = existsSync(join(environmentPrefix(), "share/jupyter/kernels/descentlab/kernel.json"));

test("the project's own kernel loses nothing, sends its errors, and keeps its variables when interrupted", {
  skip: !own,
}, async () => {
  const client = await KernelClient.launch(findKernelspec("descentlab"));
  const { pid } = client;
  try {
    const chatty = await client.execute("const kept = 7; for (let i = 0; i < 2000; i++) console.log(i)");
    assert.deepEqual([chatty.status, kinds(chatty)], ["ok", []]);
    assert.equal(stdout(chatty).split("\n").length, 2001);
    const thrown = await client.execute("throw new RangeError('boom')");
    assert.deepEqual([thrown.error?.ename, thrown.error?.evalue, kinds(thrown)], ["RangeError", "boom", []]);
    const endless = await client.execute("while (true) {}", { timeout: 0.5 });
    assert.equal(endless.status, "timeout");
    const after = await client.execute("kept");
    assert.equal(after.outputs[0]?.output_type, "execute_result");
    const killed = await client.execute("process.kill(process.pid, 'SIGKILL'); while (true) {}");
    assert.equal(killed.status, "dead");
  } finally {
    await client.shutdown();
  }
  assert.ok(!running(pid));
});

test("a kernel that ends at once or never answers is an error with the end of its log", async () => {
  const spec = (script: string): Kernelspec => ({
    name: "broken",
    argv: [process.execPath, "-e", script, "{connection_file}"],
    displayName: "Broken",
    language: "typescript",
    interruptMode: "signal",
    env: {},
    folder: "/nowhere",
  });
  await assert.rejects(
    KernelClient.launch(spec("console.error('no luck'); process.exit(3)")),
    /kernel broken ended before it answered. Its log ends with:\nno luck/,
  );
  await assert.rejects(
    KernelClient.launch(spec("setInterval(() => {}, 1000)"), { startTimeout: 0.5 }),
    /kernel broken did not answer within 0.5 s/,
  );
  await assert.rejects(
    KernelClient.launch({ ...spec(""), argv: ["/nowhere/node"] }),
    /kernel broken ended before it answered. Its log ends with:\nspawn \/nowhere\/node ENOENT/,
  );
});
