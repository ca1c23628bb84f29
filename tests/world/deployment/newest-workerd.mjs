/**
 * A program for a newer Node: starts a Worker under the miniflare that it is told of, and ends with the channel to whoever started it.
 *
 * In: by message, `{ miniflare, options }`: the file, and options in the form of miniflare 4. Out: by message, `{ port }`, or `{ failed }`.
 * Never: a word of its own on its output.
 */
process.once("message", async ({ miniflare, options }) => {
  const { convertV4MiniflareOptions, Log, LogLevel, Miniflare } = await import(miniflare);
  // From version 5 on the constructor takes options in another form.
  const converted = { ...convertV4MiniflareOptions(options), log: new Log(LogLevel.NONE) };
  const worker = new Miniflare(converted);
  process.once("disconnect", () => worker.dispose().finally(() => process.exit(0)));
  try {
    process.send({ port: Number((await worker.ready).port) });
  } catch (thrown) {
    process.send({ failed: String(thrown) });
  }
});
