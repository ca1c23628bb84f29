/**
 * Encrypted tokens that were made elsewhere, through the edge module with WebCrypto as its host: `json_web_encryption`, RFC 7520, and
 * what Wycheproof does to tokens of other algorithms, done to our three.
 */
import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";
import { describe, it } from "node:test";
import { decryptionKey, ENCRYPTION_ALGORITHMS } from "../../world/deployment/keys.mjs";
import { figure } from "../../runner/figures/figure.mjs";
import { load, tests } from "./corpus.mjs";
import { opener } from "./decryption.mjs";
import { seal } from "./seal.mjs";

const FILE = "wycheproof/json_web_encryption_test.json";
const ACCEPTED = [78, 84, 90, 129];
const SIGNED = "eyJhbGciOiJFUzI1NiJ9.e30.AAAA";

const headerOf = (compact) => JSON.parse(Buffer.from(compact.split(".")[0], "base64url"));
const isCanonical = (part) => Buffer.from(part, "base64url").toString("base64url") === part;
const isOurs = (jwk) => ENCRYPTION_ALGORITHMS.includes(jwk.alg) && (jwk.crv ?? "P-256") === "P-256";
const named = (jwk, kid = jwk.kid ?? "ours") => ({ ...jwk, kid });

/** The code that a token gets which is not of the profile, by its form and its algorithms. */
function refusalOf(compact) {
  const parts = compact.split(".");
  if (parts.length !== 5 || !parts.every(isCanonical) || parts[0] === "") return "token_malformed";
  const { alg, enc } = headerOf(compact);
  if (alg === undefined) return "header_invalid";
  if (!ENCRYPTION_ALGORITHMS.includes(alg)) return "alg_not_allowed";
  return enc === "A256GCM" ? "decryption_failed" : "enc_not_allowed";
}

/** RFC 7518 §4.6.2, without party information. */
function agreed(epk, privateJwk) {
  const shared = diffieHellman({
    publicKey: createPublicKey({ key: epk, format: "jwk" }), privateKey: createPrivateKey({ key: privateJwk, format: "jwk" }),
  });
  const number = (value) => Buffer.from([0, 0, 0, value]);
  const otherInfo = [number(7), "A256GCM", number(0), number(0), Buffer.from([0, 0, 1, 0])].map((part) => Buffer.from(part));
  return createHash("sha256").update(Buffer.concat([number(1), shared, ...otherInfo])).digest();
}

/** Opens a token whose plaintext is no signed one, and gives its content key: the host's word, or for ECDH-ES what is agreed on. */
async function contentKeyOf({ overheard }, compact, privateJwk) {
  const { outcome, heard } = await overheard(compact);
  // Its tag holds: what is inside was looked at, and is not a signed token.
  assert.deepEqual(outcome, { code: "token_not_signed" });
  return heard[0] ?? agreed(headerOf(compact).epk, privateJwk);
}

/** The envelope of a token, with a signed token inside. */
async function nested(compact, contentKey, header = compact.split(".")[0]) {
  return seal({ header, encryptedKey: Buffer.from(compact.split(".")[1], "base64url"), contentKey, plaintext: SIGNED });
}

describe("json_web_encryption", () => {
  it("accepts the four of our profile and refuses the rest, each for its reason", async () => {
    const name = "wycheproof json_web_encryption";
    const file = load(FILE);
    const general = await opener(await Promise.all(ENCRYPTION_ALGORITHMS.map((alg) => decryptionKey(alg))));
    const accepted = [];
    let refused = 0;
    for (const { group, test } of tests(file)) {
      const worker = isOurs(group.private) ? await opener([named(group.private)]) : general;
      if (ACCEPTED.includes(test.tcId)) {
        const contentKey = await contentKeyOf(worker, test.jwe, group.private);
        assert.deepEqual(await worker.open(await nested(test.jwe, contentKey)), { inside: SIGNED }, `tcId ${test.tcId}`);
        assert.equal(test.result, "valid");
        accepted.push(test.tcId);
      } else {
        assert.deepEqual(await worker.open(test.jwe), { code: refusalOf(test.jwe) }, `tcId ${test.tcId}`);
        refused += 1;
      }
    }
    figure(name, [accepted.length, 4, "accepted"], [refused, 135, "refused"]);
    assert.deepEqual(accepted, ACCEPTED);
    assert.equal(refused, 135);
  });

  it("the Worker would not start with keys of other algorithms", async () => {
    const name = "wycheproof json_web_encryption, keys";
    const file = load(FILE);
    let refused = 0;
    for (const group of file.testGroups) {
      if (isOurs(group.private)) {
        await opener([named(group.private)]);
      } else {
        await assert.rejects(opener([named(group.private)]), { code: "invalid_settings" }, JSON.stringify(group.private.alg));
        refused += 1;
      }
    }
    const accepted = file.testGroups.length - refused;
    figure(name, [accepted, 8, "accepted"], [refused, 23, "refused"]);
    assert.deepEqual([accepted, refused], [8, 23]);
  });
});

describe("tampering with tokens of our three algorithms", () => {
  const BASES = { "ECDH-ES": 78, "RSA-OAEP": 84, "RSA-OAEP-256": 90 };
  const encode = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
  const bytes = (part, change) => Buffer.from(change(Buffer.from(part, "base64url"))).toString("base64url");
  const flipped = (place) => (part) => bytes(part, (octets) => {
    octets[place < 0 ? octets.length + place : place] ^= 1;
    return octets;
  });
  const cut = (count) => (part) => bytes(part, (octets) => octets.subarray(0, octets.length - count));
  const [HEADER, KEY, IV, CIPHERTEXT, TAG] = [0, 1, 2, 3, 4];
  const changed = (place, change) => ({ compact }) => compact.split(".").map((part, at) => (at === place ? change(part) : part)).join(".");
  const without = (place) => ({ compact }) => compact.split(".").filter((_, at) => at !== place).join(".");
  const headed = (change) => changed(HEADER, (part) => encode(change(JSON.parse(Buffer.from(part, "base64url")))));
  /** Sealed anew, so that nothing but the header's word speaks against it. */
  const resealed = (change) => ({ compact, contentKey }) => nested(compact, contentKey, change(headerOf(compact)));

  const EVERY = [
    ["a modified tag", "decryption_failed", changed(TAG, flipped(0))],
    ["a tag modified at its end", "decryption_failed", changed(TAG, flipped(-1))],
    ["a tag that is too long", "token_malformed", changed(TAG, (part) => bytes(part, (tag) => Buffer.concat([tag, Buffer.alloc(3)])))],
    ["a tag cut by 1 byte", "token_malformed", changed(TAG, cut(1))],
    ["a tag cut by 4 bytes", "token_malformed", changed(TAG, cut(4))],
    ["a tag cut by 8 bytes", "token_malformed", changed(TAG, cut(8))],
    ["no tag", "token_malformed", changed(TAG, () => "")],
    ["no tag and no separator", "token_malformed", without(TAG)],
    ["a modified ciphertext", "decryption_failed", changed(CIPHERTEXT, flipped(3))],
    ["no ciphertext", "decryption_failed", changed(CIPHERTEXT, () => "")],
    ["no ciphertext and no separator", "token_malformed", without(CIPHERTEXT)],
    ["a modified IV", "decryption_failed", changed(IV, flipped(5))],
    ["no IV", "token_malformed", changed(IV, () => "")],
    ["no IV and no separator", "token_malformed", without(IV)],
    ["no encrypted key and no separator", "token_malformed", without(KEY)],
    ["a modified kid", "key_unknown", headed((header) => ({ ...header, kid: `X${header.kid.slice(1)}` }))],
    ["Alg for alg", "header_invalid", headed(({ alg, ...header }) => ({ Alg: alg, ...header }))],
    ["a header that is written otherwise", "decryption_failed", changed(HEADER, (part) => encode(`${Buffer.from(part, "base64url")} `))],
    ["no header", "token_malformed", changed(HEADER, () => "")],
    ["no header and no separator", "token_malformed", without(HEADER)],
    ["a space in a part", "token_malformed", changed(CIPHERTEXT, (part) => `${part.slice(0, 2)} ${part.slice(2)}`)],
    ["padding of a part", "token_malformed", changed(TAG, (part) => `${part}==`)],
    ["JSON serialisation", "token_malformed", ({ compact }) => {
      const [header, key, iv, ciphertext, tag] = compact.split(".");
      return JSON.stringify({ protected: header, recipients: [{ encrypted_key: key }], iv, ciphertext, tag });
    }],
    ["RSA1_5 on the key", "alg_not_allowed", resealed((header) => ({ ...header, alg: "RSA1_5" }))],
    ["another content encryption on the key", "enc_not_allowed", resealed((header) => ({ ...header, enc: "A128GCM" }))],
    ["compression", "zip_refused", resealed((header) => ({ ...header, zip: "DEF" }))],
  ];
  const offCurve = ({ epk, ...header }) => ({ ...header, epk: { ...epk, x: epk.y, y: epk.x } });
  const RSA = (other) => [
    ["a modified encrypted key", "decryption_failed", changed(KEY, flipped(7))],
    ["no encrypted key", "decryption_failed", changed(KEY, () => "")],
    [`the key of ${other}`, "alg_not_allowed", resealed((header) => ({ ...header, alg: other }))],
  ];
  const OWN = {
    "ECDH-ES": [
      ["an encrypted key that nobody wants", "token_malformed", changed(KEY, () => "AAAA")],
      ["a point off the curve", "header_invalid", resealed(offCurve)],
      ["the key of RSA-OAEP", "alg_not_allowed", resealed((header) => ({ ...header, kid: "RSA-OAEP" }))],
    ],
    "RSA-OAEP": RSA("RSA-OAEP-256"),
    "RSA-OAEP-256": RSA("RSA-OAEP"),
  };

  const cases = EVERY.length + 3;
  for (const [alg, tcId] of Object.entries(BASES)) {
    it(alg, async () => {
      const name = `wycheproof's tampering, on ${alg}`;
      const file = load(FILE);
      const base = (id) => tests(file).find(({ test }) => test.tcId === id);
      const keys = Object.entries(BASES).map(([each, id]) => named(base(id).group.private, each));
      const worker = await opener(keys);
      const { open } = worker;
      const { group, test } = base(tcId);
      const contentKey = await contentKeyOf(worker, test.jwe, group.private);
      const compact = await nested(test.jwe, contentKey, { ...headerOf(test.jwe), kid: alg });
      assert.deepEqual(await open(compact), { inside: SIGNED });
      let refused = 0;
      for (const [what, code, spoil] of [...EVERY, ...OWN[alg]]) {
        assert.deepEqual(await open(await spoil({ compact, contentKey })), { code }, what);
        refused += 1;
      }
      figure(name, [1, 1, "accepted"], [refused, cases, "refused"]);
      assert.equal(refused, cases);
    });
  }
});

describe("RFC 7520", () => {
  it("§5.2 is accepted; §5.5, §5.9 and §6 are refused", async () => {
    const name = "rfc7520 with the host";
    const files = [
      "5_2.key_encryption_using_rsa-oaep_with_aes-gcm", "5_5.key_agreement_using_ecdh-es_with_aes-cbc-hmac-sha2", "5_9.compressed_content",
      "6.nesting_signatures_and_encryption",
    ].map((each) => load(`jose-cookbook/${each}.json`));
    const [rsaOaep, ecdhEs, compressed, { encrypt }] = files;
    const worker = await opener([rsaOaep.input.key, { ...ecdhEs.input.key, alg: "ECDH-ES" }]);
    const { open } = worker;
    const contentKey = await contentKeyOf(worker, rsaOaep.output.compact);
    assert.equal(Buffer.from(contentKey).toString("base64url"), rsaOaep.generated.cek);
    assert.deepEqual(await open(await nested(rsaOaep.output.compact, contentKey)), { inside: SIGNED });
    const refused = [
      [ecdhEs, "enc_not_allowed"], // A128CBC-HS256
      [compressed, "alg_not_allowed"], // A128KW, before its zip is looked at
      [encrypt, "enc_not_allowed"], // A128GCM
    ];
    for (const [{ output }, code] of refused) assert.deepEqual(await open(output.compact), { code });
    figure(name, [1, 1, "accepted"], [refused.length, 3, "refused"]);
  });
});
