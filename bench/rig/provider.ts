import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent } from "undici";
import { dialects, type ProviderId } from "./dialects/dialects.ts";
import { Player } from "./player.ts";
import type { Behaviour, Cast } from "./provider-stub.ts";
import { serve } from "./serve.ts";

interface Options {
  readonly callback_secret: string;
  readonly cast: Cast;
}

/**
 * The providers of every contender, as light as can be: each answers its calls at once, and tells at once that the payer
 * paid. Each listens for itself, as if it were far from the others; one more port is for the benchmark's own questions.
 */
await serve(async ({ callback_secret: secret, cast }: Options) => {
  const dispatcher = new Agent({ connections: 64 });
  const entries = Object.entries(cast) as readonly [ProviderId, Behaviour][];
  const players = new Map(
    entries.map(([id, behaviour]) => [
      id,
      new Player({ dialect: dialects[id], behaviour, secret, dispatcher }),
    ]),
  );
  const urls = new Map<ProviderId, string>();
  for (const [id, { server }] of players) urls.set(id, await listen(server));
  const control = createServer((asked, answer) => {
    const { pathname, searchParams } = new URL(asked.url ?? "", "http://control");
    if (pathname === "/urls") return void answer.end(JSON.stringify(Object.fromEntries(urls)));
    const provider = searchParams.get("provider") as ProviderId | null;
    const behaviour = searchParams.get("behaviour") as Behaviour | null;
    if (provider !== null && behaviour !== null) players.get(provider)?.behave(behaviour);
    answer.end(String([...players.values()].reduce((sum, { calls }) => sum + calls, 0)));
  });
  const stop = async (): Promise<void> => {
    for (const server of [control, ...[...players.values()].map((player) => player.server)]) {
      server.closeAllConnections();
      server.close();
    }
    await dispatcher.destroy();
  };
  return { url: await listen(control), stop };
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
