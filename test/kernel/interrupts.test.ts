import assert from "node:assert/strict";
import { test } from "node:test";
import { runPython } from "./python";

test("interrupts.py passes on the kernel", () => {
  const { status, output } = runPython("interrupts.py", ["-v"]);
  assert.equal(status, 0, output);
  assert.match(output, /^Ran [1-9]/m);
});
