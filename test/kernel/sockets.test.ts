import assert from "node:assert/strict";
import { createServer, type Server } from "node:net";
import { test } from "node:test";
import { freePorts } from "../../lib/kernel/process";
import { Sockets } from "../../lib/kernel/sockets";

async function connection() {
  const [shell, control, iopub, stdin, hb] = await freePorts(5);
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: shell!,
    control_port: control!,
    iopub_port: iopub!,
    stdin_port: stdin!,
    hb_port: hb!,
    key: "",
    signature_scheme: "hmac-sha256",
  };
}

async function occupy(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

test("free ports are all different, and lie where no connection takes its own end", async () => {
  const ports = await freePorts(50);
  assert.equal(new Set(ports).size, 50);
  assert.ok(ports.every((port) => port >= 10_000 && port < 32_768));
});

test("a port that is taken for a moment is waited for, one that stays taken is an error", async () => {
  const wanted = await connection();
  const sockets = new Sockets();
  const server = await occupy(wanted.stdin_port);
  setTimeout(() => server.close(), 200);
  await sockets.bind(wanted);
  sockets.close();

  const other = await connection();
  const blocked = new Sockets();
  const blocker = await occupy(other.stdin_port);
  await assert.rejects(blocked.bind(other), { code: "EADDRINUSE" });
  blocked.close();
  blocker.close();
});
