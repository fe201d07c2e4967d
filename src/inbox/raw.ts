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
