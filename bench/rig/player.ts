import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { type Dispatcher, request } from "undici";
import type { Dialect, Message } from "./dialects/dialect.ts";
import type { Behaviour } from "./provider-stub.ts";

const TRIES_MAX = 3;
const TRY_AGAIN_AFTER_MS = 1_000;

export interface Part {
  readonly dialect: Dialect;
  readonly behaviour: Behaviour;
  readonly secret: string;
  /** Carries what it says of its own accord. */
  readonly dispatcher: Dispatcher;
}

/** Plays one provider. */
export class Player {
  readonly server: Server;
  readonly #part: Part;
  #behaviour: Behaviour;
  #calls = 0;

  constructor(part: Part) {
    this.#part = part;
    this.#behaviour = part.behaviour;
    this.server = createServer((asked, answer) => void this.#handle(asked, answer));
  }

  get calls(): number {
    return this.#calls;
  }

  behave(behaviour: Behaviour): void {
    this.#behaviour = behaviour;
  }

  async #handle(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = asked;
    const body = await text(asked);
    this.#calls += 1;
    const number = this.#calls;
    if (this.#behaviour === "hangs") return;
    const { dialect, secret } = this.#part;
    const said = dialect.answer({ method, url: new URL(url, "http://provider"), body, number, secret });
    answer.writeHead(said.status, { "content-type": "application/json" }).end(JSON.stringify(said.body));
    if (said.tells !== undefined && this.#behaviour === "pays") await this.#tellUntilTaken(said.tells);
  }

  /** A gateway that is stopped at the end of its turn takes no more of them. */
  async #tellUntilTaken(message: Message): Promise<void> {
    for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
      const status = await this.#tell(message).catch(() => 0);
      if (status >= 200 && status <= 299) return;
      await setTimeout(TRY_AGAIN_AFTER_MS);
    }
  }

  async #tell({ url, headers, body }: Message): Promise<number> {
    const { dispatcher } = this.#part;
    const answer = await request(url, { dispatcher, method: "POST", headers, body });
    await answer.body.dump();
    return answer.statusCode;
  }
}
