import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { choice } from "../settings.ts";
import { json } from "./answers.ts";
import type { Call } from "./call.ts";
import { errorCodes } from "./code-table.ts";

/**
 * 1004 stands for HTTP 102, which cannot end a call. Nobody has published what is sent, so there are four ways: 102 and
 * then a final 202 that carries the code, a plain 200, 102 and nothing more, or 102 with the body that it must not have.
 */
export function pendingAnswer(call: Call, more: object): SimulatedAnswer {
  const { host } = call;
  const body = { statusCode: "1004", statusMessage: errorCodes["1004"].says, ...more };
  const { status } = errorCodes["1004"];
  host.note("The request is pending.", "1004");
  switch (choice(host, "pending_style")) {
    case "interim":
      return { ...json(host, { status: 202, body }), processing_first: true };
    case "final200":
      return json(host, { status: 200, body });
    case "bare102":
      return json(host, { status, body: null });
    case "illegal102":
      return json(host, { status, body });
  }
}
