import { join } from "node:path";
import { acceptedAnswer } from "./answer-shape.ts";

/** Without what would slow it down: its journal, and the log of each request. */
export function wireMockArguments(folder: string, port: number): readonly string[] {
  const jar = join(folder, "node_modules/wiremock/build/wiremock-standalone-3.13.2.jar");
  const quiet = ["--no-request-journal", "--disable-request-logging", "--disable-banner"];
  return ["-jar", jar, "--port", String(port), "--bind-address", "127.0.0.1", "--root-dir", folder, ...quiet];
}

/** A scenario of two states, each of which leads to the other, and an answer made from a template. */
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
      headers: { apikey: { matches: "pk_.*" }, linkid: { matches: "sc_.*" } },
      bodyPatterns: [{ matchesJsonPath: "$[?(@.msisdn =~ /254[71][0-9]{8}/)]" }],
    },
    response: {
      status: 200,
      headers: { "content-type": "application/json" },
      jsonBody: acceptedAnswer("{{randomValue length=12 type='ALPHANUMERIC'}}"),
      transformers: ["response-template"],
    },
  };
  const answer = await fetch(`${url}/__admin/mappings`, { method: "POST", body: JSON.stringify(mapping) });
  if (!answer.ok) throw new Error(`WireMock refused the stub: ${await answer.text()}`);
}
