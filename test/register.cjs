// Loads TypeScript through ts-node. Types are checked once for the whole tree by `npm run typecheck`, not once a file.
process.env.TS_NODE_TRANSPILE_ONLY ??= "true";
process.env.TS_NODE_PROJECT ??= require("node:path").join(__dirname, "tsconfig.json");
require("ts-node/register");
