import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { PLOTLY_MIME } from "../../lib/plot/figure";
import { HOST_KEY, type Host, host, type MimeBundle, setTextWriter } from "../../lib/render/host";
import { jsonSafe, show } from "../../lib/render/show";
import { gallery } from "../plot/gallery";

const globals = globalThis as { [key: symbol]: unknown };
const TSLAB = "/elsewhere/node_modules/tslab/dist/jupyter.js";

afterEach(() => {
  delete globals[HOST_KEY];
  delete require.cache[TSLAB];
});

/** Puts a stand-in for tslab's module among the loaded ones. */
function loadTslab(write: unknown): void {
  require.cache[TSLAB] = { exports: { lastWriteDisplayData: write } } as unknown as NodeModule;
}

test("without a kernel the text goes to the writer", () => {
  const lines: string[] = [];
  const previous = setTextWriter((text) => lines.push(text));
  try {
    assert.equal(host().name, "plain");
    show(gallery.decay!());
    show({ a: 1 });
  } finally {
    setTextWriter(previous);
  }
  assert.match(lines.join(""), /^Figure test\/decay: .*\nFigure test\/decay\. A figure.*\n\{ a: 1 \}\n$/);
});

test("the project's own kernel is preferred, and a figure is followed by its caption", () => {
  loadTslab(() => assert.fail("tslab must not be used"));
  const shown: MimeBundle[] = [];
  globals[HOST_KEY] = {
    name: "descentlab",
    display: (b: MimeBundle) => shown.push(b),
    clearOutput() {},
  } satisfies Host;
  show(gallery.decay!());
  assert.equal(shown.length, 2);
  assert.ok(PLOTLY_MIME in shown[0]!);
  assert.match(
    shown[1]!["text/markdown"] as string,
    /^\*\*Figure\*\* `test\/decay`\. A figure for the tests/,
  );
  show(gallery.decay!(), { caption: false });
  assert.equal(shown.length, 3);
});

test("under stock tslab each display is one message, in order, by the writer of the running cell", () => {
  const first: string[] = [];
  const second: string[] = [];
  const into = (list: string[]) => (message: { data: MimeBundle }, update: boolean) => {
    assert.equal(update, false);
    list.push(Object.keys(message.data).join());
  };
  loadTslab(into(first));
  const kept = host();
  assert.equal(kept.name, "tslab");
  show(gallery.decay!());
  show("*text*");
  loadTslab(into(second));
  kept.display({ "text/plain": "later cell" });
  assert.deepEqual(first, [
    `${PLOTLY_MIME},text/plain`,
    "text/markdown,text/plain",
    "text/markdown,text/plain",
  ]);
  assert.deepEqual(second, ["text/plain"]);
});

test("an update under stock tslab names the display that it replaces", () => {
  const calls: unknown[][] = [];
  loadTslab((...args: unknown[]) => calls.push(args));
  host().display({ "text/plain": "x" }, { displayId: "bar", update: true });
  assert.deepEqual(calls, [
    [{ data: { "text/plain": "x" }, metadata: {}, transient: { display_id: "bar" } }, true],
  ]);
});

test("a bundle is made fit for JSON", () => {
  const bundle = {
    a: Float64Array.of(1, Number.NaN),
    b: Uint8Array.of(1, 2),
    c: 2n,
    d: undefined,
    e: () => 1,
    f: null,
  };
  assert.deepEqual(jsonSafe(bundle), { a: [1, null], b: "AQI=", c: "2", f: null });
});
