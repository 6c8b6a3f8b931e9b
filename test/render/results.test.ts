import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { DISPLAY } from "../../lib/core/displayable";
import { PLOTLY_MIME } from "../../lib/plot/figure";
import { HOST_KEY, type MimeBundle } from "../../lib/render/host";
import { showResults } from "../../lib/render/results";
import { gallery } from "../plot/gallery";

const globals = globalThis as { [key: symbol]: unknown; __tslab__?: unknown };
const TSLAB = "/elsewhere/node_modules/tslab/dist/jupyter.js";

afterEach(() => {
  delete globals[HOST_KEY];
  delete globals.__tslab__;
  delete require.cache[TSLAB];
});

interface FakeTslab {
  readonly shown: MimeBundle[];
  readonly printed: unknown[];
  /** Ends a cell with this value, as tslab's executor does. */
  run(value: unknown): void;
}

function fakeTslab(): FakeTslab {
  const shown: MimeBundle[] = [];
  const printed: unknown[] = [];
  const write = (message: { data: MimeBundle }): number => shown.push(message.data);
  require.cache[TSLAB] = { exports: { lastWriteDisplayData: write } } as unknown as NodeModule;
  const target: Record<PropertyKey, unknown> = {};
  const exports = new Proxy(target, {
    defineProperty(_target, name, attributes) {
      target[name] = attributes.get ? attributes.get() : attributes.value;
      return true;
    },
  });
  globals.__tslab__ = { exports };
  return {
    shown,
    printed,
    run(value) {
      exports.tsLastExpr = undefined;
      exports.tsLastExpr = value;
      if (exports.tsLastExpr == null) return;
      const result = exports.tsLastExpr;
      delete exports.tsLastExpr;
      printed.push(result);
    },
  };
}

test("tslab shows displayable results after the import and prints them before; it prints anything else as ever", () => {
  const tslab = fakeTslab();
  const fig = gallery.decay!();
  tslab.run(fig);
  assert.deepEqual([tslab.printed, tslab.shown], [[fig], []]);
  assert.equal(showResults(), true);
  tslab.run(fig);
  assert.equal(tslab.printed.length, 1);
  assert.deepEqual(
    tslab.shown.map((bundle) => Object.keys(bundle)[0]),
    [PLOTLY_MIME, "text/markdown"],
  );
  const own = { [DISPLAY]: () => ({ "text/html": "<b>x</b>" }) };
  tslab.run(own);
  assert.deepEqual(tslab.shown.slice(2), [{ "text/html": "<b>x</b>" }]);
  const rest = ["text", 0, false, { a: 1 }, [1], Symbol.iterator, DISPLAY];
  for (const value of [undefined, null, ...rest]) tslab.run(value);
  assert.deepEqual(tslab.printed.slice(1), rest);
  assert.equal(tslab.shown.length, 3);
});

test("the cell that imports it shows its own result already", () => {
  const tslab = fakeTslab();
  const cell = globals.__tslab__ as { exports: { tsLastExpr?: unknown } };
  cell.exports.tsLastExpr = undefined;
  showResults();
  cell.exports.tsLastExpr = { [DISPLAY]: () => ({ "text/plain": "x" }) };
  assert.equal(cell.exports.tsLastExpr, undefined);
  assert.deepEqual(tslab.shown, [{ "text/plain": "x" }]);
});

test("installed twice, it shows once", () => {
  const tslab = fakeTslab();
  assert.deepEqual([showResults(), showResults()], [true, true]);
  tslab.run({ [DISPLAY]: () => ({ "text/plain": "x" }) });
  assert.deepEqual([tslab.shown, tslab.printed], [[{ "text/plain": "x" }], []]);
});

test("a bundle that is still to come is left to tslab", () => {
  const tslab = fakeTslab();
  showResults();
  const later = { [DISPLAY]: async () => ({ "text/plain": "x" }) };
  tslab.run(later);
  assert.deepEqual([tslab.shown, tslab.printed], [[], [later]]);
});

test("under other hosts, and with a tslab that keeps its variables elsewhere, nothing is installed", () => {
  assert.equal(showResults(), false);
  fakeTslab();
  const { exports } = globals.__tslab__ as { exports: object };
  globals[HOST_KEY] = { name: "descentlab", display() {}, clearOutput() {} };
  assert.equal(showResults(), false);
  assert.equal(Object.getPrototypeOf(exports), Object.prototype);
  delete globals[HOST_KEY];
  globals.__tslab__ = {};
  assert.equal(showResults(), false);
});
