/** pkg/guides/gateway.md: nginx, set up as it says, forwards by itself and asks the gateway. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createLocalJWKSet, jwtVerify } from "jose";
import { gatewayKey } from "../../contract/gateway/stage.mjs";
import { startUpstream, valuesOf } from "../../contract/gateway/upstream.mjs";
import { startNginx } from "../../contract/site/nginx.mjs";
import { freePort, startNodeWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";
import { documentAt } from "../readme/blocks.mjs";

describe("nginx as the guide sets it up", () => {
  let nginx;
  let upstream;
  let worker;
  let registered;
  let origin;
  before(async () => {
    const ports = { nginx: await freePort(), worker: await freePort() };
    origin = `https://localhost:${ports.nginx}`;
    upstream = await startUpstream();
    registered = await registeredWith("ECDH-ES", origin);
    const own = { UPSTREAM: upstream.origin, GATEWAY_KEY: JSON.stringify(await gatewayKey()), GATEWAY_CHECK: "on" };
    const settings = { ...registered.settings, FC_PUBLIC_ORIGIN: origin, ...own };
    worker = await startNodeWorker({ port: ports.worker, host: "127.0.0.1", settings });
    const shown = (await documentAt("pkg/guides/gateway.md")).blockOf("nginx", "server {\n")
      
      .replaceAll("127.0.0.1:8787", `127.0.0.1:${ports.worker}`).replaceAll("127.0.0.1:8000", `127.0.0.1:${upstream.port}`);
    nginx = await startNginx({ port: ports.nginx, shown });
  });
  after(async () => {
    await nginx?.stop();
    await worker?.stop();
    await upstream?.stop();
    await registered?.stop();
  });
  const go = (person, path, options = {}) => person.visit(path, { ca: nginx.ca, ...options });

  it("sends people to sign in and back, and tells the application who they are", async () => {
    const person = new Person(origin);
    const refused = await go(person, "/account?x=1");
    assert.deepEqual([refused.status, refused.location], [303, `${origin}/auth/login?return_to=%2Faccount%3Fx%3D1`]);
    const { location } = await go(person, refused.location);
    const back = await go(person, (await person.atProvider(location, "married-name")).href);
    assert.deepEqual([back.status, back.location], [303, "/account?x=1"]);
    const page = await go(person, back.location, { headers: { "fc-identity": "forged", fc_identity: "forged" } });
    assert.equal(page.status, 200);
    assert.equal(page.headers["fc-identity"], undefined);
    const seen = JSON.parse(page.body);
    const [token, ...others] = valuesOf(seen, "fc-identity");
    assert.deepEqual([others, JSON.stringify(seen).includes("forged"), valuesOf(seen, "cookie")], [[], false, []]);
    const keys = createLocalJWKSet(JSON.parse((await go(person, "/auth/gateway-jwks.json")).body));
    const { payload: { fc } } = await jwtVerify(token, keys, { issuer: origin, audience: upstream.origin, algorithms: ["ES256"] });
    assert.equal(fc.identity.birthName, "KERVOALEN");
    // The token is the proxy's to fetch, and nobody else's.
    assert.equal((await go(person, "/auth/check")).status, 404);
  });

  it("answers a script with 401, and passes nothing to the application", async () => {
    const before = upstream.came.length;
    const answer = await go(new Person(origin), "/account", { headers: { "sec-fetch-mode": "cors", accept: "*/*" } });
    assert.equal(answer.status, 401);
    assert.equal(upstream.came.length, before);
  });
});
