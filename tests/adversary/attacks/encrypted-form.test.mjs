/** Encrypted tokens in other forms than the one, of the kinds that tests/contract/worker/envelopes.test.mjs has not. The Worker alone decrypts. */
import assert from "node:assert/strict";
import { randomBytes, webcrypto } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { deflateRawSync } from "node:zlib";
import { exportJWK, generateKeyPair } from "jose";
import { decryptionKey, publicJwk } from "../../world/deployment/index.mjs";
import { seal } from "../vectors/seal.mjs";
import { attempts, encode } from "../../world/sign-ins/attempt.mjs";
import { startLure } from "./lure.mjs";

const USES = { "ID token": "idtoken", userinfo: "userinfo" };
const PARTS = ["header", "encryptedKey", "iv", "ciphertext", "tag"];
const onlyFor = (use, spoil) => ({ envelope: (draft) => (draft.use === use ? spoil(draft) : draft.encrypt(draft.jws, draft.header)) });

/** The honest JWE with one part changed. */
const withPart = (name, change) => async ({ jws, header, encrypt }) => {
  const parts = (await encrypt(jws, header)).split(".");
  parts[PARTS.indexOf(name)] = await change(parts[PARTS.indexOf(name)]);
  return parts.join(".");
};
const resized = (name, length) => withPart(name, (part) =>
  encode(Buffer.concat([Buffer.from(part, "base64url"), Buffer.alloc(64)]).subarray(0, length)));
const withHeaderText = (change) => withPart("header", (part) => encode(change(String(Buffer.from(part, "base64url")))));
const withHeader = (change) => withHeaderText((text) => JSON.stringify(change(JSON.parse(text))));
const withMember = (name, value) => withHeader((header) => ({ ...header, [name]: typeof value === "function" ? value() : value }));

describe("ECDH-ES", () => {
  const { refuses: refusesOne, takes } = attempts({ alg: "ECDH-ES" });
  function refuses(what, code, spoil) {
    for (const [name, use] of Object.entries(USES)) {
      refusesOne(`${name}: ${what}`, code, onlyFor(use, spoil), onlyFor(use, withPart("tag", String)));
    }
  }

  describe("lengths", () => {
    for (const length of [1, 4, 8, 11, 13, 14, 15, 17, 24, 32]) refuses(`N39 a tag of ${length} bytes`, "token_malformed", resized("tag", length));
    for (const length of [0, 1, 7, 11, 13, 16, 32]) refuses(`N39 an IV of ${length} bytes`, "token_malformed", resized("iv", length));
    for (const length of [1, 16, 24, 40]) {
      refuses(`N44 an encrypted key of ${length} bytes`, "token_malformed", resized("encryptedKey", length));
    }
    const ciphertexts = {
      "without its last byte": (bytes) => bytes.subarray(0, -1),
      "with a byte more": (bytes) => Buffer.concat([bytes, Buffer.from([0])]),
      "without a byte": () => Buffer.alloc(0),
    };
    for (const [how, change] of Object.entries(ciphertexts)) {
      refuses(`N40 a ciphertext ${how}`, "decryption_failed", withPart("ciphertext", (part) => encode(change(Buffer.from(part, "base64url")))));
    }
  });

  describe("spellings", () => {
    for (const part of PARTS) {
      for (const [what, sign] of Object.entries({ padding: "=", "a space": " ", "a slash": "/", "a line break": "\n" })) {
        refuses(`N23 ${part} with ${what}`, "token_malformed", withPart(part, (text) => text + sign));
      }
    }
    // 16 octets are 22 characters, the last of which has four bits that must be zero.
    refuses("N23 a tag with bits behind its end", "token_malformed", withPart("tag", (tag) =>
      `${tag.slice(0, -1)}${{ A: "B", Q: "R", g: "h", w: "x" }[tag.at(-1)]}`));
  });

  describe("header", () => {
    const forms = {
      "a text": (text) => JSON.stringify(text),
      null: () => "null",
      nothing: () => "",
      "octets that are no UTF-8": (text) =>
        Buffer.concat([Buffer.from(`${text.slice(0, -1)},"a":"`), Buffer.from([0xff]), Buffer.from('"}')]),
      "something behind it": (text) => `${text}{}`,
      "a number that no number holds": (text) => text.replace("{", '{"a":1e400,'),
    };
    for (const [what, write] of Object.entries(forms)) refuses(`N24 ${what}`, "token_malformed", withHeaderText(write));
    refuses("N22 epk twice", "token_malformed", withHeaderText((text) => text.replace("{", '{"epk":{},')));
    refuses("N22 a name twice in epk", "token_malformed", withHeaderText((text) => text.replace('"kty"', '"crv":"P-384","kty"')));

    const crit = {
      "without a name": [], "with a name twice": ["a", "a"], "with a name that is not there": ["absent"], "with b64": ["b64"],
      "with a name of the specification's own": ["enc"], "that is no list": "exp", "that is null": null,
    };
    for (const [what, value] of Object.entries(crit)) refuses(`N19 N20 crit ${what}`, "crit_unsupported", withMember("crit", value));
    refuses("N21 b64 false", "header_invalid", withMember("b64", false));

    const wraps = ["A128KW", "A192KW", "A128GCMKW", "A256GCMKW", "ECDH-ES+A128KW", "ECDH-ES+A192KW"];
    for (const alg of [...wraps, "RSA-OAEP-384", "RSA-OAEP-512", "ecdh-es"]) {
      refuses(`N34 alg ${alg}`, "alg_not_allowed", withMember("alg", alg));
    }
    for (const alg of ["PBES2-HS256+A128KW", "PBES2-HS384+A192KW"]) {
      refuses(`N33 ${alg} with a huge count`, "alg_not_allowed", withHeader((header) =>
        ({ ...header, alg, p2s: "A".repeat(22), p2c: Number.MAX_SAFE_INTEGER })));
    }
    for (const enc of ["A192GCM", "A128CBC-HS256", "A192CBC-HS384", "C20P", "a256gcm", ""]) {
      refuses(`N41 enc ${enc || "empty"}`, "enc_not_allowed", withMember("enc", enc));
    }
    refuses("N41 enc in a list", "header_invalid", withMember("enc", ["A256GCM"]));
    for (const zip of ["DEF", "", null, 1]) refuses(`N32 zip ${JSON.stringify(zip)}`, "zip_refused", withMember("zip", zip));

    const kids = [
      ["SQL", "key_unknown", "x' OR '1'='1"], ["with a NUL", "key_unknown", "test-ecdh-es\0"], ["empty", "key_unknown", ""],
      ["the name of what every object has", "key_unknown", "__proto__"], ["of 513 characters", "header_invalid", "k".repeat(513)],
      ["of 64 KB", "token_too_large", "k".repeat(64 * 1024)], ["of 1 MB", "provider_answer_malformed", "k".repeat(1024 * 1024)],
      ["null", "header_invalid", null], ["a list", "header_invalid", ["test-ecdh-es"]],
    ];
    for (const [what, code, kid] of kids) refuses(`N14 a kid ${what}`, code, withMember("kid", kid));
  });

  describe("where a header points to", () => {
    let lure;
    before(async () => {
      lure = await startLure();
    });
    after(() => lure.stop());
    refuses("N11 jwk", "header_invalid", withMember("jwk", { kty: "oct", k: "AAAA" }));
    refuses("N12 jku", "header_invalid", withMember("jku", () => `${lure.origin}/jku`));
    refuses("N13 x5u", "header_invalid", withMember("x5u", () => `${lure.origin}/x5u`));
    refuses("N13 x5c", "header_invalid", withMember("x5c", ["MIIB"]));
    it("N12 N13 nothing was fetched, and a request there would have been seen", async () => {
      assert.deepEqual(lure.asked, []);
      await fetch(`${lure.origin}/seen`);
      assert.deepEqual(lure.asked, ["/seen"]);
    });
  });

  describe("key agreement", () => {
    const cut = (text, length) => encode(Buffer.concat([Buffer.from(text, "base64url"), Buffer.alloc(1)]).subarray(0, length));
    const epk = (change) => withHeader((header) => ({ ...header, epk: change(header.epk) }));
    const keys = {
      "N43 an epk with a short x": (key) => ({ ...key, x: cut(key.x, 31) }),
      "N43 an epk with a long x": (key) => ({ ...key, x: cut(key.x, 33) }),
      "N43 an epk with a short y": (key) => ({ ...key, y: cut(key.y, 31) }),
      "N43 an epk with an empty y": (key) => ({ ...key, y: "" }),
      "N43 an epk without x": ({ x, ...key }) => key,
      "N43 an epk without y": ({ y, ...key }) => key,
      "N43 an epk without crv": ({ crv, ...key }) => key,
      "N43 an epk of another kty": (key) => ({ ...key, kty: "OKP" }),
      "N43 an epk that is said to be on P-384": (key) => ({ ...key, crv: "P-384" }),
      "N43 an epk that is a text": (key) => JSON.stringify(key),
      "N43 an epk in a list": (key) => [key],
      "N42 an epk with its coordinates exchanged": ({ x, y, ...key }) => ({ ...key, x: y, y: x }),
      "N42 an epk with a coordinate as large as the field": (key) => ({ ...key, x: encode(Buffer.alloc(32, 255)) }),
    };
    for (const [what, change] of Object.entries(keys)) refuses(what, "header_invalid", epk(change));
    refuses("N43 an epk on P-521", "header_invalid", withPart("header", async (part) => {
      const { publicKey } = await generateKeyPair("ECDH-ES", { crv: "P-521", extractable: true });
      return encode({ ...JSON.parse(Buffer.from(part, "base64url")), epk: await exportJWK(publicKey) });
    }));
    for (const name of ["apu", "apv"]) {
      refuses(`N45 an ${name} that was not there`, "decryption_failed", withMember(name, "Qm9i"));
      refuses(`N45 a huge ${name}`, "header_invalid", withMember(name, "A".repeat(1024)));
      refuses(`N45 an ${name} that is no base64url`, "header_invalid", withMember(name, "Qm9i="));
      refuses(`N45 an ${name} that is a number`, "header_invalid", withMember(name, 1));
    }
    takes("N45 an apv that says nothing", { envelope: ({ jws, header, encrypt }) => encrypt(jws, { ...header, apv: "" }) });
  });
});

describe("N32 compressed tokens, encrypted as a client that inflates them would expect", async () => {
  const key = await decryptionKey("RSA-OAEP-256");
  const { refuses } = attempts({ alg: "RSA-OAEP-256", keys: [key] });
  const sealed = (zip, plaintextOf) => async ({ jws, header }) => {
    const { use, alg, kid, ...jwk } = publicJwk(key);
    const contentKey = randomBytes(32);
    const wrapping = await webcrypto.subtle.importKey("jwk", jwk, { name: "RSA-OAEP", hash: "SHA-256" }, false, ["encrypt"]);
    const encryptedKey = await webcrypto.subtle.encrypt("RSA-OAEP", wrapping, contentKey);
    return seal({ header: { ...header, ...zip }, encryptedKey, contentKey, plaintext: plaintextOf(jws) });
  };
  const deflated = { zip: "DEF" };
  const bomb = () => deflateRawSync(Buffer.alloc(50 * 1024 * 1024));
  for (const [name, use] of Object.entries(USES)) {
    const whole = onlyFor(use, sealed({}, String));
    const small = (jws) => deflateRawSync(jws);
    refuses(`${name}: N32 a small one`, "zip_refused", onlyFor(use, sealed(deflated, small)), whole);
    refuses(`${name}: N32 50 MB in 50 KB`, "zip_refused", onlyFor(use, sealed(deflated, bomb)), whole);
    refuses(`${name}: N32 one that does not say so`, "token_not_signed", onlyFor(use, sealed({}, small)), whole);
  }
});
