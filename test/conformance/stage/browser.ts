/** What the payer does on a provider's page. */
export interface Visit {
  /** By the field's name; a field that is not named here is left as it stands. */
  readonly fills: (name: string) => Promise<string | null>;
  /** A word in the address of the form that is sent; null: the page's first one. */
  readonly presses: string | null;
}

/** Where a browser has come to, and what it shows. */
export interface Page {
  readonly url: string;
  readonly html: string;
}

/** How a browser comes to a page, redirects and all; `form`: what it sends, null where it follows a link. */
export type Open = (url: string, form: URLSearchParams | null) => Promise<Page>;

/** More pages than that show no one the way out. */
const PAGES_MAX = 6;

/** Goes from form to form, as a browser without scripts would, until a page has none. Answers with where that is. */
export async function visitPage(url: string, visit: Visit, open: Open = overHttp): Promise<string> {
  let page = await open(url, null);
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const form = formsOf(page.html).find(
      ({ action }) => visit.presses === null || action.includes(visit.presses),
    );
    if (form === undefined) return page.url;
    page = await open(new URL(form.action, page.url).href, await filled(form.inputs, visit));
  }
  throw new Error(`The page at ${page.url} leads nowhere.`);
}

async function overHttp(url: string, form: URLSearchParams | null): Promise<Page> {
  const answer = await fetch(url, form === null ? {} : { method: "POST", body: form });
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
