import type { PhoneState, WalletState } from "../../connector/simulator.ts";
import { ExplainedError } from "../../lib/explained-error.ts";
import type { Terminal } from "../terminal.ts";
import { majorUnits } from "./major-units.ts";
import { askSandbox, type Where } from "./running-sandbox.ts";

/** What the commands that look at a running sandbox and steer it do. */

interface Time {
  readonly now: string;
  readonly scale: number;
}

export async function clock(
  where: Where & { readonly advance?: number; readonly scale?: number },
  terminal: Terminal,
): Promise<void> {
  const { advance, scale } = where;
  const move = {
    ...(scale !== undefined && { scale }),
    ...(advance !== undefined && { advance_ms: advance }),
  };
  const how = Object.keys(move).length === 0 ? {} : { method: "POST", body: move };
  const time = await askSandbox<Time>(where, "/clock", how);
  terminal.out(
    `${time.now}, ${time.scale === 0 ? "standing still" : `${time.scale} times as fast as real time`}`,
  );
}

export async function phones(provider: string, where: Where, terminal: Terminal): Promise<void> {
  const answer = await askSandbox<{ readonly phones: readonly PhoneState[] }>(where, `/${provider}/phones`);
  terminal.out(answer.phones.map((phone) => phoneLines(phone, terminal)).join("\n") || "No phones yet.");
}

export async function phone(
  [provider, phone_number, act]: readonly [string, string, string],
  where: Where,
  terminal: Terminal,
): Promise<void> {
  const body = { phone_number, act: act.replaceAll("-", "_") };
  const answer = await askSandbox<{ readonly phone: PhoneState }>(where, `/${provider}/phones/act`, {
    method: "POST",
    body,
  });
  terminal.out(phoneLines(answer.phone, terminal));
}

function phoneLines(
  { phone_number, switched_on, balance_minor, currency, prompt, messages = [] }: PhoneState,
  { paint }: Terminal,
): string {
  const first = `${paint("strong", phone_number)}  ${currency} ${majorUnits(balance_minor)}${switched_on ? "" : paint("careful", "  off")}`;
  const shown = [...(prompt === null ? [] : [prompt.text]), ...messages.map(({ text }) => text)];
  return [first, ...shown.map((text) => `  ${text}`)].join("\n");
}

export async function wallets(
  provider: string,
  where: Where & { readonly topUp?: readonly [string, string]; readonly empty?: string },
  terminal: Terminal,
): Promise<void> {
  const change = walletChange(where);
  if (change !== null)
    await askSandbox(where, `/${provider}/wallets/${change.path}`, { method: "POST", body: change.body });
  const answer = await askSandbox<{ readonly wallets: readonly WalletState[] }>(
    where,
    `/${provider}/wallets`,
  );
  const lines = answer.wallets.map(
    ({ wallet, owner, balance_minor, currency }) =>
      `${wallet}  ${owner}  ${currency} ${majorUnits(balance_minor)}`,
  );
  terminal.out(lines.join("\n") || "This provider has no wallets.");
}

function walletChange({
  topUp,
  empty,
}: {
  readonly topUp?: readonly [string, string];
  readonly empty?: string;
}) {
  if (topUp !== undefined) return { path: "top-up", body: { wallet: topUp[0], amount_minor: topUp[1] } };
  return empty === undefined ? null : { path: "empty", body: { wallet: empty } };
}

export async function faults(
  provider: string,
  where: Where & { readonly add?: string; readonly clear?: true },
  terminal: Terminal,
): Promise<void> {
  const path = `/${provider}/faults`;
  if (where.clear === true) await askSandbox(where, path, { method: "DELETE" });
  if (where.add !== undefined) await askSandbox(where, path, { method: "POST", body: readJson(where.add) });
  const answer = await askSandbox<{ readonly faults: readonly object[] }>(where, path);
  terminal.out(answer.faults.map((rule) => JSON.stringify(rule)).join("\n") || "No faults.");
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ExplainedError(`A fault is JSON, for example '{"kind":"drop","count":1}'.`);
  }
}

export async function play(
  [provider, name]: readonly [string, string],
  where: Where & { readonly phone?: string; readonly count?: number },
  terminal: Terminal,
): Promise<void> {
  const body = {
    name,
    ...(where.phone !== undefined && { phone_number: where.phone }),
    ...(where.count !== undefined && { count: where.count }),
  };
  await askSandbox(where, `/${provider}/scenarios/play`, { method: "POST", body });
  terminal.out(`${name} is set up.`);
}

export async function reset(provider: string | undefined, where: Where, terminal: Terminal): Promise<void> {
  await askSandbox(where, provider === undefined ? "/reset" : `/${provider}/reset`, { method: "POST" });
  terminal.out(`${provider ?? "Every provider"} begins anew.`);
}

export async function snapshot(
  [provider, name]: readonly [string, string | undefined],
  where: Where & { readonly restore?: true; readonly remove?: true },
  terminal: Terminal,
): Promise<void> {
  const path = `/${provider}/snapshots`;
  const method = where.restore === true ? "POST" : where.remove === true ? "DELETE" : "PUT";
  const one = `${path}/${name}${where.restore === true ? "/restore" : ""}`;
  const answer = await askSandbox<{
    readonly snapshots: readonly { readonly name: string; readonly at_ms: number }[];
  }>(where, name === undefined ? path : one, name === undefined ? {} : { method });
  const lines = answer.snapshots.map((kept) => `${kept.name}  ${new Date(kept.at_ms).toISOString()}`);
  terminal.out(lines.join("\n") || "No snapshots.");
}
