import type { Reason, ReasonWords } from "../reasons.ts";
import { notKnownYet, tryLater } from "./masked.ts";

/** The provider: too busy, down, or leaving us in doubt. */
export const providerWords = {
  rate_limited: {
    payer: {
      en: "There are many requests at the moment. Please try again a little later.",
      fr: "Il y a beaucoup de demandes en ce moment. Veuillez réessayer un peu plus tard.",
      sw: "Kuna maombi mengi kwa sasa. Tafadhali jaribu tena baadaye kidogo.",
      vi: "Hiện có nhiều yêu cầu. Vui lòng thử lại sau ít phút.",
    },
    operator: "The provider refused the call because there were too many in a short time.",
  },
  payer_rate_limited: {
    payer: {
      en: "There were several requests for your number in a short time. Please try again a little later.",
      fr: "Il y a eu plusieurs demandes pour votre numéro en peu de temps. Veuillez réessayer un peu plus tard.",
      sw: "Kumekuwa na maombi kadhaa kwa namba yako kwa muda mfupi. Tafadhali jaribu tena baadaye kidogo.",
      vi: "Số điện thoại của bạn có nhiều yêu cầu trong thời gian ngắn. Vui lòng thử lại sau ít phút.",
    },
    operator:
      "The provider refused the call because there were too many in a short time about this one customer.",
  },
  provider_unavailable: {
    payer: tryLater,
    operator: "The provider is down or refuses work at the moment.",
  },
  provider_maintenance: {
    payer: {
      en: "The provider is under maintenance. Please try again later.",
      fr: "Le prestataire est en maintenance. Veuillez réessayer plus tard.",
      sw: "Mtoa huduma yuko kwenye matengenezo. Tafadhali jaribu tena baadaye.",
      vi: "Nhà cung cấp đang bảo trì. Vui lòng thử lại sau.",
    },
    operator: "The provider is under maintenance.",
  },
  operator_unavailable: {
    payer: tryLater,
    operator: "The mobile operator behind the provider is down.",
  },
  prompt_not_sent: {
    payer: {
      en: "The request did not reach your phone.",
      fr: "La demande n'est pas parvenue à votre téléphone.",
      sw: "Ombi halikufika kwenye simu yako.",
      vi: "Yêu cầu chưa đến được điện thoại của bạn.",
    },
    operator: "The prompt or PIN could not be sent to the phone.",
  },
  operation_timed_out: {
    payer: notKnownYet,
    operator:
      "The provider reports a time-out, so the operation may have gone through; ask before doing anything else.",
  },
  no_answer: {
    payer: notKnownYet,
    operator: "Our call left and no answer came, so the operation may have gone through.",
  },
  unreadable_answer: {
    payer: notKnownYet,
    operator: "An answer came that is not in the provider's format.",
  },
  provider_error: {
    payer: notKnownYet,
    operator: "Something went wrong inside the provider, at a point that it does not tell.",
  },
  network_error: {
    payer: notKnownYet,
    operator: "A connection broke somewhere behind the provider.",
  },
  unknown_code: {
    payer: notKnownYet,
    operator: "The registry has no row for this code, so it counts neither as success nor as failure.",
  },
  unknown_error: {
    payer: notKnownYet,
    operator: "The provider gives no cause.",
  },
  contradiction: {
    payer: notKnownYet,
    operator: "What the provider says contradicts itself, or what it said before.",
  },
  partial_answer: {
    payer: {
      en: "Only a part of the information came back.",
      fr: "Seule une partie des informations est revenue.",
      sw: "Ni sehemu tu ya taarifa iliyorudi.",
      vi: "Chỉ nhận được một phần thông tin.",
    },
    operator: "The answer has several parts, and not all of them came back; read each part by itself.",
  },
} as const satisfies Partial<Record<Reason, ReasonWords>>;
