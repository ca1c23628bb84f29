/** Encrypted tokens that must not be opened by the Worker, of the kinds that tests/contract/worker/envelopes.test.mjs has not. */
import assert from "node:assert/strict";
import { randomBytes, webcrypto } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { CLIENT_ID, decryptionKey, deploy, freePort, publicJwk } from "../../world/deployment/index.mjs";
import { DEFAULT_SCOPE } from "../../world/persons/identities.mjs";
import { signIn } from "../../world/standin/index.mjs";
import { seal } from "../vectors/seal.mjs";
import { assertError } from "../../world/sign-ins/assertions.mjs";
import { attempts } from "../../world/sign-ins/attempt.mjs";

const HASHES = { "RSA-OAEP": "SHA-1", "RSA-OAEP-256": "SHA-256" };

for (const [alg, hash] of Object.entries(HASHES)) {
  const key = await decryptionKey(alg);
  describe(`N38 content keys of another length, wrapped by ${alg}`, () => {
    const { refuses } = attempts({ alg, keys: [key] });

    /** A token whose content key has another length, sealed as someone who did not look at that would open it. */
    const under = (length) => ({
      async envelope({ jws, header }) {
        const contentKey = randomBytes(length);
        const used = [16, 24, 32].includes(length) ? contentKey : Buffer.concat([contentKey, Buffer.alloc(32)]).subarray(0, 32);
        const { use, alg: _, kid, ...jwk } = publicJwk(key);
        const wrapping = await webcrypto.subtle.importKey("jwk", jwk, { name: "RSA-OAEP", hash }, false, ["encrypt"]);
        const encryptedKey = await webcrypto.subtle.encrypt("RSA-OAEP", wrapping, contentKey);
        return seal({ header, encryptedKey, contentKey: used, plaintext: jws });
      },
    });
    for (const length of [0, 1, 16, 24, 31, 33, 64]) {
      refuses(`N38 of ${length} bytes`, "decryption_failed", under(length), under(32));
    }
  });
}

describe("N46 the plaintext of a token whose tag is wrong", () => {
  const page = (origin) => `${origin}/signed-in`;
  const wrongs = {};
  let deployment;
  before(async () => {
    const worker = await freePort();
    deployment = await deploy({ wrongs, ports: { worker }, client: { redirect_uris: [page(`http://localhost:${worker}`)] } });
  });
  after(() => deployment.stop());

  /** The one route that hands tokens out, asked with a new code. */
  async function exchange() {
    const hex64 = () => randomBytes(32).toString("hex");
    const { origin, standin } = deployment;
    const nonce = hex64();
    const asked = {
      response_type: "code", client_id: CLIENT_ID, redirect_uri: page(origin), scope: DEFAULT_SCOPE, state: hex64(), nonce, acr_values: "eidas2",
    };
    const callback = await signIn(new URL(`${standin.issuer}/authorize?${new URLSearchParams(asked)}`), "married-name");
    return fetch(`${origin}/auth/exchange`, {
      method: "POST",
      headers: { "content-type": "application/json", origin, connection: "close" },
      body: JSON.stringify({ code: callback.searchParams.get("code"), redirect_uri: page(origin), nonce }),
    });
  }

  for (const spoilt of ["idtoken", "userinfo"]) {
    it(`N46 nothing of the ${spoilt} is handed out: decryption_failed`, async () => {
      let inside;
      let flip = true;
      wrongs.envelope = async ({ use, jws, header, encrypt }) => {
        const compact = await encrypt(jws, header);
        if (use !== spoilt) return compact;
        inside = jws;
        const tag = Buffer.from(compact.slice(compact.lastIndexOf(".") + 1), "base64url");
        if (flip) tag[15] ^= 1;
        return `${compact.slice(0, compact.lastIndexOf("."))}.${tag.toString("base64url")}`;
      };
      const refused = await exchange();
      const text = await refused.clone().text();
      await assertError(refused, 400, "decryption_failed");
      for (const part of inside.split(".")) assert.equal(text.includes(part), false);

      flip = false;
      const taken = await exchange();
      assert.equal(taken.status, 200);
      assert.ok((await taken.text()).includes(inside));
      delete wrongs.envelope;
    });
  }
});
