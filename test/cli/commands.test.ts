import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mock, test } from "node:test";
import { main } from "../../lib/cli/main";
import { readClaims, readLedger } from "../../lib/render/project";
import { checkout, temporary, write } from "./fixtures";

/**
 * Runs the command line in this process; returns its exit code and what it wrote. The command line writes strings;
 * bytes come from the test runner, which reports earlier tests meanwhile, and go through.
 */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { stdout: "", stderr: "" };
  const streams = (["stdout", "stderr"] as const).map((name) => {
    const stream = process[name];
    const through = stream.write.bind(stream) as (...parts: unknown[]) => boolean;
    return mock.method(stream, "write", (text: unknown, ...rest: unknown[]) => {
      if (typeof text !== "string") return through(text, ...rest);
      said[name] += text;
      return true;
    });
  });
  try {
    const code = await main(args);
    return { code, out: said.stdout, err: said.stderr };
  } finally {
    for (const stream of streams) stream.mock.restore();
    process.exitCode = undefined;
  }
}

test("each command has help with examples", async () => {
  for (const name of ["verify", "claims", "explain", "export", "figures", "kernel", "ledger"]) {
    const { code, out } = await run(name, "--help");
    assert.equal(code, 0, name);
    assert.match(out, /Examples?:\n {2}(\$ )?(npx )?descentlab/, name);
  }
  const { out } = await run("--help");
  for (const name of ["verify", "claims", "explain", "export", "figures", "kernel", "ledger"]) {
    assert.match(out, new RegExp(`^ {2}${name}\\b`, "m"));
  }
});

test("--version prints the version of the package", async () => {
  const { version } = JSON.parse(readFileSync(join(checkout, "lib/package.json"), "utf8"));
  assert.deepEqual(await run("--version"), { code: 0, out: `${version}\n`, err: "" });
});

test("claims prints the stored rows as JSON, filtered", async () => {
  const { code, out } = await run("claims", "--json");
  assert.equal(code, 0);
  assert.deepEqual(JSON.parse(out), readLedger());
  const exact = await run("claims", "--grade", "exact", "--json");
  assert.ok((JSON.parse(exact.out) as { grade: string }[]).every((row) => row.grade === "exact"));
});

test("explain prints a claim as JSON and refuses an unknown one with suggestions", async () => {
  const { out } = await run("explain", "autoencoder/C04", "--json");
  const explained = JSON.parse(out);
  assert.equal(explained.claim.id, "autoencoder/C04");
  assert.equal(explained.module, "lib/papers/autoencoder/thm2.ts");
  const unknown = await run("explain", "autoencoder/C4");
  assert.equal(unknown.code, 1);
  assert.match(
    unknown.err,
    /^descentlab: `id` must be the id of a claim; got "autoencoder\/C4"\. Did you mean autoencoder\/C04/,
  );
  assert.equal((await run("explain")).code, 1);
});

test("explain takes several claims, and prints nothing when one of them is unknown", async () => {
  const ids = ["autoencoder/C08", "autoencoder/C04"];
  const { out } = await run("explain", ...ids);
  assert.deepEqual(out.match(/^autoencoder\/C\d+/gm), ids);
  const explained = JSON.parse((await run("explain", ...ids, "--json")).out) as { claim: { id: string } }[];
  assert.deepEqual(
    explained.map((e) => e.claim.id),
    ids,
  );
  const { code, out: nothing } = await run("explain", "autoencoder/C04", "autoencoder/C4");
  assert.deepEqual([code, nothing], [1, ""]);
});

test("export of a claim names the claim's figures", async () => {
  const claims = readClaims("autoencoder");
  const { figures } = claims.find((c) => c.id === "autoencoder/C04")!;
  const several = await run("export", "autoencoder/C04");
  assert.equal(several.code, 1);
  assert.ok(several.err.endsWith(`its figures are ${figures.join(", ")}.\n`), several.err);
  const none = claims.find((c) => c.figures.length === 0);
  if (none) assert.match((await run("export", none.id)).err, /This is a claim, and it has no figure\./);
});

test("export refuses a folder that cannot be written before it looks for a browser", async () => {
  const folder = temporary();
  write(folder, "file", "");
  const before = process.env.DESCENTLAB_BROWSER;
  process.env.DESCENTLAB_BROWSER = join(folder, "absent");
  try {
    const exported = (out: string) => run("export", "autoencoder/thm2-decay", "--out", join(folder, out));
    const { code, err } = await exported("file/figures");
    assert.equal(code, 1);
    assert.match(err, /^descentlab: cannot write into .*figures: a file is where a folder should be\./);
    assert.doesNotMatch((await exported("new/figures")).err, /cannot write/);
    assert.deepEqual(readdirSync(folder), ["file"], "the trial leaves nothing");
  } finally {
    if (before === undefined) delete process.env.DESCENTLAB_BROWSER;
    else process.env.DESCENTLAB_BROWSER = before;
  }
});

test("unknown commands and values are refused by name", async () => {
  assert.match((await run("clams")).err, /unknown command 'clams'\n\(Did you mean claims\?\)/);
  assert.match((await run("claims", "--grade", "good")).err, /Allowed choices are exact, certified/);
  assert.match((await run("verify", "--workers", "none")).err, /It must be a number > 0/);
  const paper = await run("claims", "--paper", "autoencodr");
  assert.equal(paper.code, 1);
  assert.match(paper.err, /Did you mean autoencoder\?/);
});

test("before the library is compiled the launcher says what to do", () => {
  const root = temporary();
  cpSync(join(checkout, "lib/cli/main.mjs"), join(root, "lib/cli/main.mjs"));
  cpSync(join(checkout, "lib/cli/setup"), join(root, "lib/cli/setup"), { recursive: true });
  const { status, stderr } = spawnSync(process.execPath, [join(root, "lib/cli/main.mjs"), "claims"], {
    encoding: "utf8",
  });
  assert.equal(status, 1);
  assert.match(stderr, /^descentlab: the library is not compiled yet\. Run `npm start` or `npm test` once/);
});

test("what computes compiles changed sources first, and is not run when they do not compile", () => {
  const root = temporary();
  for (const path of ["lib/cli/main.mjs", "lib/cli/setup"]) {
    cpSync(join(checkout, path), join(root, path), { recursive: true });
  }
  for (const path of ["tsconfig.base.json", "lib/tsconfig.json", "package-lock.json"])
    write(root, path, "{}");
  // a compiler in small: it makes a command line that says what the source says, also when it finds an error
  write(
    root,
    "node_modules/typescript/lib/tsc.js",
    `const { readFileSync, writeFileSync } = require("node:fs");
const text = readFileSync("lib/source.ts", "utf8").trim();
const line = "exports.main = (args) => { console.log(" + JSON.stringify(text) + ", args.join()); return 0; };";
writeFileSync("lib/dist/cli/main.js", line);
writeFileSync("lib/dist/tsconfig.tsbuildinfo", text);
if (text === "broken") { console.log("lib/source.ts(1,1): error"); process.exitCode = 1; }`,
  );
  write(root, "lib/dist/core/kept.js", "");
  const compile = () => spawnSync(process.execPath, ["node_modules/typescript/lib/tsc.js"], { cwd: root });
  const launch = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["lib/cli/main.mjs", ...args], {
      cwd: root,
      encoding: "utf8",
    });
    return { status, out: stdout.trim(), err: stderr.trim() };
  };
  write(root, "lib/dist/cli/main.js", "");
  write(root, "lib/source.ts", "one");
  const compiling = "descent-lab: compiling the library";
  assert.deepEqual(launch("verify"), { status: 0, out: "one verify", err: compiling });
  assert.deepEqual(launch("verify"), { status: 0, out: "one verify", err: "" });
  write(root, "lib/source.ts", "two");
  assert.deepEqual(launch("claims"), { status: 0, out: "one claims", err: "" }, "prints what is stored");
  assert.deepEqual(launch("verify", "--help"), { status: 0, out: "one verify,--help", err: "" });
  for (const command of ["verify", "export", "figures", "ledger"]) {
    write(root, "lib/source.ts", command);
    assert.deepEqual(launch(command, "x"), { status: 0, out: `${command} ${command},x`, err: compiling });
  }
  write(root, "lib/source.ts", "broken");
  for (const time of ["first", "second"]) {
    const { status, out, err } = launch("verify");
    assert.deepEqual([status, out], [2, ""], time);
    assert.match(
      err,
      /lib\/source\.ts\(1,1\): error\ndescentlab: nothing was run: the library does not compile: repair/,
    );
  }
  write(root, "lib/source.ts", "ledger");
  compile();
  write(root, "lib/source.ts", "other");
  compile();
  write(root, "lib/source.ts", "ledger");
  assert.equal(launch("verify").out, "ledger verify", "compiled by hand, then taken back");
});

test("a reader that closes the pipe early is no error", { skip: process.platform === "win32" }, () => {
  const command = `"${process.execPath}" lib/cli/main.mjs claims | true`;
  for (let i = 0; i < 3; i++) {
    const { stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: checkout, encoding: "utf8" });
    assert.deepEqual([stdout, stderr], ["", ""]);
  }
});
