"""No output is lost, and interrupts stop everything."""
import time
import unittest

from session import SessionTest


class Output(SessionTest):
    def test_1_lines_all_arrive_in_order_before_idle(self):
        outcome = self.run_cell("for (let i = 0; i < 100_000; i++) console.log(`line ${i}`);", timeout=60)
        self.assertEqual(outcome.text.split("\n")[:-1], [f"line {i}" for i in range(100_000)])
        self.assertLess(len(outcome.of("stream")), 2000, "bursts are merged")

    def test_2_displays_all_arrive_in_order_among_the_lines(self):
        outcome = self.run_cell(
            "import { display } from 'tslab';\n"
            "for (let i = 0; i < 2000; i++) { console.log(`l${i}`); display.text(`d${i}`); }",
            timeout=60,
        )
        seen = []
        for message in outcome.messages:
            if message["msg_type"] == "stream":
                seen += message["content"]["text"].split()
            if message["msg_type"] == "display_data":
                seen.append(message["content"]["data"]["text/plain"])
        self.assertEqual(seen, [f"{kind}{i}" for i in range(2000) for kind in "ld"])

    def test_3_output_appears_while_a_loop_runs(self):
        msg_id = self.send("console.log('early'); { const end = Date.now() + 1500; while (Date.now() < end); }")
        while True:
            message = self.kc.get_iopub_msg(timeout=10)
            if message["parent_header"].get("msg_id") == msg_id and message["msg_type"] == "stream":
                break
        self.assertGreater(self.collect(msg_id).seconds, 1.0, "the loop goes on for more than a second")

    def test_4_late_output_goes_to_the_cell_that_caused_it(self):
        late = self.send("setTimeout(() => console.log('late'), 300); 1")
        self.collect(late)
        self.run_cell("await new Promise((resolve) => setTimeout(resolve, 600)); console.log('own')")
        texts = [m["content"]["text"] for m in self.strays if m["msg_type"] == "stream"]
        self.assertEqual(texts, ["late\n"])
        self.assertEqual({m["parent_header"]["msg_id"] for m in self.strays if m["msg_type"] == "stream"}, {late})

    def test_5_a_large_display_arrives(self):
        outcome = self.run_cell("display.text('x'.repeat(10_000_000))", timeout=60)
        self.assertEqual(len(outcome.of("display_data")[0]["data"]["text/plain"]), 10_000_000)


class Interrupt(SessionTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kc.execute_interactive(
            "let kept = 42; const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));",
            timeout=60,
        )

    def stopped(self, code, delay=0.7):
        outcome, _ = super().stopped(code, delay)
        self.assertEqual(self.value("kept"), "42")
        return outcome

    def test_loop(self):
        self.stopped("while (true) {}")

    def test_loop_after_await(self):
        self.stopped("await null; while (true) {}")

    def test_loop_after_timer(self):
        self.stopped("await sleep(20); while (true) {}")

    def test_loop_in_timer(self):
        self.stopped("setTimeout(() => { while (true) {} }, 20); await sleep(100_000);")

    def test_loop_in_next_tick(self):
        self.stopped("process.nextTick(() => { while (true) {} }); await sleep(100_000);")

    def test_pending_await_runs_finally(self):
        outcome = self.stopped("try { await sleep(100_000); } finally { console.log('cleaned up'); }")
        self.assertEqual(outcome.text, "cleaned up\n")

    def test_await_inside_a_function(self):
        self.stopped("async function forever() { for (;;) await sleep(10); }\nawait forever();")

    def test_busy_workers(self):
        self.stopped(
            "import { Worker } from 'node:worker_threads';\n"
            "const pool = [1, 2].map(() => new Worker('while (true) {}', { eval: true }));\n"
            "await Promise.all(pool.map((w) => new Promise((r) => w.on('exit', r))));"
        )
        self.assertEqual(self.value("await sleep(100); pool.map((w) => w.threadId)"), "[ -1, -1 ]")

    def test_blocked_on_shared_memory(self):
        self.stopped("Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);")

    def test_the_kernel_answers_while_a_cell_computes(self):
        msg_id = self.send("{ const end = Date.now() + 4000; while (Date.now() < end); }")
        time.sleep(0.5)
        matches = self.kc.complete("Math.sqr", reply=True, timeout=10)["content"]["matches"]
        self.assertEqual(matches, ["sqrt"])
        self.kc.kernel_info(reply=True, timeout=10)
        self.assertTrue(self.kc.hb_channel.is_beating())
        self.assertGreater(self.collect(msg_id).seconds, 0.5, "the cell computes on")


if __name__ == "__main__":
    unittest.main()
