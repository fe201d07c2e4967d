import pLimit from "p-limit";
import type { Heard } from "./receiver.ts";

const AT_ONCE = 64;

/** A message of a provider's, and where it goes to. */
export type Message = Pick<Heard, "path" | "body">;

/** Sends them in one burst, to the nodes in turn; how often each status was the answer. */
export async function storm(
  messages: readonly Message[],
  nodes: readonly { readonly url: string }[],
): Promise<Readonly<Record<number, number>>> {
  const limit = pLimit(AT_ONCE);
  const answered: Record<number, number> = {};
  const headers = { "content-type": "application/json" };
  const send = async ({ path, body }: Message, index: number): Promise<void> => {
    const url = `${nodes[index % nodes.length]?.url}${path}`;
    const response = await fetch(url, { method: "POST", headers, body });
    await response.arrayBuffer();
    answered[response.status] = (answered[response.status] ?? 0) + 1;
  };
  await Promise.all(messages.map((message, index) => limit(() => send(message, index))));
  return answered;
}
