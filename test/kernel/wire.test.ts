import assert from "node:assert/strict";
import { test } from "node:test";
import { Wire } from "../../lib/kernel/wire";

const bytes = (frames: readonly (Uint8Array | string)[]) => frames.map((frame) => Buffer.from(frame));
const message = () => ({
  identities: ["client"],
  type: "execute_request",
  parentHeader: {},
  content: { code: "α" },
  buffers: [Buffer.from([1, 2])],
});

test("a message survives the way through frames, once", () => {
  const frames = bytes(new Wire("key").encode(message()));
  const receiver = new Wire("key");
  const decoded = receiver.decode(frames);
  assert.equal(decoded.kind, "message");
  if (decoded.kind !== "message") return;
  assert.deepEqual(decoded.message.content, { code: "α" });
  assert.equal(decoded.message.header.msg_type, "execute_request");
  assert.deepEqual([...decoded.message.buffers[0]!], [1, 2]);
  assert.equal(Buffer.from(decoded.message.identities[0]!).toString(), "client");
  assert.deepEqual(receiver.decode(frames), { kind: "dropped", reason: "repeated signature" });
});

test("frames are dropped with a reason when anything about them is wrong", () => {
  const good = bytes(new Wire("key").encode(message()));
  const start = good.findIndex((frame) => frame.toString() === "<IDS|MSG>");
  const reasonOf = (frames: readonly Uint8Array[]) => {
    const decoded = new Wire("key").decode(frames);
    return decoded.kind === "dropped" ? decoded.reason : "accepted";
  };
  const replaced = (at: number, frame: string) =>
    good.map((old, i) => (i === start + at ? Buffer.from(frame) : old));
  assert.equal(reasonOf(good), "accepted");
  assert.equal(reasonOf([]), "no delimiter");
  assert.equal(reasonOf(good.slice(0, start + 3)), "too few frames");
  assert.equal(reasonOf(replaced(1, "0".repeat(64))), "wrong signature");
  assert.equal(reasonOf(replaced(1, "")), "wrong signature");
  assert.equal(reasonOf(replaced(5, '{"code":"other"}')), "wrong signature");
  assert.equal(reasonOf(replaced(2, "x".repeat(2 << 20))), "oversize header");
  assert.equal(reasonOf(bytes(new Wire("other").encode(message()))), "wrong signature");
});

test("what is signed and no JSON object is dropped", () => {
  const frames = bytes(new Wire("key").encode({ ...message(), content: "[1, 2]" }));
  assert.deepEqual(new Wire("key").decode(frames), { kind: "dropped", reason: "not a JSON object" });
});
