import { readFile } from "node:fs/promises";
import { HakikaClient, HakikaProblem } from "../client/client.ts";
import { ExplainedError } from "../lib/explained-error.ts";

/** A client of the gateway that the environment names, or else of the one that `npm start` runs in this clone. */
async function gatewayClient(): Promise<HakikaClient> {
  const { HAKIKA_URL: url, HAKIKA_API_KEY: api_key } = process.env;
  if (url !== undefined && api_key !== undefined) return new HakikaClient({ url, api_key });
  const file = new URL("../../.hakika/dev.json", import.meta.url);
  const text = await readFile(file, "utf8").catch(() => {
    throw new ExplainedError("No gateway runs here: run npm start, or set HAKIKA_URL and HAKIKA_API_KEY.");
  });
  const running: { readonly gateway: string; readonly api_key: string } = JSON.parse(text);
  return new HakikaClient({ url: running.gateway, api_key: running.api_key });
}

/** Asks the gateway, and says in a sentence why it refused or did not answer. */
export async function ask<Answer>(question: (client: HakikaClient) => Promise<Answer>): Promise<Answer> {
  const client = await gatewayClient();
  try {
    return await question(client);
  } catch (error) {
    if (error instanceof HakikaProblem) throw new ExplainedError(error.message);
    if (error instanceof TypeError) throw new ExplainedError("The gateway does not answer: is it running?");
    throw error;
  }
}
