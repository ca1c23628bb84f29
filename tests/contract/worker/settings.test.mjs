/** Settings: what is missing or malformed keeps the Worker from starting, by name and never by value; what is left out has a default. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  clientKey, clientSecret, CLIENT_ID, decryptionKey, deploy, publicJwk, sessionKey, startWorker,
} from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { DEFAULT_SCOPE } from "../../world/persons/identities.mjs";
import { assertSignedIn } from "../../world/sign-ins/assertions.mjs";

/** Stands in every malformed value: it must never come back out. */
const CANARY = "canary0123456789";
const ecKey = await decryptionKey("ECDH-ES");
const otherEcKey = await decryptionKey("ECDH-ES", "other");
const rsaKey = await decryptionKey("RSA-OAEP");
const otherRsaKey = await decryptionKey("RSA-OAEP-256", "other-rsa");
const signingKey = await clientKey();

const GOOD = {
  FC_ISSUER: "https://provider.example/api/v2",
  FC_CLIENT_ID: CLIENT_ID,
  FC_CLIENT_SECRET: clientSecret(),
  FC_DECRYPTION_KEYS: JSON.stringify({ keys: [ecKey] }),
  SESSION_KEYS: JSON.stringify([sessionKey()]),
};

const without = (object, name) => Object.fromEntries(Object.entries(object).filter(([member]) => member !== name));
const settingsWith = (changes) => Object.fromEntries(Object.entries({ ...GOOD, ...changes }).filter(([, value]) => value !== undefined));

/** Starts with `changes`, and says what workerd said; nothing where it started. */
async function refusal(changes) {
  try {
    await (await startWorker({ settings: settingsWith(changes) })).stop();
  } catch (thrown) {
    return thrown.message;
  }
  return undefined;
}

/** Values of ours that must not be said, whole or in part: every string in the changed settings that is longer than a word. */
function secretsIn(changes) {
  const texts = Object.values(changes).filter((value) => value !== undefined);
  return texts.flatMap((text) => [...text.matchAll(/[A-Za-z0-9_-]{16,}/g)].map(([word]) => word));
}

const keySet = (...keys) => JSON.stringify({ keys });

/** setting → what is wrong with it → changes; then what the message says that it expects */
const REFUSED = [
  ["FC_ISSUER", /expected .*https URL/, {
    missing: { FC_ISSUER: undefined },
    empty: { FC_ISSUER: "" },
    "no URL": { FC_ISSUER: CANARY },
    "plain http": { FC_ISSUER: `http://${CANARY}.example` },
    "with a query": { FC_ISSUER: `https://${CANARY}.example/?a` },
    "with a fragment": { FC_ISSUER: `https://${CANARY}.example/#a` },
    "with user information": { FC_ISSUER: `https://${CANARY}@provider.example/` },
  }],
  ["FC_CLIENT_ID", /expected the client identifier/, { missing: { FC_CLIENT_ID: undefined }, empty: { FC_CLIENT_ID: "" } }],
  ["FC_CLIENT_SECRET", /expected .*(client secret|one of the two)/, {
    missing: { FC_CLIENT_SECRET: undefined },
    "shorter than FranceConnect+ gives": { FC_CLIENT_SECRET: `${CANARY}${CANARY}`.slice(1) },
    "beside a key": { FC_CLIENT_KEY: JSON.stringify(signingKey) },
  }],
  ["FC_CLIENT_KEY", /a private JWK, kty EC, crv P-256/, {
    "no JSON": { FC_CLIENT_SECRET: undefined, FC_CLIENT_KEY: CANARY },
    "a public key": { FC_CLIENT_SECRET: undefined, FC_CLIENT_KEY: JSON.stringify(publicJwk(signingKey)) },
    "an empty kid": { FC_CLIENT_SECRET: undefined, FC_CLIENT_KEY: JSON.stringify({ ...signingKey, kid: "" }) },
    "an RSA key": { FC_CLIENT_SECRET: undefined, FC_CLIENT_KEY: JSON.stringify(rsaKey) },
    "for encryption": { FC_CLIENT_SECRET: undefined, FC_CLIENT_KEY: JSON.stringify(ecKey) },
    "two halves of different keys": { FC_CLIENT_SECRET: undefined, FC_CLIENT_KEY: JSON.stringify({ ...signingKey, d: ecKey.d }) },
  }],
  ["FC_DECRYPTION_KEYS", /a JWK set|each key|a key for|use is enc|expected RSA keys/, {
    missing: { FC_DECRYPTION_KEYS: undefined },
    "no JSON": { FC_DECRYPTION_KEYS: CANARY },
    "an empty set": { FC_DECRYPTION_KEYS: keySet() },
    "one key instead of a set": { FC_DECRYPTION_KEYS: JSON.stringify(ecKey) },
    "a public key": { FC_DECRYPTION_KEYS: keySet(publicJwk(ecKey)) },
    "a key without kid": { FC_DECRYPTION_KEYS: keySet(without(ecKey, "kid")) },
    "a key without alg": { FC_DECRYPTION_KEYS: keySet(without(ecKey, "alg")) },
    "a key with another alg": { FC_DECRYPTION_KEYS: keySet({ ...ecKey, alg: "ECDH-ES+A256KW" }) },
    "a key for signatures": { FC_DECRYPTION_KEYS: keySet({ ...ecKey, use: "sig" }) },
    "two keys of one name": { FC_DECRYPTION_KEYS: keySet(ecKey, { ...otherEcKey, kid: ecKey.kid }) },
    "two halves of different keys": { FC_DECRYPTION_KEYS: keySet({ ...ecKey, d: otherEcKey.d }) },
    "an RSA key without its primes": { FC_DECRYPTION_KEYS: keySet(without(rsaKey, "p")) },
    "a modulus of another RSA key": { FC_DECRYPTION_KEYS: keySet({ ...rsaKey, n: otherRsaKey.n }) },
    "a prime of another RSA key": { FC_DECRYPTION_KEYS: keySet({ ...rsaKey, p: otherRsaKey.p }) },
    "the second of two RSA keys with primes of another": { FC_DECRYPTION_KEYS: keySet(rsaKey, { ...otherRsaKey, p: rsaKey.p, q: rsaKey.q }) },
    "an exponent of another RSA key": { FC_DECRYPTION_KEYS: keySet({ ...rsaKey, dp: otherRsaKey.dp }) },
  }],
  ["SESSION_KEYS", /expected a JSON array/, {
    missing: { SESSION_KEYS: undefined },
    "no JSON": { SESSION_KEYS: sessionKey() },
    "no key": { SESSION_KEYS: "[]" },
    "a key that is too short": { SESSION_KEYS: JSON.stringify([sessionKey().slice(0, -3)]) },
    "a key with padding": { SESSION_KEYS: JSON.stringify([`${sessionKey()}=`]) },
    "one key twice": { SESSION_KEYS: JSON.stringify(Array(2).fill(sessionKey())) },
    "nine keys": { SESSION_KEYS: JSON.stringify(Array.from({ length: 9 }, sessionKey)) },
  }],
  ["SESSION_TTL", /expected whole seconds, from 60 to 86400/, {
    "no number": { SESSION_TTL: CANARY },
    "a fraction": { SESSION_TTL: "60.5" },
    "too short": { SESSION_TTL: "59" },
    "too long": { SESSION_TTL: "86401" },
    negative: { SESSION_TTL: "-1800" },
  }],
  ["FC_TIMEOUT", /expected whole milliseconds, from 100 to 60000/, {
    "no number": { FC_TIMEOUT: CANARY },
    "a unit": { FC_TIMEOUT: "10s" },
    "a fraction": { FC_TIMEOUT: "2500.5" },
    "too short": { FC_TIMEOUT: "99" },
    "too long": { FC_TIMEOUT: "60001" },
  }],
  ["SESSION_STORE", /expected cookie/, { "none that there is": { SESSION_STORE: CANARY } }],
  ["FC_PRESET", /expected franceconnect-plus/, { "none that there is": { FC_PRESET: CANARY } }],
  ["FC_SCOPE", /expected scopes with spaces between, openid among them/, {
    "without openid": { FC_SCOPE: `email ${CANARY}` },
    "one scope twice": { FC_SCOPE: `openid ${CANARY} ${CANARY}` },
    "no scope": { FC_SCOPE: `openid "${CANARY}"` },
  }],
  ["FC_ACR", /expected a level that the provider knows/, {
    "a level that is too low": { FC_ACR: "eidas1" }, "none that there is": { FC_ACR: CANARY },
  }],
  ["FC_AMR", /expected on or off/, { "a truth": { FC_AMR: "true" }, capitals: { FC_AMR: "ON" }, "none that there is": { FC_AMR: CANARY } }],
  ["FC_REDIRECT_URI", /expected an https URL/, {
    "plain http": { FC_REDIRECT_URI: `http://${CANARY}.example/` }, "a path": { FC_REDIRECT_URI: `/${CANARY}` },
  }],
  ["FC_POST_LOGOUT_REDIRECT_URI", /expected an https URL/, {
    "plain http": { FC_POST_LOGOUT_REDIRECT_URI: `http://${CANARY}.example/` }, "a path": { FC_POST_LOGOUT_REDIRECT_URI: `/${CANARY}` },
  }],
];

describe("the Worker starts with settings that are whole", () => {
  const accepted = {
    "the five that have no default": {},
    "a private key instead of the secret": { FC_CLIENT_SECRET: undefined, FC_CLIENT_KEY: JSON.stringify(signingKey) },
    "a private key without kid, which is then named by its thumbprint": {
      FC_CLIENT_SECRET: undefined, FC_CLIENT_KEY: JSON.stringify(without(signingKey, "kid")),
    },
    "several decryption keys": { FC_DECRYPTION_KEYS: keySet(ecKey, otherEcKey, rsaKey, otherRsaKey) },
    "eight session keys": { SESSION_KEYS: JSON.stringify(Array.from({ length: 8 }, sessionKey)) },
    "a secret of 32 characters": { FC_CLIENT_SECRET: `${CANARY}${CANARY}` },
    "http on the loopback": { FC_ISSUER: "http://localhost:1/api/v2", FC_REDIRECT_URI: "http://127.0.0.1:1/callback" },
    "sixty seconds": { SESSION_TTL: "60" },
    "a tenth of a second for the provider": { FC_TIMEOUT: "100" },
    "a minute for the provider": { FC_TIMEOUT: "60000" },
    "the level above": { FC_ACR: "eidas3" },
    "amr, asked for": { FC_AMR: "on" },
    "amr, not asked for": { FC_AMR: "off" },
    "the store that is the default": { SESSION_STORE: "cookie" },
    "settings that are there and empty": { FC_SCOPE: "", FC_ACR: "", FC_AMR: "", FC_TIMEOUT: "", SESSION_TTL: "", FC_PRESET: "", FC_CLIENT_KEY: "" },
    "a preset that knows its issuer": { FC_ISSUER: undefined, FC_PRESET: "franceconnect-plus-integration" },
    "a plain provider, and neither secret nor decryption keys": {
      FC_PRESET: "oidc", FC_CLIENT_SECRET: undefined, FC_DECRYPTION_KEYS: undefined,
    },
  };
  for (const [what, changes] of Object.entries(accepted)) {
    it(what, async () => assert.equal(await refusal(changes), undefined));
  }
});

describe("the Worker does not start", () => {
  for (const [setting, expectation, cases] of REFUSED) {
    describe(setting, () => {
      for (const [what, changes] of Object.entries(cases)) {
        it(what, async () => {
          const said = await refusal(changes);
          assert.match(said, /a setting is missing or malformed: /);
          assert.ok(said.includes(setting), said);
          assert.match(said, expectation);
          for (const value of [...secretsIn(GOOD), ...secretsIn(changes)]) {
            assert.equal(said.includes(value), false, `${setting} was said by its value`);
          }
        });
      }
    });
  }
});

describe("defaults and their changes", () => {
  let deployment;
  before(async () => {
    deployment = await deploy();
  });
  after(() => deployment.stop());

  async function loginWith(changes) {
    const settings = Object.entries({ ...deployment.settings, ...changes }).filter(([, value]) => value !== undefined);
    const worker = await startWorker({ settings: Object.fromEntries(settings) });
    try {
      return { parameters: (await new Person(worker.origin).startLogin()).searchParams, origin: worker.origin };
    } finally {
      await worker.stop();
    }
  }

  it("scope, level and callback have the defaults that the guide names", async () => {
    const { parameters, origin } = await loginWith({});
    assert.equal(parameters.get("scope"), DEFAULT_SCOPE);
    assert.equal(parameters.get("acr_values"), "eidas2");
    assert.equal(parameters.get("redirect_uri"), `${origin}/auth/callback`);
  });

  it("amr is asked for by FC_AMR=on, and by nothing else", async () => {
    const claims = async (FC_AMR) => (await loginWith({ FC_AMR })).parameters.get("claims");
    assert.equal(await claims("on"), '{"id_token":{"amr":{"essential":true}}}');
    for (const not of ["off", "", undefined]) assert.equal(await claims(not), null, String(not));
  });

  it("each of them can be set", async () => {
    const FC_REDIRECT_URI = "https://service.example/retour";
    const { parameters } = await loginWith({ FC_SCOPE: "openid  email", FC_ACR: "eidas3", FC_REDIRECT_URI });
    assert.equal(parameters.get("scope"), "openid email");
    assert.equal(parameters.get("acr_values"), "eidas3");
    assert.equal(parameters.get("redirect_uri"), FC_REDIRECT_URI);
  });

  it("FC_PRESET=oidc sends PKCE, and neither acr_values nor claims", async () => {
    const { parameters } = await loginWith({ FC_PRESET: "oidc", FC_AMR: undefined });
    assert.equal(parameters.get("code_challenge_method"), "S256");
    assert.match(parameters.get("code_challenge"), /^[A-Za-z0-9_-]{43}$/);
    assert.deepEqual(["acr_values", "claims"].filter((name) => parameters.has(name)), []);
    assert.equal(parameters.get("scope"), "openid profile email");
  });

  it("with FC_REDIRECT_URI set to our own route a sign-in succeeds", async () => {
    const worker = await startWorker({
      settings: { ...deployment.settings, FC_REDIRECT_URI: `${deployment.origin}/auth/callback` },
    });
    try {
      const person = new Person(worker.origin);
      const callback = await person.goToProvider("married-name");
      assert.equal(callback.origin, deployment.origin);
      await assertSignedIn(person, await person.fetch(`/auth/callback${callback.search}`));
    } finally {
      await worker.stop();
    }
  });
});
