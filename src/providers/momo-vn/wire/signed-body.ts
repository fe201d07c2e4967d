import type { MomoConfig } from "../config.ts";
import { type Recipe, type Signed, sign } from "../connector/signatures.ts";

/** What every order may say of the merchant's shop. */
export function shop({ partner_name, store_id }: MomoConfig): object {
  return {
    ...(partner_name !== "" && { partnerName: partner_name }),
    ...(store_id !== "" && { storeId: store_id }),
  };
}

/** Every body says who the merchant is, and is signed by its recipe. Amounts are JSON numbers; their text is signed. */
export function signedBody(
  recipe: Recipe,
  fields: Signed,
  { config, unsigned = {} }: { readonly config: MomoConfig; readonly unsigned?: object },
): string {
  const message = { partnerCode: config.partner_code, ...fields };
  const amount = "amount" in fields && { amount: Number(fields["amount"]) };
  return JSON.stringify({ ...message, ...amount, ...unsigned, signature: sign(recipe, message, config) });
}
