/**
 * N79, N80: RS256, PS256 and EdDSA, on Wycheproof's signatures: which keys the core hands to the host, and what the host says of each signature.
 * A key that the core does not hand over verifies nothing: those of the files with an exponent of 3 and the like.
 */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { load as loadEdge, ProviderKeys } from "../../../pkg/dist/load/edge.node.js";
import { holds } from "../../../pkg/dist/load/verify.js";
import { figure } from "../../runner/figures/figure.mjs";
import { load, tests } from "./corpus.mjs";

const base64url = (hex) => Buffer.from(hex, "hex").toString("base64url");

/** A modulus without the sign's octet that the files write. */
const unsigned = (hex) => hex.replace(/^(00)+/, "");

const jwkOf = ({ publicKeyJwk, publicKey }) =>
  publicKeyJwk ? { ...publicKeyJwk, kid: undefined } : { kty: "RSA", n: base64url(unsigned(publicKey.modulus)), e: base64url(publicKey.publicExponent) };

/** Whether the core takes the key for this algorithm. */
function isHandedOver(jwk, alg) {
  try {
    ProviderKeys.read(200, "application/json", Buffer.from(JSON.stringify({ keys: [jwk] })), alg).free();
    return true;
  } catch (thrown) {
    assert.equal(thrown.code, "jwks_malformed");
    return false;
  }
}

for (const [alg, name, accepts, refuses, without] of [
  ["RS256", "rsa_signature_2048_sha256", 7, 250, 2],
  ["RS256", "rsa_signature_3072_sha256", 7, 251, 1],
  ["PS256", "rsa_pss_2048_sha256_mgf1_32", 63, 45, 0],
  ["PS256", "rsa_pss_4096_sha256_mgf1_32", 63, 45, 0],
  ["EdDSA", "ed25519", 88, 63, 0],
]) {
  describe(`${alg}, wycheproof ${name}`, () => {
    before(() => loadEdge());

    it("N79 N80 verifies what is valid, and nothing else", async () => {
      let [accepted, refused, keyless] = [0, 0, 0];
      for (const { group, test } of tests(load(`wycheproof/${name}_test.json`))) {
        const jwk = jwkOf(group);
        if (!isHandedOver(jwk, alg)) {
          keyless += 1;
          continue;
        }
        const verdict = await holds({ alg, jwk: JSON.stringify(jwk), message: Buffer.from(test.msg, "hex"), signature: Buffer.from(test.sig, "hex") });
        // "acceptable" is a padding without its NULL, which RFC 8017 §9.2 has verifiers of new protocols refuse.
        assert.equal(verdict, test.result === "valid", `tcId ${test.tcId}: ${test.comment}`);
        if (verdict) accepted += 1;
        else refused += 1;
      }
      figure(`wycheproof ${name}`, [accepted, accepts, "accepted"], [refused, refuses, "refused"]);
      assert.deepEqual([accepted, refused, keyless], [accepts, refuses, without]);
    });
  });
}

describe("a key that is none for the algorithm", () => {
  before(() => loadEdge());
  const [rsa] = load("wycheproof/rsa_signature_2048_sha256_test.json").testGroups.map(jwkOf);
  const [ed25519] = load("wycheproof/ed25519_test.json").testGroups.map(jwkOf);

  it("N79 N80 is not handed over, and its twin is", () => {
    for (const [alg, honest, changes] of [
      ["RS256", rsa, { alg: "PS256" }],
      ["RS256", rsa, { use: "enc" }],
      ["PS256", rsa, { e: "Aw" }],
      ["RS256", rsa, { n: rsa.n.slice(0, 172) }],
      ["EdDSA", ed25519, { crv: "Ed448" }],
      ["Ed25519", ed25519, { x: Buffer.alloc(32).toString("base64url") }],
    ]) {
      assert.equal(isHandedOver({ ...honest, alg: undefined }, alg), true);
      assert.equal(isHandedOver({ ...honest, alg: undefined, ...changes }, alg), false, JSON.stringify(changes));
    }
  });

  it("gets no verdict of a host that does not take it", async () => {
    const [message, signature] = [Buffer.from("m"), Buffer.alloc(64)];
    assert.equal(await holds({ alg: "EdDSA", jwk: JSON.stringify({ ...ed25519, x: "AA" }), message, signature }), undefined);
    assert.equal(await holds({ alg: "EdDSA", jwk: JSON.stringify(ed25519), message, signature }), false);
  });
});
