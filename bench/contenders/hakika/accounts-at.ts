import { findProvider } from "../../../src/providers/index.ts";
import type { Account } from "../../rig/account.ts";
import { type ProviderId, providerIds } from "../../rig/dialects/dialects.ts";
import { ACCESS_KEY } from "../../rig/dialects/momo-vn.ts";
import type { ProviderStub } from "../../rig/provider-stub.ts";

/** The merchant's settings at each provider that is there. */
export function accountsAt(urls: ProviderStub["urls"], account: Account) {
  return providerIds.flatMap((id) => {
    const url = urls[id];
    const provider = findProvider(id);
    if (url === undefined || provider === undefined) return [];
    return [{ provider: id, config: provider.config.forSandbox(url, credentials(account)[id]) }];
  });
}

function credentials(account: Account): Readonly<Record<ProviderId, Readonly<Record<string, string>>>> {
  const { provider_key, provider_link, callback_secret } = account;
  return {
    "mpesa-ke": { api_key: provider_key, link_id: provider_link, webhook_secret: callback_secret },
    nellobytes: { user_id: "CK100000001", api_key: provider_key },
    "momo-vn": { partner_code: "BENCH0001", access_key: ACCESS_KEY, secret_key: callback_secret },
    mtn: { client_id: "bench", client_secret: provider_key },
    "sla-dcb": {
      username: "bench",
      password: provider_key,
      merchant: "partner:bench0001",
      campaign: "campaign:bench0001",
    },
  };
}
