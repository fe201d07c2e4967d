import { Type } from "typebox";
import { currencies } from "../../core/money.ts";
import { AMOUNT_LENGTH_MAX } from "../limits.ts";
import { named, oneOf } from "./named.ts";

export const Amount = named("Amount", "An exact amount of money.", {
  value: Type.String({
    pattern: "^(0|[1-9][0-9]*)(\\.[0-9]+)?$",
    maxLength: AMOUNT_LENGTH_MAX,
    description: 'A decimal number in quotes, such as "150.00": a JSON number could lose digits on its way.',
  }),
  currency: oneOf(currencies, { description: "ISO 4217." }),
});
