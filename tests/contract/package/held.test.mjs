/**
 * What a sign-in allocates in the memory of the Wasm is freed, and freed once. An object that is freed twice ends its instance, and the next call
 * makes another instance; tests/world/deployment/exhaustion.js counts them.
 */
import "../../world/deployment/exhaustion.js";
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { browserVerified } from "fc-pivot/browser";
import { fcPivot } from "fc-pivot/worker";
import { clientAtTheEdge } from "../../world/handmade/edge-client.mjs";
import { CLIENT_ID, startProvider, SUB } from "../../world/handmade/provider.mjs";
import { personAt } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";

const ORIGIN = "https://service.example";
const redirectUri = `${ORIGIN}/signed-in`;

describe("sign-ins in one process", () => {
  const kept = new Map();
  let plain;
  let client;
  let handler;
  before(async () => {
    globalThis.sessionStorage = {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
      removeItem: (key) => kept.delete(key),
    };
    plain = await startProvider();
    client = await clientAtTheEdge();
    handler = fcPivot({ ...QUIET, fetch: client.provider.fetch });
  });
  after(async () => {
    delete globalThis.sessionStorage;
    await plain.close();
    await client.provider.close();
  });

  const ways = {
    async "at the edge"(wrong) {
      const person = personAt(handler, client.settings, ORIGIN);
      const callback = await person.fetch(await client.provider.authorize(await person.startLogin(), wrong));
      assert.equal(callback.headers.get("location"), wrong === undefined ? "/" : "/?auth_error=nonce_mismatch");
    },
    async "by the page alone"(wrong) {
      const { issuer, fetch } = plain;
      await finish(browserVerified({ preset: "oidc", issuer, clientId: CLIENT_ID, redirectUri, scope: "openid", fetch }), plain, wrong);
    },
    async "by the page with the Worker"(wrong) {
      const { issuer, fetch } = client.provider;
      const exchanged = (url, init) => handler.handle(new Request(`${ORIGIN}${url}`, { ...init, headers: { ...Object.fromEntries(init.headers), origin: ORIGIN } }), client.settings);
      const either = (url, init) => (url.startsWith("/") ? exchanged(url, init) : fetch(url, init));
      await finish(browserVerified({ issuer, clientId: CLIENT_ID, redirectUri, fetch: either }), client.provider, wrong);
    },
  };

  async function finish(auth, provider, wrong) {
    const returned = auth.finish(new URL(await provider.authorize(await auth.loginUrl(), wrong)));
    if (wrong === undefined) assert.equal((await returned).identity.sub, SUB);
    else await assert.rejects(returned, (error) => error.code === "nonce_mismatch");
  }

  for (const [way, signIn] of Object.entries(ways)) {
    it(`${way}: the instances of the first serve the next, after a refusal too`, async () => {
      await signIn();
      const made = globalThis.wasmInstances();
      for (const wrong of [undefined, "nonce", undefined]) await signIn(wrong);
      assert.equal(globalThis.wasmInstances(), made);
    });
  }
});
