import type { SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { ApiError, EXPIRED, Unauthorised } from "./api-error.ts";

/** What an app can be subscribed to. */
export const products = [
  "Customer Profiles",
  "Customer Locations",
  "Subscriptions",
  "Customer Plans",
  "Payments V1",
  "Customer Billing Token",
] as const;
export type Product = (typeof products)[number];

/** Kept under its consumer key. */
export type App = {
  readonly client_id: string;
  readonly client_secret: string;
  readonly approved: boolean;
  readonly products: readonly Product[];
};

/** Kept under the token itself. */
export type Token = { readonly client_id: string; readonly expires_at_ms: number };

/** Most products take either; locations take the key alone, payments the token alone. */
const credentialsOf: Readonly<Record<Product, "either" | "key" | "token">> = {
  "Customer Profiles": "either",
  "Customer Locations": "key",
  Subscriptions: "either",
  "Customer Plans": "either",
  "Payments V1": "token",
  "Customer Billing Token": "either",
};

/** Whoever sends both a key and a token must be the same app in both. */
export function authenticate(host: SimulatorHost, request: SimulatedRequest, product: Product): App {
  const wanted = credentialsOf[product];
  const byKey = wanted === "token" ? undefined : appOfKey(host, request);
  const byToken = wanted === "key" ? undefined : appOfToken(host, request);
  if (byKey !== undefined && byToken !== undefined && byKey.client_id !== byToken.client_id) {
    throw new Unauthorised(
      "Key and token belong to different apps",
      "oauth.v2.InvalidApiKeyForGivenResource",
    );
  }
  const app = byToken ?? byKey;
  if (app === undefined) throw new Unauthorised("No credentials", "oauth.v2.InvalidAccessToken");
  if (!app.approved) throw new Unauthorised("The app is not approved", "oauth.v2.InvalidApiKey");
  return app;
}

export function checkProduct(app: App, product: Product): void {
  if (!app.products.includes(product)) throw new ApiError("4001", `The app has no product ${product}.`);
}

/** Undefined where none was sent. */
function appOfKey(host: SimulatorHost, { headers }: SimulatedRequest): App | undefined {
  const key = headers["x-api-key"];
  if (key === undefined) return undefined;
  const app = host.records.get<App>("app", key);
  if (app === undefined) throw new Unauthorised("Invalid API key", "oauth.v2.InvalidApiKey");
  return app;
}

/** Undefined where none was sent. */
function appOfToken(host: SimulatorHost, { headers }: SimulatedRequest): App | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  const [, sent = ""] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
  const token = host.records.get<Token>("token", sent);
  const app = token && host.records.get<App>("app", token.client_id);
  if (token === undefined || app === undefined) {
    throw new Unauthorised("Invalid Access Token", "keymanagement.service.invalid_access_token");
  }
  if (token.expires_at_ms <= host.now()) throw new Unauthorised("The access token has expired", EXPIRED);
  return app;
}
