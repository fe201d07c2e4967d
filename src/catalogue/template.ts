/**
 * Fits a provider's message to the documented one. "Ruvu has a max charge amount of 50 NGN" fits
 * `{operator} has a max charge amount of {max} {currency}` and yields three values. Done with plain searches from left
 * to right, so that no message, however odd, makes it slow.
 */
export type Values = Readonly<Record<string, string>>;

/** A message longer than this is no error message; it is read by its code alone. */
const MESSAGE_LENGTH_MAX = 2_000;

/** Null where the message does not fit. Capitals, spacing and a last full stop make no difference. */
export function matchTemplate(template: string, message: string): Values | null {
  if (message.length > MESSAGE_LENGTH_MAX) return null;
  const text = plainly(message);
  const folded = foldCase(text);
  const values: Record<string, string> = {};
  let open: string | null = null;
  let at = 0;

  for (const [index, part] of partsOf(plainly(template)).entries()) {
    const found = findLiteral(folded, part, { at, first: index === 0 });
    if (found === null) return null;
    if (open !== null) values[open] = text.slice(at, found);
    at = found + part.literal.length;
    open = part.placeholder;
  }
  return at === text.length ? values : null;
}

/** Placeholder names of a template, in order. */
export function placeholdersOf(template: string): readonly string[] {
  return partsOf(template).flatMap(({ placeholder }) => (placeholder === null ? [] : [placeholder]));
}

/** The template's fixed words, without its placeholders. */
export function literalsOf(template: string): string {
  return partsOf(template)
    .map(({ literal }) => literal)
    .join("");
}

interface Part {
  readonly literal: string;
  /** The placeholder that follows the literal; null at the end. */
  readonly placeholder: string | null;
}

function partsOf(template: string): readonly Part[] {
  const pieces = template.split(/\{([a-z][a-z0-9_]*)\}/);
  const parts: Part[] = [];
  for (let index = 0; index < pieces.length; index += 2) {
    parts.push({ literal: pieces[index] ?? "", placeholder: pieces[index + 1] ?? null });
  }
  return parts;
}

/**
 * Where the literal stands: at the very start if it is the first, at the very end if it is the last, else at its first
 * place that leaves one character or more for the placeholder before it.
 */
function findLiteral(
  text: string,
  part: Part,
  from: { readonly at: number; readonly first: boolean },
): number | null {
  const literal = foldCase(part.literal);
  if (from.first) return text.startsWith(literal) ? 0 : null;
  if (part.placeholder === null) {
    const end = text.length - literal.length;
    return end > from.at && text.endsWith(literal) ? end : null;
  }
  const found = text.indexOf(literal, from.at + 1);
  return found === -1 ? null : found;
}

function plainly(text: string): string {
  return text.trim().replace(/\s+/g, " ").replace(/\.$/, "");
}

/** Only ASCII letters, so that every character keeps its place. */
function foldCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
