import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import ts from "typescript";
import { type Claim, judge } from "../lib/claims/claim";
import type { ClaimData } from "../lib/claims/ledger";
import { readmeTable, withTable } from "../lib/cli/readmeTable";
import { figures } from "../lib/plot/autoencoder";
import { setTextWriter } from "../lib/render/host";
import { projectRoot, readClaims, readLedger } from "../lib/render/project";
import { ledgerRow } from "./cli/fixtures";

const ROOT = projectRoot(__dirname);
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const exists = (file: string): boolean => existsSync(join(ROOT, file));

const PAGES = [
  ...["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].filter(exists),
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];
const claims = readClaims("autoencoder", ROOT);

test("the table of the README is the one that the ledger gives", () => {
  const readme = read("README.md");
  const table = readmeTable(claims, readLedger(ROOT));
  assert.equal(readme, withTable(readme, table), "run `npx descentlab ledger`");
});

const CLAIM: ClaimData = {
  id: "toy/C01",
  ref: "Lemma 1",
  section: "1",
  title: "",
  statement: "",
  type: "identity",
  notebook: "01-a",
  module: "papers/toy/lem1",
  figures: [],
};
const ROW = ledgerRow("toy/C01", "01-a");

test("the table counts verdicts a notebook, joins neighbouring ids, and says what was not judged", () => {
  const ids = ["C01", "C02", "C03", "C05", "C06"];
  const list = [
    ...ids.map((id) => ({ ...CLAIM, id: `toy/${id}` })),
    { ...CLAIM, id: "toy/C04", notebook: "02-b" },
  ];
  const rows = [
    ROW,
    { ...ROW, id: "toy/C02" },
    { ...ROW, id: "toy/C03", verdict: "fails" as const },
    { ...ROW, id: "toy/C04", verdict: "holds-corrected" as const },
  ];
  assert.equal(
    readmeTable(list, rows),
    [
      "| paper | notebook | claims | verdicts |",
      "|---|---|---|---|",
      "| toy | [01-a](notebooks/toy/01-a.ipynb) | C01–C03, C05, C06 | 2 holds, 1 fails, 2 not judged |",
      "| toy | [02-b](notebooks/toy/02-b.ipynb) | C04 | 1 holds-corrected |",
      "",
      "4 claims: 2 holds, 1 fails, 1 holds-corrected; 4 exact.",
    ].join("\n"),
  );
});

test("the table changes with the ledger, and a page without its marks is refused", () => {
  const page = "a\n<!-- claims:begin -->\nold\n<!-- claims:end -->\nb";
  assert.equal(withTable(page, "new"), page.replace("old", "new"));
  assert.notEqual(readmeTable([CLAIM], [ROW]), readmeTable([CLAIM], [{ ...ROW, verdict: "fails" }]));
  assert.throws(() => withTable("a page", "new"), /README\.md` must hold the lines/);
  assert.throws(() => withTable("<!-- claims:end --><!-- claims:begin -->", "new"), /in this order/);
});

/** Code blocks of a page with their info strings, without the indentation of the list they stand in. */
function blocks(text: string): { info: string; code: string }[] {
  return [...text.matchAll(/^([ \t]*)```([^\n`]*)\n([\s\S]*?)\n\1```/gm)].map(([, indent, info, code]) => ({
    info: info!.trim(),
    code: code!.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

/** A block whose last expression, as that of a cell, is shown. */
function showingResult(code: string): string {
  const last = ts.createSourceFile("block.ts", code, ts.ScriptTarget.Latest).statements.at(-1);
  if (last === undefined || !ts.isExpressionStatement(last) || code.slice(last.pos, last.end).endsWith(";"))
    return code;
  return `${code.slice(0, last.pos)}\nrequire("descentlab/render/show").show(${code.slice(last.pos, last.end)})`;
}

/** Runs a block as a module of the library and returns what it exports and prints. */
function run(code: string): { exports: Record<string, unknown>; printed: string } {
  const { outputText } = ts.transpileModule(showingResult(code), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
    },
  });
  const load = (name: string): unknown =>
    require(name.replace(/^(descentlab\/|\.\.\/\.\.\/)/, "../lib/").replace(/^descentlab$/, "../lib/index"));
  const exports: Record<string, unknown> = {};
  let printed = "";
  const restore = setTextWriter((text) => {
    printed += text;
  });
  try {
    new Function("require", "exports", outputText)(load, exports);
  } finally {
    setTextWriter(restore);
  }
  return { exports, printed };
}

for (const page of PAGES) {
  const examples = blocks(read(page)).filter(({ info }) => info === "ts run");
  examples.forEach(({ code }, k) => {
    test(`example ${k + 1} of ${page} runs`, () => {
      const { exports, printed } = run(code);
      assert.ok(printed !== "" || Object.keys(exports).length > 0, "it prints or exports something");
    });
  });
}

test("the claim of the contributing guide is judged as it says", () => {
  const [example] = blocks(read("CONTRIBUTING.md")).filter(({ info }) => info === "ts run");
  const verdict = judge(Object.values(run(example!.code).exports)[0] as Claim);
  assert.deepEqual([verdict.kind, verdict.grade, verdict.control.outcome], ["holds", "exact", "fired"]);
});

test("an example that throws is noticed", () => {
  assert.throws(
    () => run('import { interval } from "descentlab/interval/interval"; interval(2, 1);'),
    /must/,
  );
  assert.throws(
    () => run('import { nothing } from "descentlab/core/nothing"; nothing();'),
    /Cannot find module/,
  );
});

test("every relative link and picture of a page leads to a file", () => {
  const missing = PAGES.flatMap((page) =>
    [
      ...read(page)
        .replaceAll(/\$[^$\n]*\$/g, "")
        .matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g),
    ]
      .map(([, target]) => target!)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
      .map((target) => `${page} → ${target}`),
  );
  assert.deepEqual(missing, []);
});

test("every npm script, command, claim and figure that a page names exists", () => {
  const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: object }).scripts);
  const commands = ["verify", "claims", "explain", "ledger", "export", "figures", "kernel"];
  const wrong = PAGES.flatMap((page) => {
    const text = read(page);
    const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map((m) => m[1]!);
    return [
      ...all(/npm run ([\w:-]+)/g).filter((name) => !scripts.includes(name)),
      ...all(/npx descentlab ([a-z]+)/g).filter((name) => !commands.includes(name)),
      ...all(/\b(autoencoder\/C\d\d)\b/g).filter((id) => !claims.some((c) => c.id === id)),
      ...all(/descentlab export (autoencoder\/[\w-]+)/g).filter((id) => !(id in figures)),
    ].map((name) => `${page} names ${name}`);
  });
  assert.deepEqual(wrong, []);
});

test("the package's entry loads neither mathjs nor papers, figures, kernel or command line", () => {
  const script = `require(${JSON.stringify(join(ROOT, "lib", "dist", "index.js"))});
    process.stdout.write(JSON.stringify([Object.keys(require.cache), process.cpuUsage().user / 1e3]))`;
  const [loaded, milliseconds] = JSON.parse(
    execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }),
  ) as [string[], number];
  const heavy = loaded.filter((file) =>
    /mathjs|plotly|playwright|dist.(papers|plot|render|kernel|cli)\b/.test(file),
  );
  assert.deepEqual(heavy, []);
  assert.ok(loaded.length > 30);
  assert.ok(milliseconds < 1500, `${milliseconds} ms of processor time`);
});
