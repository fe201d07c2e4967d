/** No provider's id begins with an underscore, so the sandbox's own paths never meet a provider's. */
export const CONTROL_PATH = "/_sandbox/";

/** A callback URL for whoever has no receiver yet. */
export const SINK_PATH = `${CONTROL_PATH}sink`;

/** Stands before any other path and says whose world is meant. */
export const WORLD_PATH = "/_worlds/";
