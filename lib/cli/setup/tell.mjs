// One line for each thing done, one line for each thing that stops us.

/** A missing prerequisite or a step that failed: printed without a stack, exit code 1. */
export class SetupError extends Error {}

/** Says what is being done (standard error, so that `--json` output stays clean). */
export function say(text) {
  process.stderr.write(`descent-lab: ${text}\n`);
}

/** Text that every package manager prints when it cannot reach its registry. */
const OFFLINE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ENOTCACHED|NewConnectionError|ConnectTimeoutError|Max retries exceeded|name resolution|getaddrinfo|Connection refused|Network is unreachable/i;

/** Explains the failure of a package manager in one line; the full text goes before it. */
export function installFailed(what, output, remedy) {
  process.stderr.write(`${output.trim().split("\n").slice(-15).join("\n")}\n`);
  const reason = OFFLINE.test(output)
    ? "the package registry does not answer (no network?)"
    : "see the lines above";
  return new SetupError(`${what} failed: ${reason}. ${remedy}`);
}
