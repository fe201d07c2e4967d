/**
 * The 36 codes of the provider's list as it has them: its English and Vietnamese words, whether it calls the code final,
 * its type, and its advice in our words. How they read stands in the files beside this one.
 *
 * `final` tells whether a repeated request gets the same answer, and not whether the transaction goes on: a request that
 * was refused with 20 is over. The words vary on the wire, so nothing is decided by them. The Vietnamese ones are those of
 * https://developers.momo.vn/v3/vi/docs/payment/api/result-handling/resultcode/ in public copies.
 */
import type { CodeRow, ProviderSays } from "../../../catalogue/row.ts";

const page = "seed: MoMo list of result codes";
const olderList = "https://vvc.vn/ma-loi-momo-1683801416 (one of several public copies of an older list)";

interface Listed {
  readonly message: string;
  readonly vietnamese: string;
  readonly says: ProviderSays;
}

const listed = {
  0: { message: "Successful.", vietnamese: "Thành công.", says: { final: true } },
  10: {
    message: "System is under maintenance.",
    vietnamese: "Hệ thống đang được bảo trì.",
    says: { final: false, type: "System error", advice: "Try again once the maintenance is over." },
  },
  11: {
    message: "Access denied.",
    vietnamese: "Truy cập bị từ chối.",
    says: {
      final: false,
      type: "System error",
      advice: "Look at the merchant's settings in the portal, or ask MoMo to configure them.",
    },
  },
  12: {
    message: "Unsupported API version for this request.",
    vietnamese: "Phiên bản API không được hỗ trợ cho yêu cầu này.",
    says: { final: false, type: "System error", advice: "Move to the current version of the gateway." },
  },
  13: {
    message: "Merchant authentication failed.",
    vietnamese: "Xác thực doanh nghiệp thất bại.",
    says: {
      final: false,
      type: "Merchant error",
      advice: "Compare the credentials with those in the portal.",
    },
  },
  20: {
    message: "Bad format request.",
    vietnamese: "Yêu cầu sai định dạng.",
    says: {
      final: false,
      type: "Merchant error",
      advice: "Check the format and look for missing parameters.",
    },
  },
  21: {
    message: "Request rejected due to invalid transaction amount.",
    vietnamese: "Yêu cầu bị từ chối vì số tiền giao dịch không hợp lệ.",
    says: { final: false, type: "Merchant error", advice: "Check the amount and send another request." },
  },
  22: {
    message: "The transaction amount is out of range.",
    vietnamese: "Số tiền giao dịch không hợp lệ.",
    says: {
      final: false,
      type: "Merchant error",
      advice: "Stay within the range of the payment method; capture exactly what was authorized.",
    },
  },
  40: {
    message: "Duplicated requestId.",
    vietnamese: "RequestId bị trùng.",
    says: { final: false, type: "Merchant error", advice: "Use another requestId." },
  },
  41: {
    message: "Duplicated orderId.",
    vietnamese: "OrderId bị trùng.",
    says: {
      final: false,
      type: "Merchant error",
      advice: "Ask for that order's status, or use another orderId.",
    },
  },
  42: {
    message: "Invalid orderId or orderId is not found.",
    vietnamese: "OrderId không hợp lệ hoặc không được tìm thấy.",
    says: { final: false, type: "Merchant error", advice: "Use another orderId." },
  },
  43: {
    message: "Request rejected due to an analogous transaction is being processed.",
    vietnamese: "Yêu cầu bị từ chối vì xung đột trong quá trình xử lý giao dịch.",
    says: {
      final: false,
      type: "Merchant error",
      advice: "First find the other transaction that is in the way.",
    },
  },
  45: {
    message: "Duplicated ItemId",
    vietnamese: "Trùng ItemId",
    says: { final: false, type: "Merchant error", advice: "Give each item an id of its own." },
  },
  47: {
    message: "Request rejected due to inapplicable information in the given set of valuable data.",
    vietnamese: "Yêu cầu bị từ chối vì thông tin không hợp lệ trong danh sách dữ liệu khả dụng",
    says: { final: false, type: "System error", advice: "Review the data and send another request." },
  },
  98: {
    message: "This QR Code has not been generated successfully. Please try again later.",
    vietnamese: "QR Code tạo không thành công. Vui lòng thử lại sau.",
    says: { final: true, type: "System error", advice: "Send another request." },
  },
  99: {
    message: "Unknown error.",
    vietnamese: "Lỗi không xác định.",
    says: { final: true, type: "System error", advice: "Ask MoMo." },
  },
  1000: {
    message: "Transaction is initiated, waiting for user confirmation.",
    vietnamese: "Giao dịch đã được khởi tạo, chờ người dùng xác nhận thanh toán.",
    says: { final: false, advice: "Wait until the payer confirms or cancels." },
  },
  1001: {
    message: "Transaction failed due to insufficient funds.",
    vietnamese: "Giao dịch thanh toán thất bại do tài khoản người dùng không đủ tiền.",
    says: { final: true, type: "Merchant error" },
  },
  1002: {
    message: "Transaction rejected by the issuers of the payment methods.",
    vietnamese: "Giao dịch bị từ chối do nhà phát hành tài khoản thanh toán.",
    says: { final: true, type: "User error", advice: "Choose another payment method." },
  },
  1003: {
    message: "Transaction cancelled after successfully authorized.",
    vietnamese: "Giao dịch bị đã bị hủy.",
    says: {
      final: true,
      type: "Merchant error",
      cause: "The merchant cancelled it, or MoMo did when its time was over.",
      advice: "Mark it as failed.",
    },
  },
  1004: {
    message: "Transaction failed because the amount exceeds daily /monthly payment limit.",
    vietnamese: "Giao dịch thất bại do số tiền thanh toán vượt quá hạn mức thanh toán của người dùng.",
    says: { final: true, type: "User error", advice: "Mark it as failed, and try on another day." },
  },
  1005: {
    message: "Transaction failed because the url or QR code expired.",
    vietnamese: "Giao dịch thất bại do url hoặc QR code đã hết hạn.",
    says: { final: true, type: "System error", advice: "Send another payment request." },
  },
  1006: {
    message: "Transaction failed because user has denied to confirm the payment.",
    vietnamese: "Giao dịch thất bại do người dùng đã từ chối xác nhận thanh toán.",
    says: { final: true, type: "User error", advice: "Send another payment request." },
  },
  1007: {
    message: "Transaction rejected due to inactive or nonexistent user's account.",
    vietnamese: "Giao dịch bị từ chối vì tài khoản không tồn tại hoặc đang ở trạng thái ngưng hoạt động.",
    says: {
      final: true,
      type: "System error",
      advice: "The account has to be active and verified first; else ask MoMo.",
    },
  },
  1017: {
    message: "Transaction cancelled by merchant.",
    vietnamese: "Giao dịch bị hủy bởi đối tác.",
    says: { final: true, type: "Merchant error" },
  },
  1026: {
    message: "Transaction restricted due to promotion rules.",
    vietnamese: "Giao dịch bị hạn chế theo thể lệ chương trình khuyến mãi.",
    says: { final: true, type: "System error", advice: "Ask MoMo about the restriction." },
  },
  1080: {
    message:
      "Refund attempt failed during the processing. Please retry within a short period, preferably after an hour.",
    vietnamese:
      "Giao dịch hoàn tiền thất bại trong quá trình xử lý. Vui lòng thử lại trong khoảng thời gian ngắn, tốt hơn là sau một giờ.",
    says: {
      final: true,
      type: "Merchant error",
      advice:
        "Check the original orderId or transId, then refund again later: in about an hour where the payment is over a month old.",
    },
  },
  1081: {
    message: "Refund rejected. The original transaction might have been refunded.",
    vietnamese: "Giao dịch hoàn tiền bị từ chối. Giao dịch thanh toán ban đầu có thể đã được hoàn.",
    says: {
      final: true,
      type: "Merchant error",
      advice: "See whether the payment was refunded already, or whether more is asked than is left.",
    },
  },
  1088: {
    message: "Refund rejected. The original payment transaction is ineligible to be refunded",
    vietnamese: "Giao dịch hoàn tiền bị từ chối. Giao dịch thanh toán ban đầu không được hỗ trợ hoàn tiền.",
    says: { final: true, type: "Merchant error", advice: "Ask MoMo about the restriction." },
  },
  2019: {
    message: "Request rejected due to invalid orderGroupId.",
    vietnamese: "Yêu cầu bị từ chối vì orderGroupId không hợp lệ.",
    says: { final: true, type: "Merchant error", advice: "Ask MoMo about the restriction." },
  },
  4001: {
    message: "Transaction rejected because the user account is being restricted.",
    vietnamese: "Giao dịch bị từ chối do tài khoản người dùng đang bị hạn chế.",
    says: { final: true, type: "User error", advice: "Ask MoMo about this account's restriction." },
  },
  4002: {
    message: "Transaction rejected because the user account has not been verified by C06.",
    vietnamese: "Giao dịch bị từ chối do tài khoản người dùng chưa được xác thực với C06.",
    says: {
      final: true,
      type: "User error",
      advice: "The payer has to renew the biometrics by NFC in the app.",
    },
  },
  4100: {
    message: "Transaction failed because user has failed to login.",
    vietnamese: "Giao dịch thất bại do người dùng không đăng nhập thành công.",
    says: { final: true, type: "User error" },
  },
  7000: {
    message: "Transaction is being processed.",
    vietnamese: "Giao dịch đang được xử lý.",
    says: { final: false, type: "Pending", advice: "Wait until it is fully processed." },
  },
  7002: {
    message: "Transaction is being processed by the provider of the payment instrument selected.",
    vietnamese: "Giao dịch đang được xử lý bởi nhà cung cấp loại hình thanh toán.",
    says: { final: false, type: "Pending", advice: "Wait; a notification comes at the end." },
  },
  9000: {
    message: "Transaction is authorized successfully.",
    vietnamese: "Giao dịch đã được xác nhận thành công.",
    says: {
      final: false,
      type: "Pending",
      advice:
        "One-step payment: mark it as success. Two-step payment: capture or cancel. Binding: fetch the recurring token.",
    },
  },
} as const satisfies Readonly<Record<number, Listed>>;

export type ListedCode = keyof typeof listed;

/** The part of a row that is our reading. */
export type Reads = Pick<
  CodeRow,
  "surface" | "category" | "reason" | "finality" | "money" | "actor" | "advice" | "disclosure"
> &
  Partial<Pick<CodeRow, "calls" | "http_status" | "source" | "basis" | "notes" | "confirm_by_inquiry">>;

/** A row for a code of the list. */
export function listedRow(code: ListedCode, reads: Reads): CodeRow {
  const { message, vietnamese, says }: Listed = listed[code];
  return {
    http_status: null,
    code: String(code),
    label: null,
    message,
    provider_says: says,
    source: page,
    basis: "seed",
    ...reads,
    notes: [reads.notes, `In Vietnamese: "${vietnamese}"`].filter(Boolean).join(" "),
  };
}

/** A row for a code that stands in an older list only. */
export function olderRow(code: number, reads: Reads): CodeRow {
  return { ...unlistedRow(code, { source: olderList, ...reads }), provider_says: { final: true } };
}

/** A row for a code that was met elsewhere. */
export function unlistedRow(
  code: number,
  row: Reads & Pick<CodeRow, "source"> & Partial<Pick<CodeRow, "message" | "provider_says">>,
): CodeRow {
  return {
    http_status: null,
    code: String(code),
    label: null,
    message: null,
    provider_says: {},
    basis: "documented",
    ...row,
  };
}
