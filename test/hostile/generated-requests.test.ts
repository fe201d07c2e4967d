import pLimit from "p-limit";
import { Pool } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AnswerChecker } from "../support/answer-checker.ts";
import { type ApiWorld, BARAKA, openApiWorld } from "../support/api-world.ts";
import { type GeneratedRequest, generateRequests, type Inventory } from "../support/generated-requests.ts";
import { sentNumbers } from "../support/hostile-values.ts";
import { often } from "../support/often.ts";

const REQUESTS = often(20_000);
const AT_ONCE = 32;
const ANSWER_WITHIN_MS = 20_000;
const SEED = Number(process.env["SEED"] ?? 20_261_121);

interface Answered {
  readonly status: number;
  readonly content_type: string;
  readonly headers: string;
  readonly text: string;
}

let world: ApiWorld;
let pool: Pool;
let checker: AnswerChecker;
const counts = new Map<number, number>();

beforeAll(async () => {
  world = await openApiWorld({ settings: { requests_per_minute: null } });
  pool = new Pool(world.url, {
    connections: AT_ONCE,
    headersTimeout: ANSWER_WITHIN_MS,
    bodyTimeout: ANSWER_WITHIN_MS,
  });
  checker = new AnswerChecker(world.server.swagger());
});

afterAll(async () => {
  await pool.destroy();
  await world[Symbol.asyncDispose]();
});

test(`${REQUESTS} requests, most of them wrong, are each answered as the reference says, and none by a fault of ours`, {
  timeout: 600_000,
}, async () => {
  const inventory = world.server.swagger() as unknown as Inventory;
  const keys = [world.key, await world.newKey(BARAKA), await world.newKey(BARAKA, [])] as const;
  const requests = generateRequests(inventory, {
    seed: SEED,
    count: REQUESTS,
    ids: await makeThings(),
    keys,
  });
  const limit = pLimit(AT_ONCE);
  const complaints: string[] = [];
  const running: Promise<void>[] = [];
  for (const request of requests)
    running.push(
      limit(async () => {
        const complaint = complaintAbout(request, await send(request));
        if (complaint !== null) complaints.push(`${complaint}\n${shown(request)}`);
      }),
    );
  await Promise.all(running);
  expect([complaints.length, ...complaints.slice(0, 5)], `with the seed ${SEED}`).toEqual([0]);
});

test("every kind of refusal was among the answers, and so was success", () => {
  const statuses = [200, 201, 202, 204, 400, 401, 403, 404, 409, 413, 415, 422];
  expect([...counts.keys()]).toEqual(expect.arrayContaining(statuses));
  expect([...counts.keys()].filter((status) => status >= 500)).toEqual([]);
});

test("nothing of ours broke on the way, and no number and no key stands in the log", async () => {
  expect(world.observed.filter(({ type }) => type === "fault")).toEqual([]);
  const log = world.logged.join("");
  for (const secret of [...sentNumbers.map(digitsOf), world.key]) expect(log).not.toContain(secret);
  expect((await world.pay()).status).toBe(202);
});

async function send({ method, path, headers, body }: GeneratedRequest): Promise<Answered> {
  const answer = await pool.request({ method: method as "GET", path, headers: { ...headers }, body });
  const text = await answer.body.text();
  counts.set(answer.statusCode, (counts.get(answer.statusCode) ?? 0) + 1);
  const content_type = String(answer.headers["content-type"] ?? "");
  return { status: answer.statusCode, content_type, headers: JSON.stringify(answer.headers), text };
}

/** What of ours must not be seen from outside: places in the code, what the database says, our tables. */
const INSIDES = /\n\s+at |node_modules|\.ts:\d+|\bselect .+ from\b|syntax error|relation "|violates|UND_ERR/i;

function complaintAbout(request: GeneratedRequest, answered: Answered): string | null {
  const { status, content_type, headers, text } = answered;
  // The one 5xx that is no fault: too much at once, and when to come again.
  if (status >= 500 && !(status === 503 && headers.includes("retry-after"))) return `${status}: ${text}`;
  if (INSIDES.test(text)) return `shows its insides: ${text}`;
  // What a merchant writes into a reference is theirs to read again; a refusal repeats nothing.
  if (status >= 400 && sentNumbers.some((number) => (headers + text).includes(digitsOf(number))))
    return `shows a phone number: ${text}`;
  if ((headers + text).includes(world.key)) return `shows a key: ${text}`;
  if (status >= 400 && !content_type.startsWith("application/problem+json"))
    return `is no problem: ${status} ${content_type} ${text.slice(0, 200)}`;
  const body = content_type.includes("json") && text !== "" ? JSON.parse(text) : null;
  if (["payment", "topup"].includes(body?.object) && !/\*{4}/.test(body.phone_number ?? "****"))
    return `shows a phone number: ${text}`;
  return checker.complaint({ ...request, status, content_type, body });
}

function digitsOf(number: string): string {
  return number.slice(4);
}

function shown({ method, path, headers, body }: GeneratedRequest): string {
  return `${method} ${path} ${JSON.stringify({ ...headers, authorization: "…" })}\n${body?.slice(0, 2_000)}`;
}

/** Something of every kind that has an id. */
async function makeThings(): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let count = 0; count < 10; count += 1) {
    const body = { url: `https://shop${count}.example.com/hook` };
    const { endpoint } = (await world.call("POST", "/v1/webhook_endpoints", { body })).body;
    ids.push(endpoint.id, (await world.pay()).body.id, (await world.topUp()).body.id);
  }
  for (const list of ["events", "webhook_deliveries"]) {
    const { data } = (await world.call("GET", `/v1/${list}?limit=10`)).body;
    ids.push(...data.map(({ id }: { readonly id: string }) => id));
  }
  return ids;
}
