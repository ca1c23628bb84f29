/**
 * A plain provider that encrypts to us: `FC_PRESET=oidc` with FC_DECRYPTION_KEYS. Tokens are decrypted where they come encrypted, and taken as they
 * are where they do not. The provider is oidc-provider, the Worker is the one that is deployed.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CLIENT_ID, clientSecret, decryptionKey, freePort, publicJwk, sessionKey, startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { PERSON, startPlainProvider } from "../../world/deployment/plain-provider.mjs";
import { throughProvider as signIn } from "../../world/sign-ins/plain.mjs";
import { assertNobody, assertSentBack, assertSignedIn } from "../../world/sign-ins/assertions.mjs";

/** A Worker at a plain provider. `registration` makes the client's from our public keys. */
async function deployed(t, { alg, registration, withKeys = true }) {
  const port = await freePort();
  const [origin, secret, key] = [`http://localhost:${port}`, clientSecret(), await decryptionKey(alg)];
  const client = {
    client_secret: secret, token_endpoint_auth_method: "client_secret_post", jwks: { keys: [publicJwk(key)] }, ...registration(alg),
  };
  const addresses = { redirectUri: `${origin}/auth/callback`, postLogoutRedirectUri: `${origin}/auth/logged-out` };
  const provider = await startPlainProvider({ clientId: CLIENT_ID, ...addresses, client });
  t.after(() => provider.close());
  const worker = await startWorker({
    port,
    settings: {
      FC_PRESET: "oidc", FC_ISSUER: provider.issuer, FC_CLIENT_ID: CLIENT_ID, FC_CLIENT_SECRET: secret,
      SESSION_KEYS: JSON.stringify([sessionKey()]), ...(withKeys && { FC_DECRYPTION_KEYS: JSON.stringify({ keys: [key] }) }),
    },
  });
  t.after(() => worker.stop());
  return new Person(origin);
}

const encrypted = (what) => (alg) => ({ [`${what}_encrypted_response_alg`]: alg, [`${what}_encrypted_response_enc`]: "A256GCM" });
const signedUserinfo = () => ({ userinfo_signed_response_alg: "ES256" });
const both = (...registrations) => (alg) => Object.assign({}, ...registrations.map((registration) => registration(alg)));

const FORMS = {
  "nothing encrypted": () => ({}),
  "signed userinfo": signedUserinfo,
  "an encrypted ID token": encrypted("id_token"),
  "an encrypted ID token, and userinfo signed and encrypted": both(encrypted("id_token"), signedUserinfo, encrypted("userinfo")),
  "userinfo signed and encrypted alone": both(signedUserinfo, encrypted("userinfo")),
};

describe("FC_PRESET=oidc with FC_DECRYPTION_KEYS", () => {
  for (const alg of ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"]) {
    for (const [what, registration] of Object.entries(FORMS)) {
      it(`${alg}: ${what}: signs in`, async (t) => {
        const person = await deployed(t, { alg, registration });
        await assertSignedIn(person, await signIn(person));
        const { body: { identity } } = await person.session();
        assert.deepEqual([identity.sub, identity.email, identity.usualName], [PERSON.sub, PERSON.email, PERSON.family_name]);
      });
    }
  }

  it("a content encryption that we do not support is refused: enc_not_allowed", async (t) => {
    const registration = (alg) => ({ ...encrypted("id_token")(alg), id_token_encrypted_response_enc: "A128CBC-HS256" });
    const person = await deployed(t, { alg: "ECDH-ES", registration });
    await assertSentBack(await signIn(person), "enc_not_allowed");
  });
});

describe("FC_PRESET=oidc without FC_DECRYPTION_KEYS", () => {
  for (const [what, registration] of [["an encrypted ID token", FORMS["an encrypted ID token"]], ["encrypted userinfo", FORMS["userinfo signed and encrypted alone"]]]) {
    it(`${what} is refused where there are no keys: token_not_signed`, async (t) => {
      const person = await deployed(t, { alg: "ECDH-ES", registration, withKeys: false });
      await assertSentBack(await signIn(person), "token_not_signed");
      await assertNobody(person);
    });
  }

  it("what is not encrypted signs in", async (t) => {
    const person = await deployed(t, { alg: "ECDH-ES", registration: signedUserinfo, withKeys: false });
    await assertSignedIn(person, await signIn(person));
  });
});
