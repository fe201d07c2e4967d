import type { Dialect } from "./dialect.ts";

/** Airtime is charged at once, and the status call that the gateway makes of its own accord confirms it. One token serves for all. */
export const mtn: Dialect = {
  answer: ({ method, url, body, number }) => {
    if (url.pathname === "/v1/oauth/access_token") return { status: 200, body: token };
    const [, correlatorId] = STATUS.exec(url.pathname) ?? [];
    if (correlatorId !== undefined) return { status: 200, body: charged(correlatorId, number) };
    if (method !== "POST") return { status: 404, body: {} };
    const payment = JSON.parse(body) as { readonly correlatorId: string };
    return { status: 201, body: charged(payment.correlatorId, number) };
  },
};

const STATUS = /^\/v1\/payments\/([^/]+)\/transactionStatus$/;
const token = { access_token: "bench-token", token_type: "BearerToken", expires_in: "3599" };

function charged(correlatorId: string, number: number) {
  return {
    statusCode: "0000",
    statusMessage: "Success",
    sequenceNo: String(number),
    data: { correlatorId, status: "Successful" },
  };
}
