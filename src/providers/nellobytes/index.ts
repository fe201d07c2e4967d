import type { CodesOnly } from "../../connector/provider.ts";
import { codes } from "./codes.ts";

export const nellobytes: CodesOnly = { id: codes.provider, name: codes.name, codes };
