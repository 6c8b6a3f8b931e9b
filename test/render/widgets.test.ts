import assert from "node:assert/strict";
import { test } from "node:test";
import schema from "@jupyter-widgets/schema/jupyterwidgetmodels.latest.json";
import { DISPLAY } from "../../lib/core/displayable";
import { DomainError } from "../../lib/core/errors";
import { putBuffers, takeBuffers } from "../../lib/render/widgets/buffers";
import * as w from "../../lib/render/widgets/index";
import { decimals, niceStep } from "../../lib/render/widgets/numbers";
import { onFrontEndJoined, openWidgets } from "../../lib/render/widgets/registry";
import { FakeHost } from "./fakes";

const opened = (host: FakeHost, widget: w.Widget) =>
  host.sent.find((m) => m.id === widget.modelId)!.data.state;

/** Every kind of widget, at the defaults of ipywidgets. */
const EVERY = (host: FakeHost): Record<string, w.Widget> => ({
  IntSliderModel: w.intSlider(0, 100, { value: 0, host }),
  FloatSliderModel: w.floatSlider(0, 100, { value: 0, step: 0.1, format: ".2f", host }),
  FloatLogSliderModel: w.logSlider(1, 1e4, { value: 1, step: 0.1, format: ".3g", host }),
  DropdownModel: w.dropdown(["a", "b"], { host }),
  CheckboxModel: w.checkbox(false, { host }),
  PlayModel: w.play(0, 100, { host }),
  TextModel: w.text("", { host }),
  FloatProgressModel: w.progressBar(0, 100, { host }),
  ButtonModel: w.button("", { host }),
  LabelModel: w.label("", { host }),
  HTMLModel: w.html("", { host }),
  HBoxModel: w.hbox([], { host }),
  VBoxModel: w.vbox([], { host }),
  OutputModel: w.output({ host }),
});

test("each widget opens with exactly the keys and defaults of the ipywidgets schema", () => {
  const host = new FakeHost();
  for (const [name, widget] of Object.entries(EVERY(host))) {
    const spec = schema.find((entry) => entry.model.name === name)!;
    const state = opened(host, widget);
    const keys = spec.attributes
      .map((a) => a.name)
      .filter((key) => name !== "DropdownModel" || key !== "value");
    assert.deepEqual(Object.keys(state).sort(), [...new Set([...keys, "_view_count"])].sort(), name);
    for (const { name: key, default: wanted, type } of spec.attributes as {
      name: string;
      default: unknown;
      type: string;
    }[]) {
      if (type === "reference") assert.match(state[key], /^IPY_MODEL_[0-9a-f]{32}$/, `${name}.${key}`);
      else if (name === "DropdownModel" && (key === "_options_labels" || key === "index")) continue;
      else if (key in state) assert.deepEqual(state[key], wanted, `${name}.${key}`);
    }
  }
});

test("layouts and styles name models of the schema and set keys that they have", () => {
  const host = new FakeHost();
  const layout = { width: "20em", margin: "0" };
  w.intSlider(0, 9, { host, layout, style: { handle_color: "red" }, description: "n" });
  w.button("go", { host, layout: { flex: "1" } });
  EVERY(host);
  const parts = host.sent.filter((m) => /Layout|Style/.test(m.data.state._model_name));
  assert.ok(parts.length > 20);
  for (const { data } of parts) {
    const spec = schema.find((entry) => entry.model.name === data.state._model_name);
    assert.ok(spec, data.state._model_name);
    const known = new Map(spec.attributes.map((a) => [a.name, (a as { default?: unknown }).default]));
    for (const [key, value] of Object.entries(data.state)) {
      if (key === "_view_count") continue;
      assert.ok(known.has(key), `${data.state._model_name}.${key}`);
      if (key.startsWith("_")) assert.equal(value, known.get(key), `${data.state._model_name}.${key}`);
    }
  }
});

test("a widget opens one comm per model, parts first, under protocol 2.1.0", () => {
  const host = new FakeHost();
  const slider = w.intSlider(0, 9, { host });
  assert.deepEqual(
    host.sent.map((m) => [m.type, m.target, m.data.state._model_name, m.metadata]),
    ["LayoutModel", "SliderStyleModel", "IntSliderModel"].map((name) => [
      "open",
      "jupyter.widget",
      name,
      { version: "2.1.0" },
    ]),
  );
  assert.deepEqual(slider[DISPLAY](), {
    "application/vnd.jupyter.widget-view+json": {
      version_major: 2,
      version_minor: 0,
      model_id: slider.modelId,
    },
    "text/plain": "IntSlider(value=4, min=0, max=9, step=1)",
  });
});

test("a value set by the program is sent once and heard once", () => {
  const host = new FakeHost();
  const slider = w.intSlider(0, 9, { host });
  const heard: number[] = [];
  const stop = slider.onChange((value) => heard.push(value));
  host.take(slider.modelId);
  slider.value = 7;
  slider.value = 7;
  assert.deepEqual(host.take(slider.modelId), [{ method: "update", state: { value: 7 }, buffer_paths: [] }]);
  assert.deepEqual(heard, [7]);
  stop();
  slider.value = 8;
  assert.deepEqual(heard, [7]);
});

test("a value set by the reader is echoed, heard, and not sent back", () => {
  const host = new FakeHost();
  const slider = w.floatSlider(1, 1.3, { host });
  const heard: number[] = [];
  slider.onChange((value) => heard.push(value));
  host.take(slider.modelId);
  host.move(slider.modelId, { value: 1.1500000000000001, unknown: 1 });
  host.move(slider.modelId, { value: 1.2000000000000002 });
  assert.deepEqual(host.take(slider.modelId), [
    { method: "echo_update", state: { value: 1.1500000000000001 }, buffer_paths: [] },
    { method: "echo_update", state: { value: 1.2000000000000002 }, buffer_paths: [] },
  ]);
  assert.deepEqual(heard, [1.2], "1.15 was the value already");
});

test("a value out of range is brought into range, and no value at all is refused; the page is told", () => {
  const host = new FakeHost();
  const slider = w.intSlider(0, 9, { host });
  host.take(slider.modelId);
  host.move(slider.modelId, { value: 40 });
  assert.equal(slider.value, 9);
  host.move(slider.modelId, { value: "x" });
  assert.equal(slider.value, 9);
  const [, clamped, , refused] = host.take(slider.modelId);
  assert.deepEqual(clamped, { method: "update", state: { value: 9 }, buffer_paths: [] });
  assert.deepEqual(refused, { method: "update", state: { value: 9 }, buffer_paths: [] });
});

test("request_state is answered with the whole state", () => {
  const host = new FakeHost();
  const slider = w.intSlider(0, 9, { host });
  const [{ state }] = host.take(slider.modelId);
  slider.value = 5;
  host.take(slider.modelId);
  host.receive(slider.modelId, { method: "request_state" });
  assert.deepEqual(host.take(slider.modelId), [
    { method: "update", state: { ...state, value: 5 }, buffer_paths: [] },
  ]);
});

test("a page that joins late gets all open widgets in one message", () => {
  const host = new FakeHost();
  const slider = w.intSlider(0, 9, { host });
  const gone = w.intSlider(0, 9, { host });
  gone.close();
  let joined = 0;
  const stop = onFrontEndJoined(host.comms!, () => joined++);
  host.openFromPage("jupyter.widget.control", "control");
  host.receive("control", { method: "something else" });
  host.receive("control", { method: "request_states" });
  const [answer, ...rest] = host.take("control");
  assert.deepEqual(rest, []);
  assert.equal(answer.method, "update_states");
  assert.equal(Object.keys(answer.states).length, 3);
  assert.deepEqual(answer.states[slider.modelId], {
    model_name: "IntSliderModel",
    model_module: "@jupyter-widgets/controls",
    model_module_version: "2.0.0",
    state: opened(host, slider),
  });
  assert.equal(joined, 1);
  stop();
});

test("closing a widget closes its parts, tells the page once, and leaves nothing behind", () => {
  const host = new FakeHost();
  const before = openWidgets(host.comms!);
  const slider = w.intSlider(0, 9, { host });
  let heard = 0;
  slider.onChange(() => heard++);
  assert.equal(openWidgets(host.comms!), before + 3);
  slider.close();
  slider.close();
  assert.equal(host.sent.filter((m) => m.type === "close").length, 3);
  assert.equal(openWidgets(host.comms!), before);
  slider.value = 7;
  assert.equal(heard, 0);
  assert.equal(host.sent.filter((m) => m.type === "msg").length, 0);
  const other = w.intSlider(0, 9, { host });
  host.closeFromPage(other.modelId);
  assert.ok(other.closed);
  assert.equal(openWidgets(host.comms!), before);
});

test("a dropdown holds values of any type and travels as an index", () => {
  const host = new FakeHost();
  const options = [{ n: 1 }, { n: 2 }];
  const menu = w.dropdown(options, { label: (o) => `n = ${o.n}`, host });
  assert.deepEqual(opened(host, menu)._options_labels, ["n = 1", "n = 2"]);
  host.move(menu.modelId, { index: 1 });
  assert.equal(menu.value, options[1]);
  host.move(menu.modelId, { index: 7 });
  assert.equal(menu.value, options[1]);
});

test("boxes refer to their children, and a button hears clicks only", () => {
  const host = new FakeHost();
  const go = w.button("go", { host });
  const row = w.hbox([go, w.label("x", { host })], { host });
  assert.equal(opened(host, row).children[0], `IPY_MODEL_${go.modelId}`);
  let clicks = 0;
  go.onClick(() => clicks++);
  host.receive(go.modelId, { method: "custom", content: { event: "click" } });
  host.receive(go.modelId, { method: "custom", content: null });
  assert.equal(clicks, 1);
  host.take(row.modelId);
  row.children = [go];
  assert.deepEqual(host.take(row.modelId)[0].state, { children: [`IPY_MODEL_${go.modelId}`] });
});

test("an output area keeps bundles and text in its state", () => {
  const host = new FakeHost();
  const area = w.output({ host });
  host.take(area.modelId);
  area.write("a\n");
  area.show("b");
  assert.deepEqual(host.take(area.modelId)[1].state.outputs, [
    { output_type: "stream", name: "stdout", text: "a\n" },
    { output_type: "display_data", data: { "text/plain": "b" }, metadata: {} },
  ]);
  area.clear();
  assert.deepEqual(host.take(area.modelId)[0].state.outputs, []);
});

test("binary values leave the JSON and come back to their places", () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const state = { plain: [0, "text"], x: { ar: bytes }, list: [{ a: 1 }, bytes] };
  const split = takeBuffers(state);
  assert.deepEqual(split.state, { plain: [0, "text"], x: {}, list: [{ a: 1 }, null] });
  assert.deepEqual(split.paths, [
    ["x", "ar"],
    ["list", 1],
  ]);
  assert.equal(state.x.ar, bytes, "the state itself is not changed");
  const back = JSON.parse(JSON.stringify(split.state));
  putBuffers(back, split.paths, split.buffers as Uint8Array[]);
  assert.deepEqual(back, state);
});

test("buffer paths from outside cannot reach a prototype", () => {
  const state = JSON.parse('{"a": {}}');
  putBuffers(
    state,
    [["__proto__", "x"], ["a", "__proto__"], ["a", "constructor", "y"], ["no", "z"], []],
    [new Uint8Array(1), new Uint8Array(1), new Uint8Array(1), new Uint8Array(1), new Uint8Array(1)],
  );
  assert.deepEqual(state, { a: {} });
  assert.equal(({} as { x?: unknown }).x, undefined);
  assert.equal((Object as { y?: unknown }).y, undefined);
  assert.equal(Object.getPrototypeOf(state.a), Object.prototype);
});

test("an error in one listener does not keep the others from hearing", () => {
  const host = new FakeHost();
  const slider = w.intSlider(0, 9, { host });
  const heard: number[] = [];
  slider.onChange(() => {
    throw new Error("first");
  });
  slider.onChange((value) => heard.push(value));
  assert.throws(() => host.move(slider.modelId, { value: 3 }), /first/);
  assert.deepEqual(heard, [3]);
});

test("without comms a widget holds its value and shows itself as text", () => {
  const host = new FakeHost("plain");
  const slider = w.intSlider(0, 9, { host, description: "n" });
  slider.value = 2;
  assert.equal(slider.value, 2);
  assert.deepEqual(slider[DISPLAY](), {
    "text/plain": 'IntSlider(description="n", value=2, min=0, max=9, step=1)',
  });
});

test("bad arguments are refused with the argument, the rule and the value", () => {
  const host = new FakeHost();
  const bad: [() => unknown, RegExp][] = [
    [() => w.intSlider(3, 1, { host }), /`max` must be greater than `min` \(3\); got 1/],
    [() => w.intSlider(0.5, 3, { host }), /`min` must be an integer/],
    [() => w.intSlider(0, 3, { step: 0, host }), /`step` must be an integer >= 1; got 0/],
    [() => w.intSlider(0, 3, { value: 4, host }), /`value` must be an integer in \[0, 3\]; got 4/],
    [() => w.floatSlider(Number.NaN, 3, { host }), /`min` must be a finite number; got NaN/],
    [() => w.floatSlider(0, 3, { step: -1, host }), /`step` must be positive/],
    [() => w.floatSlider(0, 3, { value: Number.NaN, host }), /`value` must be in \[0, 3\]; got NaN/],
    [() => w.logSlider(0, 3, { host }), /`min` must be positive/],
    [() => w.dropdown([], { host }), /`options` must have at least one entry/],
    [() => w.dropdown(["a", "a"], { host }), /`options` must be different/],
    [() => w.dropdown(["a"], { value: "b" as "a", host }), /`value` must be one of a; got "b"/],
    [() => w.checkbox(1 as never, { host }), /`value` must be a boolean; got 1/],
    [() => w.text(1 as never, { host }), /`value` must be a string; got 1/],
    [() => w.play(0, 9, { interval: 0, host }), /`interval` must be an integer >= 1/],
    [() => w.progressBar(0, 0, { host }), /`max` must be greater/],
    [() => w.hbox([null as never], { host }), /`children\[0\]` must be an open widget/],
    [() => w.checkbox(true, { host }).get("nothing"), /`key` must be a key of Checkbox; got "nothing"/],
  ];
  for (const [make, message] of bad) {
    assert.throws(
      make,
      (error: Error) => error instanceof DomainError && message.test(error.message),
      String(make),
    );
  }
  assert.equal(host.sent.filter((m) => m.type === "open").length, 3, "only the last one opened anything");
});

test("steps cut a range into 100 to 999 parts and are written with enough decimals", () => {
  assert.equal(niceStep(0.3), 0.001);
  assert.equal(niceStep(1), 0.01);
  assert.equal(niceStep(1000), 10);
  assert.equal(decimals(0.001), 3);
  assert.equal(decimals(2.5), 1);
  assert.equal(decimals(2), 0);
  for (let width = 1e-6; width < 1e6; width *= 1.37) {
    const parts = width / niceStep(width);
    assert.ok(parts > 99.9 && parts < 1000, `${width}: ${parts}`);
  }
});
