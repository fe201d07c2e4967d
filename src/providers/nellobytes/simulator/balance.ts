import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { authenticate } from "./accounts.ts";
import { readFields } from "./fields.ts";
import { lagosDate } from "./lagos-time.ts";
import { withCommas } from "./naira.ts";
import { reply } from "./replies.ts";
import { walletOf } from "./wallet.ts";

/** What new orders can be paid from. */
export function balance(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const { user_id, phone_number } = authenticate(host, readFields(request));
  return reply(host, {
    date: lagosDate(host.now()),
    id: user_id,
    phoneno: phone_number,
    balance: withCommas(BigInt(walletOf(host, user_id).balance)),
  });
}
