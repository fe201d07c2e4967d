import type { ApiDependencies } from "../dependencies.ts";
import type { Server } from "../server-type.ts";
import { gatherAcceptances } from "./acceptances.ts";
import { createOperation } from "./create.ts";
import { operationHistory } from "./history.ts";
import { kinds } from "./kind.ts";
import { readOperations } from "./read.ts";
import { operationRequests } from "./requests.ts";

/** Payments and top-ups: taken, read, asked about and told of in the same way. */
export function operationRoutes(server: Server, dependencies: ApiDependencies): void {
  const acceptances = gatherAcceptances(dependencies);
  for (const kind of kinds) {
    createOperation(server, kind, { ...dependencies, acceptances });
    readOperations(server, kind, dependencies);
    operationRequests(server, kind, dependencies);
    operationHistory(server, kind, dependencies);
  }
}
