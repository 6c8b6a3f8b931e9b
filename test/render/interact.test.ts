import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { DomainError } from "../../lib/core/errors";
import { figure } from "../../lib/plot/figure";
import * as i from "../../lib/render/interact";
import { Latest } from "../../lib/render/widgets/latest";
import { FakeHost } from "./fakes";

const VIEW = "application/vnd.jupyter.widget-view+json";
const line = (K: number) =>
  figure({
    data: [{ type: "scatter", y: [0, K] }],
    meta: { id: "test/line", caption: `At ${K}.`, alt: "A line." },
  });

/** Ids of the widgets whose value has this description. */
const idOf = (host: FakeHost, description: string) =>
  host.sent.find((m) => m.data?.state?.description === description)!.id;

const texts = (host: FakeHost) => host.displayed.map(({ bundle }) => bundle["text/plain"]);

test("the controls come first, then the figure and its caption at the default values", () => {
  const host = new FakeHost();
  const result = i.interact({ K: i.slider(1, 1.3) }, ({ K }) => line(K), { host });
  assert.equal(result, undefined);
  const [controls, fig, caption] = host.displayed;
  assert.equal(host.displayed.length, 3);
  assert.ok(VIEW in controls!.bundle);
  assert.equal(controls!.bundle["text/plain"], "K = 1.15");
  assert.deepEqual(
    (fig!.bundle["application/vnd.plotly.v1+json"] as { data: { y: number[] }[] }).data[0]!.y,
    [0, 1.15],
  );
  assert.match(String(caption!.bundle["text/plain"]), /At 1.15/);
  assert.ok(fig!.options.displayId && caption!.options.displayId);
  assert.notEqual(fig!.options.displayId, caption!.options.displayId);
});

test("a moved slider updates the displayed figure in place", async () => {
  const host = new FakeHost();
  const show = new i.Interaction({ K: i.slider(1, 1.3) }, ({ K }) => line(K), host);
  show.show(line(1.15));
  const first = host.displayed.splice(0);
  host.move(idOf(host, "K"), { value: 1.2 });
  await show.settled();
  assert.deepEqual(
    host.displayed.map(({ options }) => options),
    first.slice(1).map(({ options }) => ({ ...options, update: true })),
  );
  assert.match(String(host.displayed[1]!.bundle["text/plain"]), /At 1.2\./);
  host.displayed.splice(0);
  host.move(idOf(host, "K"), { value: 1.25 });
  host.move(idOf(host, "K"), { value: 1.2 });
  await show.settled();
  assert.deepEqual(host.displayed, [], "the picture that is already there is not sent again");
});

test("of a flood of 1000 values few are rendered and the last one is shown", async () => {
  for (const oneAtATime of [false, true]) {
    const host = new FakeHost();
    const rendered: number[] = [];
    const render = ({ n }: { n: number }) => {
      rendered.push(n);
      for (const end = performance.now() + 5; performance.now() < end; );
      return `n = ${n}`;
    };
    const show = new i.Interaction({ n: i.intSlider(0, 1000) }, render, host);
    show.show("start");
    for (let n = 1; n <= 1000; n++) {
      host.move(idOf(host, "n"), { value: n });
      if (oneAtATime) await new Promise((resolve) => setImmediate(resolve));
    }
    await show.settled();
    assert.equal(rendered.at(-1), 1000);
    assert.equal(texts(host).at(-1), "n = 1000");
    assert.ok(rendered.length <= (oneAtATime ? 40 : 1), `${rendered.length} renders`);
    assert.deepEqual(
      rendered,
      [...rendered].sort((a, b) => a - b),
    );
  }
});

test("an asynchronous render runs alone, and only the newest value waits for it", async () => {
  const host = new FakeHost();
  let running = 0;
  const rendered: number[] = [];
  const render = async ({ n }: { n: number }) => {
    assert.equal(++running, 1);
    await sleep(10);
    running--;
    rendered.push(n);
    return `n = ${n}`;
  };
  const pending = i.interact({ n: i.intSlider(0, 99) }, render, { host });
  assert.deepEqual(host.displayed, [], "nothing is shown before the first picture is there");
  await pending;
  assert.equal(texts(host).at(-1), "n = 49");
  for (const n of [1, 2, 3]) host.move(idOf(host, "n"), { value: n });
  await sleep(5);
  for (const n of [4, 5, 6]) host.move(idOf(host, "n"), { value: n });
  await sleep(60);
  assert.deepEqual(rendered, [49, 3, 6]);
  assert.equal(texts(host).at(-1), "n = 6");
});

test("an error takes the place of the figure until the next value", async () => {
  const host = new FakeHost();
  const render = ({ n }: { n: number }) => {
    if (n === 3) throw new RangeError("three is bad");
    return line(n);
  };
  const show = new i.Interaction({ n: i.intSlider(0, 9) }, render, host);
  show.show(line(0));
  host.displayed.splice(0);
  host.move(idOf(host, "n"), { value: 3 });
  await show.settled();
  const [shown] = host.displayed.splice(0);
  assert.match(String(shown!.bundle["application/vnd.jupyter.stderr"]), /RangeError: three is bad/);
  assert.equal(shown!.options.update, true);
  host.move(idOf(host, "n"), { value: 4 });
  await show.settled();
  assert.ok("application/vnd.plotly.v1+json" in host.displayed[0]!.bundle);
});

test("an error at the default values is the cell's, and leaves nothing open", async () => {
  const host = new FakeHost();
  const bad = () => {
    throw new Error("no");
  };
  assert.throws(() => i.interact({ n: i.intSlider(0, 9) }, bad, { host }), /no/);
  await assert.rejects(
    i.interact({ n: i.intSlider(0, 9) }, async () => bad(), { host }),
    /no/,
  );
  assert.deepEqual([host.displayed, host.sent], [[], []]);
});

test("without comms the default figure is all there is", () => {
  for (const name of ["tslab", "plain"] as const) {
    const host = new FakeHost(name);
    i.interact({ K: i.slider(1, 1.3), log: i.toggle() }, ({ K }) => line(K), { host });
    assert.equal(host.displayed.length, 2);
    assert.ok("application/vnd.plotly.v1+json" in host.displayed[0]!.bundle);
  }
});

test("every control gives its default and its type", async () => {
  const controls = {
    a: i.slider(1, 1.3),
    b: i.slider(1e-3, 10, { log: true }),
    c: i.intSlider(0, 5, { step: 2 }),
    d: i.choice(["sgd", "gd"]),
    e: i.toggle(true),
    f: i.text("hi"),
    g: i.choice([{ k: 1 }, { k: 2 }], { label: (o) => `k=${o.k}` }),
  };
  const values = i.initialValues(controls);
  const d: "sgd" | "gd" = values.d;
  const typed: { a: number; b: number; c: number; e: boolean; f: string; g: { k: number } } = values;
  assert.deepEqual({ ...typed, d }, { a: 1.15, b: 0.1, c: 2, d: "sgd", e: true, f: "hi", g: { k: 1 } });
  const host = new FakeHost();
  i.interact(
    controls,
    (v) => {
      // @ts-expect-error: the values have types
      const wrong: string = v.a;
      return `${wrong} ${v.g.k.toFixed(1)} ${v.f.toUpperCase()}`;
    },
    { host },
  );
  assert.equal(texts(host).at(-1), "1.15 1.0 HI");
  host.move(idOf(host, "b"), { value: 0.0009999999999999998 });
  host.move(idOf(host, "g"), { index: 1 });
  await sleep(40);
  assert.equal(texts(host).at(-1), "1.15 2.0 HI");
});

test("a bad control is refused where it is written", () => {
  assert.throws(() => i.slider(2, 1), DomainError);
  assert.throws(() => i.slider(0, 1, { log: true }), /positive/);
  assert.throws(() => i.choice([]), DomainError);
});

test("closing an interaction closes everything it opened", () => {
  const host = new FakeHost();
  const show = new i.Interaction({ K: i.slider(1, 1.3) }, ({ K }) => line(K), host);
  show.show("x");
  show.close();
  const count = (type: string) => host.sent.filter((m) => m.type === type).length;
  assert.equal(count("close"), count("open"));
  assert.ok(count("open") > 0);
});

test("a value that arrives while the last run breathes is run next, not lost", async () => {
  const seen: number[] = [];
  const latest = new Latest<number>((n) => seen.push(n), {
    soon: (next) => void setImmediate(next),
    breath: (next) => {
      if (seen.length < 3) latest.push(seen.length);
      setImmediate(next);
    },
  });
  latest.push(0);
  await latest.settled();
  assert.deepEqual(seen, [0, 1, 2]);
});

test("a run that is cut off leaves the slider alive", async () => {
  const turns: (() => void)[] = [];
  const seen: number[] = [];
  const later = (next: () => void) => void turns.push(next);
  const cutOff = new Error("cut off");
  const latest = new Latest<number>(
    (n) => {
      if (n === 1) throw cutOff;
      seen.push(n);
    },
    { soon: later, breath: later },
  );
  latest.push(1);
  latest.push(2);
  latest.push(1);
  assert.throws(() => turns.shift()!(), cutOff);
  latest.push(3);
  while (turns.length > 0) {
    turns.shift()!();
    await null;
  }
  assert.deepEqual(seen, [3]);
});

test("output of the render function belongs to the cell that called interact", async () => {
  const host = Object.assign(new FakeHost(), { parent: "cell 1" as unknown, inside: "" as unknown });
  const within = <T>(parent: unknown, work: () => T): T => {
    host.inside = parent;
    try {
      return work();
    } finally {
      host.inside = "";
    }
  };
  const where: unknown[] = [];
  const render = ({ n }: { n: number }) => {
    where.push(host.inside);
    return String(n);
  };
  const show = new i.Interaction({ n: i.intSlider(0, 9) }, render, Object.assign(host, { within }));
  show.show("start");
  host.parent = "a comm message";
  host.move(idOf(host, "n"), { value: 3 });
  await show.settled();
  assert.deepEqual(where, ["cell 1"]);
});

test("a page that was loaded anew can have a figure that follows", async () => {
  const host = new FakeHost();
  const show = new i.Interaction({ K: i.slider(1, 1.3) }, ({ K }) => line(K), host);
  show.show(line(1.15));
  host.openFromPage("jupyter.widget.control", "control");
  host.receive("control", { method: "request_states" });
  host.receive("control", { method: "request_states" });
  const offer = idOf(host, "figure stands still?");
  assert.ok(offer in host.take("control")[0].states, "the button is among the widgets that the page gets");
  host.receive(offer, { method: "custom", content: { event: "click" } });
  await show.settled();
  const area = host.sent.find((m) => m.data?.state?._model_name === "OutputModel")!.id;
  host.take(area);
  host.move(idOf(host, "K"), { value: 1.2 });
  await show.settled();
  const [{ state }] = host.take(area);
  assert.match(state.outputs[0].data["text/plain"], /test\/line/);
  show.close();
  const left = new Set(host.sent.filter((m) => m.type === "open").map((m) => m.id));
  for (const { id, type } of host.sent) if (type === "close") left.delete(id);
  assert.deepEqual([...left], []);
});
