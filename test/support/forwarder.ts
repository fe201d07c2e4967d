import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * An address that stays while those behind it come and go: each connection is carried to the next of them, as a
 * balancer does. A connection ends when either side of it ends, and at once where nobody is behind.
 */
export class Forwarder implements AsyncDisposable {
  /** Ports of this machine. */
  targets: readonly number[] = [];
  readonly port: number;
  readonly #server: Server;
  readonly #open: ReadonlySet<Socket>;

  private constructor(server: Server, open: ReadonlySet<Socket>) {
    this.#server = server;
    this.#open = open;
    this.port = (server.address() as AddressInfo).port;
  }

  static async open(): Promise<Forwarder> {
    const open = new Set<Socket>();
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const forwarder = new Forwarder(server, open);
    let turn = 0;
    server.on("connection", (client) => {
      turn += 1;
      const port = forwarder.targets[turn % forwarder.targets.length];
      if (port === undefined) client.destroy();
      else join(client, connect(port, "127.0.0.1"), open);
    });
    return forwarder;
  }

  /** Without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }
}

function join(client: Socket, target: Socket, open: Set<Socket>): void {
  for (const [one, other] of [
    [client, target],
    [target, client],
  ] as const) {
    open.add(one);
    one.setNoDelay(true);
    // A side that breaks closes too, and that is what the other is told.
    one.on("error", () => undefined);
    one.on("close", () => {
      open.delete(one);
      other.destroy();
    });
    one.pipe(other);
  }
}
