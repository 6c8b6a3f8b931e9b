/** Files that are written whole or not at all, and messages that say what to do when they cannot be. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";

/** A file cannot be read or written. The message names it, the reason, and the remedy. */
export class FileError extends Error {
  override readonly name = "FileError";
}

const REASONS: Record<string, string> = {
  ENOSPC: "the disk is full: make room and run the same command again",
  EDQUOT: "the disk quota is used up: make room and run the same command again",
  EROFS: "the file system is read-only",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  ENOENT: "it does not exist",
  EISDIR: "it is a folder",
  EEXIST: "a file is where a folder should be",
  ENOTDIR: "a file is where a folder should be",
};

function explain(what: string, file: string, error: unknown, tail: string): FileError {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return new FileError(`cannot ${what} ${file}: ${REASONS[code] ?? message}.${tail}`);
}

/** Makes a folder with its parents, one by one: where a parent refuses (as /proc does), Node's recursion never ends. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // somebody else may have made it meanwhile
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/**
 * Writes beside the file, then renames: readers see the old content or the new, never half of it. (The package
 * write-file-atomic takes a write that the disk cut short for a whole one, so a full disk leaves half a file.)
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const aside = `${file}.${process.pid}.tmp`;
  try {
    makeFolder(dirname(file));
    const descriptor = openSync(aside, "w");
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(aside, file);
  } catch (error) {
    try {
      rmSync(aside, { force: true });
    } catch {
      // What kept the file from being written keeps its draft from existing.
    }
    throw explain("write", file, error, " What was there before is unchanged.");
  }
}

/**
 * Tries, before long work, whether files can be written into a folder, or, where it is missing, whether it can be made.
 * Leaves nothing behind.
 *
 * @throws FileError with the reason
 */
export function requireWritable(folder: string): void {
  let existing = resolve(folder);
  while (!existsSync(existing)) existing = dirname(existing);
  const trial = join(existing, `.descentlab.${process.pid}.tmp`);
  try {
    writeFileSync(trial, ".");
  } catch (error) {
    throw explain("write into", folder, error, " Nothing was written.");
  } finally {
    try {
      rmSync(trial, { force: true });
    } catch {
      // What kept it from being written keeps it from existing.
    }
  }
}

/** Reads a text file. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw explain("read", file, error, "");
  }
}
