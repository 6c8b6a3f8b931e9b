"""A running kernel for tests, with what a front end would see of each cell."""
import threading
import time
import unittest

from jupyter_client.manager import start_new_kernel


class Outcome:
    """The output of one cell."""

    def __init__(self):
        self.status = None
        self.messages = []
        self.seconds = 0.0

    def of(self, kind):
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    @property
    def text(self):
        return "".join(c["text"] for c in self.of("stream"))

    @property
    def result(self):
        found = self.of("execute_result")
        return found[0]["data"]["text/plain"] if found else None

    @property
    def error(self):
        found = self.of("error")
        return found[0] if found else None


class SessionTest(unittest.TestCase):
    """One kernel for all tests of a class."""

    folder = None

    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start_new_kernel(kernel_name="descentlab", cwd=cls.folder, startup_timeout=60)
        cls.pid = cls.km.provisioner.process.pid

    @classmethod
    def tearDownClass(cls):
        cls.kc.stop_channels()
        cls.km.shutdown_kernel()

    def send(self, code, **options):
        return self.kc.execute(code, **{"allow_stdin": False, **options})

    def collect(self, msg_id, timeout=30):
        """Output until `idle`, then the reply. Messages of other cells are kept in `strays`."""
        outcome = Outcome()
        started = time.time()
        self.strays = []
        while True:
            message = self.kc.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != msg_id:
                self.strays.append(message)
                continue
            outcome.messages.append(message)
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
        outcome.seconds = time.time() - started
        while True:
            reply = self.kc.get_shell_msg(timeout=timeout)
            if reply["parent_header"]["msg_id"] == msg_id:
                outcome.reply = reply["content"]
                outcome.status = reply["content"]["status"]
                return outcome

    def run_cell(self, code, timeout=30, **options):
        return self.collect(self.send(code, **options), timeout)

    def interrupted(self, code, delay):
        """What came of a cell that is interrupted after `delay` seconds, and the seconds from there to its end."""
        msg_id = self.send(code)
        requested = []

        def interrupt():
            requested.append(time.time())
            self.km.interrupt_kernel()

        timer = threading.Timer(delay, interrupt)
        timer.start()
        outcome = self.collect(msg_id)
        timer.join()
        self.assertEqual(outcome.error and outcome.error["ename"], "KeyboardInterrupt", outcome.messages[-3:])
        return outcome, time.time() - requested[0]

    def stopped(self, code, delay):
        """The same for a cell that has to end within a second; a busy machine may be late once."""
        outcome, seconds = self.interrupted(code, delay)
        if seconds >= 1:
            outcome, seconds = self.interrupted(code, delay)
        self.assertLess(seconds, 1)
        return outcome, seconds

    def value(self, code):
        outcome = self.run_cell(code)
        self.assertEqual(outcome.status, "ok", outcome.error)
        return outcome.result

    def failure(self, code):
        outcome = self.run_cell(code)
        self.assertEqual(outcome.status, "error", outcome.messages)
        return outcome.error
