import type { Fault } from "../faults.ts";
import type { MagicPerson } from "../magic.ts";

/** What goes wrong around an operation that succeeds. */
export const peopleWithAFault: Readonly<Record<string, MagicPerson>> = {
  "27832000068": pays("fulfilment_fails", "Pays, and the goods do not come."),
  "27832000080": {
    name: "request_lost",
    effect: "The connection breaks, and nothing has happened.",
    code: null,
    person: { fault: "request_lost" },
  },
  "27832000081": pays("reply_lost", "The connection breaks; the payment goes on."),
  "27832000082": pays("reply_never_comes", "The call is never answered; the payment goes on."),
  "27832000083": pays("reply_without_body", "The answer is an empty 204; the payment goes on."),
  "27832000084": pays("unknown_error", "A refill is answered with HTTP status 999, and is done."),
  "27832000085": pays("status_late", "Pays; the status call does not know it for half a minute."),
  "27832000086": pays("reversed_later", "Pays, and MTN reverses it ten minutes later."),
  "27832000090": pays("callback_lost", "Pays; no callback comes."),
  "27832000091": pays("callback_twice", "Pays; the callback comes twice."),
  "27832000092": pays("callback_late", "Pays; the callback comes ten minutes late."),
  "27832000093": pays("callback_early", "Pays; the callback comes before the answer."),
  "27832000094": pays("callback_wrong", "Pays; the callback says Rejected."),
  "27832000095": {
    name: "callback_forged",
    effect: "Declines; before that somebody else calls the callback URL and claims success.",
    code: null,
    person: { habit: "refuse", fault: "callback_forged" },
  },
};

function pays(fault: Fault, effect: string): MagicPerson {
  return { name: fault, effect, code: null, person: { fault } };
}
