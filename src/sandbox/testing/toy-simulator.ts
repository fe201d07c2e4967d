import type { HttpRequest } from "../../connector/http.ts";
import type { BookEntry, Json, Simulator, SimulatorHost } from "../../connector/simulator.ts";

type Payment = { readonly id: string; readonly paid: boolean; readonly callback: string };

/** Pays after ten seconds, books it and says so to the callback; answers some paths in the worst ways. */
export const toySimulator: Simulator = {
  seed: (host) => host.records.put("greeting", "first", "a new world"),
  handle: async (host, request) => {
    const text = new TextDecoder().decode(request.body);
    switch (request.path) {
      case "/pay":
        return answer(200, pay(host, text));
      case "/echo":
        return answer(200, { ...request, body: text });
      case "/slow":
        await host.wait(60_000);
        pay(host, text);
        return answer(200, { waited_until: host.now() });
      case "/settings":
        return answer(200, { mood: host.setting("mood") ?? "unset" });
      case "/processing":
        return { ...answer(202, "taken"), processing_first: true };
      case "/unfinished":
        return { status: 102, headers: { "x-sort": "bare" }, body: text };
      case "/hang":
        return "hang";
      case "/reset":
        return "reset";
      case "/probe":
        return answer(200, (await host.send(probe(text))).end);
      case "/refuse":
        host.note("Not today.", "E13");
        return answer(422, { code: "E13" });
      case "/mistake":
        throw new Error("a mistake in the simulator");
      case "/foreign":
        host.records.put("_task", "1", {});
        return answer(200, {});
      default:
        return answer(404, { no: request.path });
    }
  },
  perform: async (host, task) => {
    const { id } = task as { readonly id: string };
    const payment = host.records.get<Payment>("payment", id);
    if (payment === undefined || payment.paid) return;
    host.records.put("payment", id, { ...payment, paid: true });
    host.note("Paid.", "0");
    const headers = { "x-signature": "signed-4567" };
    const { callback: url } = payment;
    const exchange = await host.send({ method: "POST", url, headers, body: id, timeout_ms: 5_000 });
    host.note(exchange.end === "answer" ? "Received." : "Not received.");
  },
  books: (host) =>
    host.records
      .all<Payment>("payment")
      .filter(([, payment]) => payment.paid)
      .map(([id, payment]) => bookEntry(id, payment)),
  phones: () => [
    { phone_number: "+254700000000", switched_on: true, balance_minor: "100", currency: "KES", prompt: null },
  ],
  act: async (host, _phone_number, act) => (act === "ignore" ? null : (toySimulator.phones(host)[0] ?? null)),
  credentials: { key: "toy-key-0001" },
  magic: [
    { field: "body", value: "13", effect: "Nothing good.", code: "E13" },
    { field: "body", value: "7", effect: "It sulks.", code: null, name: "sulks" },
  ],
  settings: { mood: "How the toy feels." },
  operations: [
    { name: "pay", leg: "call", method: "POST", path: "/pay" },
    { name: "paid", leg: "callback", method: "POST", path: null },
    { name: "test_of_url", leg: "probe", method: "GET", path: null },
  ],
  book_kinds: ["payment"],
  play: (host, name) => {
    if (name !== "sulks") return false;
    host.records.put("greeting", "first", "sulking");
    return true;
  },
  wallets: (host) => [
    {
      wallet: "+254700000000",
      owner: "payer",
      balance_minor: host.records.get<string>("balance", "first") ?? "100",
      currency: "KES",
    },
  ],
  setBalance: (host, wallet, balance_minor) => {
    if (wallet !== "+254700000000") return false;
    host.records.put("balance", "first", balance_minor);
    return true;
  },
  contradict: (_host, callback) => ({ ...callback, body: `not ${callback.body}` }),
  example: (callback_url) => ({ method: "POST", path: "/pay", headers: {}, body: callback_url }),
};

function probe(url: string): HttpRequest {
  return { method: "GET", url, headers: {}, body: null, timeout_ms: 5_000 };
}

function pay(host: SimulatorHost, callback: string): Json {
  const id = String(host.records.all("payment").length + 1);
  host.records.put("payment", id, { id, paid: false, callback } satisfies Payment);
  host.schedule(host.now() + 10_000, { id });
  return { id, chance: host.random(1_000) };
}

function answer(status: number, body: object | null | string | number | boolean) {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

function bookEntry(id: string, { callback }: Payment): BookEntry {
  return {
    at_ms: 0,
    kind: "charge",
    provider_reference: id,
    receipt: id,
    amount_minor: "100",
    currency: "KES",
    phone_number: "+254700000000",
    attempt: callback,
  };
}
