import { join } from "node:path";
import { acceptedAnswer, account } from "./initiate.ts";

/** Its journal is as long as that of the sandbox; the log of each request, which the sandbox has not, is off. */
export function wireMockArguments(folder: string, port: number): readonly string[] {
  const jar = join(folder, "node_modules/wiremock/build/wiremock-standalone-3.13.2.jar");
  const quiet = ["--max-request-journal-entries", "1000", "--disable-request-logging", "--disable-banner"];
  return ["-jar", jar, "--port", String(port), "--bind-address", "127.0.0.1", "--root-dir", folder, ...quiet];
}

/**
 * As much of initiate as stubs can say: the account and every field are checked, the answer names a push after the moment
 * and the payer, and a scenario goes from one state to the other and back.
 */
export async function stubWireMock(url: string): Promise<void> {
  await stub(url, { requiredScenarioState: "Started", newScenarioState: "Asked", scenarioName: "initiate" });
  await stub(url, { requiredScenarioState: "Asked", newScenarioState: "Started", scenarioName: "initiate" });
  // Two calls at once can both find the scenario in the state that one of them then leaves.
  await stub(url, { priority: LAST });
}

const LAST = 10;

async function stub(url: string, when: object): Promise<void> {
  const mapping = {
    ...when,
    request: {
      method: "POST",
      urlPath: "/api/v1/initiate",
      headers: { apikey: { equalTo: account.apikey }, linkid: { equalTo: account.linkid } },
      bodyPatterns: [
        { matchesJsonPath: { expression: "$.msisdn", matches: "254[71][0-9]{8}" } },
        { matchesJsonPath: "$[?(@.amount >= 1 && @.amount <= 300000)]" },
        { matchesJsonPath: { expression: "$.callback", matches: "https?://.+" } },
      ],
    },
    response: {
      status: 200,
      headers: { "content-type": "application/json" },
      jsonBody: acceptedAnswer({
        merchant: "{{randomValue length=12 type='ALPHANUMERIC'}}",
        push: "{{now format='ddMMyyyyHHmmssSSS'}}{{jsonPath request.body '$.msisdn'}}",
        request: "{{randomValue length=12 type='HEXADECIMAL'}}",
      }),
      transformers: ["response-template"],
    },
  };
  const answer = await fetch(`${url}/__admin/mappings`, { method: "POST", body: JSON.stringify(mapping) });
  if (!answer.ok) throw new Error(`WireMock refused the stub: ${await answer.text()}`);
}
