/**
 * `npm run bench`: the six cells of Table 1 and the certificate of Proposition 27, each by the library, by NumPy and by a
 * plain C program, side by side on the same inputs. Times are taken inside each program, without start-up and reading;
 * the results are compared; the ratios are medians over the runs.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { Command, InvalidArgumentError } from "commander";
import { cyclicOrder, iidOrder } from "../lib/dynamics/order";
import { interval } from "../lib/interval/interval";
import { compilePolynomial } from "../lib/interval/polynomial";
import { provePositive } from "../lib/interval/prove";
import { fullBatchStep, largestCorrelation, sampleStep } from "../lib/models/autoencoder";
import { fullBatchSteps, sampleSteps } from "../lib/models/autoencoderFast";
import { initialState, type Method } from "../lib/papers/autoencoder/table1Cells";
import { stream } from "../lib/random/source";
import { expander } from "../lib/symbolic/definitions";

const [N, TRIALS, STEPS, STEP_SIZE] = [100, 100, 10_000, 0.25];

/** One program's answer: milliseconds, then its results. */
interface Answer {
  readonly ms: number;
  readonly results: number[];
}
type Runner = () => Answer;

const median = (xs: readonly number[]): number => {
  const sorted = [...xs].sort((a, b) => a - b);
  const k = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[k]! : (sorted[k - 1]! + sorted[k]!) / 2;
};

function answerOf(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Answer {
  const lines = execFileSync(file, args, { env, encoding: "utf8", maxBuffer: 1 << 26 })
    .trim()
    .split("\n");
  return { ms: Number(lines[0]), results: lines.slice(1).map(Number) };
}

/** The Python of the project's environment, or undefined with the reason. */
function findPython(): { file?: string; why?: string } {
  const prefix = process.env.DESCENTLAB_PREFIX ?? join(__dirname, "..", ".venv");
  const file = ["bin/python", "Scripts/python.exe", "python.exe"]
    .map((p) => join(prefix, p))
    .find(existsSync);
  if (file === undefined) return { why: "no Python environment: run `npm start` once" };
  const probe = spawnSync(file, ["-c", "import numpy"], { encoding: "utf8" });
  return probe.status === 0 ? { file } : { why: "NumPy is not installed" };
}

/** Compiles the C program; undefined with the reason when there is no compiler. */
function compile(folder: string): { file?: string; why?: string } {
  const file = join(folder, process.platform === "win32" ? "reference.exe" : "reference");
  for (const cc of [process.env.CC, "cc", "gcc", "clang"]) {
    if (!cc) continue;
    const made = spawnSync(cc, ["-O3", "-o", file, join(__dirname, "reference.c"), "-lm"], {
      encoding: "utf8",
    });
    if (made.status === 0) return { file };
    if (made.error === undefined) return { why: `${cc} failed: ${made.stderr.trim().split("\n")[0]}` };
  }
  return { why: "no C compiler (cc, gcc, clang)" };
}

/** Starts and sample indices of one cell, written for the other programs. */
function prepareCell(method: Method, m: number, folder: string) {
  const source = stream(2022, `bench/${method}/${m}`);
  const starts = Array.from({ length: TRIALS }, () => initialState(source, m));
  const indices = starts.map(() => {
    const order = method === "iid" ? iidOrder(m, source) : cyclicOrder(m);
    return Int32Array.from({ length: STEPS }, (_, t) => order(t));
  });
  writeFileSync(join(folder, "starts.f64"), Buffer.concat(starts.map((c) => Buffer.from(c.buffer))));
  writeFileSync(join(folder, "indices.i32"), Buffer.concat(indices.map((c) => Buffer.from(c.buffer))));
  const run = (kernel: (c: Float64Array, k: number) => void): Answer => {
    const states = starts.map((c) => c.slice());
    const begin = performance.now();
    states.forEach(kernel);
    const ms = performance.now() - begin;
    return { ms, results: states.map((c) => largestCorrelation(c, m)) };
  };
  const fast: Runner = () =>
    run((c, k) =>
      method === "gd" ? fullBatchSteps(c, m, STEP_SIZE, STEPS) : sampleSteps(c, indices[k]!, STEP_SIZE),
    );
  const plain: Runner = () =>
    run((c, k) => {
      if (method === "gd") for (let t = 0; t < STEPS; t++) fullBatchStep(c, m, STEP_SIZE);
      else for (const i of indices[k]!) sampleStep(c, i, STEP_SIZE);
    });
  return { fast, plain, args: ["cell", method, m, N, TRIALS, STEPS, STEP_SIZE, folder].map(String) };
}

/** E/N at α = 1/4 in the variables n = N, s = y²/N (see `papers/autoencoder/prop27`). */
const DECREASE =
  "6*u - 2*v - 5*u^2 - 4*u*v + v^2 + a*(4*u - 12*u^2 + 8*u^3 + 7*u^2*v - u*v^2)" +
  " + a^2*(-4*u^2 + 8*u^3 + 2*u^2*v - 4*u^4 - 4*u^3*v)";

function prepareProp27(folder: string) {
  const polynomial = expander({ u: "n*s", v: "n*(1 - s)", a: "1/4" })(`(${DECREASE})/n`).toPolynomial();
  const [x, y] = [interval(0, 1 + 1 / 16), interval(0.5, 1)];
  const terms = Array.from(polynomial.terms(), ({ coefficient, exponents }) =>
    [coefficient.toNumber(), exponents.n ?? 0, exponents.s ?? 0].join(" "),
  );
  writeFileSync(join(folder, "terms.txt"), `${[x.lo, x.hi, y.lo, y.hi].join(" ")}\n${terms.join("\n")}\n`);
  const compiled = compilePolynomial(polynomial, ["n", "s"]);
  const repeats = 50;
  const prove = (f: typeof compiled.natural): Answer => {
    const begin = performance.now();
    let decision = provePositive(f, [x, y]);
    for (let k = 1; k < repeats; k++) decision = provePositive(f, [x, y]);
    const ms = (performance.now() - begin) / repeats;
    if (decision.kind !== "proved") throw new Error(`Proposition 27 was not proved: ${decision.kind}`);
    return { ms, results: [decision.boxes, decision.margin!] };
  };
  return {
    fast: () => prove(compiled.enclose),
    plain: () => prove(compiled.natural),
    args: ["prop27", String(repeats), folder],
  };
}

interface Row {
  readonly name: string;
  readonly ours: number;
  readonly plain: number;
  readonly numpy?: { ms: number; ratio: number };
  readonly c?: { ms: number; ratio: number };
  /** Largest relative difference between the programs. */
  readonly difference: number;
}

function difference(a: Answer, b: Answer): number {
  if (a.results.length !== b.results.length) return Number.POSITIVE_INFINITY;
  return Math.max(...a.results.map((x, k) => Math.abs(x - b.results[k]!) / Math.max(1, Math.abs(x))));
}

/** Runs the programs in turn, so that each run meets the same load of the machine. */
function measure(
  name: string,
  runs: number,
  fast: Runner,
  plain: Runner,
  others: { numpy?: Runner; c?: Runner },
): Row {
  fast();
  plain(); // warm
  const seen = { fast: [] as number[], plain: [] as number[], numpy: [] as number[], c: [] as number[] };
  let worst = 0;
  for (let r = 0; r < runs; r++) {
    const ours = fast();
    const slow = plain();
    seen.fast.push(ours.ms);
    seen.plain.push(slow.ms);
    // a certificate by another enclosure has other boxes: it is compared through the plain one
    const reference = name.startsWith("Prop") ? slow : ours;
    worst = Math.max(worst, difference(reference, slow));
    for (const key of ["numpy", "c"] as const) {
      const answer = others[key]?.();
      if (answer === undefined) continue;
      seen[key].push(answer.ms);
      worst = Math.max(worst, difference(reference, answer));
    }
  }
  const compared = (times: readonly number[]) =>
    times.length === 0
      ? undefined
      : { ms: median(times), ratio: median(times.map((t, k) => t / seen.fast[k]!)) };
  const numpy = compared(seen.numpy);
  const c = compared(seen.c);
  return {
    name,
    ours: median(seen.fast),
    plain: median(seen.plain),
    ...(numpy ? { numpy } : {}),
    ...(c ? { c } : {}),
    difference: worst,
  };
}

function print(rows: readonly Row[]): void {
  const ms = (x: number | undefined): string =>
    (x === undefined ? "–" : x.toFixed(x < 10 ? 2 : 0)).padStart(9);
  const ratio = (x: number | undefined): string => (x === undefined ? "–" : `${x.toFixed(2)}×`).padStart(10);
  console.log(
    `${"".padEnd(24)}${["library", "plain", "NumPy", "C -O3"].map((h) => h.padStart(9)).join("")}${["NumPy/lib", "C/lib"].map((h) => h.padStart(10)).join("")}  agreement`,
  );
  for (const r of rows) {
    console.log(
      r.name.padEnd(24) +
        [r.ours, r.plain, r.numpy?.ms, r.c?.ms].map(ms).join("") +
        ratio(r.numpy?.ratio) +
        ratio(r.c?.ratio) +
        `  ${r.difference.toExponential(0)}`,
    );
  }
  console.log(
    "Milliseconds, medians. Ratios above 1: the library is faster. `plain` is the library's reference loop",
  );
  console.log(
    "(for Proposition 27: the same natural interval extension as the other programs, box for box).",
  );
}

function atLeastOne(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError("must be an integer >= 1");
  return n;
}

const program = new Command("npm run bench --")
  .description("Compare the library with NumPy and C on Table 1 and on the certificate of Proposition 27.")
  .option("--runs <n>", "runs of each program", atLeastOne, 5)
  .option("--json", "print JSON in place of the table")
  .addHelpText("after", "\nExample:\n  npm run bench -- --runs 7")
  .parse();
const { runs, json } = program.opts<{ runs: number; json?: boolean }>();

const folder = mkdtempSync(join(tmpdir(), "descentlab-bench-"));
try {
  const python = findPython();
  const compiled = compile(folder);
  for (const [what, { why }] of [
    ["NumPy", python],
    ["C", compiled],
  ] as const) {
    if (why !== undefined) console.error(`${what} is left out: ${why}.`);
  }
  // a kernel forced on OpenBLAS for old processors would slow a current NumPy
  const { OPENBLAS_CORETYPE: _core, OPENBLAS_L2_SIZE: _cache, ...env } = process.env;
  const against = (args: string[]): { numpy?: Runner; c?: Runner } => ({
    ...(python.file === undefined
      ? {}
      : { numpy: () => answerOf(python.file!, [join(__dirname, "reference.py"), ...args], env) }),
    ...(compiled.file === undefined ? {} : { c: () => answerOf(compiled.file!, args, env) }),
  });
  const rows: Row[] = [];
  for (const m of [20, 80]) {
    for (const method of ["gd", "cyclic", "iid"] as const) {
      const { fast, plain, args } = prepareCell(method, m, folder);
      rows.push(measure(`Table 1, ${method}, m = ${m}`, runs, fast, plain, against(args)));
    }
  }
  const { fast, plain, args } = prepareProp27(folder);
  rows.push(measure("Proposition 27", runs, fast, plain, against(args)));
  if (json) console.log(JSON.stringify(rows, null, 2));
  else print(rows);
  if (rows.some((r) => !(r.difference < 1e-8))) {
    console.error("The programs disagree.");
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
