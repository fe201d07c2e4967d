import { Value } from "typebox/value";
import type { Calls, Order } from "../../../connector/connector.ts";
import type { HttpRequest } from "../../../connector/http.ts";
import type { SlaConfig } from "../config.ts";
import { msisdnOf, paths, post, presetText } from "../wire.ts";
import { findingInAnswer } from "./findings.ts";
import { neverAsked } from "./never-asked.ts";
import { messageOptions } from "./options.ts";

/** An SMS to the customer: a text, or a preset of the service that is filled with values. */
export const messages: Calls<SlaConfig> = {
  submit,
  readSubmit: (answer, order) =>
    findingInAnswer(answer, { call: "message", order, acknowledged: "success:sms" }),
  ...neverAsked,
};

function submit(order: Order, config: SlaConfig): HttpRequest {
  const { phone_number, description, provider_options } = order;
  const { acr, values } = Value.Parse(messageOptions, { ...provider_options });
  return post(config, paths.sms, {
    msisdn: acr ?? msisdnOf(phone_number),
    campaign: config.campaign,
    merchant: config.merchant,
    correlator: order.call_reference,
    text: values === undefined ? description : presetText(values),
  });
}
