import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { PROBLEM_TYPE, problemBody } from "./problem.ts";
import { problemFrom } from "./problem-from.ts";

/** Answers what is not even a request, on the bare socket, and lets go of the connection. */
export function answerClientError(
  error: NodeJS.ErrnoException & { readonly statusCode?: number },
  socket: Socket,
): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemFrom(Object.assign(error, { statusCode: 400 }));
  const body = JSON.stringify(problemBody(problem, "req_none"));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
