import { randomBytes } from "node:crypto";

/** Who is who in the comparison: the same for each contender. */
export const account = {
  api_key: `hk_test_${randomBytes(32).toString("base64url")}`,
  webhook_secret: `whsec_${randomBytes(32).toString("base64")}`,
  provider_key: "pk_0000000000000000000000000000000000000001",
  provider_link: "sc_0000000000000000000000000001",
  callback_secret: randomBytes(24).toString("base64url"),
} as const;
export type Account = typeof account;

/** The outside world as a contender is told of it. */
export interface Surroundings {
  readonly account: Account;
  readonly provider_url: string;
  readonly webhook_url: string;
}
