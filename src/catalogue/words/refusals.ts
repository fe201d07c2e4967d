import type { Reason, ReasonWords } from "../reasons.ts";

/** Declined, withdrawn or run out of time. */
export const refusalWords = {
  declined_by_operator: {
    payer: {
      en: "The mobile operator did not accept this.",
      fr: "L'opérateur mobile n'a pas accepté cette opération.",
      sw: "Mtoa huduma wa simu hakukubali ombi hili.",
      vi: "Nhà mạng không chấp nhận yêu cầu này.",
    },
    operator: "The mobile operator refused it without a cause that can be named.",
  },
  declined_by_issuer: {
    payer: {
      en: "Your bank or wallet did not accept the payment. Another way to pay may work.",
      fr: "Votre banque ou votre portefeuille n'a pas accepté le paiement. Un autre moyen peut fonctionner.",
      sw: "Benki au pochi yako haikukubali malipo. Njia nyingine ya kulipa inaweza kufaa.",
      vi: "Ngân hàng hoặc ví của bạn không chấp nhận khoản thanh toán. Bạn có thể thử cách thanh toán khác.",
    },
    operator: "The issuer of the payment method refused it.",
  },
  promotion_restricted: {
    payer: {
      en: "The payment does not fit the conditions of a promotion.",
      fr: "Le paiement ne remplit pas les conditions d'une promotion.",
      sw: "Malipo hayalingani na masharti ya promosheni.",
      vi: "Khoản thanh toán không phù hợp với điều kiện khuyến mãi.",
    },
    operator: "A promotion's rules at the provider stopped it.",
  },
  cancelled_by_merchant: {
    payer: {
      en: "The shop has cancelled this.",
      fr: "Le commerçant a annulé cette opération.",
      sw: "Duka limeghairi ombi hili.",
      vi: "Cửa hàng đã hủy giao dịch này.",
    },
    operator: "It was cancelled from our side.",
  },
  cancelled_by_provider: {
    payer: {
      en: "The provider has cancelled this.",
      fr: "Le prestataire a annulé cette opération.",
      sw: "Mtoa huduma ameghairi ombi hili.",
      vi: "Nhà cung cấp đã hủy giao dịch này.",
    },
    operator: "The provider cancelled it of its own accord.",
  },
  cancelled_after_hold: {
    payer: {
      en: "The authorised payment was cancelled.",
      fr: "Le paiement autorisé a été annulé.",
      sw: "Malipo yaliyoidhinishwa yameghairiwa.",
      vi: "Khoản thanh toán đã được cho phép nay bị hủy.",
    },
    operator: "The hold was lifted, by our own cancel or by the provider's time-out.",
  },
  expired: {
    payer: {
      en: "The time for this has run out.",
      fr: "Le délai est dépassé.",
      sw: "Muda wa ombi hili umeisha.",
      vi: "Đã hết thời gian thực hiện.",
    },
    operator: "The provider says that it expired.",
  },
  link_expired: {
    payer: {
      en: "The payment link or QR code has expired. A new one is needed.",
      fr: "Le lien de paiement ou le code QR a expiré. Il en faut un nouveau.",
      sw: "Kiungo cha malipo au msimbo wa QR umeisha muda. Unahitajika mpya.",
      vi: "Liên kết thanh toán hoặc mã QR đã hết hạn. Cần tạo mã mới.",
    },
    operator: "The payment page, link or QR code was not used in time.",
  },
} as const satisfies Partial<Record<Reason, ReasonWords>>;
