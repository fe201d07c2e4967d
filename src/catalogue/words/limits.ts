import type { Reason, ReasonWords } from "../reasons.ts";

/** Limits on amounts and on how often. */
export const limitWords = {
  payer_limit_reached: {
    payer: {
      en: "The payment is above a limit of the account for now.",
      fr: "Le paiement dépasse pour l'instant une limite du compte.",
      sw: "Malipo yamezidi kikomo cha akaunti kwa sasa.",
      vi: "Khoản thanh toán hiện vượt hạn mức của tài khoản.",
    },
    operator: "The payer's daily, monthly or spending limit is reached.",
  },
  receiver_limit_reached: {
    payer: {
      en: "The receiving account cannot take this amount for now.",
      fr: "Le compte destinataire ne peut pas recevoir ce montant pour l'instant.",
      sw: "Akaunti inayopokea haiwezi kupokea kiasi hiki kwa sasa.",
      vi: "Tài khoản nhận hiện chưa thể nhận số tiền này.",
    },
    operator: "The receiving account has reached a limit.",
  },
  amount_out_of_bounds: {
    payer: {
      en: "This amount is outside what can be paid here.",
      fr: "Ce montant est hors des limites acceptées ici.",
      sw: "Kiasi hiki kiko nje ya mipaka inayokubalika hapa.",
      vi: "Số tiền này nằm ngoài mức được chấp nhận ở đây.",
    },
    operator: "The amount is below the minimum or above the maximum.",
  },
  amount_too_small: {
    payer: {
      en: "This amount is below the smallest that can be paid here.",
      fr: "Ce montant est inférieur au minimum accepté ici.",
      sw: "Kiasi hiki ni chini ya kiwango cha chini kinachokubalika hapa.",
      vi: "Số tiền này thấp hơn mức tối thiểu được chấp nhận ở đây.",
    },
    operator: "The amount is below the minimum.",
  },
  amount_too_large: {
    payer: {
      en: "This amount is above the largest that can be paid here.",
      fr: "Ce montant est supérieur au maximum accepté ici.",
      sw: "Kiasi hiki ni zaidi ya kiwango cha juu kinachokubalika hapa.",
      vi: "Số tiền này cao hơn mức tối đa được chấp nhận ở đây.",
    },
    operator: "The amount is above the maximum.",
  },
  rule_limited: {
    payer: {
      en: "The payment is not possible under the provider's rules at the moment.",
      fr: "Le paiement n'est pas possible pour le moment selon les règles du prestataire.",
      sw: "Malipo hayawezekani kwa sasa kulingana na kanuni za mtoa huduma.",
      vi: "Khoản thanh toán hiện chưa thể thực hiện theo quy định của nhà cung cấp.",
    },
    operator: "One of the provider's rules stopped it, without saying which.",
  },
} as const satisfies Partial<Record<Reason, ReasonWords>>;
