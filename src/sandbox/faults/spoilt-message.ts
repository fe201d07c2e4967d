import type { HttpRequest } from "../../connector/http.ts";
import { drawFrom } from "./chance.ts";

/** As somebody on the way would change it: the signature no longer fits. */
export function alter(request: HttpRequest, find: string, replace: string): HttpRequest {
  const change = (text: string): string => (find === "" ? changeAmount(text) : text.replace(find, replace));
  return request.body === null
    ? { ...request, url: changeQuery(request.url, change) }
    : { ...request, body: change(request.body) };
}

/** A URL keeps its path, or it would lead to somebody else. */
function changeQuery(url: string, change: (text: string) => string): string {
  const start = url.indexOf("?");
  return start === -1 ? url : url.slice(0, start) + change(url.slice(start));
}

const amount = /(amount"?\s*[:=]\s*"?\d*?)(\d)(?!\d)/i;
const lastDigit = /(.*)(\d)/s;

function changeAmount(text: string): string {
  const digit = amount.test(text) ? amount : lastDigit;
  return text.replace(digit, (_found, before: string, last: string) => `${before}${(Number(last) + 1) % 10}`);
}

const signatureName = /signature|hmac|authorization|token/i;
const signatureField = /"[^"]*(?:signature|hmac)[^"]*"\s*:\s*"[^"]*"/gi;
const lastText = /(?<=")[^"]*(?="$)/;
const signatureParameter = /([?&][^=&]*(?:signature|hmac)[^=&]*=)([^&]*)/gi;

/** As somebody would send it who does not know the secret: every signature is as long as a real one, and means nothing. */
export function forge(request: HttpRequest): HttpRequest {
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    signatureName.test(name) ? meaningless(value) : value,
  ]);
  return {
    ...request,
    url: request.url.replace(
      signatureParameter,
      (_found, name: string, value: string) => name + meaningless(value),
    ),
    headers: Object.fromEntries(headers),
    body: request.body?.replace(signatureField, (found) => found.replace(lastText, meaningless)) ?? null,
  };
}

const HEX = "0123456789abcdef";

/** Never the same as `signature`, whose first digit is turned into another. */
function meaningless(signature: string): string {
  let state = signature.length;
  const digits = Array.from(signature, (digit, at) => {
    const next = drawFrom(state);
    state = next.state;
    const drawn = HEX[Math.floor(next.drawn * HEX.length)] ?? "0";
    return at === 0 && drawn === digit ? "x" : drawn;
  });
  return digits.join("");
}
