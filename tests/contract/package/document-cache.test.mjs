/** A document of the provider's that is fetched again: where its octets are the same, the one at hand is kept. */
import assert from "node:assert/strict";
import { it, mock } from "node:test";
import { DocumentCache } from "../../../pkg/dist/worker/document-cache.js";

const MINUTE = 60_000;
const ask = () => ({ method: "GET", url: "https://provider.example/jwks", headers: [], answerLimit: 1000 });
const UNSHARED = { read: async () => undefined, write: async () => {} };

it("keeps what was computed for the first copy, and frees the second", async (t) => {
  mock.timers.enable({ apis: ["Date"] });
  t.after(() => mock.timers.reset());
  const made = [];
  const check = () => {
    const document = { freed: 0, free: () => { document.freed += 1; } };
    made.push(document);
    return document;
  };
  let body = "keys of today";
  const transport = { timeout: 10_000, fetch: async () => new Response(body) };
  const cache = new DocumentCache({ life: { min: MINUTE, default: MINUTE, max: MINUTE }, check }, UNSHARED, transport);

  const first = await cache.current(ask);
  mock.timers.tick(2 * MINUTE);
  assert.equal(await cache.current(ask), first);
  assert.deepEqual(made.map(({ freed }) => freed), [0, 1]);

  // Fresh again: nobody asks.
  assert.equal(await cache.current(ask), first);
  assert.equal(made.length, 2);

  body = "keys of tomorrow";
  mock.timers.tick(2 * MINUTE);
  assert.equal(await cache.current(ask), made[2]);
  // A request may still verify with the old ones.
  assert.deepEqual(made.map(({ freed }) => freed), [0, 1, 0]);
});
