import { once } from "node:events";
import { request as call } from "node:http";
import { expect, test } from "vitest";
import { listen } from "../testing/toy-sandbox.ts";
import { writeUnusual } from "./unusual-answer.ts";

const GIGABYTE = 1024 ** 3;

function* endlessly(): Generator<Uint8Array> {
  const piece = Buffer.alloc(65_536);
  for (;;) yield piece;
}

test("ends when the caller leaves in the middle, although the rest was never taken", async () => {
  const written = Promise.withResolvers<void>();
  const answer = { status: 200, headers: {}, content_length: GIGABYTE, pieces: endlessly(), breaks: false };
  await using server = await listen((_request, response) => {
    writeUnusual(response, answer).then(written.resolve, written.reject);
  });
  const [incoming] = await once(call(server.url).end(), "response");
  await once(incoming, "readable");
  incoming.destroy();
  await written.promise;
});

test("a mistake in the pieces is not taken for a caller who left", async () => {
  const written = Promise.withResolvers<void>();
  const pieces = (async function* () {
    yield Buffer.from("a");
    throw new Error("a mistake");
  })();
  await using server = await listen((_request, response) => {
    const answer = { status: 200, headers: {}, content_length: 2, pieces, breaks: false };
    writeUnusual(response, answer).then(written.resolve, written.reject);
  });
  const client = call(server.url).end();
  client.on("error", () => undefined);
  await expect(written.promise).rejects.toThrow("a mistake");
  client.destroy();
});
