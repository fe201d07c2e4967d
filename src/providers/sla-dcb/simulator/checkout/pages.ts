import type { SimulatedAnswer } from "../../../../connector/simulator.ts";
import { padded } from "../amounts.ts";
import { page } from "../replies.ts";
import type { Service } from "../services.ts";
import type { Visit } from "./visits.ts";

/** A page at the door stands one level above the others, so its forms lead one level down. */
interface Shown {
  readonly atDoor?: boolean;
  readonly problem?: string;
}

/** Asks for the number. */
export function numberPage(visit: Visit, { atDoor = false, problem = "" }: Shown = {}): SimulatedAnswer {
  const field = `<label>Your number <input name="msisdn" value="${escaped(visit.expected_msisdn)}"></label>`;
  return formPage(atDoor ? "purchase/number" : "number", visit, `${note(problem)}${field}`);
}

/** Asks for the PIN that was sent to it. */
export function pinPage(visit: Visit, { problem = "" }: Shown = {}): SimulatedAnswer {
  return formPage("pin", visit, `${note(problem)}<label>PIN <input name="pin"></label>`);
}

/** Says the price and the terms, and asks for consent. */
export function confirmPage(visit: Visit, service: Service, { atDoor = false }: Shown = {}): SimulatedAnswer {
  const civilId = service.civil_id_check ? '<label>Civil ID <input name="civil_id"></label>' : "";
  const box = '<label><input type="checkbox" name="confirm"> I agree to pay by my phone bill.</label>';
  const content = `<p>${escaped(priceLine(visit, service))}</p>${civilId}${hidden("token", visit.fraud_token)}${box}`;
  return formPage(atDoor ? "purchase/confirm" : "confirm", visit, content);
}

function priceLine({ price }: Visit, { service_name, amount, frequency }: Service): string {
  if (price === null) return `${service_name}: ${amount} ${frequency}`;
  return `${service_name}: ${padded(BigInt(price.amount_minor), price.currency)} ${price.currency}`;
}

/** The address is relative, so that the pages work wherever the checkout stands. */
function formPage(action: string, visit: Visit, content: string): SimulatedAnswer {
  const own = Object.entries({
    merchant: visit.merchant,
    service: visit.campaign,
    transaction_id: visit.transaction_id,
    correlator: visit.correlator,
    redirect_url: visit.redirect_url,
  });
  const fields = own.map(([name, value]) => hidden(name, value)).join("");
  const cancel = action.replace(/\w+$/, "cancel");
  const form = `<form method="post" action="${action}">${fields}${content}<button>Go on</button></form>`;
  return page(200, `${form}<form method="post" action="${cancel}">${fields}<button>Cancel</button></form>`);
}

function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escaped(value)}">`;
}

function note(problem: string): string {
  return problem === "" ? "" : `<p>${escaped(problem)}</p>`;
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
