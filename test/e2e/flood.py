"""Plays a front end that moves a slider of a running kernel, faster than any hand; prints what was seen as JSON."""
import json
import queue
import time

from jupyter_client import KernelManager

CODE = """
import { interact, intSlider } from "descentlab/render/interact";
let renders = 0;
interact({ n: intSlider(0, 100000) }, ({ n }) => {
  renders++;
  if (n === 77) while (true) {}
  for (const end = performance.now() + 20; performance.now() < end; );
  console.log("rendered", n);
  return "n = " + n;
});
"""

manager = KernelManager(kernel_name="descentlab")
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(60)


def run(code):
    parent = client.execute(code)
    seen = []
    while True:
        message = client.get_iopub_msg(timeout=60)
        seen.append(message)
        state = message["content"].get("execution_state")
        if message["parent_header"].get("msg_id") == parent and state == "idle":
            return parent, seen


def result(code):
    return next(m["content"]["data"]["text/plain"] for m in run(code)[1] if m["msg_type"] == "execute_result")


cell, opening = run(CODE)
slider = next(
    m["content"]["comm_id"]
    for m in opening
    if m["msg_type"] == "comm_open" and m["content"]["data"]["state"]["_model_name"] == "IntSliderModel"
)


def move(value):
    data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
    client.shell_channel.send(client.session.msg("comm_msg", {"comm_id": slider, "data": data}))


def until(text, seconds=30):
    """Reads messages until the figure is `text`; counts updates, and lines that reached the cell of the figure."""
    end = time.time() + seconds
    updates = lines = 0
    while time.time() < end:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            continue
        if message["msg_type"] == "stream":
            lines += message["parent_header"]["msg_id"] == cell
        if message["msg_type"] == "update_display_data":
            updates += 1
            if message["content"]["data"]["text/plain"] == text:
                return {"shown": True, "updates": updates, "lines": lines}
    return {"shown": False, "updates": updates, "lines": lines}


for value in range(1, 1001):
    move(10 * value)
flood = until("n = 10000")
flood["renders"] = int(result("renders")) - 1

times = []
for value in range(20001, 20016):
    start = time.time()
    move(value)
    until(f"n = {value}")
    times.append(1000 * (time.time() - start))
    time.sleep(0.05)

move(77)
time.sleep(0.5)
start = time.time()
client.control_channel.send(client.session.msg("interrupt_request", {}))
time.sleep(0.2)
move(78)
stopped = until("n = 78", 10)

print(json.dumps({"flood": flood, "times": sorted(times), "stopped": stopped, "after": result("1 + 1")}))
client.stop_channels()
manager.shutdown_kernel(now=True)
