import type { Reason, ReasonWords } from "../reasons.ts";
import { notUnderstood } from "./masked.ts";

/** What is there already, and what is not there. */
export const existingWords = {
  duplicate_request: {
    payer: {
      en: "This request was already made. We are checking how the first one ended.",
      fr: "Cette demande a déjà été faite. Nous vérifions comment la première s'est terminée.",
      sw: "Ombi hili tayari lilifanywa. Tunafuatilia jinsi la kwanza lilivyoisha.",
      vi: "Yêu cầu này đã được gửi trước đó. Chúng tôi đang kiểm tra kết quả của lần đầu.",
    },
    operator: "The provider has seen this reference before; its answer says nothing about the first request.",
  },
  already_in_progress: {
    payer: {
      en: "A request like this one is still being processed. Please let it finish first.",
      fr: "Une demande semblable est encore en cours. Veuillez attendre qu'elle se termine.",
      sw: "Ombi kama hili bado linashughulikiwa. Tafadhali subiri likamilike kwanza.",
      vi: "Một yêu cầu tương tự vẫn đang được xử lý. Vui lòng chờ yêu cầu đó hoàn tất.",
    },
    operator: "Another request of the same kind is under way and blocks this one.",
  },
  already_ended: {
    payer: {
      en: "This had already ended. We are checking how.",
      fr: "Cette opération était déjà terminée. Nous vérifions de quelle manière.",
      sw: "Ombi hili tayari lilikuwa limemalizika. Tunafuatilia jinsi lilivyomalizika.",
      vi: "Giao dịch này đã kết thúc trước đó. Chúng tôi đang kiểm tra kết quả.",
    },
    operator: "The operation had already ended, well or badly; only an inquiry tells which.",
  },
  already_subscribed: {
    payer: {
      en: "This subscription is already there.",
      fr: "Cet abonnement existe déjà.",
      sw: "Usajili huu tayari upo.",
      vi: "Gói đăng ký này đã có sẵn.",
    },
    operator: "The customer already has this subscription.",
  },
  already_unsubscribed: {
    payer: {
      en: "This subscription has already ended.",
      fr: "Cet abonnement est déjà terminé.",
      sw: "Usajili huu tayari umekwisha.",
      vi: "Gói đăng ký này đã kết thúc.",
    },
    operator: "The customer no longer has this subscription.",
  },
  already_exists: {
    payer: {
      en: "This is there already.",
      fr: "Cela existe déjà.",
      sw: "Hili tayari lipo.",
      vi: "Mục này đã có sẵn.",
    },
    operator: "What was to be made is there already.",
  },
  already_paid: {
    payer: {
      en: "This may be paid already. We are checking.",
      fr: "Cela a peut-être déjà été payé. Nous vérifions.",
      sw: "Huenda hili tayari limelipwa. Tunafuatilia.",
      vi: "Khoản này có thể đã được thanh toán. Chúng tôi đang kiểm tra.",
    },
    operator: "The provider says that this was paid before, perhaps by an earlier request of ours.",
  },
  already_refunded: {
    payer: {
      en: "This payment may already have been refunded. We are checking.",
      fr: "Ce paiement a peut-être déjà été remboursé. Nous vérifions.",
      sw: "Huenda malipo haya tayari yalirejeshwa. Tunafuatilia.",
      vi: "Khoản thanh toán này có thể đã được hoàn tiền. Chúng tôi đang kiểm tra.",
    },
    operator: "The provider says that the payment was refunded already, or that nothing is left to refund.",
  },
  transaction_not_found: {
    payer: {
      en: "The provider has no record of this yet. We are checking.",
      fr: "Le prestataire n'en a encore aucune trace. Nous vérifions.",
      sw: "Mtoa huduma bado hana rekodi ya hili. Tunafuatilia.",
      vi: "Nhà cung cấp chưa có dữ liệu về giao dịch này. Chúng tôi đang kiểm tra.",
    },
    operator: "The provider does not know the transaction, or does not know it yet.",
  },
  subscription_not_found: {
    payer: {
      en: "There is no such subscription.",
      fr: "Cet abonnement n'existe pas.",
      sw: "Hakuna usajili kama huo.",
      vi: "Không tìm thấy gói đăng ký này.",
    },
    operator: "The provider knows no such subscription.",
  },
  resource_not_found: {
    payer: notUnderstood,
    operator: "The provider knows nothing under the name that was asked for.",
  },
} as const satisfies Partial<Record<Reason, ReasonWords>>;
