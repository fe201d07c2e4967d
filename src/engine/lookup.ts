import type { Exchange } from "../connector/http.ts";
import type { Customer, Lookup, LookupCall, PartReading } from "../connector/lookup.ts";
import type { Provider } from "../connector/provider.ts";
import { CustomerCalls, type CustomerCallsContext, type CustomerSubject } from "./customer-calls.ts";
import { numberHider } from "./hidden-number.ts";

export interface CustomerQuestion extends CustomerSubject {
  readonly provider: Provider & { readonly connector: { readonly lookup: Lookup<unknown> } };
  readonly parts: readonly string[];
}

type Parts = Readonly<Record<string, PartReading>>;

/**
 * Asks a provider what it knows of a customer: once for all parts, then once more for each that this did not bring. Nothing
 * is changed by asking, so a lost answer needs no care: it brought nothing.
 */
export async function lookUpCustomer(
  question: CustomerQuestion,
  context: CustomerCallsContext,
): Promise<Parts> {
  const { provider, connection, parts, phone_number } = question;
  const { lookup } = provider.connector;
  const calls = new CustomerCalls(question, context);
  const ask = (make: Making, wanted: readonly string[]) => askWith(calls, make, wanted);
  const whole = await ask((customer) => lookup.whole(customer, parts, connection.config), parts);
  const missing = parts.filter((part) => !isCertain(whole[part]));
  // Where one part was wanted, the first call was about it alone.
  const alone = parts.length === 1 ? [] : missing;
  const more = await Promise.all(
    alone.map((part) => {
      const named = placeOf(whole[part]);
      return ask((customer) => lookup.part({ ...customer, ...named }, part, connection.config), [part]);
    }),
  );
  const found = betterOf(whole, more);
  const hide = numberHider(phone_number);
  return Object.fromEntries(parts.map((part) => [part, hidden(found[part] ?? nothingSaid, hide)]));
}

export function isCertain(reading: PartReading | undefined): boolean {
  return reading?.state === "present" || reading?.state === "absent";
}

/** Where the first answer says that a part is found, which it could not tell itself. */
function placeOf(reading: PartReading | undefined): Pick<Customer, "place"> {
  return reading !== undefined && "place" in reading ? { place: reading.place } : {};
}

/** A second answer counts where it says more than the first. */
function betterOf(whole: Parts, more: readonly Parts[]): Parts {
  const second = Object.assign({}, ...more) as Parts;
  const better = Object.entries(second).filter(
    ([part, reading]) => isCertain(reading) || whole[part] === undefined || "told" in reading,
  );
  return { ...whole, ...Object.fromEntries(better) };
}

const nothingSaid: PartReading = {
  state: "unknown",
  because: "The provider's answer does not speak of it.",
  code: null,
};

function hidden(reading: PartReading, hide: ReturnType<typeof numberHider>): PartReading {
  switch (reading.state) {
    case "absent":
      return reading;
    case "present":
      return { ...reading, value: hide.inValue(reading.value) };
    case "unknown":
    case "failed": {
      const told = reading.told === undefined ? {} : { told: hide.inValue(reading.told) };
      const code = reading.code === null ? null : hide.inWords(reading.code);
      return { state: reading.state, because: hide.inWords(reading.because), code, ...told };
    }
  }
}

/** Null where the provider knows no such call. */
type Making = (customer: Customer) => LookupCall | null;

/** What is told of other parts than those asked for is left out. */
async function askWith(calls: CustomerCalls, make: Making, parts: readonly string[]): Promise<Parts> {
  const call = make(calls.customer());
  if (call === null) return {};
  const exchange = await calls.make("lookup", call);
  if (exchange.end !== "answer") return unanswered(parts, exchange);
  const told = call.read(exchange.answer);
  return Object.fromEntries(parts.flatMap((part) => (told[part] === undefined ? [] : [[part, told[part]]])));
}

function unanswered(parts: readonly string[], { end }: Exchange): Parts {
  const because =
    end === "not_sent"
      ? "The provider could not be asked in time."
      : "The provider was asked, and its answer did not come.";
  return Object.fromEntries(parts.map((part) => [part, { state: "unknown", because, code: null }]));
}
