/** Node behind a real nginx that ends TLS: what browsers call the service is what `FC_PUBLIC_ORIGIN` says, and nothing that a header says. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { freePort } from "../../world/deployment/index.mjs";
import { serveInNode } from "../../world/deployment/node-server.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";
import { startNginx } from "./nginx.mjs";

const EVIL = "https://evil.example";
const FORGED = {
  host: "evil.example",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "https",
  "x-forwarded-port": "443",
  "x-original-host": "evil.example",
  forwarded: "host=evil.example;proto=https",
};

/** nginx, a server in Node behind it, and the stand-in; with `FC_PUBLIC_ORIGIN` and without. */
async function behindNginx({ originOf } = {}) {
  const port = await freePort();
  const origin = `https://localhost:${port}`;
  const registered = await registeredWith("ECDH-ES", origin);
  const auth = fcPivot(QUIET);
  const settings = { told: { ...registered.settings, FC_PUBLIC_ORIGIN: origin }, untold: registered.settings };
  const held = { settings: settings.told };
  const handle = async (request) => {
    const answer = await auth.handle(request, held.settings);
    if (answer !== undefined) return answer;
    const admission = await auth.requireSession(request, held.settings);
    return admission instanceof Response ? admission : admission.renew(new Response(`page of ${admission.session.identity.birthName}`));
  };
  const server = await serveInNode(handle, { originOf });
  const nginx = await startNginx({ port, upstream: server.origin });
  const stop = async () => {
    await nginx.stop();
    await server.stop();
    await registered.stop();
  };
  const person = () => new Person(origin);
  return Object.assign(held, { origin, ca: nginx.ca, all: settings, person, stop });
}

/** What an adapter makes of a request that came in clear from the proxy. */
const ADAPTERS = {
  "from the `Host` that came (http://service.example)": undefined,
  "from the address that the server is bound to (http://0.0.0.0:3000)": () => "http://0.0.0.0:3000",
};

for (const [how, originOf] of Object.entries(ADAPTERS)) {
  describe(`behind nginx with TLS, where the adapter takes the request's address ${how}`, () => {
    let site;
    before(async () => {
      site = await behindNginx({ originOf });
    });
    after(() => site.stop());

    const visit = (person, path, options = {}) => person.visit(path, { ca: site.ca, ...options });

    /** From a page of the site to the provider and back. */
    async function signIn(person, path) {
      const refused = await visit(person, path);
      assert.equal(refused.status, 303);
      const { location } = await visit(person, refused.location);
      const callback = await person.atProvider(location, "married-name");
      assert.equal(callback.origin, site.origin);
      return visit(person, callback);
    }

    it("a person signs in, is known, and signs out", async () => {
      const person = site.person();
      const signedIn = await signIn(person, "/dossier?a=b");
      assert.deepEqual([signedIn.status, signedIn.location], [303, "/dossier?a=b"]);
      assert.equal((await visit(person, "/dossier?a=b")).body, "page of KERVOALEN");
      assert.equal((await visit(person, "/auth/session")).status, 200);
      const left = await visit(person, "/auth/logout", { method: "POST", headers: { origin: site.origin, "sec-fetch-site": "same-origin" } });
      assert.equal(left.status, 303);
      assert.equal(new URL(left.location).searchParams.get("post_logout_redirect_uri"), `${site.origin}/auth/logged-out`);
      assert.equal((await visit(person, "/auth/session")).status, 401);
    });

    it("the longest way back passes through nginx, there and back", async () => {
      const path = `/${"a".repeat(1999)}`;
      const person = site.person();
      assert.equal((await signIn(person, path)).location, path);
    });

    it("N74 forged headers move no redirect URI, and pass no same-origin check", async () => {
      const person = site.person();
      const { location } = await visit(person, "/auth/login", { headers: FORGED });
      assert.equal(new URL(location).searchParams.get("redirect_uri"), `${site.origin}/auth/callback`);
      await signIn(person, "/");
      for (const headers of [{ ...FORGED, origin: EVIL }, { ...FORGED, origin: EVIL, "sec-fetch-site": "same-origin" }, { origin: EVIL }]) {
        const refused = await visit(person, "/auth/logout", { method: "POST", headers: { ...headers, "sec-fetch-mode": "cors", accept: "*/*" } });
        assert.deepEqual([refused.status, JSON.parse(refused.body).error.code], [403, "origin_refused"]);
        assert.equal((await visit(person, "/auth/session")).status, 200);
      }
      // The twin: the same forged headers from a page of our own.
      const left = await visit(person, "/auth/logout", { method: "POST", headers: { ...FORGED, origin: site.origin } });
      assert.equal(left.status, 303);
      assert.equal((await visit(person, "/auth/session")).status, 401);
    });

    it("without FC_PUBLIC_ORIGIN nobody signs in or out, and the error names it; N74 not even where forged headers would help", async () => {
      site.settings = site.all.untold;
      try {
        for (const headers of [{}, FORGED]) {
          const login = await visit(site.person(), "/auth/login", { headers: { ...headers, "sec-fetch-mode": "cors", accept: "*/*" } });
          const out = await visit(site.person(), "/auth/logout", { method: "POST", headers: { ...headers, origin: site.origin, "sec-fetch-mode": "cors", accept: "*/*" } });
          const { error } = JSON.parse(out.body);
          assert.deepEqual([out.status, error.code], [403, "origin_refused"]);
          assert.match(error.message, /FC_PUBLIC_ORIGIN/);
          // On the loopback plain http is taken: the redirect URI is then one that the provider does not know.
          if (login.location.startsWith("/")) assert.equal(login.location, "/?auth_error=invalid_settings");
          else assert.notEqual(new URL(login.location).searchParams.get("redirect_uri"), `${site.origin}/auth/callback`);
        }
      } finally {
        site.settings = site.all.told;
      }
    });
  });
}
