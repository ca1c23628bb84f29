/** Keys: what we publish, with which we decrypt and authenticate, and the provider's as they change. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CompactEncrypt, importJWK } from "jose";
import {
  clientKey, clientSecret, decryptionKey, deploy, ENCRYPTION_ALGORITHMS, publicJwk, sessionKey, startWorker,
} from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { assertNobody, assertSentBack, assertSignedIn } from "../../world/sign-ins/assertions.mjs";
import { underAnUnknownKid } from "../../world/sign-ins/faults.mjs";

const PERSON = "married-name";

async function withDeployment(options, act) {
  const deployment = await deploy(options);
  try {
    await act(deployment);
  } finally {
    await deployment.stop();
  }
}

const newcomer = ({ origin }) => new Person(origin);
async function assertCanSignIn(deployment) {
  const person = newcomer(deployment);
  await assertSignedIn(person, await person.signIn(PERSON));
}
async function assertCannotSignIn(deployment, code) {
  const person = newcomer(deployment);
  await assertSentBack(await person.signIn(PERSON), code);
  await assertNobody(person);
}

describe("GET /auth/jwks.json", () => {
  const PUBLIC = { EC: ["alg", "crv", "kid", "kty", "use", "x", "y"], RSA: ["alg", "e", "kid", "kty", "n", "use"] };

  it("publishes the public half of every key, and no member more", async () => {
    const keys = await Promise.all(ENCRYPTION_ALGORITHMS.map((alg) => decryptionKey(alg)));
    await withDeployment({ keys: [...keys, await decryptionKey("ECDH-ES", "older")] }, async (deployment) => {
      const answer = await fetch(`${deployment.origin}/auth/jwks.json`);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "application/json");
      assert.equal(answer.headers.get("cache-control"), "public, max-age=600");
      assert.deepEqual(answer.headers.getSetCookie(), []);
      const set = await answer.json();
      assert.deepEqual(Object.keys(set), ["keys"]);
      assert.deepEqual(set.keys.map(({ kid }) => kid), ["test-ecdh-es", "test-rsa-oaep", "test-rsa-oaep-256", "older"]);
      for (const key of set.keys) {
        assert.deepEqual(Object.keys(key).sort(), PUBLIC[key.kty]);
        assert.equal(key.use, "enc");
      }
      keys.forEach((key, index) => assert.deepEqual(set.keys[index], publicJwk(key)));
    });
  });

  it("publishes an empty set where nothing is decrypted", async () => {
    const FC_ISSUER = "https://provider.example";
    const settings = { FC_PRESET: "oidc", FC_ISSUER, FC_CLIENT_ID: "client", SESSION_KEYS: JSON.stringify([sessionKey()]) };
    const worker = await startWorker({ settings });
    try {
      assert.deepEqual(await (await fetch(`${worker.origin}/auth/jwks.json`)).json(), { keys: [] });
    } finally {
      await worker.stop();
    }
  });
});

describe("decryption keys rotate", () => {
  for (const alg of ENCRYPTION_ALGORITHMS) {
    it(`${alg}: the provider may encrypt to either of our keys, and to no other`, async () => {
      const [fresh, old, foreign] = await Promise.all(["new", "old", "foreign"].map((kid) => decryptionKey(alg, kid)));
      const wrongs = {};
      await withDeployment({ alg, keys: [fresh, old], wrongs }, async (deployment) => {
        const encryptTo = (key, kid = key.kid) => {
          wrongs.envelope = async ({ jws, header }) => new CompactEncrypt(new TextEncoder().encode(jws))
            .setProtectedHeader({ ...header, kid }).encrypt(await importJWK(publicJwk(key), alg));
        };
        for (const own of [fresh, old]) {
          encryptTo(own);
          await assertCanSignIn(deployment);
        }
        encryptTo(foreign);
        await assertCannotSignIn(deployment, "key_unknown");
        // Another key under one of our names: nothing tells why it fails (RFC 7516 §11.5).
        encryptTo(foreign, "new");
        await assertCannotSignIn(deployment, "decryption_failed");
        encryptTo(old, "new");
        await assertCannotSignIn(deployment, "decryption_failed");
        delete wrongs.envelope;
        await assertCanSignIn(deployment);
      });
    });
  }
});

describe("N36 a key has one algorithm", () => {
  for (const [own, other] of [["RSA-OAEP", "RSA-OAEP-256"], ["RSA-OAEP-256", "RSA-OAEP"]]) {
    it(`a key for ${own} opens nothing that was made with ${other}`, async () => {
      const wrongs = {};
      await withDeployment({ alg: own, wrongs }, async (deployment) => {
        wrongs.envelope = ({ jws, header, encrypt }) => encrypt(jws, { ...header, alg: other });
        await assertCannotSignIn(deployment, "alg_not_allowed");
        wrongs.envelope = ({ jws, header, encrypt }) => encrypt(jws, { ...header, alg: own });
        await assertCanSignIn(deployment);
      });
    });
  }
});

describe("a token that names no key", () => {
  const withoutKid = ({ jws, header: { kid, ...header }, encrypt }) => encrypt(jws, header);

  it("is taken where there is one key, and refused where there are two", async () => {
    const wrongs = { envelope: withoutKid };
    await withDeployment({ wrongs }, assertCanSignIn);
    const keys = [await decryptionKey("ECDH-ES", "one"), await decryptionKey("ECDH-ES", "two")];
    await withDeployment({ wrongs, keys }, (deployment) => assertCannotSignIn(deployment, "key_ambiguous"));
    await withDeployment({ keys }, assertCanSignIn);
  });
});

describe("how we authenticate", () => {
  it("with a wrong secret we are refused: client_rejected", async () => {
    const settings = { FC_CLIENT_SECRET: clientSecret() };
    await withDeployment({ settings }, (deployment) => assertCannotSignIn(deployment, "client_rejected"));
    await withDeployment({}, assertCanSignIn);
  });

  it("private_key_jwt stands in for the secret, with a provider that takes it; another key does not", async () => {
    const wrongs = { clientAssertions: true };
    const [encryption, key, foreign] = [await decryptionKey("ECDH-ES"), await clientKey(), await clientKey()];
    const client = {
      client_secret: undefined,
      token_endpoint_auth_method: "private_key_jwt",
      jwks_uri: undefined,
      jwks: { keys: [publicJwk(encryption), publicJwk(key)] },
    };
    const settings = (jwk) => ({ FC_CLIENT_SECRET: undefined, FC_CLIENT_KEY: JSON.stringify(jwk) });
    await withDeployment({ keys: [encryption], client, wrongs, settings: settings(key) }, assertCanSignIn);
    await withDeployment({ keys: [encryption], client, wrongs, settings: settings(foreign) }, (deployment) =>
      assertCannotSignIn(deployment, "client_rejected"));
  });
});

describe("the provider's signing keys", () => {
  let deployment;
  const fetches = () => deployment.requestsTo("/jwks");
  before(async () => {
    deployment = await deploy();
  });
  after(() => deployment.stop());

  it("are fetched once for many sign-ins", async () => {
    for (let count = 0; count < 3; count += 1) await assertCanSignIn(deployment);
    assert.equal(fetches(), 1);
  });

  it("N15 rotate: an unknown kid is looked for once more, and found", async () => {
    deployment.standin.rotateSigningKey();
    await assertCanSignIn(deployment);
    assert.equal(fetches(), 2);
    await assertCanSignIn(deployment);
    assert.equal(fetches(), 2);
  });
});

describe("N15 a kid that the provider does not publish", () => {
  it("is refused, and looked for once only: anyone can make such tokens", async () => {
    const wrongs = {};
    await withDeployment({ wrongs }, async (deployment) => {
      const fetches = () => deployment.requestsTo("/jwks");
      await assertCanSignIn(deployment);
      wrongs.idToken = underAnUnknownKid;
      for (let count = 0; count < 3; count += 1) await assertCannotSignIn(deployment, "key_unknown");
      assert.ok(fetches() <= 2, `${fetches()} fetches`);
      delete wrongs.idToken;
      await assertCanSignIn(deployment);
    });
  });

  it("keys that rotate between ID token and userinfo are found all the same", async () => {
    const wrongs = {};
    await withDeployment({ wrongs }, async (deployment) => {
      await assertCanSignIn(deployment);
      wrongs.answer = {
        token: (answer) => {
          deployment.standin.rotateSigningKey();
          return answer;
        },
      };
      await assertCanSignIn(deployment);
      delete wrongs.answer;
      await assertCanSignIn(deployment);
    });
  });
});
