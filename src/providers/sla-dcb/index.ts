import type { CodesOnly } from "../../connector/provider.ts";
import { codes } from "./codes.ts";
import { simulator } from "./simulator/index.ts";

export const slaDcb: CodesOnly = { id: codes.provider, name: codes.name, codes, simulator };
