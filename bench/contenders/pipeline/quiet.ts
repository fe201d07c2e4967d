import { Logger } from "graphile-worker";

/** The job queue writes a line for each job, which nobody reads here. */
export const quiet = new Logger(() => () => undefined);
