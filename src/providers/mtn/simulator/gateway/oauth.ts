import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { newAccessToken } from "../ids.ts";
import { number } from "../settings.ts";
import { json } from "./answers.ts";
import type { App, Token } from "./apps.ts";

const paths: readonly string[] = [
  "/v1/oauth/access_token",
  "/v1/oauth/access_token/accesstoken",
  "/oauth/client_credential/accesstoken",
];

export function isTokenPath({ path }: SimulatedRequest): boolean {
  return paths.includes(path);
}

/** Key and secret against a token. Its failures have one field, and no four-digit code. */
export function grantToken(host: SimulatorHost, request: SimulatedRequest): SimulatedAnswer {
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  if (request.method !== "POST") return refuse(host, 405, "invalid_request");
  if ((request.query["grant_type"] ?? form.get("grant_type")) !== "client_credentials") {
    return refuse(host, 400, "unsupported_grant_type");
  }
  const { client_id, client_secret } = basicOf(request) ?? {
    client_id: form.get("client_id") ?? "",
    client_secret: form.get("client_secret") ?? "",
  };
  const app = host.records.get<App>("app", client_id);
  if (app === undefined || app.client_secret !== client_secret || !app.approved) {
    return refuse(host, 401, "invalid_client");
  }
  return json(host, { status: 200, body: grant(host, app) });
}

/** Every scalar is a text; and the type is not the word that goes before the token in a call. */
function grant(host: SimulatorHost, { client_id, products }: App): object {
  const access_token = newAccessToken(host);
  const lives_s = number(host, "token_lives_s");
  const token: Token = { client_id, expires_at_ms: host.now() + lives_s * 1_000 };
  host.records.put("token", access_token, token);
  return {
    access_token,
    token_type: "BearerToken",
    expires_in: String(lives_s),
    issued_at: String(host.now()),
    status: "approved",
    scope: "",
    client_id,
    application_name: "0b2f6a7e-5f39-4f0e-9a55-0d6d1c1f7a10",
    organization_name: "mtn-prod",
    "developer.email": "dev@example.test",
    api_product_list: `[${products.join(", ")}]`,
    api_product_list_json: products,
    refresh_token_expires_in: "0",
    refresh_count: "0",
  };
}

function basicOf({ headers }: SimulatedRequest): Pick<App, "client_id" | "client_secret"> | undefined {
  const [, encoded] = /^Basic (\S+)$/i.exec(headers["authorization"] ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const [client_id = "", client_secret = ""] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { client_id, client_secret };
}

function refuse(host: SimulatorHost, status: number, error: string): SimulatedAnswer {
  host.note(`No token: ${error}.`, error);
  return json(host, { status, body: { error } });
}
