import type { Reason, ReasonWords } from "../reasons.ts";

/** Refunds. */
export const refundWords = {
  refund_failed: {
    payer: {
      en: "The refund did not go through this time.",
      fr: "Le remboursement n'a pas abouti cette fois.",
      sw: "Urejeshaji wa pesa haukufanikiwa kwa sasa.",
      vi: "Lần hoàn tiền này chưa thành công.",
    },
    operator: "This refund failed; the payment itself stands as before.",
  },
  refund_not_allowed: {
    payer: {
      en: "This payment cannot be refunded this way. Please contact the shop.",
      fr: "Ce paiement ne peut pas être remboursé de cette façon. Veuillez contacter le commerçant.",
      sw: "Malipo haya hayawezi kurejeshwa kwa njia hii. Tafadhali wasiliana na duka.",
      vi: "Khoản thanh toán này không thể hoàn theo cách này. Vui lòng liên hệ cửa hàng.",
    },
    operator: "The provider does not refund this payment.",
  },
  partial_refund_unsupported: {
    payer: {
      en: "Only the whole amount can be refunded.",
      fr: "Seul le montant total peut être remboursé.",
      sw: "Ni kiasi chote tu kinachoweza kurejeshwa.",
      vi: "Chỉ có thể hoàn lại toàn bộ số tiền.",
    },
    operator: "The mobile operator behind the provider refunds the whole amount or nothing.",
  },
} as const satisfies Partial<Record<Reason, ReasonWords>>;
