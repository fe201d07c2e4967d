import { createSocket } from "node:dgram";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askNameServers, askSystem, type Resolve } from "./resolve.ts";

const A = 1;
const AAAA = 28;
const NO_SUCH_NAME = 3;
const SERVER_FAILED = 2;

/** A name server that knows three names, and says of each question what it is about. */
const server = createSocket("udp4", (query, asker) => {
  const end = query.indexOf(0, 12);
  const name = query.toString("latin1", 12, end).replace(/[^a-z0-9]/g, ".");
  server.send(answerTo(query.subarray(0, end + 5), name), asker.port);
});

function answerTo(question: Buffer, name: string): Buffer {
  const type = question.readUInt16BE(question.length - 4);
  if (name.includes("both"))
    return reply(question, type === A ? [93, 184, 215, 14] : new Array(16).fill(0x26));
  if (name.includes("four.only") && type === A) return reply(question, [93, 184, 215, 14]);
  return reply(question, [], name.includes("gone") ? NO_SUCH_NAME : SERVER_FAILED);
}

function reply(question: Buffer, address: readonly number[], failure = 0): Buffer {
  const head = Buffer.from(question);
  head.writeUInt16BE(0x8180 | failure, 2);
  head.writeUInt16BE(address.length === 0 ? 0 : 1, 6);
  head.writeUInt32BE(0, 8);
  if (address.length === 0) return head;
  const type = address.length === 4 ? A : AAAA;
  return Buffer.concat([
    head,
    Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, address.length, ...address]),
  ]);
}

let ask: Resolve;
beforeAll(async () => {
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
  ask = askNameServers([`127.0.0.1:${server.address().port}`]);
});
afterAll(() => {
  server.close();
});

describe("the name servers", () => {
  test("give the addresses of both families, for each of them has to be checked", async () => {
    const addresses = await ask("both.test");
    expect(addresses).toEqual(["93.184.215.14", "2626:2626:2626:2626:2626:2626:2626:2626"]);
  });

  test("give those of one family, where the question for the other fails", async () => {
    expect(await ask("four.only.test")).toEqual(["93.184.215.14"]);
  });

  test("say that there is no such name", async () => {
    await expect(ask("gone.test")).rejects.toMatchObject({ code: "ENOTFOUND" });
  });

  test("say that they failed", async () => {
    await expect(ask("broken.test")).rejects.toMatchObject({ code: "ESERVFAIL" });
  });
});

test("the system knows its own name", async () => {
  const addresses = await askSystem("localhost");
  expect(addresses.some((address) => address === "127.0.0.1" || address === "::1")).toBe(true);
});
