import type { RawCallback } from "../connector/connector.ts";
import type { Event } from "../core/event.ts";
import { showId, slotOf } from "../core/ids.ts";
import { type CallbackAddress, readAddress } from "../engine/callback-address.ts";
import { knownOf, type Subject } from "../engine/calls.ts";
import { withRelatives } from "../engine/relatives.ts";
import { readOperations } from "../store/operations.ts";
import type { StoredOperation } from "../store/stored-operation.ts";
import type { InboxOptions } from "./inbox.ts";

type ReturnsOptions = Pick<
  InboxOptions,
  | "database"
  | "vault"
  | "clock"
  | "connections"
  | "providers"
  | "engine"
  | "observe"
  | "callback_base_url"
  | "subscribedCustomer"
  | "subscriptions"
>;

export interface Returned {
  /** The merchant's page for the payer; null where they named none. */
  readonly destination: string | null;
}

/**
 * A payer's browser comes back from a provider's page. What it brings is no more than a reason to ask, so it is not kept
 * before it is answered: the ladder of inquiries asks in any case. Undefined for a URL that is not one of ours.
 */
export async function comeBack(
  address_text: string,
  raw: RawCallback,
  options: ReturnsOptions,
): Promise<Returned | undefined> {
  const address = readAddress(address_text, options.vault);
  const subject = address && (await subjectOf(address, options));
  if (address !== undefined && subject === undefined) return await comeBackSubscribed(address, raw, options);
  const returns = subject?.provider.connector.returns;
  if (address === undefined || subject === undefined || returns === undefined) return undefined;
  const known = knownOf(subject, { submit: address.attempt }, options);
  const { config } = subject.connection;
  const now = options.clock.now();
  const verification = returns.verify(raw, config, now);
  if (verification.verdict === "verified") {
    const { callback } = verification;
    const answer = returns.payerAnswer?.(callback, known) ?? null;
    const event: Event =
      answer === null
        ? { type: "found", attempt: address.attempt, finding: returns.read(callback, known, now), at: now }
        : { type: "confirm_asked", at: now };
    await tellEngine(subject.operation, { event, answer }, options);
  }
  const destination = returns.destination(known);
  const { id, kind } = subject.operation;
  return { destination: destination === null ? null : withId(destination, "payment_id", showId(kind, id)) };
}

async function comeBackSubscribed(
  address: CallbackAddress,
  raw: RawCallback,
  { subscriptions }: ReturnsOptions,
): Promise<Returned | undefined> {
  const returned = await subscriptions.cameBack(address, raw);
  if (returned === undefined) return undefined;
  const { destination, shown_id } = returned;
  return { destination: destination === null ? null : withId(destination, "subscription_id", shown_id) };
}

/** Whatever becomes of it, the payer goes on to the merchant's page. */
async function tellEngine(
  { slot, id }: StoredOperation,
  { event, answer }: { readonly event: Event; readonly answer: string | null },
  { engine, observe }: ReturnsOptions,
): Promise<void> {
  await engine
    .happenedAndGoOn({ slot, id, event, raw: null }, answer ?? undefined)
    .catch((error: unknown) => observe({ type: "fault", where: "a payer who came back", error }));
}

async function subjectOf(address: CallbackAddress, options: ReturnsOptions): Promise<Subject | undefined> {
  const { operation_id: id, connection_id } = address;
  const connection = await options.connections.get(connection_id);
  const provider = connection && options.providers.get(connection.provider);
  const operation = (await readOperations([{ slot: slotOf(id), id }], options)).get(id);
  return operation && connection && provider
    ? await withRelatives({ operation, connection, provider }, options)
    : undefined;
}

/** So that the merchant's page knows what to ask us about. */
function withId(destination: string, name: "payment_id" | "subscription_id", id: string): string {
  const url = new URL(destination);
  url.searchParams.set(name, id);
  return url.href;
}
