import type { SubscriptionChange } from "../../core/subscription.ts";
import type { SubscriptionEvent } from "../../core/subscription-event.ts";
import type { SubscriptionApplied } from "../../store/apply-subscription.ts";
import type { StoredSubscription } from "../../store/stored-subscription.ts";
import { idParameter } from "../contract/fields.ts";
import { refer } from "../contract/named.ts";
import { FreePeriods, Subscription } from "../contract/subscription.ts";
import type { ApiDependencies } from "../dependencies.ts";
import { Pin } from "../operations/confirm.ts";
import { Problem } from "../problem.ts";
import type { Server } from "../server-type.ts";
import { findSubscription } from "./find.ts";
import { showSubscription } from "./show.ts";

/** What a caller can ask of a subscription. The rules are those of `decideSubscription`; here they get their answers. */
export function subscriptionRequests(server: Server, dependencies: ApiDependencies): void {
  confirm(server, dependencies);
  giveFreePeriods(server, dependencies);
  for (const plain of plainRequests) askPlainly(server, plain, dependencies);
}

const told = "The provider is told at once: read the status of the answer, and wait for the events. ";

const shared = {
  tags: ["Subscriptions"],
  params: idParameter("sub", "subscription"),
  response: { 200: refer(Subscription), 202: refer(Subscription) },
};
const config = { scopes: ["payments"], errors: ["not_found", "not_possible_now"] } as const;

function confirm(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "POST",
    url: "/subscriptions/:id/confirm",
    config,
    schema: {
      ...shared,
      operationId: "confirmSubscription",
      summary: "Pass on the PIN that the customer got",
      description: `Where next_action says enter_pin. ${told}A mistyped PIN leaves it waiting for another.`,
      body: Pin,
    },
    handler: async (request, reply) => {
      const subscription = await findSubscription(request, dependencies);
      const wish = { change: "confirm", payer_answer: request.body.pin } as const;
      const asked = await askChange(subscription, wish, dependencies);
      return await reply.code(codeFor(asked)).send(showSubscription(asked.subscription, dependencies));
    },
  });
}

function giveFreePeriods(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "POST",
    url: "/subscriptions/:id/free_period",
    config,
    schema: {
      ...shared,
      operationId: "giveFreePeriods",
      summary: "Give a customer periods for nothing",
      description: `${told}Where the answer is lost nobody asks a second time, for that could give twice as many.`,
      body: FreePeriods,
    },
    handler: async (request, reply) => {
      const subscription = await findSubscription(request, dependencies);
      const wish = { change: "free_period", periods: request.body.periods } as const;
      const asked = await askChange(subscription, wish, dependencies);
      return await reply.code(codeFor(asked)).send(showSubscription(asked.subscription, dependencies));
    },
  });
}

/** A request without a body. */
interface PlainRequest {
  readonly name: "activate" | "pause" | "resume" | "cancel" | "sync";
  readonly summary: string;
  readonly description: string;
}

const plainRequests: readonly PlainRequest[] = [
  {
    name: "activate",
    summary: "Activate a subscription that was set up without a charge",
    description: `${told}This charges the first period.`,
  },
  { name: "pause", summary: "Pause a subscription", description: `${told}Nothing is charged meanwhile.` },
  { name: "resume", summary: "Let a paused subscription run again", description: `${told}This may charge.` },
  {
    name: "cancel",
    summary: "Cancel a subscription",
    description:
      "Certain before anything was sent; afterwards the provider is told, and asked until it says that it is over. Where it " +
      "does not, a person has to look. What has ended is only answered.",
  },
  {
    name: "sync",
    summary: "Ask the provider now",
    description: "The inquiry goes out at once; read it again after it. What has ended is only answered.",
  },
];

function askPlainly(
  server: Server,
  { name, summary, description }: PlainRequest,
  dependencies: ApiDependencies,
): void {
  server.route({
    method: "POST",
    url: `/subscriptions/:id/${name}`,
    config: name === "sync" ? { ...config, scopes: ["payments", "operator"] } : config,
    schema: { ...shared, operationId: `${name}Subscription`, summary, description },
    handler: async (request, reply) => {
      const subscription = await findSubscription(request, dependencies);
      const asked =
        name === "sync"
          ? await ask(subscription, { event: { type: "sync_asked" } }, dependencies)
          : await askChange(subscription, { change: name }, dependencies);
      return await reply.code(codeFor(asked)).send(showSubscription(asked.subscription, dependencies));
    },
  });
}

function codeFor({ subscription }: SubscriptionApplied): 200 | 202 {
  return subscription.status === "ended" ? 200 : 202;
}

interface Wish {
  readonly change: SubscriptionChange;
  readonly periods?: number;
  readonly payer_answer?: string;
}

async function askChange(
  subscription: StoredSubscription,
  { change, periods = null, payer_answer }: Omit<Wish, "periods"> & { readonly periods?: number | null },
  dependencies: ApiDependencies,
): Promise<SubscriptionApplied> {
  const event = { type: "change_asked", change, periods } as const;
  return await ask(
    subscription,
    payer_answer === undefined ? { event } : { event, payer_answer },
    dependencies,
  );
}

type Untimed<E = SubscriptionEvent> = E extends SubscriptionEvent ? Omit<E, "at"> : never;

/** Whoever wants it over, or known, and finds it over has nothing to complain of; nor has who cancels twice. */
async function ask(
  { slot, id }: StoredSubscription,
  asked: { readonly event: Untimed; readonly payer_answer?: string },
  { subscriptions, clock }: ApiDependencies,
): Promise<SubscriptionApplied> {
  const event = { ...asked.event, at: clock.now() } as SubscriptionEvent;
  const applied = await subscriptions.happenedAndGoOn({ slot, id, event, raw: null }, asked.payer_answer);
  if (applied === null) throw new Problem("not_found");
  if (applied.verdict !== "refused" || isContent(event, applied)) return applied;
  throw new Problem("not_possible_now", { detail: applied.because ?? "" });
}

function isContent(event: SubscriptionEvent, { subscription }: SubscriptionApplied): boolean {
  const cancels = event.type === "change_asked" && event.change === "cancel";
  const { status, memory } = subscription;
  if (status === "ended") return cancels || event.type === "sync_asked";
  const last = memory.attempts.at(-1);
  const underWay = last?.state === "planned" || last?.state === "sending";
  return cancels && underWay && last?.kind === "cancel";
}
