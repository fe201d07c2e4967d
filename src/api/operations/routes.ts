import type { ApiDependencies } from "../dependencies.ts";
import type { Server } from "../server-type.ts";
import { gatherAcceptances } from "./acceptances.ts";
import { confirmPayment } from "./confirm.ts";
import { createOperation } from "./create.ts";
import { operationHistory } from "./history.ts";
import { askedAlone, kinds } from "./kind.ts";
import { readOperations } from "./read.ts";
import { createRefunds } from "./refunds.ts";
import { operationRequests } from "./requests.ts";

/** Payments, top-ups, refunds and messages: read, asked about and told of in the same way, and all but refunds so taken. */
export function operationRoutes(server: Server, dependencies: ApiDependencies): void {
  const acceptances = gatherAcceptances(dependencies);
  for (const kind of askedAlone) createOperation(server, kind, { ...dependencies, acceptances });
  createRefunds(server, dependencies);
  confirmPayment(server, dependencies);
  for (const kind of kinds) {
    readOperations(server, kind, dependencies);
    operationRequests(server, kind, dependencies);
    operationHistory(server, kind, dependencies);
  }
}
