import { type Dialect, json } from "./dialect.ts";

/** An order is delivered before it is answered, which settles it; the callback that follows says so once more. */
export const nellobytes: Dialect = {
  answer: ({ url, number }) => {
    const { RequestID = "", CallBackURL } = Object.fromEntries(url.searchParams);
    const body = {
      orderid: String(7_301_442_918 + number),
      requestid: RequestID,
      statuscode: "200",
      status: "ORDER_COMPLETED",
      remark: "The top up was successful.",
    };
    return {
      status: 200,
      body,
      ...(CallBackURL !== undefined && { tells: { url: CallBackURL, ...json(body) } }),
    };
  },
};
