import assert from "node:assert/strict";
import { test } from "node:test";
import { runPython } from "./python";

test("robust.py passes on the kernel", () => {
  const { status, output } = runPython("robust.py", ["-v"]);
  assert.equal(status, 0, output);
  assert.match(output, /^Ran [1-9]/m);
});
