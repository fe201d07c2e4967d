import { ExplainedError } from "./explained-error.ts";

/** What to do where a server cannot listen; any other problem comes back as it is. */
export function explainListening(
  problem: unknown,
  { port, host }: { readonly port: number; readonly host: string },
): unknown {
  switch (problem instanceof Error && "code" in problem ? problem.code : undefined) {
    case "EADDRINUSE":
      return new ExplainedError(
        `Port ${port} is taken by another program: stop that program, or choose another port.`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new ExplainedError(
        `This machine has no address ${host}: choose one that it has, such as 127.0.0.1.`,
      );
    case "EACCES":
      return new ExplainedError(`This user may not open port ${port}: choose one above 1023.`);
    default:
      return problem;
  }
}
