import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { formatLedger } from "../../lib/claims/ledger";
import { selectRows } from "../../lib/cli/claims";
import { readNotebook } from "../../lib/cli/notebook";
import { readText, writeWhole } from "../../lib/render/files";
import { ledgerRow, makeCheckout, temporary, write } from "./fixtures";

const rows = [ledgerRow("toy/C01", "01-a")];

test("a half-written ledger is refused with file, reason and remedy", () => {
  const text = formatLedger(rows);
  const root = makeCheckout({ claims: [], notebooks: {}, ledger: text.slice(0, text.length / 2) });
  assert.throws(() => selectRows(root, {}), /`data\/ledger\.json` must be JSON; .*npm run verify -- --save/);
});

test("a ledger with a bad row is refused with row, field and value", () => {
  const bad = JSON.stringify([{ ...rows[0], verdict: "probably" }]);
  const root = makeCheckout({ claims: [], notebooks: {}, ledger: bad });
  assert.throws(() => selectRows(root, {}), /data\/ledger\.json\[0\]\.verdict.*holds.*got "probably"/);
});

test("a missing or broken notebook is refused by name", () => {
  const root = temporary();
  write(root, "a.ipynb", '{"cells": [');
  write(root, "b.ipynb", '{"cells": [], "nbformat": 3}');
  assert.throws(() => readNotebook(join(root, "a.ipynb")), /a\.ipynb` must be a notebook \(JSON\)/);
  assert.throws(() => readNotebook(join(root, "b.ipynb")), /b\.ipynb` must be a notebook of format 4/);
  assert.throws(() => readText(join(root, "c.ipynb")), /cannot read .*c\.ipynb: it does not exist/);
});

test("a file that cannot be written keeps its old content", () => {
  const folder = temporary();
  mkdirSync(join(folder, "taken"));
  assert.throws(() => writeWhole(join(folder, "taken"), "x"), /cannot write .*taken: .*unchanged/);
  assert.deepEqual(readdirSync(folder), ["taken"]);
});

test("a full disk keeps the old ledger, whole, and says what to do", (context) => {
  const folder = mkdtempSync(join(tmpdir(), "descentlab-full-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=32k", "tmpfs", folder]);
  if (mounted.error || mounted.status !== 0) {
    context.skip("needs the right to mount a small file system");
    return;
  }
  try {
    const file = join(folder, "ledger.json");
    writeWhole(file, formatLedger(rows));
    const many = Array.from({ length: 500 }, (_, k) => ledgerRow(`toy/C${k + 1}`, "01-a"));
    assert.throws(
      () => writeWhole(file, formatLedger(many)),
      /cannot write .*ledger\.json: the disk is full: make room.*unchanged/,
    );
    assert.equal(readFileSync(file, "utf8"), formatLedger(rows));
    assert.deepEqual(readdirSync(folder), ["ledger.json"]);
  } finally {
    spawnSync("umount", [folder]);
  }
});

test("a folder that cannot be made is refused, and at once", () => {
  const folder = temporary();
  write(folder, "file", "");
  assert.throws(
    () => writeWhole(join(folder, "file", "a", "b.txt"), "x"),
    /a file is where a folder should be/,
  );
  if (process.platform !== "linux") return;
  assert.throws(() => writeWhole("/proc/absent/b.txt", "x"), /cannot write .*absent/);
});
