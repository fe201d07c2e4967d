import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * One connection with one call under way at a time. No HTTP client comes between, which would need more of the machine
 * than the fastest server here.
 */
export class Connection {
  readonly #socket: Socket;
  #received = "";
  #settle: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | null =
    null;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding("latin1").on("data", (text: string) => this.#take(text));
    socket.on("error", (error) => this.#settle?.reject(error));
    socket.on("close", () => this.#settle?.reject(new Error("The connection was closed.")));
  }

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname).setNoDelay();
    await once(socket, "connect");
    return new Connection(socket);
  }

  /** `request`: the very bytes. */
  call(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      this.#received = "";
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#settle = null;
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    if (!isWhole(this.#received)) return;
    const settle = this.#settle;
    this.#settle = null;
    settle?.resolve({ status: Number(this.#received.slice(9, 12)), text: this.#received });
  }
}

/** With one call under way nothing can follow an answer, so its end is where its length or its last chunk says. */
function isWhole(received: string): boolean {
  const end_of_head = received.indexOf("\r\n\r\n");
  if (end_of_head === -1) return false;
  const [, length] = /\r\ncontent-length: *([0-9]+)/i.exec(received) ?? [];
  return length === undefined
    ? received.endsWith("\r\n0\r\n\r\n")
    : received.length >= end_of_head + 4 + Number(length);
}
