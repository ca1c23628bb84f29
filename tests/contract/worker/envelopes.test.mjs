/** Encrypted tokens that must not be opened by the Worker: each fault alone, by its code, and the same sign-in without it. */
import { before, describe } from "node:test";
import { base64url, exportJWK, generateKeyPair } from "jose";
import { attempts } from "../../world/sign-ins/attempt.mjs";

const USES = { "ID token": "idtoken", userinfo: "userinfo" };
const PART = { header: 0, encryptedKey: 1, iv: 2, ciphertext: 3, tag: 4 };

const honest = ({ jws, header, encrypt }) => encrypt(jws, header);
const onlyFor = (use, spoil) => (draft) => (draft.use === use ? spoil(draft) : honest(draft));

/** A deployment for one describe block, whose provider commits `envelope` on one of the two tokens. */
function deployment(alg) {
  const { refuses, takes } = attempts({ alg });
  return {
    refuses(what, code, spoil, uses = USES) {
      for (const [name, use] of Object.entries(uses)) {
        refuses(`${name}: ${what}`, code, { envelope: onlyFor(use, spoil) }, { envelope: honest });
      }
    },
    takes: (what, envelope) => takes(what, { envelope }),
  };
}

/** The honest JWE with one part changed. */
const withPart = (name, change) => async ({ jws, header, encrypt }) => {
  const parts = (await encrypt(jws, header)).split(".");
  parts[PART[name]] = await change(parts[PART[name]]);
  return parts.join(".");
};
const withBytes = (name, change) => withPart(name, (text) => base64url.encode(change(Buffer.from(text, "base64url"))));
const flip = (at) => (bytes) => {
  bytes[at] ^= 1;
  return bytes;
};
/** The honest JWE with its header rewritten afterwards: whatever is wrong with it must be seen before the tag is. */
const withHeader = (change) => withPart("header", async (text) =>
  base64url.encode(JSON.stringify(await change(JSON.parse(Buffer.from(text, "base64url"))))));
const withHeaderText = (change) => withPart("header", (text) => base64url.encode(change(String(Buffer.from(text, "base64url")))));
/** A JWE that is honest but for the header that it was made with. */
const madeWith = (change) => ({ jws, header, encrypt }) => encrypt(jws, change(header));

describe("ECDH-ES", () => {
  const { refuses, takes } = deployment("ECDH-ES");

  takes("a header with members that nobody knows", madeWith((header) => ({ ...header, typ: "JWT", note: "x" })));

  refuses("N28 a plain JWS", "token_not_encrypted", ({ jws }) => jws);
  refuses("N31 a JWE in a JWE", "token_not_signed", async ({ jws, header, encrypt }) => encrypt(await encrypt(jws, header), header));
  refuses("N29 around nothing", "token_not_signed", ({ header, encrypt }) => encrypt("", header));

  describe("form", () => {
    refuses("four parts", "token_malformed", async ({ jws, header, encrypt }) =>
      (await encrypt(jws, header)).split(".").slice(0, 4).join("."));
    refuses("N25 six parts", "token_malformed", async ({ jws, header, encrypt }) => `${await encrypt(jws, header)}.`);
    refuses("N25 a hundred thousand dots", "token_malformed", () => ".".repeat(100_000));
    refuses("no token at all", "token_malformed", () => "x");
    refuses("N27 the JSON serialisation", "token_malformed", async ({ jws, header, encrypt }) => {
      const [head, encryptedKey, iv, ciphertext, tag] = (await encrypt(jws, header)).split(".");
      return JSON.stringify({ protected: head, encrypted_key: encryptedKey, iv, ciphertext, tag });
    });
    const huge = ({ jws, header, encrypt }) => encrypt(jws.padEnd(100_000, "A"), header);
    refuses("N26 more than 128 KB", "token_too_large", huge, { "ID token": "idtoken" });
    // Of userinfo no more is read than one token may have.
    refuses("N26 more than 128 KB", "provider_answer_malformed", huge, { userinfo: "userinfo" });
    refuses("N26 a header of more than 4 KB", "token_too_large", madeWith((header) => ({ ...header, note: "x".repeat(4096) })));
    refuses("N23 padding", "token_malformed", withPart("tag", (tag) => `${tag}==`));
    refuses("N23 the other alphabet", "token_malformed", withPart("iv", (iv) => `+${iv.slice(1)}`));
    refuses("N39 a tag of 12 bytes", "token_malformed", withBytes("tag", (bytes) => bytes.subarray(0, 12)));
    refuses("N39 no tag", "token_malformed", withBytes("tag", (bytes) => bytes.subarray(0, 0)));
    refuses("N39 an IV of 8 bytes", "token_malformed", withBytes("iv", (bytes) => bytes.subarray(0, 8)));
    refuses("N44 an encrypted key", "token_malformed", withPart("encryptedKey", () => base64url.encode(new Uint8Array(32))));
  });

  describe("header", () => {
    refuses("N24 a list", "token_malformed", withHeader((header) => [header]));
    refuses("N24 with a byte order mark", "token_malformed", withHeaderText((text) => `\uFEFF${text}`));
    refuses("N24 nested deeply", "token_malformed", withHeaderText((text) =>
      text.replace("{", `{"a":${"[".repeat(40)}${"]".repeat(40)},`)));
    refuses("N22 a member twice", "token_malformed", withHeaderText((text) => text.replace("{", '{"alg":"none",')));
    for (const alg of ["dir", "A256KW", "RSA1_5", "ECDH-ES+A256KW", "ES256", "none", ""]) {
      refuses(`N34 N35 alg ${alg || "empty"}`, "alg_not_allowed", withHeader((header) => ({ ...header, alg })));
    }
    refuses("N33 PBES2 with a huge count", "alg_not_allowed", withHeader((header) =>
      ({ ...header, alg: "PBES2-HS512+A256KW", p2s: "AAAA", p2c: 2 ** 31 })));
    refuses("N36 an alg that is not the key's", "alg_not_allowed", withHeader((header) => ({ ...header, alg: "RSA-OAEP" })));
    refuses("no alg", "header_invalid", withHeader(({ alg, ...header }) => header));
    for (const enc of ["A128GCM", "A256CBC-HS512"]) {
      refuses(`N41 enc ${enc}`, "enc_not_allowed", madeWith((header) => ({ ...header, enc })));
    }
    refuses("no enc", "header_invalid", withHeader(({ enc, ...header }) => header));
    refuses("N32 zip", "zip_refused", withHeader((header) => ({ ...header, zip: "DEF" })));
    refuses("N19 crit", "crit_unsupported", withHeader((header) => ({ ...header, crit: ["exp"] })));
    refuses("N11 jwk", "header_invalid", withHeader(({ epk, ...header }) => ({ ...header, epk, jwk: epk })));
    refuses("N14 a kid that is a number", "header_invalid", withHeader((header) => ({ ...header, kid: 1 })));
    refuses("N14 a kid that is a path", "key_unknown", madeWith((header) => ({ ...header, kid: "../../etc/passwd" })));
    refuses("N15 a kid that we do not have", "key_unknown", madeWith((header) => ({ ...header, kid: "nobody's" })));
  });

  describe("key agreement", () => {
    let foreign;
    before(async () => {
      const [p256, p384] = await Promise.all(["P-256", "P-384"].map((crv) => generateKeyPair("ECDH-ES", { crv, extractable: true })));
      foreign = { p256: await exportJWK(p256.publicKey), p384: await exportJWK(p384.publicKey), private: await exportJWK(p256.privateKey) };
    });
    const ZERO = base64url.encode(new Uint8Array(32));
    const epk = (change) => withHeader((header) => ({ ...header, epk: change(header.epk) }));

    refuses("N43 no epk", "header_invalid", withHeader(({ epk: _, ...header }) => header));
    refuses("N42 an epk off the curve", "header_invalid", epk(({ y, ...key }) =>
      ({ ...key, y: base64url.encode(flip(31)(Buffer.from(y, "base64url"))) })));
    refuses("N43 an epk of nothing", "header_invalid", epk((key) => ({ ...key, x: ZERO, y: ZERO })));
    refuses("N43 an epk on P-384", "header_invalid", epk(() => foreign.p384));
    refuses("N43 an epk with its private half", "header_invalid", epk(() => foreign.private));
    refuses("an epk of another", "decryption_failed", epk(() => foreign.p256));
    refuses("N45 an apu that was not there", "decryption_failed", withHeader((header) => ({ ...header, apu: "QWxpY2U" })));
    refuses("N45 a huge apv", "header_invalid", withHeader((header) => ({ ...header, apv: "A".repeat(1024) })));
  });

  describe("N40 one bit", () => {
    refuses("of the IV", "decryption_failed", withBytes("iv", flip(0)));
    refuses("of the ciphertext", "decryption_failed", withBytes("ciphertext", flip(5)));
    refuses("of the tag", "decryption_failed", withBytes("tag", flip(15)));
    refuses("of the header", "decryption_failed", withHeader((header) => ({ ...header, cty: "jWT" })));
  });
});

for (const alg of ["RSA-OAEP", "RSA-OAEP-256"]) {
  describe(`N37 ${alg}: a key that does not unwrap looks like any other failure`, () => {
    const { refuses } = deployment(alg);
    refuses("an encrypted key that is altered", "decryption_failed", withBytes("encryptedKey", flip(100)));
    refuses("an encrypted key that is cut", "decryption_failed", withBytes("encryptedKey", (bytes) => bytes.subarray(1)));
    refuses("no encrypted key", "decryption_failed", withBytes("encryptedKey", (bytes) => bytes.subarray(0, 0)));
    refuses("a tag that is altered", "decryption_failed", withBytes("tag", flip(0)));
    refuses("N28 a plain JWS", "token_not_encrypted", ({ jws }) => jws);
  });
}
