/** The least compatibility date that worker/README.md names: from it on, one request may be woken by what another one settles. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import { Log, LogLevel, Miniflare } from "miniflare";

/** `/wait` hangs on a promise of its own, as a request does that waits for another's fetch; `/settle` settles it. */
const WAITING = `
  let settle;
  export default {
    async fetch(request) {
      if (new URL(request.url).pathname === "/settle") {
        settle?.();
        return new Response(settle === undefined ? "nobody waits" : "settled");
      }
      const timer = setTimeout(() => {}, 60_000);
      await new Promise((resolve) => { settle = resolve; });
      clearTimeout(timer);
      return new Response("woken");
    },
  };`;

/** What becomes of the waiting request. */
async function wakenAt(compatibilityDate) {
  const worker = new Miniflare({ modules: true, script: WAITING, compatibilityDate, log: new Log(LogLevel.NONE), cf: false, handleRuntimeStdio: drain });
  try {
    const waiting = worker.dispatchFetch("http://localhost/wait").then(async (answer) => (answer.ok ? answer.text() : `failed: ${answer.status}`), () => "failed");
    while ((await (await worker.dispatchFetch("http://localhost/settle")).text()) === "nobody waits");
    return await waiting;
  } finally {
    await worker.dispose();
  }
}

const drain = (...streams) => streams.forEach((stream) => stream.resume());

it("is the first at which a waiting request is woken, and what is deployed has no earlier one", async () => {
  const [, least] = /take \*\*(\d{4}-\d\d-\d\d) or later/.exec(await readFile(new URL("../../../worker/README.md", import.meta.url), "utf8"));
  const dayBefore = new Date(Date.parse(least) - 86_400_000).toISOString().slice(0, 10);
  assert.match(await wakenAt(dayBefore), /^failed/);
  assert.equal(await wakenAt(least), "woken");
  for (const file of ["wrangler.jsonc", "workerd.capnp"]) {
    const config = await readFile(new URL(`../../../worker/${file}`, import.meta.url), "utf8");
    const [, date] = /compatibility_?[dD]ate"?\s*[:=]\s*"([^"]+)"/.exec(config);
    assert.ok(date >= least, file);
  }
});
