import type { Reason, ReasonWords } from "../reasons.ts";

/** The payer: what they answered, and what their account allows. */
export const payerWords = {
  payment_not_approved: {
    payer: {
      en: "The payment was not approved.",
      fr: "Le paiement n'a pas été approuvé.",
      sw: "Malipo hayakuidhinishwa.",
      vi: "Khoản thanh toán chưa được chấp thuận.",
    },
    operator: "The payer, or somebody on the payer's side, did not approve the payment.",
  },
  payer_cancelled: {
    payer: {
      en: "The payment was cancelled on the phone or the payment page.",
      fr: "Le paiement a été annulé sur le téléphone ou la page de paiement.",
      sw: "Malipo yalighairiwa kwenye simu au ukurasa wa malipo.",
      vi: "Khoản thanh toán đã được hủy trên điện thoại hoặc trang thanh toán.",
    },
    operator: "The payer refused the payment.",
  },
  payer_no_response: {
    payer: {
      en: "The payment was not confirmed in time.",
      fr: "Le paiement n'a pas été confirmé à temps.",
      sw: "Malipo hayakuthibitishwa kwa wakati.",
      vi: "Khoản thanh toán không được xác nhận kịp thời.",
    },
    operator: "The payer did not answer the prompt in time, which is not the same as refusing.",
  },
  wrong_pin: {
    payer: {
      en: "The PIN did not match.",
      fr: "Le code PIN ne correspond pas.",
      sw: "PIN haikulingana.",
      vi: "Mã PIN không khớp.",
    },
    operator: "The payer's PIN was not accepted.",
  },
  pin_locked: {
    payer: {
      en: "The PIN is locked. Your mobile operator can unlock it.",
      fr: "Le code PIN est bloqué. Votre opérateur mobile peut le débloquer.",
      sw: "PIN imefungwa. Mtoa huduma wako wa simu anaweza kuifungua.",
      vi: "Mã PIN đang bị khóa. Nhà mạng của bạn có thể mở khóa.",
    },
    operator: "The payer's PIN is locked after several attempts.",
  },
  payer_busy: {
    payer: {
      en: "Another request is open on your phone. Please finish it first.",
      fr: "Une autre demande est ouverte sur votre téléphone. Veuillez d'abord la terminer.",
      sw: "Kuna ombi lingine kwenye simu yako. Tafadhali limalize kwanza.",
      vi: "Có một yêu cầu khác đang mở trên điện thoại. Vui lòng hoàn tất yêu cầu đó trước.",
    },
    operator: "Another prompt is open on the payer's phone.",
  },
  payer_not_found: {
    payer: {
      en: "There is no account for this phone number.",
      fr: "Aucun compte n'existe pour ce numéro de téléphone.",
      sw: "Hakuna akaunti ya nambari hii ya simu.",
      vi: "Không có tài khoản nào cho số điện thoại này.",
    },
    operator: "The provider knows no payer with this phone number or account.",
  },
  payer_account_restricted: {
    payer: {
      en: "This account cannot make the payment at the moment. Your provider can tell you more.",
      fr: "Ce compte ne peut pas effectuer le paiement pour le moment. Votre prestataire peut vous en dire plus.",
      sw: "Akaunti hii haiwezi kufanya malipo kwa sasa. Mtoa huduma wako anaweza kukueleza zaidi.",
      vi: "Tài khoản này hiện chưa thể thanh toán. Nhà cung cấp của bạn có thể cho biết thêm.",
    },
    operator: "The payer's account is closed, inactive or restricted.",
  },
  payer_not_verified: {
    payer: {
      en: "Your provider asks you to verify your identity before you pay.",
      fr: "Votre prestataire vous demande de vérifier votre identité avant de payer.",
      sw: "Mtoa huduma wako anakuomba uthibitishe utambulisho wako kabla ya kulipa.",
      vi: "Nhà cung cấp đề nghị bạn xác minh danh tính trước khi thanh toán.",
    },
    operator: "The payer has to verify their identity with the provider first.",
  },
  payer_login_failed: {
    payer: {
      en: "The log-in to the payment account was not completed.",
      fr: "La connexion au compte de paiement n'a pas abouti.",
      sw: "Kuingia kwenye akaunti ya malipo hakukukamilika.",
      vi: "Việc đăng nhập vào tài khoản thanh toán chưa hoàn tất.",
    },
    operator: "The payer did not manage to log in to the wallet.",
  },
  payer_not_identified: {
    payer: {
      en: "Your phone number could not be recognised. Mobile data may need to be on.",
      fr: "Votre numéro n'a pas pu être reconnu. Il faut peut-être activer les données mobiles.",
      sw: "Nambari yako ya simu haikutambuliwa. Huenda data ya simu inahitaji kuwashwa.",
      vi: "Chưa nhận diện được số điện thoại của bạn. Có thể cần bật dữ liệu di động.",
    },
    operator: "The network did not tell who the payer is, for example because mobile data is off.",
  },
  insufficient_funds: {
    payer: {
      en: "The balance is not enough for this payment.",
      fr: "Le solde est insuffisant pour ce paiement.",
      sw: "Salio halitoshi kwa malipo haya.",
      vi: "Số dư không đủ cho khoản thanh toán này.",
    },
    operator: "The payer's balance or credit is too low.",
  },
} as const satisfies Partial<Record<Reason, ReasonWords>>;
