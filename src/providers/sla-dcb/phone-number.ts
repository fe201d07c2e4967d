import type { PhoneLimit } from "../../connector/provider.ts";
import { markets } from "./connector/operators.ts";

/** May be left out: the checkout finds the number by itself, and tokens and references stand for it. */
export const phoneNumber: PhoneLimit = {
  pattern: new RegExp(`^\\+(?:${markets.map(({ dial_code }) => dial_code).join("|")})[0-9]{6,11}$`),
  example: "+2348090001234",
  says: "the number of a mobile phone in one of its countries, with + and the country's code",
  optional: true,
};
