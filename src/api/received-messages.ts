import { readReceivedMessage, receivedMessageResource } from "../store/received-messages.ts";
import { callerOf } from "./authentication.ts";
import { idParameter } from "./contract/fields.ts";
import { ReceivedMessage } from "./contract/message.ts";
import { refer } from "./contract/named.ts";
import type { ApiDependencies } from "./dependencies.ts";
import { findId } from "./ids.ts";
import { Problem } from "./problem.ts";
import type { Server } from "./server-type.ts";

/** Events mask who sent a message; whoever may read it here sees the number, for they have to answer it. */
export function receivedMessages(server: Server, dependencies: ApiDependencies): void {
  server.route({
    method: "GET",
    url: "/received_messages/:id",
    config: { scopes: ["payments"], errors: ["not_found"] },
    schema: {
      operationId: "getReceivedMessage",
      tags: ["Messages"],
      summary: "Read a message that a customer sent",
      params: idParameter("rcv", "message"),
      response: { 200: refer(ReceivedMessage) },
    },
    handler: async (request) => {
      const { merchant_id, environment } = callerOf(request);
      const asked = { ...findId("received_message", request.params.id), merchant_id, environment };
      const message = await readReceivedMessage(asked, dependencies);
      if (message === undefined) throw new Problem("not_found");
      return receivedMessageResource(message);
    },
  });
}
