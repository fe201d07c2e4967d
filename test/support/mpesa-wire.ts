import type { SimulatedAnswer, SimulatedRequest, Simulator } from "../../src/connector/simulator.ts";
import { simulator } from "../../src/providers/mpesa-ke/simulator/index.ts";

export type Answer = SimulatedAnswer | "hang" | "reset";

/** What becomes of a call on its way: `arrive` lets it reach the provider, altered or not, and has its answer. */
export type Tampering = (
  arrive: (change?: Partial<SimulatedRequest>) => Promise<Answer>,
  request: SimulatedRequest,
) => Promise<Answer>;

interface Arrived {
  readonly call: "submit" | "inquiry";
  /** E.164 with `+`. */
  readonly phone_number: string;
}

/** The wire to the provider, where a test loses, holds and alters what goes over it, one phone number at a time. */
export class MpesaWire {
  /** The provider behind the wire. */
  readonly simulator: Simulator = { ...simulator, handle: (host, request) => this.#carry(host, request) };
  readonly #arrived: Arrived[] = [];
  readonly #submits = new Map<string, Tampering>();
  readonly #inquiries = new Map<string, Tampering>();

  tamperWithSubmits(phone_number: string, how: Tampering): void {
    this.#submits.set(phone_number, how);
  }

  tamperWithInquiries(phone_number: string, how: Tampering): void {
    this.#inquiries.set(phone_number, how);
  }

  /** How many such calls about this phone reached the provider. */
  arrived(call: Arrived["call"], phone_number: string): number {
    return this.#arrived.filter((each) => each.call === call && each.phone_number === phone_number).length;
  }

  async #carry(...[host, request]: Parameters<Simulator["handle"]>): Promise<Answer> {
    const { call, phone_number } = readCall(request);
    const arrive = (change: Partial<SimulatedRequest> = {}): Promise<Answer> => {
      this.#arrived.push({ call, phone_number });
      return simulator.handle(host, { ...request, ...change });
    };
    const how = (call === "submit" ? this.#submits : this.#inquiries).get(phone_number);
    return how === undefined ? await arrive() : await how(arrive, request);
  }
}

/** The name of a push ends with the phone's last nine digits. */
function readCall({ path, body }: SimulatedRequest): Arrived {
  const fields = JSON.parse(Buffer.from(body).toString()) as Readonly<Record<string, string>>;
  return path.endsWith("/initiate")
    ? { call: "submit", phone_number: `+${fields["msisdn"]}` }
    : { call: "inquiry", phone_number: `+254${fields["CheckoutRequestId"]?.slice(-9)}` };
}
