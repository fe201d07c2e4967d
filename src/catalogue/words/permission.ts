import type { Reason, ReasonWords } from "../reasons.ts";
import { notUnderstood } from "./masked.ts";

/** PINs, tokens, consent and subscriptions: what a payer's permission hangs on. */
export const permissionWords = {
  pin_not_found: {
    payer: {
      en: "This PIN is not known. Please ask for a new one.",
      fr: "Ce code PIN n'est pas connu. Veuillez en demander un nouveau.",
      sw: "PIN hii haijulikani. Tafadhali omba mpya.",
      vi: "Không nhận ra mã PIN này. Vui lòng yêu cầu mã mới.",
    },
    operator: "The provider knows no such PIN for this customer.",
  },
  pin_expired: {
    payer: {
      en: "This PIN has expired. Please ask for a new one.",
      fr: "Ce code PIN a expiré. Veuillez en demander un nouveau.",
      sw: "PIN hii imeisha muda. Tafadhali omba mpya.",
      vi: "Mã PIN này đã hết hạn. Vui lòng yêu cầu mã mới.",
    },
    operator: "The PIN was entered after its time.",
  },
  pin_used: {
    payer: {
      en: "This PIN has already been used. We are checking what came of it.",
      fr: "Ce code PIN a déjà été utilisé. Nous vérifions ce qu'il en est.",
      sw: "PIN hii tayari imetumika. Tunafuatilia matokeo yake.",
      vi: "Mã PIN này đã được sử dụng. Chúng tôi đang kiểm tra kết quả.",
    },
    operator: "The PIN was used before, so an earlier confirmation may have gone through.",
  },
  token_invalid: {
    payer: notUnderstood,
    operator: "The provider does not accept the token: unknown, or made for something else.",
  },
  token_expired: {
    payer: {
      en: "The time to confirm has run out. Please start again.",
      fr: "Le délai de confirmation est dépassé. Veuillez recommencer.",
      sw: "Muda wa kuthibitisha umeisha. Tafadhali anza tena.",
      vi: "Đã hết thời gian xác nhận. Vui lòng bắt đầu lại.",
    },
    operator: "The token is too old.",
  },
  token_used: {
    payer: {
      en: "This confirmation was already used. We are checking what came of it.",
      fr: "Cette confirmation a déjà été utilisée. Nous vérifions ce qu'il en est.",
      sw: "Uthibitisho huu tayari umetumika. Tunafuatilia matokeo yake.",
      vi: "Lượt xác nhận này đã được sử dụng. Chúng tôi đang kiểm tra kết quả.",
    },
    operator: "The token was used before, so an earlier call with it may have gone through.",
  },
  not_eligible: {
    payer: {
      en: "This offer is not available for this number.",
      fr: "Cette offre n'est pas disponible pour ce numéro.",
      sw: "Ofa hii haipatikani kwa nambari hii.",
      vi: "Ưu đãi này không áp dụng cho số này.",
    },
    operator: "The customer is not eligible for this offer or service.",
  },
  subscription_state: {
    payer: {
      en: "This is not possible in the subscription's present state.",
      fr: "Ce n'est pas possible dans l'état actuel de l'abonnement.",
      sw: "Hili haliwezekani katika hali ya sasa ya usajili.",
      vi: "Không thể thực hiện ở trạng thái hiện tại của gói đăng ký.",
    },
    operator: "The subscription is not in the state that this call needs.",
  },
} as const satisfies Partial<Record<Reason, ReasonWords>>;
