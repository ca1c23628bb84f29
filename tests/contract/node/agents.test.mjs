/** `fc-pivot/node` with ProConnect: the session of an agent on the request, in Express, Fastify and `node:http`. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { it } from "node:test";
import express from "express";
import Fastify from "fastify";
import { fcPivotNode, sessionOf } from "fc-pivot/node";
import { agent } from "fc-pivot/testing";
import { agentCookie } from "fc-pivot/testing/worker";
import { clientSecret, sessionKey } from "../../world/deployment/index.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";

const settings = {
  FC_PRESET: "proconnect", FC_ISSUER: "https://federation.example/api/v2", FC_CLIENT_ID: "desk", FC_CLIENT_SECRET: clientSecret(),
  FC_ACR: "eidas1-mfa eidas2", SESSION_KEYS: JSON.stringify([sessionKey()]),
};

const pivot = () => fcPivotNode({ ...QUIET, environment: settings });

/** What each server answers with: the organisation of whoever is signed in. */
const SERVERS = {
  Express() {
    const app = express();
    app.get("/desk", pivot().requireSession(), (request, response) => response.send(sessionOf(request).agent.siret));
    return createServer(app);
  },
  "node:http"() {
    const { requireSession } = pivot();
    const guard = requireSession();
    return createServer((request, response) => guard(request, response, () => response.end(sessionOf(request).agent.siret)));
  },
};

async function assertServes(origin) {
  const answer = await fetch(`${origin}/desk`, { headers: { cookie: await agentCookie(settings, "state-agent") } });
  assert.deepEqual([answer.status, await answer.text()], [200, agent("state-agent").siret]);
  assert.equal((await fetch(`${origin}/desk`)).status, 401);
}

for (const [name, make] of Object.entries(SERVERS)) {
  it(`${name}: sessionOf gives the agent, and nobody's request is refused`, async (t) => {
    const server = make().listen(0, "localhost");
    await once(server, "listening");
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    await assertServes(`http://localhost:${server.address().port}`);
  });
}

it("Fastify: sessionOf gives the agent, and nobody's request is refused", async (t) => {
  const fastify = Fastify();
  t.after(() => fastify.close());
  fastify.get("/desk", { onRequest: pivot().requireSession() }, (request) => sessionOf(request).agent.siret);
  await assertServes(await fastify.listen({ port: 0, host: "localhost" }));
});

it("a request that no session came with has none", () => {
  assert.equal(sessionOf({}), undefined);
});
