import type { StoredOperation } from "../store/stored-operation.ts";
import { callsOf, type Subject } from "./calls.ts";

/**
 * A refund may have to name its payment by the provider's own name for it. Where no message has told that name, the
 * payment is asked after before anything is sent; null where nobody has told it even so.
 */
export async function withPaymentNamed(
  subject: Subject,
  inquire: (payment: StoredOperation) => Promise<StoredOperation | undefined>,
): Promise<Subject | null> {
  const { refunded } = subject;
  const needs = callsOf(subject).needs_payment_name === true;
  if (refunded === null || !needs || refunded.memory.provider_reference !== null) return subject;
  const asked = await inquire(refunded);
  return asked === undefined || asked.memory.provider_reference === null
    ? null
    : { ...subject, refunded: asked };
}
