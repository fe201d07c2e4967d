import { fileURLToPath } from "node:url";
import { ExplainedError } from "../../lib/explained-error.ts";
import { readDevFile } from "../start/dev-file.ts";

/** What every command that talks to a running sandbox takes. */
export interface Where {
  readonly url?: string;
  readonly world?: string;
}

/** Where `hakika sandbox` listens unless it is told otherwise. */
const URL_USUAL = "http://127.0.0.1:4600";

/** Asks the sandbox that was named, or else the one of `npm start`, or else the one that runs alone. */
export async function askSandbox<Answer>(
  where: Where,
  path: string,
  { method = "GET", body }: { readonly method?: string; readonly body?: unknown } = {},
): Promise<Answer> {
  const answer = await openSandbox(where, path, {
    method,
    ...(body !== undefined && {
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  return (await answer.json()) as Answer;
}

/** The same, with the answer's body still to come. */
export async function openSandbox(where: Where, path: string, init: RequestInit = {}): Promise<Response> {
  const url = where.url ?? (await urlOfStart()) ?? URL_USUAL;
  const inWorld = where.world === undefined ? "" : `/_worlds/${encodeURIComponent(where.world)}`;
  const answer = await fetch(`${url.replace(/\/$/, "")}${inWorld}/_sandbox${path}`, init).catch(() => {
    throw new ExplainedError(
      `No sandbox answers at ${url}: run npm start or hakika sandbox, or say where it is with --url.`,
    );
  });
  if (!answer.ok) throw new ExplainedError(await readRefusal(answer));
  return answer;
}

async function urlOfStart(): Promise<string | undefined> {
  const usual = fileURLToPath(new URL("../../../.hakika", import.meta.url));
  return (await readDevFile(process.env["HAKIKA_DIRECTORY"] ?? usual))?.sandbox;
}

async function readRefusal(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const { error } = JSON.parse(text) as {
      readonly error: { readonly message: string; readonly fix: string };
    };
    return `${error.message} ${error.fix}`;
  } catch {
    return `The sandbox answered ${answer.status}: ${text.slice(0, 200)}`;
  }
}
