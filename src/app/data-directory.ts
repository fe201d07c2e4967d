import { chmod, mkdir } from "node:fs/promises";

/**
 * Makes the `.hakika` folder where it is missing. Others may pass through it, which the database server's user has to
 * when we are root, but they may not look around in it.
 */
export async function makeDataDirectory(directory: string): Promise<void> {
  const made = await mkdir(directory, { recursive: true });
  if (made !== undefined) await chmod(directory, 0o711);
}
