import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, request } from "undici";
import { afterEach, expect, test } from "vitest";
import { guardedConnector } from "./connector.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Listens on every address of this machine, and closes each connection after its answer. */
async function serve() {
  const hosts: string[] = [];
  const server = createServer((asked, answer) => {
    hosts.push(`${asked.headers.host} at ${asked.socket.localAddress}`);
    answer.setHeader("connection", "close").end();
  }).listen(0, "0.0.0.0");
  await once(server, "listening");
  closing.push(() => server.close());
  return { port: (server.address() as AddressInfo).port, hosts };
}

/** For these tests 127.0.0.1 plays the public internet and 127.0.0.2 what is behind the wall. */
function agentWith(answers: readonly (readonly string[])[]) {
  let lookups = 0;
  const agent = new Agent({
    connect: guardedConnector({
      resolve: async () => answers[lookups++] ?? [],
      isAllowed: (address) => address === "127.0.0.1",
      timeout_ms: 2_000,
    }),
  });
  closing.push(() => agent.destroy());
  return {
    get lookups() {
      return lookups;
    },
    get: (url: string) => request(url, { dispatcher: agent }).then(({ body }) => body.dump()),
  };
}

test("a connection goes to the checked address under its own name, after one look-up", async () => {
  const { port, hosts } = await serve();
  const agent = agentWith([["127.0.0.1"]]);
  await agent.get(`http://hooks.test:${port}/`);
  expect(hosts).toEqual([`hooks.test:${port} at 127.0.0.1`]);
  expect(agent.lookups).toBe(1);
});

test("a name that changes its mind is checked again at the next connection", async () => {
  const { port, hosts } = await serve();
  const agent = agentWith([["127.0.0.1"], ["127.0.0.2"]]);
  await agent.get(`http://hooks.test:${port}/`);
  await expect(agent.get(`http://hooks.test:${port}/`)).rejects.toThrow(
    "leads to an address that webhooks may not go to",
  );
  expect(hosts).toHaveLength(1);
});

test("one address behind the wall is enough to refuse the name", async () => {
  const { port, hosts } = await serve();
  const agent = agentWith([["127.0.0.1", "127.0.0.2"]]);
  await expect(agent.get(`http://hooks.test:${port}/`)).rejects.toThrow(
    "leads to an address that webhooks may not go to",
  );
  expect(hosts).toEqual([]);
});

test("an address without a name is checked too", async () => {
  const { port, hosts } = await serve();
  const agent = agentWith([]);
  await expect(agent.get(`http://127.0.0.2:${port}/`)).rejects.toThrow(
    "leads to an address that webhooks may not go to",
  );
  await agent.get(`http://127.0.0.1:${port}/`);
  expect(hosts).toEqual([`127.0.0.1:${port} at 127.0.0.1`]);
});
