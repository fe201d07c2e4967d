export interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

/** The other side of `startProgram`: takes the options, says where it listens, and stops when its input ends. */
export async function serve<Options>(start: (options: Options) => Promise<Served>): Promise<void> {
  const { url, stop } = await start(JSON.parse(process.argv[2] ?? "{}") as Options);
  process.stdin.resume().once("end", async () => {
    await stop();
    process.exit();
  });
  process.stdout.write(`${url}\n`);
}
