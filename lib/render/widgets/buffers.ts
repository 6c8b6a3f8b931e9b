/**
 * Binary values inside widget state. On the wire a state is JSON, and each binary value travels as a buffer with
 * the path at which it belongs: a list entry leaves `null` behind, an object's key leaves nothing.
 */

export type Path = readonly (string | number)[];

export interface Split {
  readonly state: unknown;
  readonly paths: Path[];
  readonly buffers: ArrayBufferView[];
}

/** Takes the binary values out of a state without changing it. `{x: {y: bytes}}` gives `{x: {}}` and `[["x", "y"]]`. */
export function takeBuffers(state: unknown): Split {
  const paths: Path[] = [];
  const buffers: ArrayBufferView[] = [];
  const walk = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((entry, i) => visit(entry, [...path, i]) ?? null);
    if (value === null || typeof value !== "object") return value;
    const kept: Record<string, unknown> = {};
    for (const [key, entry] of Object.entries(value)) {
      const rest = visit(entry, [...path, key]);
      if (rest !== undefined) kept[key] = rest;
    }
    return kept;
  };
  const visit = (value: unknown, path: Path): unknown => {
    if (value instanceof ArrayBuffer) return visit(new Uint8Array(value), path);
    if (!ArrayBuffer.isView(value)) return walk(value, path);
    paths.push(path);
    buffers.push(value);
    return undefined;
  };
  return { state: walk(state, []), paths, buffers };
}

/** Puts buffers back at their paths, in place. Paths that lead nowhere are ignored: they come from outside. */
export function putBuffers(state: unknown, paths: readonly Path[], buffers: readonly Uint8Array[]): void {
  paths.forEach((path, i) => {
    const buffer = buffers[i];
    if (buffer === undefined || path.length === 0) return;
    let place: unknown = state;
    for (const key of path.slice(0, -1)) place = own(place, key);
    const last = path[path.length - 1]!;
    if (place === null || typeof place !== "object" || last === "__proto__") return;
    (place as Record<string | number, unknown>)[last] = buffer;
  });
}

const own = (place: unknown, key: string | number): unknown =>
  place !== null && typeof place === "object" && Object.hasOwn(place, key)
    ? (place as Record<string | number, unknown>)[key]
    : undefined;
