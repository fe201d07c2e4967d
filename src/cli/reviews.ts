import { userInfo } from "node:os";
import { type Command, Option } from "commander";
import type { DecidedReview, Review, ReviewDecision } from "../client/types.ts";
import { ask } from "./gateway-client.ts";
import { operationText } from "./operation-lines.ts";
import { type Output, print } from "./print.ts";
import { subscriptionText } from "./subscription-lines.ts";
import { listOfTerms } from "./term-lines.ts";
import type { Terminal } from "./terminal.ts";

export function registerReviews(program: Command): void {
  const review = program.command("reviews").summary("settle what no machine can");
  review
    .command("list", { isDefault: true })
    .summary("list what waits for a person")
    .option("--all", "closed ones too")
    .option("--json", "as JSON")
    .action(list);
  review.command("show <id>").summary("say what is known").option("--json", "as JSON").action(show);
  review
    .command("decide <id>")
    .summary("say what became of the money, or where a subscription stands")
    .addOption(
      new Option("--money <what>", "what became of it")
        .choices(["moved", "not_moved", "active", "paused", "ended", "keep_asking"])
        .makeOptionMandatory(),
    )
    .requiredOption("--why <evidence>", "what you know it from, such as the line of a statement")
    .option("--by <name>", "who decides", userInfo().username)
    .option("--json", "as JSON")
    .action(decide);
}

async function list({ all, ...output }: Output & { readonly all?: true }): Promise<void> {
  const { data } = await ask((client) => client.reviews(all === true ? {} : { status: "open" }));
  print(data, reviewsText, output);
}

async function show(id: string, output: Output): Promise<void> {
  print(await ask((client) => client.review(id)), reviewText, output);
}

interface Decision extends Output {
  readonly money: ReviewDecision["decision"];
  readonly why: string;
  readonly by: string;
}

async function decide(id: string, { money, why, by, ...output }: Decision): Promise<void> {
  const decided = await ask((client) => client.decideReview(id, { decision: money, why, by }));
  print(decided, ({ operation }, terminal) => decidedText(operation, terminal), output);
}

function decidedText(decided: DecidedReview["operation"], terminal: Terminal): string {
  return decided.object === "subscription"
    ? subscriptionText(decided, terminal)
    : operationText(decided, terminal);
}

function reviewsText(reviews: readonly Review[], terminal: Terminal): string {
  if (reviews.length === 0) return "Nothing waits for a person.";
  return reviews.map((review) => reviewText(review, terminal)).join("\n\n");
}

function reviewText(review: Review, terminal: Terminal): string {
  const head = `${terminal.paint("strong", review.id)}  ${review.status}  ${review.operation}`;
  const terms = [
    { term: "Why", says: review.says },
    { term: "Opened", says: review.opened_at },
    {
      term: "Decided",
      says: review.decision === null ? null : `${review.decision} by ${review.decided_by}: ${review.why}`,
    },
    {
      term: "You may say",
      says:
        review.status === "open"
          ? `hakika reviews decide ${review.id} --money ${choicesFor(review)} --why …`
          : null,
    },
  ];
  return `${head}\n${listOfTerms(terms, terminal)}`;
}

function choicesFor({ operation }: Review): string {
  return operation.startsWith("sub_") ? "active|paused|ended|keep_asking" : "moved|not_moved|keep_asking";
}
