/** Processes of kernels: their connection file and ports, and the certainty that they end. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomInt, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kernelspec } from "./environment";

const live = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of live) signalTree(child, "SIGKILL");
});

/** Sends a signal to a process and everything that it started. */
export function signalTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The process has ended already.
  }
}

const LOWEST_PORT = 10_000;
const HIGHEST_PORT = 32_767;

function listen(port: number): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

/**
 * Free ports, all different: they are held together before any is let go.
 *
 * They lie below the ranges from which Linux (32768 and up), macOS and Windows (49152 and up) draw the local ends of
 * connections: a port from those can be taken by any connection made before the kernel listens, even by the client's
 * own attempts to reach it.
 *
 * @example
 * const [shell, iopub] = await freePorts(2);
 */
export async function freePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  for (let attempts = 0; servers.length < count && attempts < 1000; attempts++) {
    const server = await listen(randomInt(LOWEST_PORT, HIGHEST_PORT + 1));
    if (server) servers.push(server);
  }
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  if (ports.length < count) {
    throw new Error(
      `found ${ports.length} of ${count} free ports between ${LOWEST_PORT} and ${HIGHEST_PORT}`,
    );
  }
  return ports;
}

/** A started kernel process and how to reach it. */
export interface KernelProcess {
  readonly child: ChildProcess;
  /** Key of the signatures. */
  readonly key: string;
  readonly address: { readonly shell: string; readonly control: string; readonly iopub: string };
  /** Resolves when the process has ended, with the reason when it could not start. */
  readonly ended: Promise<string | undefined>;
}

/** Starts the process of a kernel. It is killed with this process, if not before. */
export async function startKernel(
  spec: Kernelspec,
  options: { readonly cwd?: string | undefined; readonly env?: Readonly<Record<string, string>> | undefined },
): Promise<KernelProcess> {
  const [shell, iopub, stdin, control, hb] = await freePorts(5);
  const key = randomUUID();
  const folder = mkdtempSync(join(tmpdir(), "descentlab-kernel-"));
  const connectionFile = join(folder, "connection.json");
  const connection = {
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: shell,
    iopub_port: iopub,
    stdin_port: stdin,
    control_port: control,
    hb_port: hb,
    key,
    signature_scheme: "hmac-sha256",
    kernel_name: spec.name,
  };
  writeFileSync(connectionFile, JSON.stringify(connection), { mode: 0o600 });
  const argv = spec.argv.map((arg) =>
    arg.replaceAll("{connection_file}", connectionFile).replaceAll("{resource_dir}", spec.folder),
  );
  const child = spawn(argv[0]!, argv.slice(1), {
    cwd: options.cwd,
    env: { ...process.env, ...spec.env, JPY_PARENT_PID: String(process.pid), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  live.add(child);
  const ended = new Promise<string | undefined>((resolve) => {
    const end = (reason?: string): void => {
      live.delete(child);
      rmSync(folder, { recursive: true, force: true });
      resolve(reason);
    };
    child.once("error", (error) => end(error.message));
    child.once("exit", () => end());
  });
  const at = (port: number | undefined): string => `tcp://127.0.0.1:${port}`;
  return { child, key, address: { shell: at(shell), control: at(control), iopub: at(iopub) }, ended };
}
