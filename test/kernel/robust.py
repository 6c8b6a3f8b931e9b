"""What must not end the kernel, and what must end with it."""
import json
import os
import subprocess
import sys
import time
import unittest

import zmq
from jupyter_client.manager import start_new_kernel
from jupyter_client.session import Session
from session import SessionTest

PARENT = """
from jupyter_client.manager import start_new_kernel
import time
km, kc = start_new_kernel(kernel_name="descentlab", startup_timeout=60)
kc.execute("while (true) {}")
print(km.provisioner.process.pid, flush=True)
time.sleep(100)
"""


def alive(pid):
    return os.path.exists(f"/proc/{pid}")


class Robust(SessionTest):
    def test_rejections_and_errors_in_timers_are_shown_in_their_cell(self):
        self.assertEqual(self.failure("Promise.reject(new Error('nobody listens'));\n1")["evalue"], "nobody listens")
        cell = self.send("setTimeout(() => { throw new Error('later') }, 200); 1")
        self.assertEqual(self.collect(cell).status, "ok")
        self.assertEqual(self.value("await new Promise((r) => setTimeout(r, 500)); 2"), "2")
        errors = [m for m in self.strays if m["msg_type"] == "error"]
        self.assertEqual([(e["content"]["evalue"], e["parent_header"]["msg_id"]) for e in errors], [("later", cell)])

    def test_exit_asks_for_a_restart(self):
        self.value("let survivor = 1")
        self.assertIn("Restart", self.failure("process.exit(0)")["evalue"])
        self.assertEqual(self.value("survivor"), "1")

    def test_queued_cells_are_aborted_after_an_error(self):
        first = self.send("await new Promise((r) => setTimeout(r, 300)); throw new Error('stop')")
        second = self.send("'never'")
        self.assertEqual(self.collect(first).status, "error")
        self.assertEqual(self.kc.get_shell_msg(timeout=10)["content"]["status"], "aborted")
        self.assertEqual(self.kc.get_iopub_msg(timeout=10)["parent_header"]["msg_id"], second)
        self.kc.get_iopub_msg(timeout=10)
        self.assertEqual(self.run_cell("throw 1", stop_on_error=False).status, "error")

    def test_bad_frames_are_dropped_and_never_executed(self):
        info = self.km.get_connection_info()
        socket = zmq.Context.instance().socket(zmq.DEALER)
        socket.connect(f"tcp://{info['ip']}:{info['shell_port']}")
        marker = os.path.join(os.environ["JUPYTER_DATA_DIR"], "marker")
        header = {"msg_id": "x", "msg_type": "execute_request", "session": "s", "username": "u", "date": "", "version": "5.4"}
        parts = [json.dumps(part).encode() for part in (header, {}, {}, {"code": f"require('fs').writeFileSync({json.dumps(marker)}, '')"})]
        socket.send_multipart([b"noise"])
        socket.send_multipart([b"<IDS|MSG>", b"short"])
        socket.send_multipart([b"<IDS|MSG>", b"0" * 64, *parts])
        socket.send_multipart([b"<IDS|MSG>", b"", *parts])
        socket.send_multipart([b"<IDS|MSG>", b"0" * 64, b"x" * (2 << 20), *parts[1:]])
        session = Session(key=info["key"] if isinstance(info["key"], bytes) else info["key"].encode())
        bad = [parts[0], b"{}", b"{}", b"[1"]
        socket.send_multipart([b"<IDS|MSG>", session.sign(bad), *bad])
        time.sleep(0.5)
        self.assertEqual(self.value("1 + 1"), "2")
        self.assertFalse(os.path.exists(marker))
        # The control: the same frames with the right signature do run, once.
        good = [b"<IDS|MSG>", session.sign(parts), *parts]
        socket.send_multipart(good)
        socket.send_multipart(good)
        time.sleep(0.5)
        self.assertEqual(self.value("1 + 1"), "2")
        self.assertTrue(os.path.exists(marker))
        socket.close(0)

    def test_sockets_are_bound_to_the_given_address_only(self):
        with open(f"/proc/{self.pid}/net/tcp") as table:
            rows = [line.split() for line in table.readlines()[1:]]
        inodes = {os.readlink(f"/proc/{self.pid}/fd/{fd}") for fd in os.listdir(f"/proc/{self.pid}/fd")}
        listening = [r[1].split(":")[0] for r in rows if r[3] == "0A" and f"socket:[{r[9]}]" in inodes]
        self.assertEqual(len(listening), 5)
        self.assertEqual(set(listening), {"0100007F"})

    def test_input(self):
        msg_id = self.send("const answer = await input('name? '); answer.toUpperCase()", allow_stdin=True)
        request = self.kc.get_stdin_msg(timeout=30)
        self.assertEqual(request["content"], {"prompt": "name? ", "password": False})
        self.kc.input("ada")
        self.assertEqual(self.collect(msg_id).result, "'ADA'")
        self.assertIn("does not take input", self.failure("await input()")["evalue"])

    def test_comms(self):
        self.run_cell(
            "const own = (globalThis as any)[Symbol.for('descentlab.host')];\n"
            "own.comms.onOpen('echo', (comm: any, data: any) => {\n"
            "  comm.onMessage((x: any) => comm.send({ twice: 2 * x.n }));\n"
            "});"
        )
        send = lambda kind, content: self.kc.shell_channel.send(self.kc.session.msg(kind, content))
        send("comm_open", {"comm_id": "c1", "target_name": "echo", "data": {}})
        send("comm_msg", {"comm_id": "c1", "data": {"n": 21}})
        send("comm_open", {"comm_id": "c2", "target_name": "nobody", "data": {}})
        seen = {}
        while "comm_close" not in seen or "comm_msg" not in seen:
            message = self.kc.get_iopub_msg(timeout=10)
            seen[message["msg_type"]] = message["content"]
        self.assertEqual(seen["comm_msg"]["data"], {"twice": 42})
        self.assertEqual(seen["comm_close"]["comm_id"], "c2")
        self.assertEqual(list(self.kc.comm_info(reply=True, timeout=10)["content"]["comms"]), ["c1"])


class Lifetime(unittest.TestCase):
    def test_restarts_leave_no_process(self):
        count = int(os.environ.get("RESTARTS", "4"))
        manager, client = start_new_kernel(kernel_name="descentlab", startup_timeout=60)
        pids = []
        for i in range(count):
            pids.append(manager.provisioner.process.pid)
            manager.restart_kernel(now=i % 2 == 0)
            client.wait_for_ready(timeout=60)
        pids.append(manager.provisioner.process.pid)
        client.stop_channels()
        manager.shutdown_kernel()
        time.sleep(0.5)
        self.assertEqual(len(set(pids)), count + 1)
        self.assertEqual([pid for pid in pids if alive(pid)], [])

    def test_history_survives_a_restart(self):
        manager, client = start_new_kernel(kernel_name="descentlab", startup_timeout=60)
        client.execute_interactive("'remember me'", timeout=60)
        manager.restart_kernel()
        client.wait_for_ready(timeout=60)
        history = client.history(hist_access_type="tail", n=1, reply=True, timeout=10)["content"]["history"]
        self.assertEqual(history[0][2], "'remember me'")
        client.stop_channels()
        manager.shutdown_kernel()

    def test_the_kernel_dies_with_its_server(self):
        parent = subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True)
        pid = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        end = time.time() + 10
        while alive(pid) and time.time() < end:
            time.sleep(0.1)
        self.assertFalse(alive(pid))


class Memory(SessionTest):
    @classmethod
    def setUpClass(cls):
        os.environ["NODE_OPTIONS"] = "--max-old-space-size=500"
        super().setUpClass()
        del os.environ["NODE_OPTIONS"]

    def test_exhausting_memory_stops_the_cell_with_a_clear_message(self):
        error = self.failure("const hog: number[][] = []; for (;;) hog.push(new Array(1e5).fill(hog.length));")
        self.assertEqual(error["ename"], "OutOfMemory")
        self.assertIn("memory is nearly exhausted", error["evalue"])
        self.assertGreater(int(self.value("{ const end = Date.now() + 500; while (Date.now() < end); }\nhog.length")), 100)
        self.assertEqual(self.value("hog.length = 0; 'alive'"), "'alive'")
        total = self.value("let total = 0; for (let i = 0; i < 1e8; i++) { total += 0.5; }\ntotal")
        self.assertEqual(total, "50000000", "what was freed is there for the next cell")


class Growth(SessionTest):
    def resident(self):
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))

    def cells(self, count):
        for i in range(count):
            self.run_cell(f"let v{i % 7} = {i}; total += v{i % 7}; console.log(total); ({{ v: v{i % 7} }})")
        time.sleep(1)
        return self.resident()

    def test_memory_does_not_grow_with_the_number_of_cells(self):
        """From the first cell on. `CELLS=2000` measures what the documentation says."""
        self.value("let total = 0")
        time.sleep(3)
        before = self.resident()
        self.assertLess(self.cells(int(os.environ.get("CELLS", "1000"))) - before, 50)


if __name__ == "__main__":
    unittest.main()
