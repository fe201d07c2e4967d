import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { createServer as createSocketServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type Certificate, selfSignedCertificate } from "../../test/support/certificate.ts";
import { webhookHttp } from "./post.ts";

const TIMEOUT_MS = 400;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

const HOUR_MS = 3_600_000;

/** Of `hooks.test`; one that is over is over since an hour. */
function certificate(is: "valid" | "over"): Certificate {
  const hours = (count: number) => new Date(Date.now() + count * HOUR_MS);
  return selfSignedCertificate("hooks.test", { from: hours(-2), until: hours(is === "valid" ? 2 : -1) });
}

async function post(url: string, trusted_certificates?: string) {
  const http = webhookHttp({
    rules: { allow_insecure_targets: true },
    timeout_ms: TIMEOUT_MS,
    resolve: async () => ["127.0.0.1"],
    ...(trusted_certificates === undefined ? {} : { trusted_certificates }),
  });
  closing.push(() => http.close());
  return await http.post(
    { url, headers: { "webhook-id": "evt_1" }, body: "{}" },
    new AbortController().signal,
  );
}

describe("what a receiver does", () => {
  async function sendTo(receiver: RequestListener) {
    return await post(`http://127.0.0.1:${await portOf(createServer(receiver))}/hook`);
  }

  test("it gets the body and the headers, and its status and dates come back", async () => {
    const heard: unknown[] = [];
    const posted = await sendTo(async (asked, answer) => {
      heard.push(
        asked.method,
        asked.url,
        asked.headers["webhook-id"],
        Buffer.concat(await asked.toArray()).toString(),
      );
      answer.writeHead(429, { "retry-after": "7", date: "Sat, 21 Nov 2026 10:00:00 GMT" }).end("{}");
    });
    expect(heard).toEqual(["POST", "/hook", "evt_1", "{}"]);
    const headers = { retry_after: "7", date: "Sat, 21 Nov 2026 10:00:00 GMT" };
    expect(posted).toEqual({ answered: true, status: 429, headers });
  });

  test("a redirect is an answer and is not followed", async () => {
    const paths: (string | undefined)[] = [];
    const posted = await sendTo((asked, answer) => {
      paths.push(asked.url);
      answer.writeHead(307, { location: "/elsewhere" }).end();
    });
    expect(posted).toMatchObject({ answered: true, status: 307 });
    expect(paths).toEqual(["/hook"]);
  });

  test("an answer without an end is cut off, and its status counts", async () => {
    let written = 0;
    const posted = await sendTo((_, answer) => {
      answer.writeHead(200);
      const write = (): void => {
        while (!answer.destroyed && answer.write(Buffer.alloc(16_384))) written += 16_384;
      };
      answer.on("drain", write).on("error", () => {});
      write();
    });
    expect(posted).toMatchObject({ answered: true, status: 200 });
    expect(written).toBeLessThan(16 * 1024 * 1024);
  });

  test("an answer whose body hangs counts by its status", async () => {
    const posted = await sendTo((_, answer) => answer.writeHead(204).flushHeaders());
    expect(posted).toMatchObject({ answered: true, status: 204 });
    const hanging = await sendTo((_, answer) => answer.writeHead(500).write("never ends"));
    expect(hanging).toMatchObject({ answered: true, status: 500 });
  });

  test("silence ends in time", async () => {
    const posted = await sendTo(() => {});
    expect(posted).toEqual({ answered: false, problem: "No answer came within 0.4 seconds." });
  });

  test("an answer of one byte now and then ends in time too", async () => {
    const port = await portOf(
      createSocketServer((socket) => {
        const timer = setInterval(() => socket.write("H"), 20);
        socket.on("error", () => {}).on("close", () => clearInterval(timer));
      }),
    );
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ answered: false });
  });

  test("a closed connection is no answer", async () => {
    const posted = await sendTo((asked) => asked.socket.destroy());
    expect(posted).toEqual({ answered: false, problem: "The connection was closed before an answer came." });
  });

  test("a port where nobody listens refuses the connection", async () => {
    const server = createServer();
    const port = await portOf(server);
    server.close();
    expect(await post(`http://127.0.0.1:${port}/`)).toEqual({
      answered: false,
      problem: "The connection was refused.",
    });
  });

  test("what is not HTTP is no answer", async () => {
    const port = await portOf(createSocketServer((socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n")));
    expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ answered: false });
  });
});

describe("TLS", () => {
  async function serveWith(shown: Certificate) {
    const names: unknown[] = [];
    const server = createTlsServer(shown, (asked, answer) => {
      names.push(Reflect.get(asked.socket, "servername"), asked.headers.host?.split(":")[0]);
      answer.writeHead(200).end();
    });
    return { port: await portOf(server), names };
  }

  test("the name stands in the handshake and in the host header, though the address was looked up before", async () => {
    const shown = certificate("valid");
    const { port, names } = await serveWith(shown);
    expect(await post(`https://hooks.test:${port}/`, shown.cert)).toMatchObject({ status: 200 });
    expect(names).toEqual(["hooks.test", "hooks.test"]);
  });

  test("an expired certificate gets nothing", async () => {
    const shown = certificate("over");
    const { port, names } = await serveWith(shown);
    const posted = await post(`https://hooks.test:${port}/`, shown.cert);
    expect(posted).toEqual({ answered: false, problem: "The TLS certificate has expired." });
    expect(names).toEqual([]);
  });

  test("a certificate for another name gets nothing", async () => {
    const shown = certificate("valid");
    const { port, names } = await serveWith(shown);
    const posted = await post(`https://other.test:${port}/`, shown.cert);
    expect(posted).toEqual({ answered: false, problem: "The TLS certificate is for another name." });
    expect(names).toEqual([]);
  });

  test("a certificate that nobody vouches for gets nothing", async () => {
    const { port, names } = await serveWith(certificate("valid"));
    const posted = await post(`https://hooks.test:${port}/`);
    expect(posted).toEqual({ answered: false, problem: "The TLS certificate is self-signed." });
    expect(names).toEqual([]);
  });
});

test("proxy variables of the environment change nothing", async () => {
  const before = process.env["http_proxy"];
  process.env["http_proxy"] = "http://127.0.0.1:1";
  closing.push(() => {
    if (before === undefined) delete process.env["http_proxy"];
    else process.env["http_proxy"] = before;
  });
  const port = await portOf(createServer((_, answer) => answer.end()));
  expect(await post(`http://127.0.0.1:${port}/`)).toMatchObject({ answered: true, status: 200 });
});

test("a try that is cut off from outside is no answer", async () => {
  const port = await portOf(createServer(() => cut.abort()));
  const http = webhookHttp({ rules: { allow_insecure_targets: true } });
  closing.push(() => http.close());
  const cut = new AbortController();
  const posted = await http.post({ url: `http://127.0.0.1:${port}/`, headers: {}, body: "" }, cut.signal);
  expect(posted.answered).toBe(false);
});
