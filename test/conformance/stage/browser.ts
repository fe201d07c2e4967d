/** What the payer does on a provider's page. */
export interface Visit {
  /** By the field's name; a field that is not named here is left as it stands. */
  readonly fills: (name: string) => Promise<string | null>;
  /** A word in the address of the form that is sent; null: the page's first one. */
  readonly presses: string | null;
}

/** More pages than that show no one the way out. */
const PAGES_MAX = 6;

/** Goes from form to form, as a browser without scripts would, until a page has none. Answers with where that is. */
export async function visitPage(url: string, visit: Visit): Promise<string> {
  let page = await open(url, {});
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const form = formsOf(page.html).find(
      ({ action }) => visit.presses === null || action.includes(visit.presses),
    );
    if (form === undefined) return page.url;
    page = await open(new URL(form.action, page.url).href, {
      method: "POST",
      body: await filled(form.inputs, visit),
    });
  }
  throw new Error(`The page at ${page.url} leads nowhere.`);
}

async function open(url: string, request: RequestInit) {
  const answer = await fetch(url, request);
  return { url: answer.url, html: await answer.text() };
}

interface Form {
  readonly action: string;
  readonly inputs: readonly (readonly [name: string, value: string])[];
}

function formsOf(html: string): readonly Form[] {
  return [...html.matchAll(/<form method="post" action="([^"]*)">(.*?)<\/form>/gs)].map(
    ([, action = "", content = ""]) => ({
      action: readable(action),
      inputs: [...content.matchAll(/<input\b([^>]*)>/g)].map(
        ([, input = ""]) => [attribute(input, "name"), attribute(input, "value")] as const,
      ),
    }),
  );
}

async function filled(inputs: Form["inputs"], { fills }: Visit): Promise<URLSearchParams> {
  const fields = inputs.map(
    async ([name, value]): Promise<[string, string]> => [name, (await fills(name)) ?? value],
  );
  return new URLSearchParams(await Promise.all(fields));
}

function attribute(input: string, name: string): string {
  return readable(new RegExp(`\\b${name}="([^"]*)"`).exec(input)?.[1] ?? "");
}

const marks: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function readable(text: string): string {
  return text.replace(/&([a-z0-9#]+);/g, (found, name: string) => marks[name] ?? found);
}
