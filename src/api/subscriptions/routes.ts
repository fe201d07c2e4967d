import type { ApiDependencies } from "../dependencies.ts";
import type { Server } from "../server-type.ts";
import { createSubscription } from "./create.ts";
import { subscriptionHistory, subscriptionPayments } from "./history.ts";
import { readSubscriptions } from "./read.ts";
import { subscriptionRequests } from "./requests.ts";

/** Subscriptions: started, read, changed and told of. */
export function subscriptionRoutes(server: Server, dependencies: ApiDependencies): void {
  createSubscription(server, dependencies);
  readSubscriptions(server, dependencies);
  subscriptionRequests(server, dependencies);
  subscriptionHistory(server, dependencies);
  subscriptionPayments(server, dependencies);
}
