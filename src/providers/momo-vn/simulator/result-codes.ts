export type Lang = "vi" | "en";

/** Whether a code answers a repeated request for good, and its words in Vietnamese and English. */
type Words = readonly [final: boolean, vi: string, en: string];

/** The codes of the provider's list, then a few that only recordings and older lists have. */
const codes = {
  0: [true, "Thành công.", "Successful."],
  10: [false, "Hệ thống đang được bảo trì.", "System is under maintenance."],
  11: [
    false,
    "Quyền truy cập bị từ chối. Vui lòng liên hệ MoMo để biết thêm chi tiết.",
    "Access denied. Please contact MoMo for more details.",
  ],
  12: [
    false,
    "Phiên bản API không được hỗ trợ cho yêu cầu này.",
    "Unsupported API version for this request.",
  ],
  13: [false, "Xác thực doanh nghiệp thất bại.", "Merchant authentication failed."],
  20: [false, "Yêu cầu sai định dạng.", "Bad format request."],
  21: [
    false,
    "Yêu cầu bị từ chối vì số tiền giao dịch không hợp lệ.",
    "Request rejected due to invalid transaction amount.",
  ],
  22: [false, "Số tiền giao dịch không hợp lệ.", "The transaction amount is out of range."],
  40: [false, "RequestId bị trùng.", "Duplicated requestId."],
  41: [false, "OrderId bị trùng.", "Duplicated orderId."],
  42: [false, "OrderId không hợp lệ hoặc không được tìm thấy.", "Invalid orderId or orderId is not found."],
  43: [
    false,
    "Yêu cầu bị từ chối vì xung đột trong quá trình xử lý giao dịch.",
    "Request rejected due to an analogous transaction is being processed.",
  ],
  45: [false, "Trùng ItemId", "Duplicated ItemId"],
  47: [
    false,
    "Yêu cầu bị từ chối vì thông tin không hợp lệ trong danh sách dữ liệu khả dụng",
    "Request rejected due to inapplicable information in the given set of valuable data.",
  ],
  98: [
    true,
    "QR Code tạo không thành công. Vui lòng thử lại sau.",
    "This QR Code has not been generated successfully. Please try again later.",
  ],
  99: [true, "Lỗi không xác định.", "Unknown error."],
  1000: [
    false,
    "Giao dịch đã được khởi tạo, chờ người dùng xác nhận thanh toán.",
    "Transaction is initiated, waiting for user confirmation.",
  ],
  1001: [
    true,
    "Giao dịch thanh toán thất bại do tài khoản người dùng không đủ tiền.",
    "Transaction failed due to insufficient funds.",
  ],
  1002: [
    true,
    "Giao dịch bị từ chối do nhà phát hành tài khoản thanh toán.",
    "Transaction rejected by the issuers of the payment accounts.",
  ],
  1003: [true, "Giao dịch bị hủy.", "Transaction cancelled after successfully authorized."],
  1004: [
    true,
    "Giao dịch thất bại do số tiền thanh toán vượt quá hạn mức thanh toán của người dùng.",
    "Transaction failed because the amount exceeds daily /monthly payment limit.",
  ],
  1005: [
    true,
    "Giao dịch thất bại do url hoặc QR code đã hết hạn.",
    "Transaction failed because the url or QR code expired.",
  ],
  1006: [true, "Giao dịch bị từ chối bởi người dùng.", "Transaction denied by user."],
  1007: [
    true,
    "Giao dịch bị từ chối vì tài khoản không tồn tại hoặc đang ở trạng thái ngưng hoạt động.",
    "Transaction rejected due to inactive or nonexistent user's account.",
  ],
  1017: [true, "Giao dịch bị hủy bởi đối tác.", "Transaction cancelled by merchant."],
  1026: [
    true,
    "Giao dịch bị hạn chế theo thể lệ chương trình khuyến mãi.",
    "Transaction restricted due to promotion rules.",
  ],
  1080: [
    true,
    "Giao dịch hoàn tiền thất bại trong quá trình xử lý. Vui lòng thử lại trong khoảng thời gian ngắn, tốt hơn là sau một giờ.",
    "Refund attempt failed during the processing. Please retry within a short period, preferably after an hour.",
  ],
  1081: [
    true,
    "Giao dịch hoàn tiền bị từ chối. Giao dịch thanh toán ban đầu có thể đã được hoàn.",
    "Refund rejected. The original transaction might have been refunded.",
  ],
  1088: [
    true,
    "Giao dịch hoàn tiền bị từ chối. Giao dịch thanh toán ban đầu không được hỗ trợ hoàn tiền.",
    "Refund rejected. The original payment transaction is ineligible to be refunded",
  ],
  2019: [
    true,
    "Yêu cầu bị từ chối vì orderGroupId không hợp lệ.",
    "Request rejected due to invalid orderGroupId.",
  ],
  4001: [
    true,
    "Giao dịch bị từ chối do tài khoản người dùng đang bị hạn chế.",
    "Transaction rejected because the user account is being restricted.",
  ],
  4002: [
    true,
    "Giao dịch bị từ chối do tài khoản người dùng chưa được xác thực với C06.",
    "Transaction rejected because the user account has not been verified by C06.",
  ],
  4100: [
    true,
    "Giao dịch thất bại do người dùng không đăng nhập thành công.",
    "Transaction failed because user has failed to login.",
  ],
  7000: [false, "Giao dịch đang được xử lý.", "Transaction is being processed."],
  7002: [
    false,
    "Giao dịch đang được xử lý bởi nhà cung cấp loại hình thanh toán.",
    "Transaction is being processed by the provider of the payment instrument selected.",
  ],
  9000: [false, "Giao dịch đã được xác nhận thành công.", "Transaction is authorized successfully."],
  2001: [true, "Giao dịch thất bại do sai thông tin liên kết.", "Transaction failed due to a wrong token."],
  2007: [true, "Liên kết đang bị tạm khóa.", "The token is inactive."],
  2011: [
    true,
    "Yêu cầu bị từ chối vì giao dịch đã được thanh toán trong kỳ.",
    "Request rejected because this period has been paid.",
  ],
  2015: [
    true,
    "Yêu cầu bị từ chối vì chưa đến kỳ gọi thanh toán.",
    "Request rejected because the payment is not due yet.",
  ],
  4010: [true, "Mã xác thực không đúng.", "The security code is wrong."],
  8200: [
    false,
    "Giao dịch đang ở trạng thái cần xác nhận 2FA",
    "Transaction is waiting for its security code.",
  ],
} as const satisfies Readonly<Record<number, Words>>;

export type ResultCode = keyof typeof codes;

/** Free text; the wording has changed over the years. */
export function messageOf(code: ResultCode, lang: Lang): string {
  return codes[code][lang === "vi" ? 1 : 2];
}

/** A repeated request gets the same answer again, which says nothing of the transaction. */
export function isFinal(code: ResultCode): boolean {
  return codes[code][0];
}

/** Known for 0, 20 and 8200 only; the rest is assumed. */
export function statusOf(code: ResultCode): number {
  if (code === 10) return 503;
  if (code === 8200) return 201;
  return code > 10 && code < 98 ? 400 : 200;
}
