import Type from "typebox";
import { phoneActs } from "../../connector/simulator.ts";
import { Refusal } from "../refusals.ts";
import type { World } from "../world.ts";
import type { Worlds } from "../worlds.ts";
import { answerOf, listOf, Phone, Wallet } from "./answers.ts";
import type { ControlServer } from "./control-server.ts";
import { OfProvider, PhoneNumber, strict, worldOf } from "./route-parts.ts";

const Act = Type.Object(
  { phone_number: PhoneNumber, act: Type.Union(phoneActs.map((act) => Type.Literal(act))) },
  strict,
);

const TopUp = Type.Object(
  { wallet: Type.String(), amount_minor: Type.String({ pattern: "^[1-9][0-9]{0,17}$" }) },
  strict,
);
const Empty = Type.Object({ wallet: Type.String() }, strict);

export function addPhoneRoutes(server: ControlServer, worlds: Worlds): void {
  const tags = ["Phones"];
  server.get(
    "/_sandbox/:provider/phones",
    {
      schema: {
        tags,
        summary: "List the phones, what stands on their screens and what they received",
        ...OfProvider,
        response: answerOf("phones", listOf(Phone)),
      },
    },
    (request) => ({ phones: worldOf(worlds, request).phones() }),
  );
  server.post(
    "/_sandbox/:provider/phones/act",
    {
      schema: {
        tags,
        summary: "Do what the holder of a phone would do",
        ...OfProvider,
        body: Act,
        response: answerOf("phone", Phone),
      },
    },
    (request) => actOnPhone(worldOf(worlds, request), request.body),
  );
  server.get(
    "/_sandbox/:provider/wallets",
    {
      schema: {
        tags,
        summary: "List the wallets",
        ...OfProvider,
        response: answerOf("wallets", listOf(Wallet)),
      },
    },
    (request) => ({ wallets: worldOf(worlds, request).wallets() }),
  );
  const response = answerOf("wallet", Wallet);
  server.post(
    "/_sandbox/:provider/wallets/top-up",
    { schema: { tags, summary: "Put money into a wallet", ...OfProvider, body: TopUp, response } },
    (request) => {
      const { wallet, amount_minor } = request.body;
      return setBalance(worldOf(worlds, request), wallet, (balance) => balance + BigInt(amount_minor));
    },
  );
  server.post(
    "/_sandbox/:provider/wallets/empty",
    { schema: { tags, summary: "Take all money out of a wallet", ...OfProvider, body: Empty, response } },
    (request) => setBalance(worldOf(worlds, request), request.body.wallet, () => 0n),
  );
}

async function actOnPhone(world: World, { phone_number, act }: Type.Static<typeof Act>): Promise<object> {
  const known = world.phones().some((phone) => phone.phone_number === phone_number);
  if (!known)
    throw new Refusal("unknown_phone", "This number has no phone here yet. A first payment to it makes one.");
  const phone = await world.act(phone_number, act);
  if (phone === null) throw new Refusal("no_use_for_act", `This phone has no use for ${act} at the moment.`);
  return { phone };
}

async function setBalance(
  world: World,
  wallet: string,
  change: (balance: bigint) => bigint,
): Promise<object> {
  const find = () => world.wallets().find((candidate) => candidate.wallet === wallet);
  const before = find();
  const done =
    before !== undefined && (await world.setBalance(wallet, String(change(BigInt(before.balance_minor)))));
  if (!done) throw new Refusal("unknown_wallet", "There is no such wallet here.");
  return { wallet: find() };
}
