import type { RawCallback } from "../connector/connector.ts";

/** A callback as it came, as bytes to be sealed: its body to the byte, for signatures are over bytes. */
export function packCallback({ body, ...rest }: RawCallback): string {
  return JSON.stringify({ ...rest, body: Buffer.from(body).toString("base64") });
}

export function unpackCallback(packed: Buffer): RawCallback {
  const { body, ...rest } = JSON.parse(packed.toString("utf8")) as Omit<RawCallback, "body"> & {
    readonly body: string;
  };
  return { ...rest, body: Buffer.from(body, "base64") };
}

/** What a callback says, without what differs from one sending of it to the next: some providers say it all in the query. */
export function messageOf({ query, body }: RawCallback): Uint8Array {
  return Object.keys(query).length === 0 ? body : Buffer.concat([Buffer.from(JSON.stringify(query)), body]);
}
