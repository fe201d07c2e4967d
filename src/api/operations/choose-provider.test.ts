import { describe, expect, test } from "vitest";
import type { Provider } from "../../connector/provider.ts";
import { providers } from "../../providers/index.ts";
import type { Connection } from "../../store/connections.ts";
import { Problem } from "../problem.ts";
import { chooseProvider } from "./choose-provider.ts";
import type { Kind, OperationRequest } from "./kind.ts";

const [real] = providers;
if (real === undefined) throw new Error("There is no provider to take as a model.");

function provider(id: string, currency: string, prefix: string | null): Provider {
  const phone_number =
    prefix === null ? null : { pattern: new RegExp(`^\\${prefix}[0-9]+$`), example: prefix, says: prefix };
  const amounts = [{ currency, minimum: "1", maximum: "1000", decimals: 0 }];
  return { ...(real as Provider), id, limits: { ...(real as Provider).limits, amounts, phone_number } };
}

const kilima = provider("kilima", "KES", "+254");
const ruvu = provider("ruvu", "KES", "+2547");
const mekong = provider("mekong", "VND", null);
const known = new Map([kilima, ruvu, mekong].map((one) => [one.id, one]));

function connection({ id }: Provider): Connection {
  return { id: `connection to ${id}`, merchant_id: "m", provider: id, environment: "sandbox", config: {} };
}

const request: OperationRequest = {
  amount: { value: "150", currency: "KES" },
  phone_number: "+254712345678",
};

function choose(
  change: Partial<OperationRequest>,
  connected: readonly Provider[],
  { kind = "payment", providers = known }: { kind?: Kind["kind"]; providers?: typeof known } = {},
): string {
  try {
    const connections = connected.map(connection);
    const asked = { kind, request: { ...request, ...change } };
    return chooseProvider(asked, { providers, connections }).connection.id;
  } catch (error) {
    if (error instanceof Problem) return `${error.code}: ${error.where.detail ?? ""}`;
    throw error;
  }
}

describe("a provider that is named", () => {
  test("is taken with the merchant's connection to it", () => {
    expect(choose({ provider: "ruvu" }, [kilima, ruvu])).toBe("connection to ruvu");
  });

  test("must be connected", () => {
    expect(choose({ provider: "ruvu" }, [kilima])).toBe("provider_not_connected: ");
  });

  test("must be known", () => {
    expect(choose({ provider: "rufiji" }, [kilima])).toBe(
      "provider_unknown: This goes through kilima, ruvu, mekong.",
    );
  });
});

describe("a provider that offers something else", () => {
  const capabilities = { ...kilima.capabilities, operations: ["topup"] } as const;
  const jambo: Provider = { ...kilima, id: "jambo", capabilities };
  const all = new Map([...known, [jambo.id, jambo]]);

  test("is never meant, and is as good as unknown when it is named", () => {
    expect(choose({ provider: "jambo" }, [jambo], { providers: all })).toBe(
      "provider_unknown: This goes through kilima, ruvu, mekong.",
    );
    expect(choose({}, [kilima, jambo], { providers: all })).toBe("connection to kilima");
  });

  test("is the choice for what it offers", () => {
    expect(choose({}, [kilima, jambo], { providers: all, kind: "topup" })).toBe("connection to jambo");
  });
});

describe("a provider that is left out", () => {
  test("is the only one that is connected and takes currency and phone number", () => {
    expect(choose({}, [kilima, mekong])).toBe("connection to kilima");
    expect(choose({ phone_number: "+254112345678" }, [kilima, ruvu])).toBe("connection to kilima");
  });

  test("is asked for where several could be meant", () => {
    expect(choose({}, [kilima, ruvu, mekong])).toBe("provider_not_chosen: It could be kilima, ruvu.");
  });

  test("is asked for where none takes it", () => {
    expect(choose({ amount: { value: "150", currency: "USD" } }, [kilima, mekong])).toBe(
      "provider_not_chosen: None of kilima, mekong takes this currency together with this phone number.",
    );
    expect(choose({}, [])).toBe(
      "provider_not_chosen: This key's merchant has no connection in this environment.",
    );
  });

  test("is one that needs no phone number only where none is given", () => {
    expect(choose({ amount: { value: "150", currency: "VND" } }, [mekong])).toContain("provider_not_chosen");
  });
});
