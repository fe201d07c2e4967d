import type { Language } from "../reasons.ts";

type Words = Readonly<Record<Language, string>>;

/** For reasons that mean something to a developer and nothing to a payer. */
export const notUnderstood: Words = {
  en: "This could not be done as requested. Please contact the shop.",
  fr: "L'opération n'a pas pu être effectuée telle que demandée. Veuillez contacter le commerçant.",
  sw: "Ombi hili halikuweza kutekelezwa kama lilivyoombwa. Tafadhali wasiliana na duka.",
  vi: "Yêu cầu chưa thể thực hiện như đã đề nghị. Vui lòng liên hệ cửa hàng.",
};

/** For reasons that a payer need not, or must not, hear. */
export const notAvailable: Words = {
  en: "This is not available at the moment. Please contact the shop.",
  fr: "Ce service n'est pas disponible pour le moment. Veuillez contacter le commerçant.",
  sw: "Huduma hii haipatikani kwa sasa. Tafadhali wasiliana na duka.",
  vi: "Dịch vụ này hiện chưa khả dụng. Vui lòng liên hệ cửa hàng.",
};

/** For everything of which nobody can tell yet how it ended. */
export const notKnownYet: Words = {
  en: "We do not know yet how this ended, and are finding out.",
  fr: "Nous ne savons pas encore comment cela s'est terminé et nous vérifions.",
  sw: "Bado hatujui hili limeishaje, na tunafuatilia.",
  vi: "Chúng tôi chưa biết kết quả và đang kiểm tra.",
};

/** For providers that are down or overloaded. */
export const tryLater: Words = {
  en: "The service is not reachable at the moment. Please try again later.",
  fr: "Le service est injoignable pour le moment. Veuillez réessayer plus tard.",
  sw: "Huduma haifikiki kwa sasa. Tafadhali jaribu tena baadaye.",
  vi: "Hiện chưa kết nối được với dịch vụ. Vui lòng thử lại sau.",
};
