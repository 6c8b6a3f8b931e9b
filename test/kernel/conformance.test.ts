import assert from "node:assert/strict";
import { test } from "node:test";
import { runPython } from "./python";

test("the official suite of kernel tests passes, with nothing skipped", () => {
  const { status, output } = runPython("conformance.py");
  assert.equal(status, 0, output);
  assert.match(output, /Ran 14 tests/);
  assert.doesNotMatch(output, /skipped/);
});
