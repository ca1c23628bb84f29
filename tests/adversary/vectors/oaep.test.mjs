/**
 * RSAES-OAEP: our RSA keys as the edge module hands them to WebCrypto, on Wycheproof's ciphertexts. JOSE has no label (RFC 7518 §4.3), so a
 * ciphertext with one must fail like any other that does not fit.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { figure } from "../../runner/figures/figure.mjs";
import { load, tests } from "./corpus.mjs";
import { opener } from "./decryption.mjs";
import { seal } from "./seal.mjs";

const SIGNED = "eyJhbGciOiJFUzI1NiJ9.e30.AAAA";
const CONTENT_KEY_BYTES = 32;

for (const [size, hash, alg, accepts, refuses] of [
  [2048, 1, "RSA-OAEP", 10, 26],
  [2048, 256, "RSA-OAEP-256", 10, 27],
  [3072, 256, "RSA-OAEP-256", 10, 27],
  [4096, 256, "RSA-OAEP-256", 10, 27],
]) {
  describe(`${alg} with ${size} bits`, () => {
    it("unwraps what has no label, and nothing else", async () => {
      const name = `wycheproof rsa_oaep_${size}_sha${hash}_mgf1sha${hash}`;
      const file = load(`wycheproof/rsa_oaep_${size}_sha${hash}_mgf1sha${hash}_test.json`);
      const [{ privateKeyJwk }] = file.testGroups;
      const { overheard } = await opener([{ ...privateKeyJwk, kid: "ours", alg, use: "enc" }]);
      let [accepted, refused, opened] = [0, 0, 0];
      for (const { test } of tests(file)) {
        const message = Buffer.from(test.msg, "hex");
        const fits = message.length === CONTENT_KEY_BYTES;
        const compact = await seal({
          header: { alg, enc: "A256GCM", kid: "ours" },
          encryptedKey: Buffer.from(test.ct, "hex"),
          // What is not 32 bytes long is no content key; the token is then sealed with one that nobody knows.
          contentKey: fits ? message : crypto.getRandomValues(new Uint8Array(CONTENT_KEY_BYTES)),
          plaintext: SIGNED,
        });
        const { outcome, heard } = await overheard(compact);
        const unwraps = test.result === "valid" && test.label === "";
        assert.deepEqual(heard, [unwraps ? new Uint8Array(message) : undefined], `tcId ${test.tcId}`);
        assert.deepEqual(outcome, unwraps && fits ? { inside: SIGNED } : { code: "decryption_failed" }, `tcId ${test.tcId}`);
        if (outcome.inside) opened += 1;
        if (unwraps) accepted += 1;
        else refused += 1;
      }
      figure(name, [accepted, accepts, "accepted"], [refused, refuses, "refused"]);
      assert.deepEqual([accepted, refused], [accepts, refuses]);
      assert.ok(opened > 0, "one of them is a content key, and opens its token");
    });
  });
}
