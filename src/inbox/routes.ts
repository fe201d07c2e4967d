import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { RawCallback } from "../connector/connector.ts";
import type { CallbackAnswer } from "../connector/provider.ts";
import type { Inbox } from "./inbox.ts";

/** The largest callback that any of the providers documents is a few kilobytes. */
const CALLBACK_BYTES_MAX = 256 * 1024;

/** What a provider gets while we cannot store its message: it will send it again. */
const notStored: CallbackAnswer = { status: 503, headers: { "retry-after": "5" }, body: "" };
const notOurs: CallbackAnswer = { status: 404, headers: {}, body: "" };

/** The addresses that providers call. They take any body as bytes, for signatures are over bytes. */
export function callbackRoutes(
  server: FastifyInstance,
  { inbox }: { readonly inbox: Inbox },
  done: () => void,
): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  server.route<{ Params: { address: string } }>({
    method: ["GET", "HEAD", "POST", "PUT"],
    url: "/hooks/:address",
    bodyLimit: CALLBACK_BYTES_MAX,
    exposeHeadRoute: false,
    handler: async (request, reply) => await answer(reply, await receive(request, inbox)),
  });
  server.get<{ Params: { address: string } }>("/returns/:address", async (request, reply) => {
    const returned = await inbox.comeBack(request.params.address, rawOf(request));
    if (returned === undefined) return await answer(reply, notOurs);
    if (returned.destination !== null) return await reply.redirect(returned.destination, 303);
    return await reply.type("text/html; charset=utf-8").send(backPage);
  });
  done();
}

/** For payers whose merchant named no page of their own. */
const backPage = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Back from the payment page</title>
<p style="font: 1.25rem system-ui; margin: 20vh auto; max-width: 24rem; padding: 0 1rem">
You can go back to the shop now. It is told what became of your payment.</p></html>
`;

async function receive(
  request: FastifyRequest<{ Params: { address: string } }>,
  inbox: Inbox,
): Promise<CallbackAnswer> {
  try {
    return (await inbox.receive(request.params.address, rawOf(request))) ?? notOurs;
  } catch (error) {
    request.log.error({ err: error }, "A callback could not be stored.");
    return notStored;
  }
}

function rawOf(request: FastifyRequest): RawCallback {
  const flat = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(", ") : String(value),
      ]),
    );
  return {
    method: request.method,
    headers: flat(request.headers),
    query: flat(request.query as Readonly<Record<string, unknown>>),
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

async function answer(reply: FastifyReply, { status, headers, body }: CallbackAnswer): Promise<FastifyReply> {
  return await reply.code(status).headers(headers).send(body);
}
