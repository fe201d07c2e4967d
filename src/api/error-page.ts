import { apiError, errorCodes } from "./errors.ts";

/** The reference page of all errors, from the one table in which they stand. */
export function errorPage(): string {
  const sections = [...errorCodes].sort().map((code) => {
    const { status, says, fix, retry_after } = apiError(code);
    const waits = retry_after === undefined ? "" : ` \`Retry-After\` is ${retry_after} or more.`;
    return `### \`${code}\`\n\n${status}. ${says}${waits}\n\n${fix}\n`;
  });
  return [INTRODUCTION, ...sections].join("\n");
}

const INTRODUCTION = `# Errors of the API

Generated from \`src/api/errors.ts\`: do not edit.

An error answer means that Hakika itself did not take the request. What a *provider* refuses is no error: the payment
was taken, and what became of it stands in its \`outcome\`. After 500 and 503 alone it may have been stored after all:
repeat the request with the same Idempotency-Key, and you get the answer that it should have had.

Errors are \`application/problem+json\` (RFC 9457):

| field | holds |
| --- | --- |
| \`code\` | one of the names below. Compare this, and no text |
| \`status\` | the HTTP status again |
| \`title\` | what is wrong, the same for every request with this code |
| \`detail\` | what exactly was wrong. It never repeats a value |
| \`field\` | where: a JSON pointer into the body, \`?name\` for a query parameter, a header's name, or null |
| \`fix\` | what to do about it |
| \`request_id\` | also in the header \`X-Request-Id\`; name it when you ask for help |
| \`type\` | \`urn:hakika:problem:\` and the code |

A code, once released, keeps its meaning for ever. New ones may be added: treat an unknown one by its status.
`;
