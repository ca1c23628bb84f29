/** What `fc-identity` says: at every federation, with sessions in cookies and in Redis, that of `GET /auth/session` without the claims as received. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { deploy, freePort, startNodeWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { startRedis } from "../../world/redis/redis.mjs";
import { gatewayKey } from "./stage.mjs";
import { startUpstream, valuesOf } from "./upstreams/node.mjs";

const FEDERATIONS = { "franceconnect-plus": "married-name", franceconnect: "married-name", proconnect: "state-agent" };

describe("the token for the application", () => {
  let redis;
  let upstream;
  before(async () => {
    redis = await startRedis();
    upstream = await startUpstream();
  });
  after(async () => {
    await upstream?.stop();
    await redis?.stop();
  });

  const deployed = async (t, plays, settings) => {
    const port = await freePort();
    const stage = await deploy({
      plays,
      settings: {
        FC_PUBLIC_ORIGIN: `http://localhost:${port}`, UPSTREAM: upstream.origin, GATEWAY_KEY: JSON.stringify(await gatewayKey()), ...settings,
      },
      start: startNodeWorker,
      ports: { worker: port },
    });
    t.after(() => stage.stop());
    return stage;
  };
  /** Whoever is signed in, as the page sees it and as the application is told. */
  const told = async ({ origin }, person) => {
    const answer = await person.fetch("/account");
    const [token] = valuesOf(await answer.json(), "fc-identity");
    const keys = createRemoteJWKSet(new URL(`${origin}/auth/gateway-jwks.json`));
    const { payload } = await jwtVerify(token, keys, { issuer: origin, audience: upstream.origin, algorithms: ["ES256"] });
    return { payload, answer, session: (await person.session()).body };
  };

  for (const [plays, id] of Object.entries(FEDERATIONS)) for (const store of ["cookie", "redis"]) {
    it(`says at ${plays}, with sessions in ${store}, who is signed in and how surely`, async (t) => {
      const stage = await deployed(t, plays, { SESSION_STORE: store, ...(store === "redis" && { REDIS_URL: redis.url }) });
      const person = new Person(stage.origin);
      await person.signIn(id);
      const { payload, session: { identity, agent, assurance } } = await told(stage, person);
      const { raw, ...who } = identity ?? agent;
      assert.equal(raw.sub, who.sub);
      assert.deepEqual(Object.keys(payload).sort(), ["aud", "exp", "fc", "iat", "iss", "sub"]);
      assert.deepEqual([payload.sub, payload.exp - payload.iat], [who.sub, 60]);
      assert.deepEqual(payload.fc, plays === "proconnect" ? { agent: who, assurance } : { identity: who, assurance });
    });
  }

  it("says the same where the session is renewed with the request", async (t) => {
    const stage = await deployed(t, "franceconnect-plus", { SESSION_RENEWAL: "sliding", SESSION_TTL: "60", SESSION_MAX: "600" });
    const person = new Person(stage.origin);
    await person.signIn("married-name");
    const fresh = await told(stage, person);
    assert.deepEqual(fresh.answer.headers.getSetCookie(), []);
    await new Promise((resolve) => { setTimeout(resolve, 31_000); });
    const renewed = await told(stage, person);
    assert.equal(renewed.answer.headers.getSetCookie().length, 1);
    assert.ok(renewed.session.expiresAt > fresh.session.expiresAt);
    assert.deepEqual(renewed.payload.fc, fresh.payload.fc);
  });
});
