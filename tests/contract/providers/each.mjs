/**
 * What is asked of every provider: a whole sign-in, session and sign-out through the Worker, in workerd.
 *
 * In: how the provider is started (tests/world/providers). Out: its tests. Never: a provider that is missing and passed over: its `start` throws,
 * by name, and each of its tests fails.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CLIENT_ID, clientSecret, freePort, sessionKey, startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { STAYS, Visitor } from "../../world/providers/visitor.mjs";
import { assertNobody, assertRedirect, assertSentBack, assertSignedIn } from "../../world/sign-ins/assertions.mjs";

/** `what` names the provider in the report; `start` is that of its file. */
export function signsInAt(what, start) {
  describe(`a sign-in at ${what}`, { timeout: 180_000 }, () => {
    let provider, worker, origin;
    before(async () => {
      const port = await freePort();
      origin = `http://localhost:${port}`;
      const secret = clientSecret();
      provider = await start({
        clientId: CLIENT_ID, clientSecret: secret, redirectUri: `${origin}/auth/callback`, postLogoutRedirectUri: `${origin}/auth/logged-out`,
      });
      const settings = {
        FC_PRESET: "oidc", FC_ISSUER: provider.issuer, FC_CLIENT_ID: provider.clientId ?? CLIENT_ID,
        FC_CLIENT_SECRET: provider.clientSecret ?? secret,
        SESSION_KEYS: JSON.stringify([sessionKey()]), ...provider.settings,
      };
      worker = await startWorker({ port, settings });
    });
    after(async () => {
      await worker?.stop();
      await provider?.stop();
    });

    /** A new browser that has been at the provider; `changed` alters where the service sends it. */
    async function fromProvider(changed = () => {}) {
      const [person, visitor] = [new Person(origin), new Visitor()];
      const request = await person.startLogin();
      changed(request.searchParams);
      return { person, visitor, callback: await provider.signIn(visitor, request) };
    }

    /** Who comes again meets a page of the provider's: its session is over too. */
    async function assertAsksAgain(visitor) {
      const request = await new Person(origin).startLogin();
      const shown = await visitor.travel(request, (page) => provider.told?.(page) ?? STAYS);
      assert.equal(shown.origin, new URL(provider.issuer).origin);
    }

    async function signedIn() {
      const there = await fromProvider();
      await assertSignedIn(there.person, await there.person.fetch(there.callback));
      return there;
    }

    it("has a session with the person of the provider, in two browsers the same one", async () => {
      const [first, second] = [await signedIn(), await signedIn()];
      const { body: { identity } } = await first.person.session();
      assert.equal(identity.email, provider.person.email);
      if (provider.person.sub) assert.equal(identity.sub, provider.person.sub);
      assert.match(identity.sub, /\S/);
      assert.equal((await second.person.session()).body.identity.sub, identity.sub);
    });

    it("signs out here and there", async () => {
      const { person, visitor } = await signedIn();
      const answer = await person.fetch("/auth/logout", { method: "POST", headers: { origin } });
      await assertNobody(person);
      const back = await provider.signOut(visitor, answer.headers.get("location"));
      if (provider.keeps) {
        assert.equal(back.origin, new URL(provider.issuer).origin);
      } else {
        assert.equal(`${back.origin}${back.pathname}`, `${origin}/auth/logged-out`);
        await assertRedirect(await person.fetch(back), "/");
      }
      await assertAsksAgain(visitor);
    });

    it("for another login (nonce) is nonce_mismatch, and the same without that signs in", async () => {
      const { person, callback } = await fromProvider((query) => { query.set("nonce", query.get("nonce").split("").reverse().join("")); });
      await assertSentBack(await person.fetch(callback), "nonce_mismatch");
      await assertNobody(person);
      await signedIn();
    });

    it("with an altered state is state_unknown, and as the provider sent it signs in", async () => {
      const { person, callback } = await fromProvider();
      const altered = new URL(callback);
      altered.searchParams.set("state", altered.searchParams.get("state").split("").reverse().join(""));
      await assertSentBack(await person.fetch(altered), "state_unknown");
      await assertNobody(person);
      await assertSignedIn(person, await person.fetch(callback));
    });
  });
}
