/** An interval that PostgreSQL reads. */
export function milliseconds(ms: number): string {
  return `${ms} milliseconds`;
}
