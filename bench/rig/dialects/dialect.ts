/** How one provider speaks, as far as an operation goes that goes well. What it does not need, nobody says. */
export interface Dialect {
  answer(call: Call): Said;
}

export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  /** How many calls this provider has had, with this one. */
  readonly number: number;
  /** Signs what the provider says of its own accord. */
  readonly secret: string;
}

export interface Said {
  readonly status: number;
  readonly body: object;
  /** Told as soon as the answer has gone out; left out: nothing more is said. */
  readonly tells?: Message;
}

export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function json(body: object): Pick<Message, "headers" | "body"> {
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
