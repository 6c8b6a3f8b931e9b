// Content hashes, stamps and whole-file writes.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** SHA-256 of the contents of `files`, with their names, in order. */
export function hashFiles(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** All files below `folder` whose name ends in `ending`, sorted; `skip` names folders not entered. */
export function filesBelow(folder, ending, skip = []) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skip.includes(entry.name)) found.push(...filesBelow(path, ending, skip));
    else if (entry.isFile() && entry.name.endsWith(ending)) found.push(path);
  }
  return found.sort();
}

/** The text of a file, or "" when it cannot be read. */
export function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Writes a file unless it already has this content; says whether it wrote. Readers never see half of it. */
export function writeIfChanged(file, text) {
  if (textOf(file) === text) return false;
  mkdirSync(dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, text);
  renameSync(aside, file);
  return true;
}
