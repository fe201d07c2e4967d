import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { refusal } from "../api-error.ts";
import { serviceOf } from "../checks/service-checks.ts";
import { checkWithEngine, makeFraudToken } from "../consent/fraud-tokens.ts";
import { type ApiCall, checkParameters, Parameters } from "../parameters.ts";
import { acknowledged, json } from "../replies.ts";
import { serviceByUri } from "../services.ts";

/** What the script on a payment page does when the page is loaded; it carries no credential. */
export function fraudToken(host: SimulatorHost, { query }: SimulatedRequest): SimulatedAnswer {
  const parameters = new Parameters(query);
  checkParameters({ parameters }, ["merchant", "service"]);
  const campaign_uri = parameters.text("service");
  if (serviceByUri(host, campaign_uri) === undefined) throw refusal("2004", { campaign_uri });
  return json(200, { success: true, token: makeFraudToken(host, campaign_uri).token });
}

/** The merchant asks whether a token is good, before it is passed on. */
export function fraudCheck(call: ApiCall): SimulatedAnswer {
  const { host, parameters } = call;
  checkParameters(call, ["token", "merchant", "service"]);
  const campaign = parameters.text("service");
  const renamed = new Parameters({ merchant: parameters.text("merchant"), campaign });
  const service = serviceOf({ ...call, parameters: renamed });
  checkWithEngine(host, parameters.text("token"), service.uri);
  return acknowledged();
}
