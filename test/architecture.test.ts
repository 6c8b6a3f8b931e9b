import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { test } from "node:test";
import { type Claim, claim } from "../lib/claims/claim";
import { exactly } from "../lib/claims/evidence";
import type { ClaimData, LedgerRow } from "../lib/claims/ledger";
import { listNotebooks, readNotebook, sourceOf } from "../lib/cli/notebook";
import { projectRoot, readClaims, readLedger } from "../lib/render/project";
import {
  type Checkout,
  figureProblems,
  ledgerProblems,
  listProblems,
  missingParts,
} from "./architecture/claims";
import { importCycles, importsOf, impurities, type Sources, upwardImports } from "./architecture/imports";
import { type Paper, referenceProblems, referencesIn, tagProblems } from "./architecture/references";

const ROOT = projectRoot(__dirname);

/** Text files below a folder, by path from it. */
function files(folder: string, ending: string, skip: readonly string[] = []): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join("/");
    if (!entry.isFile() || !name.endsWith(ending) || skip.some((s) => name.startsWith(s))) continue;
    found.set(name, readFileSync(path, "utf8"));
  }
  return found;
}

const sources: Sources = files(join(ROOT, "lib"), ".ts", ["dist/", "node_modules/"]);
const papers = JSON.parse(readFileSync(join(ROOT, "data", "papers.json"), "utf8")) as (Paper & {
  experiments?: readonly { figures: readonly string[] }[];
})[];

function checkout(): Checkout {
  const data = papers.flatMap(({ slug }) => readClaims(slug, ROOT));
  const exported = new Map<string, Claim[]>();
  for (const module of new Set(data.map((d) => d.module))) {
    if (!existsSync(join(ROOT, "lib", `${module}.ts`))) continue;
    const values = Object.values(require(`../lib/${module}`) as Record<string, unknown>);
    const isClaim = (x: unknown): x is Claim =>
      typeof x === "object" && x !== null && "check" in x && "id" in x;
    exported.set(module, values.filter(isClaim));
  }
  const cells = (file: string): string => readNotebook(file).cells.map(sourceOf).join("\n");
  return {
    data,
    exported,
    listed: papers.flatMap(({ slug }) => (require(`../lib/papers/${slug}`) as { claims: Claim[] }).claims),
    tests: new Map(
      [...files(join(ROOT, "test", "papers"), ".test.ts")].map(([name, text]) => [
        `test/papers/${name}`,
        text,
      ]),
    ),
    notebooks: new Map(listNotebooks(ROOT).map(({ file, paper, slug }) => [`${paper}/${slug}`, cells(file)])),
    figures: papers.flatMap(({ slug }) =>
      Object.keys((require(`../lib/plot/${slug}`) as { figures: Record<string, unknown> }).figures),
    ),
    ledger: readLedger(ROOT),
  };
}

test("files import downwards only", () => {
  assert.ok(sources.size > 100);
  assert.deepEqual(upwardImports(sources), []);
});

test("an import from a higher layer is noticed in each of its forms", () => {
  const higher = new Map([["render/show.ts", ""]]);
  const forms = [
    'import { show } from "../render/show";',
    'import type { Shown } from "../render/show";',
    'export { show } from "../render/show";',
    'import show = require("../render/show");',
    'const show = require("../render/show");',
    'const show = import("../render/show");',
    'let x: import("../render/show").Shown;',
  ];
  for (const text of forms) {
    const broken = new Map([["core/vector.ts", text], ...higher]);
    assert.deepEqual(upwardImports(broken), ["core/vector.ts imports render/show.ts, which is not below it"]);
  }
  const fine = new Map([
    ["render/show.ts", 'import { dot } from "../core/vector"; // import "../cli/main"'],
    ["core/vector.ts", ""],
  ]);
  assert.deepEqual(upwardImports(fine), []);
  assert.deepEqual(upwardImports(new Map([["helpers/x.ts", ""]])), ["helpers/x.ts lies in no layer"]);
  assert.deepEqual(importsOf("core/a.ts", 'const s = "import x from \'../cli/main\'"; // require("fs")'), []);
});

test("no two files load each other, directly or around", () => {
  assert.deepEqual(importCycles(sources), []);
});

test("a cycle of imports is noticed", () => {
  const broken = new Map([
    ["core/a.ts", 'import "./b";'],
    ["core/b.ts", 'import "./folder";'],
    ["core/folder/index.ts", 'import { type A, a } from "../a";'],
  ]);
  assert.deepEqual(importCycles(broken), ["core/a.ts → core/b.ts → core/folder/index.ts → core/a.ts"]);
  const types = [
    'import type { A } from "../a";',
    'import { type A } from "../a";',
    'export type { A } from "../a";',
    'let a: import("../a").A;',
  ];
  for (const text of types)
    assert.deepEqual(importCycles(new Map([...broken, ["core/folder/index.ts", text]])), []);
});

test("below render nothing touches files, clocks, chance, the console, Node or the kernel", () => {
  assert.deepEqual(impurities(sources), []);
});

test("each impurity is noticed below render, and allowed from render on", () => {
  const texts = [
    'import { readFileSync } from "node:fs";',
    'import fs from "fs/promises";',
    'const tslab = require("tslab");',
    'import { lastWriteDisplayData } from "tslab/dist/jupyter";',
    "console.log(1);",
    "const now = new Date();",
    "const now = Date.now();",
    "const x = Math.random();",
    'const x = Math["random"]();',
    "const home = process.env;",
    "setTimeout(f, 1);",
  ];
  for (const text of texts) {
    assert.equal(impurities(new Map([["plot/chart.ts", text]])).length, 1, text);
    assert.deepEqual(impurities(new Map([["render/show.ts", text]])), [], text);
  }
  const fine =
    "const point = { process: 1, Date: 2 }; point.process; Math.round(1); // console.log, Math.random()";
  assert.deepEqual(impurities(new Map([["plot/chart.ts", fine]])), []);
});

test("every @paper tag names a paper and an item that it has", () => {
  assert.deepEqual(tagProblems(sources, papers), []);
});

test("every claim refers to an item that the paper has", () => {
  const problems = papers.flatMap((paper) =>
    readClaims(paper.slug, ROOT).flatMap(({ ref }) => referenceProblems(paper, ref)),
  );
  assert.deepEqual(problems, []);
});

test("a tag with a wrong paper, kind or number is noticed, lists and ranges included", () => {
  const reason = (tag: string): string[] =>
    tagProblems(new Map([["core/a.ts", `/** Text. ${tag} */\nexport const x = 1;`]]), papers);
  assert.deepEqual(reason("@paper autoencoder Theorem 2"), []);
  assert.equal(reason("@paper autoencoder Theorem 3").length, 1);
  assert.equal(reason("@paper autoencoders Theorem 2").length, 1);
  assert.equal(reason("@paper autoencoder Theorem").length, 1);
  assert.equal(reason("@paper autoencoder somewhere").length, 1);
  assert.equal(reason("@paper autoencoder").length, 1);
  assert.equal(reason("@paper autoencoder Lemma 11, eqs. (18)–(21)").length, 2);
  assert.equal(reason("@paper autoencoder Corollaries 14 and 16").length, 1);
  assert.equal(reason("@paper autoencoder Appendix D.1").length, 1);
  assert.deepEqual(
    referencesIn("Section 2.3 (before Theorem 2), eqs. (12)–(14)").map((r) => `${r.kind} ${r.number}`),
    ["Section 2.3", "Theorem 2", "eq. 12", "eq. 13", "eq. 14"],
  );
});

test("every claim has a module that exports it, a control, a test and a notebook that names it", () => {
  assert.deepEqual(missingParts(checkout()), []);
});

test("the papers' lists hold every claim once, in order", () => {
  const found = checkout();
  assert.equal(found.data.filter((d) => d.id.startsWith("autoencoder/")).length, 51);
  assert.deepEqual(listProblems(found), []);
});

test("every figure of a claim can be made, and every figure belongs to a claim or an experiment", () => {
  const experiments = papers.flatMap((p) => p.experiments ?? []).flatMap((e) => e.figures);
  assert.deepEqual(figureProblems(checkout(), experiments), []);
});

test("the ledger and the data agree on what is corrected, and every control has fired", () => {
  assert.deepEqual(ledgerProblems(checkout()), []);
});

const EXAMPLE = claim({
  id: "toy/C01",
  seed: null,
  subject: 2,
  check: (n: number) => ({ stated: [exactly("even", n % 2 === 0)] }),
  controls: [{ what: "odd", subject: 3 }],
});
const STATED: ClaimData = {
  id: "toy/C01",
  ref: "Lemma 1",
  section: "1",
  title: "Parity",
  statement: "",
  type: "identity",
  notebook: "01-parity",
  module: "papers/toy/lem1",
  figures: ["toy/fig-1"],
};
const ROW: LedgerRow = {
  id: "toy/C01",
  paper: "toy",
  ref: "Lemma 1",
  section: "1",
  notebook: "01-parity",
  verdict: "holds",
  grade: "exact",
  margin: 0,
  values: {},
  control: { what: "odd", outcome: "fired" },
  seed: null,
  note: "",
};
const SOUND: Checkout = {
  data: [STATED],
  exported: new Map([["papers/toy/lem1", [EXAMPLE]]]),
  listed: [EXAMPLE],
  tests: new Map([["test/papers/toy/lem1.test.ts", 'import "../../../lib/papers/toy/lem1";']]),
  notebooks: new Map([["toy/01-parity", "Judges C01."]]),
  figures: ["toy/fig-1"],
  ledger: [ROW],
};

test("a claim without module, control, test or notebook is noticed", () => {
  assert.deepEqual(missingParts(SOUND), []);
  const broken: [Partial<Checkout>, RegExp][] = [
    [{ exported: new Map() }, /exports no such claim/],
    [
      { exported: new Map([["papers/toy/lem1", [{ ...EXAMPLE, controls: [] }]]]) as never },
      /no negative control/,
    ],
    [{ tests: new Map([["test/papers/toy/lem1.test.ts", "// nothing"]]) }, /no test/],
    [{ tests: new Map([["test/other.test.ts", "toy/C01"]]) }, /no test/],
    [{ notebooks: new Map() }, /no notebook/],
    [{ notebooks: new Map([["toy/01-parity", "Judges C011."]]) }, /does not name it/],
  ];
  for (const [change, message] of broken) {
    const problems = missingParts({ ...SOUND, ...change });
    assert.equal(problems.length, 1);
    assert.match(problems[0]!, message);
  }
});

test("a claim that is missing, unknown, doubled or out of order in the list is noticed", () => {
  assert.deepEqual(listProblems(SOUND), []);
  assert.match(listProblems({ ...SOUND, listed: [] })[0]!, /in no list/);
  assert.match(listProblems({ ...SOUND, data: [] })[0]!, /not stated/);
  assert.match(listProblems({ ...SOUND, listed: [EXAMPLE, EXAMPLE] })[0]!, /listed twice/);
  assert.match(listProblems({ ...SOUND, data: [STATED, STATED] })[0]!, /stated twice/);
  const second = { ...EXAMPLE, id: "toy/C00" };
  const both = [{ ...STATED, id: "toy/C00" }, STATED];
  assert.match(listProblems({ ...SOUND, data: both, listed: [EXAMPLE, second] })[0]!, /out of order/);
});

test("a figure that nobody makes or nobody names is noticed", () => {
  assert.deepEqual(figureProblems(SOUND), []);
  assert.deepEqual(figureProblems({ ...SOUND, figures: [] }), ["nobody makes figure toy/fig-1"]);
  assert.deepEqual(figureProblems({ ...SOUND, figures: ["toy/fig-1", "toy/fig-2"] }), [
    "figure toy/fig-2 belongs to no claim",
  ]);
});

test("a ledger that disagrees with the data is noticed", () => {
  assert.deepEqual(ledgerProblems(SOUND), []);
  assert.deepEqual(ledgerProblems({ ...SOUND, ledger: [] }), []);
  const with_ = (row: Partial<LedgerRow>, data: Partial<ClaimData> = {}): string[] =>
    ledgerProblems({ ...SOUND, data: [{ ...STATED, ...data }], ledger: [{ ...ROW, ...row }] });
  assert.match(with_({ verdict: "holds-corrected" })[0]!, /no corrected statement/);
  assert.match(with_({}, { corrected: "x" })[0]!, /its verdict is holds/);
  assert.match(with_({ control: { what: "odd", outcome: "not-fired" } })[0]!, /did not fire/);
  assert.match(with_({ notebook: "02" })[0]!, /another place/);
  assert.match(with_({ id: "toy/C02" })[0]!, /not in the ledger/);
});

/** Type arguments on typed arrays: unknown to the compiler inside stock tslab, which then sees `any`. */
const TYPED_ARRAY = /\b(?:Big)?(?:Float|Int|Uint)(?:8|16|32|64)(?:Clamped)?Array</g;

test("built declarations are readable by the older compiler of stock tslab", () => {
  const found: string[] = [];
  for (const [path, text] of files(join(ROOT, "lib", "dist"), ".d.ts")) {
    if (TYPED_ARRAY.test(text)) found.push(path);
    TYPED_ARRAY.lastIndex = 0;
  }
  assert.deepEqual(found, []);
  assert.match("declare const x: Float64Array<ArrayBuffer>;", TYPED_ARRAY);
});
