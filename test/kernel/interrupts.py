"""Interrupts of every kind, one after another, in one kernel; the garbage is collected in between.

`INTERRUPTS=200` makes it a long run, `-v` shows how long each kind took to end.
"""
import collections
import os
import statistics
import sys
import unittest

from session import SessionTest

PREPARE = """
let kept = 42;
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
import { Worker } from 'node:worker_threads';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
"""

KINDS = {
    "loop": "while (true) {}",
    "loop after an await": "await null; while (true) {}",
    "loop after a timer": "await sleep(20); while (true) {}",
    "loop in a function that awaits": "async function f() { await sleep(5); while (true) {} }\nawait f();",
    "loop in a timer": "setTimeout(() => { while (true) {} }, 20); await sleep(100_000);",
    "loop in an interval": "setInterval(() => { while (true) {} }, 20); await sleep(100_000);",
    "loop in setImmediate": "setImmediate(() => { while (true) {} }); await sleep(100_000);",
    "loop in nextTick": "process.nextTick(() => { while (true) {} }); await sleep(100_000);",
    "loop in queueMicrotask": "queueMicrotask(() => { while (true) {} }); await sleep(100_000);",
    "loop in then": "Promise.resolve().then(() => { while (true) {} }); await sleep(100_000);",
    "loop in then, nothing awaited": "void Promise.resolve().then(() => { while (true) {} });",
    "loop in an iterator": "async function* g() { yield 1; while (true) {} }\nfor await (const x of g()) x;",
    "endless continuations": "const again = (): Promise<void> => Promise.resolve().then(again); await again();",
    "endless immediates": "const more = () => { setImmediate(more); }; more(); await sleep(100_000);",
    "loop that catches": "for (;;) { try { while (true) {} } catch {} finally { kept = 42; } }",
    "awaiting loop that catches": "for (;;) { try { await sleep(10); } catch {} }",
    "awaiting loop that catches, without a pause": "for (;;) { try { await null; } catch {} }",
    "awaiting loop that catches, in a function": (
        "async function on() { for (;;) { try { await sleep(10); } catch {} } }\nawait on();"
    ),
    "loop that allocates": "for (;;) { Array.from({ length: 1000 }, (_, i) => ({ i })); }",
    "loop that fills arrays": "while (true) new Array(1000).fill(1.5);",
    "loop that writes": "for (let i = 0; ; i++) console.log('line', i);",
    "regular expression": "/^(a+)+$/.test('a'.repeat(60) + 'b')",
    "sort": "for (;;) new Float64Array(1e6).sort(() => Math.random() - 0.5);",
    "pending await": "await sleep(100_000);",
    "lost promise": "await new Promise(() => {});",
    "lost promise in a loop": "for await (const x of [new Promise(() => {})]) x;",
    "busy workers": (
        "const pool = [1, 2].map(() => new Worker('while (true) {}', { eval: true }));\n"
        "await Promise.all(pool.map((w) => new Promise((r) => w.on('exit', r))));"
    ),
    "blocked on shared memory": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
}


class Interrupts(SessionTest):
    def test_all_kinds_in_turn(self):
        self.value(PREPARE)
        count = int(os.environ.get("INTERRUPTS", len(KINDS)))
        taken = collections.defaultdict(list)
        for i in range(count):
            kind, code = list(KINDS.items())[i % len(KINDS)]
            with self.subTest(kind, i=i):
                taken[kind].append(self.stopped(code, 0.25)[1])
                self.assertEqual(self.value("collect(); kept"), "42")
            if self.km.is_alive() is False:
                self.fail("the kernel died")
        if "-v" in sys.argv:
            for kind, seconds in taken.items():
                print(f"{kind}: median {1000 * statistics.median(seconds):.0f} ms, most {1000 * max(seconds):.0f} ms")


if __name__ == "__main__":
    unittest.main()
