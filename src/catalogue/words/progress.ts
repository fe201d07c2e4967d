import type { Reason, ReasonWords } from "../reasons.ts";

/** Done, or going on. */
export const progressWords = {
  completed: {
    payer: {
      en: "This is done. Thank you.",
      fr: "C'est fait. Merci.",
      sw: "Imekamilika. Asante.",
      vi: "Đã hoàn tất. Xin cảm ơn.",
    },
    operator: "The provider reports that the operation is complete.",
  },
  accepted: {
    payer: {
      en: "Your request has been received.",
      fr: "Votre demande a bien été reçue.",
      sw: "Ombi lako limepokelewa.",
      vi: "Yêu cầu của bạn đã được tiếp nhận.",
    },
    operator: "The order is taken; the result comes later.",
  },
  in_progress: {
    payer: {
      en: "Your request is being processed.",
      fr: "Votre demande est en cours de traitement.",
      sw: "Ombi lako linashughulikiwa.",
      vi: "Yêu cầu của bạn đang được xử lý.",
    },
    operator: "The provider is working on it; the result comes later.",
  },
  awaiting_payer: {
    payer: {
      en: "Please confirm on your phone.",
      fr: "Veuillez confirmer sur votre téléphone.",
      sw: "Tafadhali thibitisha kwenye simu yako.",
      vi: "Vui lòng xác nhận trên điện thoại của bạn.",
    },
    operator: "The provider waits for the payer to confirm.",
  },
  awaiting_pin: {
    payer: {
      en: "Please enter the code that you were sent.",
      fr: "Veuillez saisir le code qui vous a été envoyé.",
      sw: "Tafadhali andika msimbo uliotumiwa.",
      vi: "Vui lòng nhập mã đã được gửi cho bạn.",
    },
    operator: "The provider has sent the payer a code, and waits for it to be passed on.",
  },
  funds_reserved: {
    payer: {
      en: "The payment has been authorised.",
      fr: "Le paiement a été autorisé.",
      sw: "Malipo yameidhinishwa.",
      vi: "Khoản thanh toán đã được cho phép.",
    },
    operator:
      "The money is held; it moves only when the payment is captured, and goes free when it is cancelled.",
  },
  pending_at_provider: {
    payer: {
      en: "Your payment is with your bank or wallet and will be confirmed shortly.",
      fr: "Votre paiement est auprès de votre banque ou de votre portefeuille et sera confirmé sous peu.",
      sw: "Malipo yako yako kwenye benki au pochi yako na yatathibitishwa hivi karibuni.",
      vi: "Khoản thanh toán đang được ngân hàng hoặc ví của bạn xử lý và sẽ sớm được xác nhận.",
    },
    operator:
      "Somebody behind the provider, such as the payer's bank, still works on it; the result comes later.",
  },
  awaiting_operator: {
    payer: {
      en: "Your request is with the mobile operator and will be confirmed shortly.",
      fr: "Votre demande est auprès de l'opérateur mobile et sera confirmée sous peu.",
      sw: "Ombi lako liko kwa mtoa huduma wa simu na litathibitishwa hivi karibuni.",
      vi: "Yêu cầu của bạn đang được nhà mạng xử lý và sẽ sớm được xác nhận.",
    },
    operator: "The provider has passed the order on and waits for the mobile operator's answer.",
  },
  on_hold: {
    payer: {
      en: "This is taking longer than usual. It will be tried again by itself.",
      fr: "Cela prend plus de temps que d'habitude. Une nouvelle tentative sera faite automatiquement.",
      sw: "Hii inachukua muda mrefu kuliko kawaida. Itajaribiwa tena yenyewe.",
      vi: "Việc này mất nhiều thời gian hơn bình thường và sẽ được tự động thử lại.",
    },
    operator: "The provider holds the order and tries again by itself, so it can still succeed.",
  },
} as const satisfies Partial<Record<Reason, ReasonWords>>;
