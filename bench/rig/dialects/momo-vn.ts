import { createHmac } from "node:crypto";
import { type Dialect, json } from "./dialect.ts";

/** An order is opened with a page for its payer, who has paid before anybody sees it: a signed notification says so. */
export const momoVn: Dialect = {
  answer: ({ body, number, secret }) => {
    const { partnerCode, orderId, requestId, amount, orderInfo, ipnUrl } = JSON.parse(body) as Order;
    const names = { partnerCode, orderId, requestId, amount, responseTime: Date.now() };
    const done = { message: "Thành công.", resultCode: 0 };
    const payUrl = `https://pay.example/${orderId}`;
    const paid = { ...done, orderType: "momo_wallet", transId: 4_610_849_895 + number, payType: "qr" };
    const outcome = { ...names, ...paid, orderInfo, extraData: "" };
    const signature = signatureOf(outcome, secret);
    return {
      status: 200,
      body: { ...names, ...done, payUrl },
      tells: { url: ipnUrl, ...json({ ...outcome, signature }) },
    };
  },
};

/** Stands before the signed fields, and is known to both. */
export const ACCESS_KEY = "benchAccess0001";

interface Order {
  readonly partnerCode: string;
  readonly orderId: string;
  readonly requestId: string;
  readonly amount: number;
  readonly orderInfo: string;
  readonly ipnUrl: string;
}

/** All its fields, by the alphabet. */
function signatureOf(outcome: Readonly<Record<string, unknown>>, secret: string): string {
  const pairs = Object.keys(outcome)
    .toSorted()
    .map((name) => `${name}=${outcome[name]}`);
  const text = [`accessKey=${ACCESS_KEY}`, ...pairs].join("&");
  return createHmac("sha256", secret).update(text, "utf8").digest("hex");
}
