/**
 * A Jupyter kernel for TypeScript in three threads: the front (sockets and protocol), the language (types, completion,
 * translation), and this one, which runs user code and nothing else. See docs/kernel.md.
 *
 * Usage: node main.js <connection file>
 */
import { dirname, join } from "node:path";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { MessageChannel, Worker } from "node:worker_threads";
import { type FrontData, type LanguageData, type Order, type Report, SHARED } from "./messages";
import { Realm } from "./user/realm";

/** The folder of the notebook, where relative imports start. */
function notebookFolder(env: NodeJS.ProcessEnv = process.env): string {
  const session = env.JPY_SESSION_NAME;
  return session?.startsWith("/") && session.endsWith(".ipynb") ? dirname(session) : process.cwd();
}

/**
 * V8 of Node 24 unrolls some short loops of known length (that of `new Array(1000).fill(1)`) such that the loop around
 * them can no longer be interrupted, by nobody.
 */
function keepLoopsInterruptible(): void {
  if (Number(process.versions.node.split(".")[0]) >= 24) setFlagsFromString("--no-turboshaft-loop-unrolling");
}

function main(connectionFile: string): void {
  keepLoopsInterruptible();
  const folder = notebookFolder();
  const shared = new Int32Array(new SharedArrayBuffer(4 * SHARED.size));
  const frontLink = new MessageChannel();
  const userLink = new MessageChannel();
  const language = new Worker(join(__dirname, "language", "start.js"), {
    workerData: { shared, folder, front: frontLink.port1, user: userLink.port1 } satisfies LanguageData,
    transferList: [frontLink.port1, userLink.port1],
    resourceLimits: { maxYoungGenerationSizeMb: 32 },
  });
  const heapLimit = getHeapStatistics().heap_size_limit;
  const front = new Worker(join(__dirname, "front", "thread.js"), {
    workerData: { connectionFile, shared, heapLimit, language: frontLink.port2 } satisfies FrontData,
    transferList: [frontLink.port2],
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  for (const thread of [language, front]) {
    thread.on("error", (error) => {
      console.error("[descentlab]", error);
      process.exit(1);
    });
  }
  const realm = new Realm({
    folder,
    shared,
    language: userLink.port2,
    report: (report: Report) => front.postMessage(report),
  });
  front.on("message", (order: Order) => realm.obey(order));
}

main(process.argv[2] ?? "");
