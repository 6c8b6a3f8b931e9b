// Starts the stock tslab kernel of this checkout, from the repository root, wherever the notebook lies: tslab
// resolves every import of a cell against its working directory, and Jupyter starts kernels in the notebook's.
const path = require("node:path");

const connectionFile = path.resolve(process.argv[2] ?? "");
process.chdir(path.join(__dirname, "..", ".."));
require("tslab/dist/main.js").startKernel({ configPath: connectionFile, enableFindLocal: false });
