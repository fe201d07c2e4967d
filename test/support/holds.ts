import { randomUUID } from "node:crypto";
import { phoneDigest } from "../../src/engine/phone.ts";
import { DatabaseHold } from "./database-hold.ts";
import type { Payment, World } from "./world.ts";

/** Whoever is about to prompt this phone comes to a halt before it writes down that it begins. */
export async function holdPhone(world: World, phone_number: string): Promise<DatabaseHold> {
  const digest = phoneDigest(phone_number, world.node.vault);
  return await DatabaseHold.take(
    world.database.url,
    "insert into hakika.phone_locks (slot, provider, phone_digest, operation_id, locked_until, prompted_at) values ($1, 'mpesa-ke', $2, $3, now(), '{}')",
    [(digest[0] ?? 0) & 63, digest, randomUUID()],
  );
}

/** Whoever writes down what happened to this payment comes to a halt before it is written. */
export async function holdPayment(
  world: World,
  { slot, id }: Pick<Payment, "slot" | "id">,
): Promise<DatabaseHold> {
  return await DatabaseHold.take(
    world.database.url,
    "select from hakika.operations where slot = $1 and id = $2 for update",
    [slot, id],
  );
}
