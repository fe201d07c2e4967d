import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { authenticate } from "./access.ts";
import { activateSubscription } from "./calls/activate-subscription.ts";
import { charge } from "./calls/charge.ts";
import { checkTransaction } from "./calls/check-transaction.ts";
import { createSubscription } from "./calls/create-subscription.ts";
import { dataProvision, isEligible } from "./calls/data-offers.ts";
import { deleteSubscription } from "./calls/delete-subscription.ts";
import { eligibility } from "./calls/eligibility.ts";
import { fraudCheck } from "./calls/fraud-check.ts";
import { freePeriod } from "./calls/free-period.ts";
import { moCharge } from "./calls/mo-charge.ts";
import { balances, provision, provisionToken } from "./calls/provision.ts";
import { refund } from "./calls/refund.ts";
import { resumeSubscription } from "./calls/resume-subscription.ts";
import { pin } from "./calls/send-pin.ts";
import { sms } from "./calls/sms.ts";
import { latestSubscription, subscriptionStatus } from "./calls/subscription-status.ts";
import { foundNumber } from "./checkout/number-retrieval.ts";
import { type ApiCall, Parameters } from "./parameters.ts";
import { json } from "./replies.ts";

interface Call {
  readonly methods: readonly string[];
  readonly answer: (call: ApiCall) => SimulatedAnswer;
}

const post = (answer: Call["answer"]): Call => ({ methods: ["POST"], answer });
const get = (answer: Call["answer"]): Call => ({ methods: ["GET"], answer });

export const apiCalls: Readonly<Record<string, Call>> = {
  "/v2.2/pin": post(pin),
  "/v2.2/charge": post(charge),
  "/v2.2/refund": post(refund),
  "/v2.2/eligibility": { methods: ["POST", "GET"], answer: eligibility },
  "/v2.2/sms": post(sms),
  "/v2.2/mo/charge": post(moCharge),
  "/v2.2/subscription/create": post(createSubscription),
  "/v2.2/subscription/activate": post(activateSubscription),
  "/v2.2/subscription/resume": post(resumeSubscription),
  "/v2.2/subscription/free": post(freePeriod),
  "/v2.2/subscription/status": post(subscriptionStatus),
  "/v2.2/subscription/latest": post(latestSubscription),
  "/v2.2/subscription/delete": post(deleteSubscription),
  "/v2.2/sandbox/provision": post(provision),
  "/v2.2/sandbox/provision_token": post(provisionToken),
  "/v2.2/sandbox/balances": post(balances),
  "/v2.2/isEligible": post(isEligible),
  "/v2.2/dataProvision": post(dataProvision),
  "/external/v1/merchant/check_transaction": post(checkTransaction),
  "/external/v1/fraud/check_transaction": post(fraudCheck),
  "/authenticate/msisdn": get(foundNumber),
  "/msisdn_retrieval/v2/msisdn/retrieve": get(foundNumber),
};

/** Every call of a merchant's server; parameters are read from the query alone. */
export function answerCall(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const credential = authenticate(host, request);
  const call = apiCalls[request.path];
  if (call === undefined) return json(404, { message: "Not Found" });
  if (!call.methods.includes(request.method)) return json(405, { message: "Method Not Allowed" });
  return call.answer({ host, credential, parameters: new Parameters(request.query) });
}
