import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { json } from "../gateway/answers.ts";
import { type Call, innerPath } from "../gateway/call.ts";
import { platformTime } from "../timestamps.ts";

/** This product gives known numbers other meanings, under HTTP statuses that nobody else uses. */
const errors = {
  version: { code: "3001", status: 452, says: "Invalid API Version" },
  no_msisdn: { code: "4003", status: 454, says: "MSISDN Not Provided" },
  channel: { code: "1007", status: 463, says: "Subscription Channel Not Found" },
  not_found: { code: "1000", status: 464, says: "Subscription Not Found" },
  service: { code: "3000", status: 466, says: "Service Not Found" },
  active_exists: { code: "1002", status: 467, says: "Active Subscription Exists" },
  not_linked: { code: "5001", status: 470, says: "Service Not Linked To Billing Channel" },
  service_ref: { code: "3004", status: 473, says: "Service ID or Service Ref Not Found" },
  bad_msisdn: { code: "1008", status: 478, says: "Invalid MSISDN" },
  rate: { code: "1006", status: 480, says: "Invalid Billing Rate" },
  pending_exists: { code: "1005", status: 485, says: "Pending Subscription Exists" },
  not_active: { code: "1003", status: 515, says: "Subscription Not Active" },
} as const;

export type BillingProblem = keyof typeof errors;

export class BillingError extends Error {
  readonly code: string;
  private readonly problem: BillingProblem;

  constructor(problem: BillingProblem, support: string) {
    super(support);
    this.problem = problem;
    this.code = errors[problem].code;
  }

  toAnswer(call: Call): SimulatedAnswer {
    const { code, status, says } = errors[this.problem];
    const body = {
      statusCode: code,
      statusMessage: `DEP ::: ${says}`,
      supportMessage: this.message,
      path: innerPath(call.request),
      timestamp: platformTime(call.host.now()),
      transactionId: call.transaction_id,
    };
    return json(call.host, { status, body });
  }
}
