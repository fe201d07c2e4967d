import { named, record } from "./named.ts";
import { knownFields, pageNamed, wishFields } from "./operation.ts";

export const NewTopup = record(wishFields, { description: "A top-up to be sold." });

export const Topup = named("Topup", "A top-up and what is known of it.", knownFields("topup", "top-up"));

export const TopupPage = pageNamed("TopupPage", "Top-ups, newest first.", Topup);
