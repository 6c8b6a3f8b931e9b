// Runs the tests with Node's own runner: `npm test`, or `npm test -- interval` for the files whose path contains a word.
// (The runner of Node 20 knows no patterns for TypeScript files.)
const { spawnSync } = require("node:child_process");
const { readdirSync } = require("node:fs");
const { join, relative } = require("node:path");

const root = join(__dirname, "..");
const words = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const options = process.argv.slice(2).filter((word) => word.startsWith("-"));
const files = readdirSync(__dirname, { recursive: true })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => relative(root, join(__dirname, name)))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();
if (files.length === 0) {
  console.error(`no test file has ${words.join(" or ")} in its path`);
  process.exit(1);
}
const register = join(__dirname, "register.cjs");
const args = ["--require", register, "--test", "--test-concurrency=2", ...options, ...files];
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
process.exit(status ?? 1);
