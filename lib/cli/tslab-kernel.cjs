// Starts the stock tslab kernel of this checkout, from the repository root, wherever the notebook lies: tslab
// resolves every import of a cell against its working directory, and Jupyter starts kernels in the notebook's.
const { writeSync } = require("node:fs");
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
      writeSync(2, `a message was lost: ${error.message}\n`);
      throw error;
    }
  },
});

// A kernel whose parent has ended serves nobody. It is watched from a thread, so that a busy cell cannot hide it.
const watch = `const parent = process.ppid;
setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), 1000);`;
new Worker(watch, { eval: true }).unref();

require("tslab/dist/main.js").startKernel({ configPath: connectionFile, enableFindLocal: false });
