import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { progress } from "../../lib/render/progress";
import { duration, line, Meter, speed } from "../../lib/render/progress/meter";
import type { Terminal } from "../../lib/render/progress/screen";
import { FakeHost } from "./fakes";

/** A clock that is moved by hand. */
const clockAt = (start = 0) => {
  const clock = () => clock.time;
  clock.time = start;
  return clock;
};

const texts = (host: FakeHost) => host.displayed.map(({ bundle }) => String(bundle["text/plain"]));

test("a loop over an array is drawn in one output and ends at its length", () => {
  const host = new FakeHost();
  const clock = clockAt();
  const seen: string[] = [];
  for (const x of progress(["a", "b", "c", "d"], "trials", { host, clock })) {
    clock.time += 500;
    seen.push(x);
  }
  assert.deepEqual(seen, ["a", "b", "c", "d"]);
  assert.deepEqual(texts(host), [
    "trials   0%                      0/4",
    "trials  25% █████                1/4 · 2/s · 1.5 s left",
    "trials  50% ██████████           2/4 · 2/s · 1.0 s left",
    "trials  75% ███████████████      3/4 · 2/s · 0.5 s left",
    "trials 100% ████████████████████ 4/4 · 2/s · 0.0 s left",
    "trials 100% ████████████████████ 4/4 · 2/s · 2.0 s",
  ]);
  const ids = new Set(host.displayed.map(({ options }) => options.displayId));
  assert.equal(ids.size, 1);
  assert.deepEqual(
    host.displayed.map(({ options }) => options.update),
    [false, true, true, true, true, true],
  );
  assert.match(String(host.displayed[1]!.bundle["text/html"]), /aria-valuenow="25.0".*width:25.0%/);
});

test("at most ten pictures a second are drawn, and the last one always", () => {
  const host = new FakeHost();
  const clock = clockAt();
  const bar = progress(100_000, "steps", { host, clock });
  for (let k = 0; k < 100_000; k++) {
    clock.time += 0.05;
    bar.advance();
  }
  bar.done();
  bar.done();
  bar.advance();
  assert.equal(bar.count, 100_000);
  assert.ok(
    host.displayed.length >= 45 && host.displayed.length <= 52,
    `${host.displayed.length} pictures in 5 s`,
  );
  assert.match(texts(host).at(-1)!, /100000\/100000 · 20k\/s · 5\.0 s$/);
});

test("bars inside bars share the output, and inner ones are folded away", () => {
  const host = new FakeHost();
  const clock = clockAt();
  const options = { host, clock };
  for (const _ of progress([1, 2], "outer", options)) {
    for (const __ of progress([1, 2, 3], "inner", options)) clock.time += 200;
  }
  assert.equal(new Set(host.displayed.map(({ options: o }) => o.displayId)).size, 1);
  const pictures = texts(host);
  assert.ok(
    pictures.some((t) => /^outer.*0\/2\ninner.*2\/3/.test(t)),
    pictures.join("\n\n"),
  );
  assert.ok(
    pictures.some((t) => /^outer.*1\/2.*\ninner.*2\/3/.test(t)),
    pictures.join("\n\n"),
  );
  assert.match(pictures.at(-1)!, /^outer 100% .* 2\/2 · [^\n]*$/);
  progress(1, "next", options).done();
  assert.notEqual(host.displayed.at(-1)!.options.displayId, host.displayed[0]!.options.displayId);
});

test("a loop that is left early says so", () => {
  const host = new FakeHost();
  const clock = clockAt();
  for (const x of progress(new Set([1, 2, 3]), "search", { host, clock })) {
    clock.time += 200;
    if (x === 2) break;
  }
  assert.match(texts(host).at(-1)!, /1\/3 · .* · stopped$/);
  assert.throws(() => {
    for (const _ of progress([1], "bad", { host, clock })) throw new Error("body");
  }, /body/);
  assert.match(texts(host).at(-1)!, /0\/1 .*stopped$/);
});

test("without a length the steps are counted", () => {
  const host = new FakeHost();
  const clock = clockAt();
  function* numbers() {
    for (let k = 0; k < 3; k++) yield k;
  }
  for (const _ of progress(numbers(), "numbers", { host, clock })) clock.time += 200;
  assert.deepEqual(texts(host), [
    "numbers 0",
    "numbers 1 · 5/s",
    "numbers 2 · 5/s",
    "numbers 3 · 5/s",
    "numbers 3 · 5/s · 0.6 s",
  ]);
});

test("a bar that an earlier cell left behind does not catch the bars of the next", () => {
  const clock = clockAt();
  const host = new FakeHost() as FakeHost & { parent: unknown };
  host.parent = "cell 1";
  progress(10, "forgotten", { host, clock });
  host.parent = "cell 2";
  progress(10, "new", { host, clock });
  assert.deepEqual(
    texts(host).map((t) => t.split(" ")[0]),
    ["forgotten", "new"],
  );
  assert.notEqual(host.displayed[0]!.options.displayId, host.displayed[1]!.options.displayId);
});

test("under stock tslab one turn of the event loop draws few pictures", async () => {
  const host = new FakeHost("tslab");
  const clock = clockAt();
  const options = { host, clock };
  for (const _ of progress(Array.from({ length: 100 }), "outer", options))
    for (const __ of progress(Array.from({ length: 100 }), "inner", options)) clock.time += 150;
  const first = host.displayed.splice(0).length;
  assert.ok(first > 40 && first <= 51, `${first}`);
  await new Promise((resolve) => setImmediate(resolve));
  const bar = progress(10, "later", options);
  assert.equal(host.displayed.length, 1, "the next turn draws again");
  bar.done();
});

function fakeTerminal(isTTY: boolean) {
  const stream = Object.assign(new PassThrough(), {
    isTTY,
    columns: 120,
    cursorTo() {},
    moveCursor() {},
    clearLine() {},
    clearScreenDown() {},
  });
  return { terminal: stream as unknown as Terminal, written: () => String(stream.read() ?? "") };
}

test("in a terminal the bars are drawn there, and the host is left alone", () => {
  const host = new FakeHost("plain");
  const clock = clockAt();
  const { terminal, written } = fakeTerminal(true);
  for (const _ of progress([1, 2], "outer", { host, clock, terminal }))
    for (const __ of progress([1, 2], "inner", { host, clock, terminal })) clock.time += 200;
  assert.deepEqual(host.displayed, []);
  const text = written();
  assert.match(text, /outer {3}0%/);
  assert.match(text, /inner {2}50%/);
  assert.match(text, /outer 100% █{20} 2\/2 · 2.5\/s · 0.8 s/);
});

test("a stream that is no terminal gets nothing", () => {
  const { terminal, written } = fakeTerminal(false);
  for (const _ of progress([1, 2], "x", { host: new FakeHost("plain"), clock: clockAt(), terminal }));
  assert.equal(written(), "");
});

test("a bad total, a bad step and no work at all are refused", () => {
  const host = new FakeHost();
  assert.throws(() => progress(-1, "x", { host }), /`total` must be non-negative and finite; got -1/);
  assert.throws(() => progress(Number.NaN, "x", { host }), /got NaN/);
  assert.throws(() => progress(undefined as never, "x", { host }), /`work` must be a number or iterable/);
  const bar = progress(1, "x", { host });
  assert.throws(() => bar.advance(-1), /`steps` must be non-negative/);
  assert.throws(() => bar.advance(Number.NaN), /got NaN/);
  bar.done();
  progress(0, "nothing", { host }).done();
  assert.match(texts(host).at(-1)!, /100%/);
});

test("durations and speeds are short", () => {
  assert.deepEqual([0.04, 9.94, 14.4, 59.6, 125, 3599.7, 11_040].map(duration), [
    "0.0 s",
    "9.9 s",
    "14 s",
    "1 min 00 s",
    "2 min 05 s",
    "1 h 00 min",
    "3 h 04 min",
  ]);
  assert.deepEqual([0.4, 1, 45.21, 999.4, 999.6, 12_345, 2.5e6].map(speed), [
    "2.5 s each",
    "1/s",
    "45.2/s",
    "999/s",
    "1k/s",
    "12.3k/s",
    "2.5M/s",
  ]);
});

test("the speed follows a change within some pictures, and the time left with it", () => {
  const meter = new Meter("x", 1000, 0);
  let now = 0;
  for (let k = 0; k < 10; k++) {
    meter.count += 10;
    now += 100;
    meter.read(now);
  }
  assert.ok(Math.abs(meter.read(now).rate - 100) < 1e-9);
  for (let k = 0; k < 20; k++) {
    meter.count += 1;
    now += 100;
    meter.read(now);
  }
  const { rate, left } = meter.read(now);
  assert.ok(rate > 10 && rate < 10.2, `${rate}`);
  assert.ok(Math.abs(left! - 880 / rate) < 1e-9);
  assert.equal(line({ ...meter.read(now), label: "" }).startsWith(" 12%"), true);
});
