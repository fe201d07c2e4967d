import { connect } from "node:net";

export interface RawAnswer {
  /** One for each answer that came, in order. */
  readonly statuses: readonly number[];
  readonly text: string;
  readonly milliseconds: number;
}

/** Sends bytes as they are and reads until the other side lets go. Several parts go one after the other's flush. */
export function sendRaw(url: string, parts: readonly (string | Uint8Array)[]): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const chunks: Buffer[] = [];
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ECONNRESET" && error.code !== "EPIPE") reject(error);
    });
    socket.on("close", () => {
      const text = Buffer.concat(chunks).toString("latin1");
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
      resolve({ statuses, text, milliseconds: performance.now() - began });
    });
    for (const part of parts) socket.write(part);
  });
}
