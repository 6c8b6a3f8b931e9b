import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { checkout, temporary, write } from "./fixtures";

const windows = process.platform === "win32";

/** A checkout with one source file, one npm package (TypeScript) and no Python package, so that set-up needs no network. */
function smallCheckout(): string {
  const root = temporary();
  for (const path of ["lib/cli/bootstrap.mjs", "lib/cli/setup", "lib/cli/tslab-kernel.cjs"]) {
    cpSync(join(checkout, path), join(root, path), { recursive: true });
  }
  const { version } = JSON.parse(
    readFileSync(join(checkout, "node_modules/typescript/package.json"), "utf8"),
  );
  write(root, "package.json", '{"name": "small", "private": true}');
  write(root, "package-lock.json", JSON.stringify({ packages: { "node_modules/typescript": { version } } }));
  write(root, "requirements.txt", "# nothing\n");
  write(root, "tsconfig.json", '{"files": [], "references": [{"path": "lib"}]}');
  write(root, "tsconfig.base.json", "{}");
  const options = { composite: true, rootDir: ".", outDir: "dist", types: [] };
  write(
    root,
    "lib/tsconfig.json",
    JSON.stringify({ compilerOptions: options, include: ["**/*.ts"], exclude: ["dist"] }),
  );
  write(root, "lib/core/one.ts", "export const one: number = 1;\n");
  symlinkSync(join(checkout, "node_modules"), join(root, "node_modules"), "junction");
  return root;
}

function bootstrap(root: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const started = performance.now();
  const clean: NodeJS.ProcessEnv = { ...process.env, ...env };
  for (const name of ["DESCENTLAB_PREFIX", "CONDA_PREFIX", "npm_execpath"]) delete clean[name];
  const run = spawnSync(process.execPath, [join(root, "lib/cli/bootstrap.mjs"), ...args], {
    encoding: "utf8",
    env: clean,
  });
  const lines = run.stderr.split("\n").filter((line) => line.startsWith("descent-lab: "));
  return {
    code: run.status,
    said: lines.map((line) => line.slice("descent-lab: ".length)),
    all: run.stdout + run.stderr,
    seconds: (performance.now() - started) / 1000,
  };
}

/** A folder with executables that answer like the given shell scripts, to stand first or alone on the PATH. */
function commands(scripts: Readonly<Record<string, string>>): string {
  const folder = temporary();
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

test("set-up does each thing once, says so in one line each, and then does nothing in under 2 seconds", () => {
  const root = smallCheckout();
  const first = bootstrap(root, ["setup"]);
  assert.equal(first.code, 0, first.all);
  assert.equal(first.said[0], "compiling the library");
  assert.match(first.said[1] ?? "", /^creating \.venv with Python 3\.\d+$/);
  assert.deepEqual(first.said.slice(2), [
    "installing JupyterLab and the other Python packages of requirements.txt",
    "installing the kernel “TypeScript (tslab)”",
    "everything is in place",
  ]);
  const spec = JSON.parse(readFileSync(join(root, ".venv/share/jupyter/kernels/tslab/kernel.json"), "utf8"));
  assert.deepEqual(spec.argv, [
    process.execPath,
    join(root, "lib/cli/tslab-kernel.cjs"),
    "{connection_file}",
  ]);

  const second = bootstrap(root, ["setup"]);
  assert.deepEqual(second.said, ["everything is in place"]);
  assert.ok(second.seconds < 2, `${second.seconds} s`);

  write(root, "lib/core/one.ts", "export const one: number = 2;\n");
  assert.deepEqual(bootstrap(root, ["setup"]).said, ["compiling the library", "everything is in place"]);
  assert.match(readFileSync(join(root, "lib/dist/core/one.js"), "utf8"), /2/);

  write(root, "requirements.txt", "# still nothing\n");
  assert.equal(bootstrap(root, ["setup"]).said.length, 2);

  write(root, ".cache/setup.lock", "999999999");
  assert.deepEqual(
    bootstrap(root, ["setup"]).said,
    ["everything is in place"],
    "the lock of a dead set-up is taken over",
  );

  write(root, "lib/core/one.ts", "export const one: number = 'text';\n");
  const broken = bootstrap(root, ["setup"]);
  assert.equal(broken.code, 1);
  assert.match(broken.all, /Type 'string' is not assignable to type 'number'/);
  assert.equal(broken.said.at(-1), "the library does not compile: repair the lines named above.");
  rmSync(root, { recursive: true });
});

test("a Python that is missing, too old, or without venv is explained in one line", { skip: windows }, () => {
  const root = smallCheckout();
  const only = (scripts: Record<string, string>) => {
    const folder = commands(scripts);
    symlinkSync(process.execPath, join(folder, "node"));
    return bootstrap(root, ["setup"], { PATH: folder, DESCENTLAB_PYTHON: "" });
  };
  const last = (run: ReturnType<typeof bootstrap>) => {
    assert.equal(run.code, 1);
    return run.said.at(-1);
  };
  const remedy = "Install Python 3.10 or later, or name one in DESCENTLAB_PYTHON.";
  assert.equal(last(only({})), `Python is not found. ${remedy}`);
  assert.equal(last(only({ python3: "echo 3 8 1" })), `python3 is Python 3.8, too old. ${remedy}`);
  assert.equal(
    last(only({ python3: "echo 3 12 0" })),
    "python3 has no venv module: install it (the package python3.12-venv on Debian and Ubuntu).",
  );
  assert.equal(
    last(bootstrap(root, ["setup"], { DESCENTLAB_PYTHON: "/nowhere/python" })),
    `Python is not found. ${remedy}`,
  );
  assert.ok(!existsSync(join(root, ".venv")));
});

test("npm that is missing or offline is explained in one line", { skip: windows }, () => {
  const root = smallCheckout();
  rmSync(join(root, "node_modules"));
  mkdirSync(join(root, "node_modules"));
  const missing = bootstrap(root, ["setup"], { PATH: commands({}) });
  assert.equal(missing.code, 1);
  assert.match(missing.said.at(-1) ?? "", /^npm is not found: install it/);
  const offline = bootstrap(root, ["setup"], {
    PATH: `${commands({ npm: "echo npm error code ENOTFOUND >&2; exit 1" })}:/bin:/usr/bin`,
  });
  assert.equal(offline.code, 1);
  assert.equal(offline.said[0], "installing the npm packages");
  assert.match(
    offline.said.at(-1) ?? "",
    /^npm failed: the package registry does not answer \(no network\?\)/,
  );
});

test("an old Node is refused, new ones are not", async () => {
  const file = pathToFileURL(join(checkout, "lib/cli/setup/packages.mjs")).href;
  const { checkNode } = (await import(file)) as { checkNode(version: string): void };
  for (const version of ["18.20.4", "20.18.1", "21.7.3", "22.11.0"]) {
    assert.throws(() => checkNode(version), new RegExp(`Node ${version} is too old: install Node 20.19`));
  }
  for (const version of ["20.19.0", "22.12.0", "23.0.0", "24.1.0"]) checkNode(version);
});

test("an occupied port and a port that is none are refused before JupyterLab starts", async () => {
  const file = pathToFileURL(join(checkout, "lib/cli/setup/jupyter.mjs")).href;
  const { openLab } = (await import(file)) as { openLab(prefix: string, args: string[]): Promise<number> };
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await assert.rejects(openLab("/nowhere", ["--port", String(port)]), {
    message: `port ${port} is already in use: stop what listens there, or give another one with --port.`,
  });
  server.close();
  for (const text of ["0", "eighty", "70000"]) {
    await assert.rejects(openLab("/nowhere", [`--port=${text}`]), {
      message: `--port must be an integer in [1, 65535]; got "${text}".`,
    });
  }
});

test("a mistyped option of start is refused in one line before anything is set up", () => {
  const start = (...args: string[]) =>
    spawnSync(process.execPath, [join(checkout, "lib/cli/bootstrap.mjs"), "start", ...args], {
      encoding: "utf8",
    });
  for (const args of [["--prot", "9000"], ["--no-brwser"], ["--prot=9000"]]) {
    const run = start(...args);
    assert.equal(run.status, 1);
    assert.match(
      run.stderr,
      /^descent-lab: unknown option --(prot|no-brwser): use --no-browser, --port N, --ip, .*--ServerApp\.certfile=FILE\.\n$/,
    );
  }
});

test("options of start and of JupyterLab go through", async () => {
  const file = pathToFileURL(join(checkout, "lib/cli/setup/jupyter.mjs")).href;
  const { parseOptions } = (await import(file)) as { parseOptions(args: string[]): unknown };
  const rest = ["--no-browser", "--ip=0.0.0.0", "--debug", "--ServerApp.token=a.b", "-y", "x.ipynb"];
  assert.deepEqual(parseOptions([...rest, "--port", "9000"]), { port: 9000, rest });
});

test("an unknown command lists the known ones", () => {
  const run = spawnSync(process.execPath, [join(checkout, "lib/cli/bootstrap.mjs"), "strat"], {
    encoding: "utf8",
  });
  assert.equal(run.status, 1);
  assert.match(run.stderr, /unknown command "strat": use start, setup, test, verify, figures, bench\./);
});
