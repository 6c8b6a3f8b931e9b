// One set-up at a time in a checkout.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "./places.mjs";
import { say } from "./tell.mjs";

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Runs `work` while no other set-up of this checkout runs; a lock whose owner is gone is taken over. */
export async function alone(work) {
  mkdirSync(cache, { recursive: true });
  const file = join(cache, "setup.lock");
  for (let told = false; ; ) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      const owner = Number(readOwner(file));
      if (owner > 0 && !alive(owner)) rmSync(file, { force: true });
      else if (!told) {
        say(`waiting for another set-up of this checkout (process ${owner})`);
        told = true;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function readOwner(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "0";
  }
}
