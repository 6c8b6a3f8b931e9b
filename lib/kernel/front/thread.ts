/** The front thread: sockets and protocol. It never runs user code, so it answers while a cell computes. */
import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { getHeapStatistics } from "node:v8";
import { parentPort, resourceLimits, workerData } from "node:worker_threads";
import { LARGEST_YOUNG } from "../memory";
import type { FrontData, Order, Report } from "../messages";
import { type Connection, Sockets } from "../sockets";
import { Wire } from "../wire";
import { FrontKernel } from "./kernel";
import { Language } from "./language";
import { endProcess, type HeapLimits, watchParent } from "./watch";

const data = workerData as FrontData;
const user = parentPort!;

/** Straight to the file descriptor: a worker's own stderr goes through the user thread, which may be busy. */
function log(text: string): void {
  writeSync(2, `[descentlab] ${text}\n`);
}

/**
 * Parts of V8's limit for the user thread, of which it tells the sum. The old parts of all threads are alike; that of
 * this thread is known, for main.ts limits its young part (unless an option of Node sets the young parts of all).
 */
function heapLimits(whole: number): HeapLimits {
  const own = getHeapStatistics().heap_size_limit;
  const old =
    own < whole ? own - (resourceLimits.maxYoungGenerationSizeMb ?? 0) * 2 ** 20 : whole - LARGEST_YOUNG;
  return { old, young: whole - old };
}

function versionOf(packageFile: string): string {
  return (JSON.parse(readFileSync(packageFile, "utf8")) as { version: string }).version;
}

async function main(): Promise<void> {
  const connection = JSON.parse(readFileSync(data.connectionFile, "utf8")) as Connection;
  const sockets = new Sockets();
  await sockets.bind(connection);
  const wire = new Wire(connection.key, connection.signature_scheme?.replace(/^hmac-/, "") || "sha256");
  const kernel: FrontKernel = new FrontKernel({
    sockets,
    wire,
    language: new Language(data.language),
    shared: data.shared,
    heap: heapLimits(data.heapLimit),
    versions: {
      kernel: versionOf(join(__dirname, "..", "..", "..", "package.json")),
      typescript: versionOf(require.resolve("typescript/package.json")),
    },
    order: (order: Order) => user.postMessage(order),
    log,
    end: () => void end(kernel, sockets),
  });
  user.on("message", (report: Report) => kernel.heard(report));
  watchParent();
  kernel.start();
}

/** Lets what was said leave the process, then ends it: by its own exit if the user thread listens, else by force. */
async function end(kernel: FrontKernel, sockets: Sockets): Promise<void> {
  await Promise.race([kernel.drained(), sleep(1000)]);
  sockets.close();
  user.postMessage({ op: "exit" } satisfies Order);
  await sleep(400);
  endProcess();
}

main().catch((error: Error) => {
  log(error.stack ?? String(error));
  endProcess();
});
