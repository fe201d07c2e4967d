import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { acceptedAnswer } from "./initiate.ts";

/** Without the log of each request. */
export function prismArguments(folder: string, port: number): readonly string[] {
  const file = join(folder, "initiate.json");
  writeFileSync(file, JSON.stringify(document));
  const program = join(folder, "node_modules/@stoplight/prism-cli/dist/index.js");
  return [program, "mock", file, "--port", String(port), "--host", "127.0.0.1", "--verboseLevel", "silent"];
}

const EXAMPLE = acceptedAnswer({
  merchant: "3d7c51f0a2e4",
  push: "15072026121225318254712000000",
  request: "7f3a9c21d4e8",
});

const header = (name: string) => ({ name, in: "header", required: true, schema: { type: "string" } });

const document = {
  openapi: "3.0.3",
  info: { title: "initiate", version: "1" },
  paths: {
    "/api/v1/initiate": {
      post: {
        parameters: [header("apikey"), header("linkid")],
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["msisdn", "amount", "callback"],
                properties: {
                  msisdn: { type: "string", pattern: "^254[71][0-9]{8}$" },
                  amount: { type: "integer", minimum: 1, maximum: 300000 },
                  callback: { type: "string", format: "uri" },
                },
              },
            },
          },
        },
        responses: {
          200: {
            description: "Accepted",
            content: {
              "application/json": {
                schema: { type: "object" },
                example: EXAMPLE,
              },
            },
          },
        },
      },
    },
  },
};
