import type { Reason, ReasonWords } from "../reasons.ts";

/** Whoever receives a top-up or a message. */
export const recipientWords = {
  recipient_not_found: {
    payer: {
      en: "The recipient's number is not known to the operator.",
      fr: "Le numéro du destinataire n'est pas connu de l'opérateur.",
      sw: "Nambari ya mpokeaji haijulikani kwa mtoa huduma.",
      vi: "Nhà mạng không nhận ra số của người nhận.",
    },
    operator: "The number does not belong to the chosen operator, or does not exist.",
  },
  recipient_account_restricted: {
    payer: {
      en: "The recipient's number cannot receive this at the moment.",
      fr: "Le numéro du destinataire ne peut pas recevoir cela pour le moment.",
      sw: "Nambari ya mpokeaji haiwezi kupokea hii kwa sasa.",
      vi: "Số của người nhận hiện chưa thể nhận dịch vụ này.",
    },
    operator: "The recipient's line is in a state that takes no top-up.",
  },
  recipient_plan_not_eligible: {
    payer: {
      en: "This offer is not available for the recipient's number.",
      fr: "Cette offre n'est pas disponible pour le numéro du destinataire.",
      sw: "Ofa hii haipatikani kwa nambari ya mpokeaji.",
      vi: "Ưu đãi này không áp dụng cho số của người nhận.",
    },
    operator:
      "The recipient's plan does not allow this offer, or an earlier one is still waiting on the line.",
  },
  message_not_delivered: {
    payer: {
      en: "The message could not be delivered.",
      fr: "Le message n'a pas pu être remis.",
      sw: "Ujumbe haukuweza kufikishwa.",
      vi: "Tin nhắn chưa gửi được.",
    },
    operator: "The text message was not delivered to the phone.",
  },
} as const satisfies Partial<Record<Reason, ReasonWords>>;
