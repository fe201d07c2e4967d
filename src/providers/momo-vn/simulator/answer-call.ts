import type { Json, SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../connector/simulator.ts";
import { authenticate, checkPermission } from "./accounts.ts";
import type { ApiCall, Call, Reply } from "./call.ts";
import { type Fields, readFields, requiredText, textOf } from "./fields.ts";
import { failurePage, Interruption } from "./interruption.ts";
import { Refusal } from "./refusal.ts";
import { type Asked, remember, repeatedAnswer } from "./repeats.ts";
import { isFinal, type Lang, messageOf, statusOf } from "./result-codes.ts";
import { isOn, numberSet } from "./settings.ts";
import { checkSignature } from "./signatures.ts";

type Ending = SimulatedAnswer | "hang" | "reset";

/** A slow answer takes longer than a caller should wait. */
const SLOW_MS = 40_000;

/** One call from its bytes to its answer. The checks come in one order, so that each code has one cause. */
export async function answerCall(
  host: SimulatorHost,
  request: SimulatedRequest,
  api: ApiCall,
): Promise<Ending> {
  let fields: Fields = {};
  try {
    fields = { ...readFields(request.body), ...fieldsInHeaders(request, api) };
    const account = authenticate(host, fields);
    checkSignature(api.recipe(fields), fields, account);
    const request_id = requiredText(fields, "requestId", 50);
    const call: Call = { account, fields, lang: langOf(fields), base_url: request.base_url ?? "" };
    const asked: Asked = { partner_code: account.partner_code, path: request.path, fields, request_id };
    return await answerOnce(host, api, { call, asked });
  } catch (problem) {
    if (problem instanceof Interruption) {
      host.note(problem.message);
      return problem.ending;
    }
    if (!(problem instanceof Refusal)) throw problem;
    return refuse(host, problem, fields);
  }
}

function fieldsInHeaders({ headers }: SimulatedRequest, { in_headers = [] }: ApiCall): Fields {
  return Object.fromEntries(in_headers.map((name) => [name, headers[name.toLowerCase()] ?? ""]));
}

/** From here on the requestId is used, whatever the answer is. */
async function answerOnce(
  host: SimulatorHost,
  api: ApiCall,
  { call, asked }: { readonly call: Call; readonly asked: Asked },
): Promise<Ending> {
  const repeated = api.changes ? repeatedAnswer(host, asked) : null;
  if (repeated !== null) return repeated;
  const reply = await replyOf(host, api, call);
  const answer = reply instanceof Refusal ? refuse(host, reply, call.fields) : answerOf(host, call, reply);
  const trouble = reply instanceof Refusal ? undefined : reply.trouble;
  const after_ms = trouble === "slow" ? SLOW_MS : numberSet(host, "answer_after_ms");
  if (api.changes) {
    remember(host, asked, { answer: isFinal(reply.code) ? answer.body : null, after_ms });
    if (after_ms > 0) await host.wait(after_ms);
  }
  return endingOf(answer, trouble);
}

async function replyOf(host: SimulatorHost, api: ApiCall, call: Call): Promise<Reply | Refusal> {
  try {
    if (isOn(host, "maintenance")) throw new Refusal(10, "The gateway is closed for maintenance.");
    checkPermission(call.account, api.name);
    return await api.answer(host, call);
  } catch (problem) {
    if (problem instanceof Refusal) return problem;
    throw problem;
  }
}

function endingOf(answer: SimulatedAnswer, trouble: Reply["trouble"]): Ending {
  switch (trouble) {
    case "connection_breaks":
      return "reset";
    case "never_comes":
      return "hang";
    case "page_instead":
      return failurePage(500);
    case "slow":
    case undefined:
      return answer;
  }
}

function answerOf(host: SimulatorHost, { fields, lang }: Call, reply: Reply): SimulatedAnswer {
  const { code, message = messageOf(code, lang) } = reply;
  const own = { resultCode: code, message, responseTime: host.now() };
  return json(statusOf(code), { ...echo(fields), ...own, ...reply.fields });
}

/** Most errors name neither order nor request. */
function refuse(host: SimulatorHost, refusal: Refusal, fields: Fields): SimulatedAnswer {
  const { code, message, sub_errors } = refusal;
  host.note(`${code}: ${message}`, String(code));
  const named = code >= 98 || (code >= 40 && code <= 42 && !isOn(host, "bare_errors"));
  const own = { responseTime: host.now(), message: messageOf(code, langOf(fields)), resultCode: code };
  const about = named && code !== 7000 ? echo(fields) : {};
  const subErrors = sub_errors.length === 0 ? {} : { subErrors: sub_errors };
  return json(code === 7000 ? 422 : statusOf(code), { ...about, ...own, ...subErrors });
}

function echo(fields: Fields): Readonly<Record<string, string>> {
  const names = ["partnerCode", "orderId", "requestId"] as const;
  return Object.fromEntries(names.map((name) => [name, textOf(fields, name)]));
}

function langOf(fields: Fields): Lang {
  return textOf(fields, "lang") === "en" ? "en" : "vi";
}

function json(status: number, body: Readonly<Record<string, Json>>): SimulatedAnswer {
  const headers = { "content-type": "application/json; charset=UTF-8" };
  return { status, headers, body: JSON.stringify(body) };
}
