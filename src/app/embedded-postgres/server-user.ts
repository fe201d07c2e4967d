/** Whom the server runs as when it cannot run as us. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** The user `nobody`, which every Linux distribution has under this number. */
const NOBODY: ServerUser = { uid: 65_534, gid: 65_534 };

/** PostgreSQL refuses to run as root, so root lends it an unprivileged user. Null: the server runs as we do. */
export function serverUser(): ServerUser | null {
  return process.getuid?.() === 0 ? NOBODY : null;
}
