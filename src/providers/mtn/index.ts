import type { CodesOnly } from "../../connector/provider.ts";
import { codes } from "./codes.ts";
import { simulator } from "./simulator/index.ts";

export const mtn: CodesOnly = { id: codes.provider, name: codes.name, codes, simulator };
