import type { CodesOnly } from "../../connector/provider.ts";
import { codes } from "./codes.ts";

export const momoVn: CodesOnly = { id: codes.provider, name: codes.name, codes };
