/** Jupyter's wire format: frames, signatures, and what is dropped before anything looks inside. */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export const PROTOCOL_VERSION = "5.4";

/** Header of a message. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

/** A message that passed every check. */
export interface Message {
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  readonly parentHeader: object;
  readonly metadata: Record<string, unknown>;
  readonly content: Record<string, unknown>;
  readonly buffers: readonly Uint8Array[];
}

/** Why frames were dropped. */
export interface Dropped {
  readonly kind: "dropped";
  readonly reason: string;
}

export type Decoded = { readonly kind: "message"; readonly message: Message } | Dropped;

/** A message to send; `content` may be JSON already. */
export interface Outgoing {
  readonly identities?: readonly (Uint8Array | string)[];
  readonly type: string;
  readonly parentHeader: object;
  readonly content: object | string;
  readonly metadata?: object | string;
  readonly buffers?: readonly Uint8Array[];
}

const DELIMITER = Buffer.from("<IDS|MSG>");
/** Largest header, parent header and metadata, and largest content, in bytes. */
const SMALL_LIMIT = 1 << 20;
const CONTENT_LIMIT = 1 << 28;
/** Signatures remembered against replay. */
const REPLAY_MEMORY = 1 << 14;

/** Signs and checks messages of one connection. */
export class Wire {
  readonly session = randomUUID();
  private readonly seen = new Set<string>();
  private count = 0;

  constructor(
    private readonly key: string,
    private readonly algorithm: string = "sha256",
  ) {}

  private sign(parts: readonly (Uint8Array | string)[]): string {
    if (this.key === "") return "";
    const hmac = createHmac(this.algorithm, this.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  /** Frames of a message, the signature included. */
  encode(out: Outgoing): (Uint8Array | string)[] {
    const header: Header = {
      msg_id: `${this.session}_${++this.count}`,
      msg_type: out.type,
      session: this.session,
      username: "kernel",
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
    const json = (part: object | string | undefined) =>
      Buffer.from(typeof part === "string" ? part : JSON.stringify(part ?? {}));
    const parts = [json(header), json(out.parentHeader), json(out.metadata), json(out.content)];
    return [...(out.identities ?? []), DELIMITER, this.sign(parts), ...parts, ...(out.buffers ?? [])];
  }

  /** Checks frames; nothing of a message is parsed before its signature holds. */
  decode(frames: readonly Uint8Array[]): Decoded {
    const start = frames.findIndex((frame) => DELIMITER.equals(frame));
    if (start < 0) return dropped("no delimiter");
    const [signature, header, parent, metadata, content, ...buffers] = frames.slice(start + 1);
    if (!signature || !header || !parent || !metadata || !content) return dropped("too few frames");
    if (Math.max(header.length, parent.length, metadata.length) > SMALL_LIMIT)
      return dropped("oversize header");
    if (content.length > CONTENT_LIMIT) return dropped("oversize content");
    if (this.key !== "") {
      const expected = Buffer.from(this.sign([header, parent, metadata, content]));
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
        return dropped("wrong signature");
      }
      const mark = expected.toString();
      if (this.seen.has(mark)) return dropped("repeated signature");
      this.seen.add(mark);
      if (this.seen.size > REPLAY_MEMORY) this.seen.delete(this.seen.values().next().value as string);
    }
    try {
      const [h, p, m, c] = [header, parent, metadata, content].map(parseObject);
      const head = h as unknown as Header;
      if (typeof head.msg_id !== "string" || typeof head.msg_type !== "string") return dropped("bad header");
      const identities = frames.slice(0, start);
      return {
        kind: "message",
        message: { identities, header: head, parentHeader: p!, metadata: m!, content: c!, buffers },
      };
    } catch (error) {
      return dropped(error instanceof Error ? error.message : "not JSON");
    }
  }
}

function dropped(reason: string): Dropped {
  return { kind: "dropped", reason };
}

function parseObject(frame: Uint8Array): Record<string, unknown> {
  const value: unknown = JSON.parse(
    Buffer.from(frame.buffer, frame.byteOffset, frame.length).toString("utf8"),
  );
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("not a JSON object");
  return value as Record<string, unknown>;
}
