/** Makes a switch that forgets a case a type error; reached at run time, it is a bug. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
