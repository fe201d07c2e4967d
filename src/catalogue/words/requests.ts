import type { Reason, ReasonWords } from "../reasons.ts";
import { notUnderstood } from "./masked.ts";

/** What is wrong with the request itself. Most of it is the developer's business, so the payer hears little. */
export const requestWords = {
  invalid_request: {
    payer: notUnderstood,
    operator: "The provider did not accept the request's form or content.",
  },
  missing_parameter: {
    payer: notUnderstood,
    operator: "The request lacks a field that the provider requires.",
  },
  invalid_phone_number: {
    payer: {
      en: "This phone number was not accepted. Please check it.",
      fr: "Ce numéro de téléphone n'a pas été accepté. Veuillez le vérifier.",
      sw: "Nambari hii ya simu haikukubaliwa. Tafadhali ihakiki.",
      vi: "Số điện thoại này chưa được chấp nhận. Vui lòng kiểm tra lại.",
    },
    operator: "The provider did not accept the phone number's form, country or network.",
  },
  invalid_amount: {
    payer: {
      en: "This amount was not accepted.",
      fr: "Ce montant n'a pas été accepté.",
      sw: "Kiasi hiki hakikukubaliwa.",
      vi: "Số tiền này chưa được chấp nhận.",
    },
    operator: "The provider did not accept the amount's form or value.",
  },
  invalid_currency: {
    payer: {
      en: "This currency is not accepted here.",
      fr: "Cette devise n'est pas acceptée ici.",
      sw: "Sarafu hii haikubaliwi hapa.",
      vi: "Loại tiền này không được chấp nhận ở đây.",
    },
    operator: "The operator does not charge in this currency.",
  },
  invalid_callback_url: {
    payer: notUnderstood,
    operator: "The provider did not accept the callback URL, or could not reach it.",
  },
  invalid_reference: {
    payer: notUnderstood,
    operator: "The provider did not accept a reference in the request.",
  },
  unsupported_operation: {
    payer: {
      en: "This is not available with your provider.",
      fr: "Cette opération n'est pas disponible chez votre prestataire.",
      sw: "Huduma hii haipatikani kwa mtoa huduma wako.",
      vi: "Nhà cung cấp của bạn không hỗ trợ dịch vụ này.",
    },
    operator: "The provider or the mobile operator behind it does not offer this operation.",
  },
  unsupported_version: {
    payer: notUnderstood,
    operator: "The provider no longer speaks this version of its interface.",
  },
  unknown_product: {
    payer: notUnderstood,
    operator: "The provider does not know the product, campaign or service that was named.",
  },
} as const satisfies Partial<Record<Reason, ReasonWords>>;
