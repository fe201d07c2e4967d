import { createHash, randomUUID } from "node:crypto";
import { newId } from "../../src/core/ids.ts";
import { firstMemory, outcomeOf } from "../../src/core/operation.ts";
import type { Clock } from "../../src/core/ports.ts";
import { accepted, noWords } from "../../src/core/readings.ts";
import { phoneDigest } from "../../src/engine/phone.ts";
import { maskNumber } from "../../src/lib/mask.ts";
import type { Acceptance } from "../../src/store/accept-statement.ts";
import type { StoredOperation } from "../../src/store/stored-operation.ts";
import type { Vault } from "../../src/store/vault.ts";
import { AMOUNT_MINOR } from "./operations.ts";
import { PROVIDER, randomness } from "./store-node.ts";

/** What a merchant asked for, as far as a test minds. */
export interface Wish extends Partial<Omit<StoredOperation, "phone_number">> {
  /** The idempotency key. */
  readonly key?: string;
  /** Stands for the whole request: another body is another request. */
  readonly body?: string;
  readonly phone_number?: string;
}

export const MERCHANT = randomUUID();

/** A payment as the API hands it to the store. Each call makes an operation of its own, as each request does. */
export function newAcceptance(
  wish: Wish,
  { clock, vault }: { readonly clock: Clock; readonly vault: Vault },
): Acceptance {
  const { key = randomUUID(), body = "the same", phone_number = "+254712345678", ...change } = wish;
  const key_digest = sha256(key);
  const slot = (key_digest[0] ?? 0) & 63;
  const id = newId(slot, { clock, randomness });
  const now = clock.now();
  return {
    operation: { ...payment(now), slot, id, phone_number, phone_masked: maskNumber(phone_number), ...change },
    phone_digest: phoneDigest(phone_number, vault),
    key_digest,
    request_digest: sha256(body),
    answer: Buffer.from(`{"id":"${id}"}`),
    announcement: { id: newId(slot, { clock, randomness }), type: "payment.created", resource: { id } },
  };
}

function payment(now: number): Omit<StoredOperation, "slot" | "id" | "phone_number" | "phone_masked"> {
  return {
    merchant_id: MERCHANT,
    connection_id: randomUUID(),
    environment: "sandbox",
    kind: "payment",
    provider: PROVIDER,
    status: "created",
    version: 1,
    amount_minor: AMOUNT_MINOR,
    currency: "KES",
    capture: "automatic",
    reference: "order-77",
    description: null,
    metadata: {},
    provider_options: {},
    parent_id: null,
    outcome: outcomeOf(accepted, { evidence: null, at: now, provider: noWords, safe: false }),
    memory: firstMemory(now),
    created_at: now,
    updated_at: now,
  };
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
