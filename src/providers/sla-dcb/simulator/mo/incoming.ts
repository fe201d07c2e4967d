import type { SimulatedAnswer, SimulatedRequest, SimulatorHost } from "../../../../connector/simulator.ts";
import { accountOf } from "../accounts.ts";
import { refusal } from "../api-error.ts";
import { checkLists } from "../checks/customers.ts";
import { passOn } from "../operator/charging.ts";
import type { Operator } from "../operator/operators.ts";
import { checkParameters, Parameters } from "../parameters.ts";
import { acknowledged } from "../replies.ts";
import { type Service, serviceByUri, services } from "../services.ts";
import { choice } from "../settings.ts";
import { announceCharge } from "../subscription/announcements.ts";
import { checkRoomForOne } from "../subscription/limits.ts";
import { deleteIfLive } from "../subscription/renewal.ts";
import { startPeriod } from "../subscription/start.ts";
import { newSubscription, subscriptionsOf } from "../subscription/subscriptions.ts";
import { type Command, readCommand } from "./commands.ts";
import { checkMoOfOperator, checkMoOfService } from "./rights.ts";
import { operatorOfSender } from "./sender.ts";

interface Sms {
  readonly msisdn: string;
  readonly operator: Operator;
  readonly service: Service;
}

/** An SMS from a customer, handed in by the operator. Nobody but the operator hears of what is wrong with it. */
export function takeSms(host: SimulatorHost, { query }: SimulatedRequest): SimulatedAnswer {
  const parameters = new Parameters(query);
  checkParameters({ parameters }, ["msisdn", "receiver", "text"]);
  const msisdn = parameters.text("msisdn");
  const operator = operatorOfSender(parameters);
  checkMoOfOperator(operator);
  if (accountOf(host, msisdn) === undefined) throw refusal("10004", {});
  const command = commandIn(host, parameters, operator);
  const service = serviceFor(host, parameters, { operator, command });
  checkMoOfService(service, msisdn);
  if (service.kind === "one_off") throw refusal("10006", { campaign_id: service.uri });
  const receiver = parameters.text("receiver");
  if (receiver !== service.mo_receiver) throw refusal("10008", { receiver, campaign_id: service.uri });
  follow(host, command, { msisdn, operator, service });
  return acknowledged();
}

function commandIn(host: SimulatorHost, parameters: Parameters, operator: Operator): Command {
  const text = parameters.text("text");
  const isKeyword = (word: string): boolean =>
    word !== "" && ofOperator(host, operator).some(({ mo_keyword }) => mo_keyword === word);
  const command = readCommand(operator, text, isKeyword);
  if (command === null) throw refusal("10002", { command: text.split(/\s+/)[0] ?? "" });
  return command;
}

function ofOperator(host: SimulatorHost, { code }: Operator): readonly Service[] {
  return services(host).filter(({ operator }) => operator === code);
}

function serviceFor(
  host: SimulatorHost,
  parameters: Parameters,
  { operator, command }: { readonly operator: Operator; readonly command: Command },
): Service {
  const campaign_uri = parameters.text("campaign");
  if (campaign_uri !== "") {
    const named = serviceByUri(host, campaign_uri);
    if (named === undefined) throw refusal("2004", { campaign_uri });
    return named;
  }
  const receiver = parameters.text("receiver");
  const found = ofOperator(host, operator).find(({ mo_keyword, mo_receiver }) =>
    command.keyword === "" ? mo_receiver === receiver : mo_keyword === command.keyword,
  );
  if (found === undefined) throw refusal("10007", { keyword: command.keyword });
  return found;
}

function follow(host: SimulatorHost, { act }: Command, sms: Sms): void {
  const { msisdn, operator, service } = sms;
  if (act === "unsubscribe") {
    const own = subscriptionsOf(host, { msisdn, campaign: service.uri });
    for (const subscription of own) deleteIfLive(host, subscription, "MOSMS");
    return;
  }
  checkLists(service, { msisdn, named: msisdn, operator, by: "number", token: null });
  checkRoomForOne(host, service, { msisdn, named: msisdn, operator });
  const { subscription, asked } = startPeriod(
    host,
    newSubscription(host, {
      merchant: service.merchant,
      campaign: service.uri,
      operator: operator.code,
      msisdn,
      environment: choice(host, "environment_without_credential"),
      correlator: "",
      mode: "MOSMS",
    }),
    "CREATED",
  );
  const transaction = passOn(asked);
  if (transaction.status !== "WAITING") announceCharge(host, subscription, { transaction });
}
