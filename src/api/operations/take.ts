import { newId } from "../../core/ids.ts";
import { phoneDigest } from "../../engine/phone.ts";
import type { Accepted } from "../../store/accept.ts";
import type { Acceptance } from "../../store/accept-statement.ts";
import type { Caller } from "../../store/keys.ts";
import type { StoredOperation } from "../../store/stored-operation.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { Problem } from "../problem.ts";
import type { Acceptances } from "./acceptances.ts";
import { chooseProvider } from "./choose-provider.ts";
import { answerAsBefore } from "./first-answer.ts";
import type { Identity } from "./idempotency.ts";
import type { Kind, OperationRequest } from "./kind.ts";
import { newOperation } from "./new-operation.ts";
import { acceptOrder } from "./order.ts";
import { show } from "./show.ts";
import { chargeableSubscription } from "./subscribed.ts";

interface Asked {
  readonly kind: Kind;
  readonly request: OperationRequest;
  readonly caller: Caller;
  readonly identity: Identity;
}

/** What taking needs of the rest. */
export interface Taking
  extends Pick<
    ApiDependencies,
    "database" | "vault" | "clock" | "randomness" | "connections" | "providers" | "engine" | "outbox"
  > {
  readonly acceptances: Acceptances;
}

/**
 * Stores an operation and hands it to the engine. Nothing goes on before the commit: whoever hears of it, the caller or
 * the provider, hears of one that is in the database.
 */
export async function take(asked: Asked, dependencies: Taking): Promise<Accepted> {
  const operation = await operationOf(asked, dependencies);
  if (operation instanceof Problem) return await answerAsBefore(asked, operation, dependencies);
  const accepted = await dependencies.acceptances.add(acceptanceOf(operation, asked.identity, dependencies));
  if (accepted.kind === "stored") {
    dependencies.engine.take(operation);
    dependencies.outbox.poke();
  }
  return accepted;
}

async function operationOf(
  { kind: { kind }, request, caller, identity }: Asked,
  dependencies: Taking,
): Promise<StoredOperation | Problem> {
  const connections = await dependencies.connections.ofMerchant(caller.merchant_id, caller.environment);
  try {
    const charged =
      request.subscription === undefined
        ? null
        : await chargeableSubscription(request.subscription, caller, dependencies);
    const choice = charged?.choice ?? chooseProvider({ kind, request }, { ...dependencies, connections });
    const phone_number = charged?.subscription.phone_number ?? request.phone_number;
    const wish = { ...request, ...(phone_number !== undefined && { phone_number }) };
    const order = acceptOrder(wish, choice.provider, kind);
    const parent_id = charged?.subscription.id ?? null;
    return newOperation(
      { kind, request, order, choice, caller, slot: identity.slot, parent_id },
      dependencies,
    );
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** All that is stored with an operation that was just taken. */
export function acceptanceOf(
  operation: StoredOperation,
  identity: Identity,
  dependencies: Pick<ApiDependencies, "providers" | "vault" | "clock" | "randomness">,
): Acceptance {
  const resource = show(operation, dependencies);
  const { phone_number } = operation;
  return {
    operation,
    phone_digest: phone_number === null ? null : phoneDigest(phone_number, dependencies.vault),
    key_digest: identity.key_digest,
    request_digest: identity.request_digest,
    answer: Buffer.from(JSON.stringify(resource)),
    announcement: { id: newId(operation.slot, dependencies), type: `${operation.kind}.created`, resource },
  };
}
