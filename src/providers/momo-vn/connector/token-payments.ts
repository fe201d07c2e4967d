import type { Known, Order } from "../../../connector/connector.ts";
import type { HttpRequest } from "../../../connector/http.ts";
import type { MomoConfig } from "../config.ts";
import { tokenPaymentBody, verificationBody } from "../wire/link-bodies.ts";
import { linkPaths, paths } from "../wire.ts";
import { optionsOf } from "./options.ts";
import { aboutOrder, newOrder, post } from "./requests.ts";
import { encryptToken, type LinkedWallet, readSecret } from "./tokens.ts";

/** The wallet that a payment charges; null where the payer pays on a page. */
export function linkedWallet({ subscription }: Order): LinkedWallet | null {
  return readSecret(subscription?.secret ?? null);
}

export function payByToken(order: Order, wallet: LinkedWallet, config: MomoConfig): HttpRequest {
  const { partnerClientId } = wallet;
  const payment = { ...newOrder(order), partnerClientId, token: tokenOf(order, wallet, config) };
  return post(config, linkPaths[wallet.kind].pay, tokenPaymentBody(payment, config));
}

/** The code that MoMo sent the payer. An order that waits for none is refused. */
export function sendCode(known: Known, config: MomoConfig): HttpRequest {
  const wallet = linkedWallet(known);
  const token = wallet === null ? "" : tokenOf(known, wallet, config);
  const verification = { ...aboutOrder(known), token, securityCode: known.payer_answer ?? "" };
  return post(config, paths.verify, verificationBody(verification, config));
}

/** Whether MoMo asks the payer for a code first, the token itself says; a plan never asks. */
function tokenOf(order: Order, { kind, token }: LinkedWallet, config: MomoConfig): string {
  const code = kind === "wallet" && { requireSecurityCode: optionsOf(order).ask_for_code };
  return encryptToken({ ...token, ...code }, config);
}
