import { Type } from "typebox";
import { errorCodes } from "../errors.ts";
import { named, oneOf, orNull } from "./named.ts";

export const ProblemBody = named("Problem", "RFC 9457. A request that Hakika itself refuses.", {
  type: Type.String(),
  title: Type.String({ description: "What is wrong, the same for every request with this code." }),
  status: Type.Integer(),
  code: oneOf(errorCodes, { description: "Stable. Compare this and not the texts." }),
  detail: Type.String({ description: "What exactly was wrong. Never repeats the value." }),
  field: orNull(
    Type.String({
      description: "A JSON pointer into the body, ?name for a query parameter, or a header's name.",
    }),
  ),
  fix: Type.String({ description: "What to do about it." }),
  request_id: Type.String({ description: "Name it when you ask for help." }),
});
