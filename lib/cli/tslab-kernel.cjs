// Starts the stock tslab kernel of this checkout, from the repository root, wherever the notebook lies: tslab
// resolves every import of a cell against its working directory, and Jupyter starts kernels in the notebook's.
const { EventEmitter } = require("node:events");
const fs = require("node:fs");
const { createRequire } = require("node:module");
const { join, resolve } = require("node:path");
const { Worker } = require("node:worker_threads");

const connectionFile = resolve(process.argv[2] ?? "");
process.chdir(join(__dirname, "..", ".."));

// tslab sends without waiting, and ZeroMQ refuses when some 500 messages wait already. The loss stays (it is tslab's),
// but the log of the process tells of it, and `verify` reads the log.
const { Publisher } = createRequire(require.resolve("tslab"))("zeromq");
const { send } = Publisher.prototype;
Object.defineProperty(Publisher.prototype, "send", {
  value(message) {
    try {
      return send.call(this, message);
    } catch (error) {
      fs.writeSync(2, `a message was lost: ${error.message}\n`);
      throw error;
    }
  },
});

// A file that appears in a watched folder leaves tslab 1.0.22 with "Unexpected pending rebuildTimer" in every later
// cell, so folders are not watched; the imported local files still are.
const { watch } = fs;
fs.watch = (path, ...rest) =>
  fs.statSync(path, { throwIfNoEntry: false })?.isDirectory()
    ? Object.assign(new EventEmitter(), { close() {}, ref() {}, unref() {} })
    : watch(path, ...rest);

// A kernel whose parent has ended serves nobody. It is watched from a thread, so that a busy cell cannot hide it.
const guard = `const parent = process.ppid;
setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), 1000);`;
new Worker(guard, { eval: true }).unref();

require("tslab/dist/main.js").startKernel({ configPath: connectionFile, enableFindLocal: false });
