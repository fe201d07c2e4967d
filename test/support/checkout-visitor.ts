import { expect } from "vitest";

type Fields = Readonly<Record<string, string>>;

interface How {
  readonly form?: number;
  /** What the payer's operator adds to the request. */
  readonly headers?: Fields;
}

/** A payer's browser at a hosted checkout, one page after the other. */
export class CheckoutVisitor {
  #url = "";
  #html = "";

  /** `headers`: what the payer's operator adds to the request. */
  async open(url: string, headers: Fields = {}): Promise<string | null> {
    return await this.#load(url, { headers });
  }

  /** Fills in the first form of the page; the second one cancels. Answers where the browser is sent on to, if it is. */
  async fillIn(fields: Fields, { form = 0, headers = {} }: How = {}): Promise<string | null> {
    const shown = this.#html.split("</form>")[form] ?? "";
    const action = /action="([^"]+)"/.exec(shown)?.[1];
    expect(action, this.#html).toBeDefined();
    const hidden = [...shown.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)];
    const body = new URLSearchParams();
    for (const [, name = "", value = ""] of hidden) body.set(name, value.replaceAll("&amp;", "&"));
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return await this.#load(new URL(action ?? "", this.#url).href, { method: "POST", headers, body });
  }

  async cancel(): Promise<string | null> {
    return await this.fillIn({}, { form: 1 });
  }

  /** Says who they are, shows it by the PIN, and agrees. */
  async agree(msisdn: string): Promise<string> {
    expect(await this.fillIn({ msisdn })).toBeNull();
    expect(await this.fillIn({ pin: "000000" })).toBeNull();
    const way_back = await this.fillIn({ confirm: "on" });
    expect(way_back).not.toBeNull();
    return way_back ?? "";
  }

  async #load(url: string, init: RequestInit): Promise<string | null> {
    const answer = await fetch(url, { ...init, redirect: "manual" });
    this.#url = url;
    this.#html = await answer.text();
    return answer.headers.get("location");
  }
}
