/** Signed tokens in other forms than the one, in both ways of use: headers, parts, spellings, signatures, names of keys. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { exportJWK, generateKeyPair } from "jose";
import { encode, inBothWays, TOKENS } from "../../world/sign-ins/attempt.mjs";
import { startLure } from "./lure.mjs";

/** The order of P-256's group. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const octets = (number) => Buffer.from(number.toString(16).padStart(64, "0"), "hex");
const SIGNATURES = {
  "N07 of r = 0": (r, s) => [octets(0n), s],
  "N07 of s = 0": (r) => [r, octets(0n)],
  "N07 of r = n": (r, s) => [octets(ORDER), s],
  "N07 of s = n": (r) => [r, octets(ORDER)],
  "N07 of r = s = n": () => [octets(ORDER), octets(ORDER)],
  "N07 of r = s = 1": () => [octets(1n), octets(1n)],
  "N07 of the largest numbers": () => [Buffer.alloc(64, 255)],
  "N09 of one byte": () => [Buffer.from([1])],
  "N09 of 32 bytes": (r) => [r],
  "N09 of 32 KB": (r, s) => [r, s, Buffer.alloc(32 * 1024)],
};

/** A header in its very text, signed by the provider: what is wrong with it is all that is wrong. */
const headed = (token, write) => ({ [token]: ({ header, claims, sign }) => sign(write(JSON.stringify(header), header), claims) });
const member = (token, name, value) => headed(token, (text, header) => ({ ...header, [name]: value }));
const HEADERS = {
  "N22 alg twice": ["token_malformed", (text) => text.replace("{", '{"alg":"none",')],
  "N22 alg twice, once escaped": ["token_malformed", (text) => text.replace("{", '{"a\\u006cg":"none",')],
  "N24 a list": ["token_malformed", (text) => `[${text}]`],
  "N24 a text": ["token_malformed", (text) => JSON.stringify(text)],
  "N24 null": ["token_malformed", () => "null"],
  "N24 nothing": ["token_malformed", () => ""],
  "N24 a byte order mark": ["token_malformed", (text) => `\uFEFF${text}`],
  "N24 octets that are no UTF-8": ["token_malformed", (text) =>
    Buffer.concat([Buffer.from(`${text.slice(0, -1)},"a":"`), Buffer.from([0xff]), Buffer.from('"}')])],
  "N24 nesting of a hundred levels": ["token_malformed", (text) => text.replace("{", `{"a":${"[".repeat(100)}${"]".repeat(100)},`)],
  "N24 something behind it": ["token_malformed", (text) => `${text} {}`],
  "N26 4 KB of white space": ["token_too_large", (text) => `${text}${" ".repeat(4096)}`],
  "N19 crit, with a member that stands there": ["crit_unsupported", (text, header) =>
    ({ ...header, crit: ["urn:example:x"], "urn:example:x": 1 })],
  "N06 no alg": ["header_invalid", (text, { alg, ...header }) => header],
  "N06 alg in a list": ["header_invalid", (text, header) => ({ ...header, alg: ["ES256"] })],
  "N06 alg with a space": ["alg_not_allowed", (text, header) => ({ ...header, alg: "ES256 " })],
};

/** Names of keys. None of them gets near a file, a database or a log: they are looked up in the set, or refused for their form. */
const KIDS = [
  ["a path that is absolute", "key_unknown", "/etc/passwd"],
  ["a path out of the folder", "key_unknown", "../../../../dev/null"],
  ["SQL", "key_unknown", "x' UNION SELECT 'AAAA' -- "],
  ["a command", "key_unknown", "$(id)"],
  ["with a NUL", "key_unknown", "pkcs11:hsm\0"],
  ["in capitals", "key_unknown", "PKCS11:HSM"],
  ["empty", "key_unknown", ""],
  ["the name of what every object has", "key_unknown", "__proto__"],
  ["of 513 characters", "header_invalid", "k".repeat(513)],
  ["of 64 KB", "token_too_large", "k".repeat(64 * 1024)],
  ["of 1 MB", "provider_answer_malformed", "k".repeat(1024 * 1024)],
  ["a number", "header_invalid", 1],
  ["null", "header_invalid", null],
  ["a list", "header_invalid", ["pkcs11:hsm"]],
  ["an object", "header_invalid", { kid: "pkcs11:hsm" }],
];

/** The last character of a part with a bit that decodes to nothing (RFC 4648 §3.5). */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const withTrailingBit = (part) => `${part.slice(0, -1)}${ALPHABET[ALPHABET.indexOf(part.at(-1)) + 1]}`;
/** Header and claims such that every part ends in bits that must be zero. */
const padded = (value) => {
  const text = JSON.stringify(value);
  return `${text}${" ".repeat((4 - (Buffer.byteLength(text) % 3)) % 3)}`;
};
const SPELLINGS = {
  "with padding": ["token_not_signed", (part) => `${part}==`],
  "with a plus": ["token_not_signed", (part) => `+${part.slice(1)}`],
  "with a slash": ["token_not_signed", (part) => `/${part.slice(1)}`],
  "with a space": ["token_not_signed", (part) => ` ${part}`],
  "with a line break": ["token_not_signed", (part) => `${part}\n`],
  "with bits behind its end": ["token_malformed", withTrailingBit],
  "with a character behind its end": ["token_malformed", (part) => `${part}AAA`],
};

const rearranged = (token, arrange) => ({ [token]: ({ jws }) => arrange(...jws.split(".")) });
const PARTS = {
  "N25 two parts": (header, payload) => `${header}.${payload}`,
  "N25 four parts": (header, payload, signature) => `${header}.${payload}.${signature}.`,
  "N25 five parts": (header, payload, signature) => `${header}.${payload}.${signature}..`,
  "N25 six parts": (header, payload, signature) => `${header}.${payload}.${signature}...`,
  "N25 fifty thousand dots": () => ".".repeat(50_000),
  "N27 the JSON serialisation": (header, payload, signature) => JSON.stringify({ protected: header, payload, signature }),
  "N27 the general one": (header, payload, signature) => JSON.stringify({ payload, signatures: [{ protected: header, signature }] }),
};

inBothWays(({ refuses, takes }) => {
  let lure;
  let strangersKey;
  before(async () => {
    strangersKey = { ...(await exportJWK((await generateKeyPair("ES256")).publicKey)), kid: "pkcs11:hsm", alg: "ES256", use: "sig" };
    lure = await startLure(() => ({ keys: [strangersKey] }));
  });
  after(() => lure.stop());

  for (const [name, token] of Object.entries(TOKENS)) {
    describe(name, () => {
      for (const [what, forge] of Object.entries(SIGNATURES)) {
        refuses(what, "signature_invalid", rearranged(token, (header, payload, signature) => {
          const bytes = Buffer.from(signature, "base64url");
          return [header, payload, encode(Buffer.concat(forge(bytes.subarray(0, 32), bytes.subarray(32))))].join(".");
        }));
      }
      for (const [what, [code, write]] of Object.entries(HEADERS)) refuses(what, code, headed(token, write), headed(token, String));
      for (const [what, code, kid] of KIDS) refuses(`N14 a kid ${what}`, code, member(token, "kid", kid));
      takes("a header with white space in it", headed(token, (text) => ` ${text}\n`));

      const pointer = (name, value) => ({ [token]: ({ header, claims, sign }) => sign({ ...header, [name]: value() }, claims) });
      refuses("N11 jwk, even the provider's own name for it", "header_invalid", pointer("jwk", () => strangersKey));
      refuses("N12 jku", "header_invalid", pointer("jku", () => `${lure.origin}/jku`));
      refuses("N13 x5u", "header_invalid", pointer("x5u", () => `${lure.origin}/x5u`));
      refuses("N13 x5c", "header_invalid", pointer("x5c", () => ["MIIB"]));

      for (const [part, at] of Object.entries({ header: 0, payload: 1, signature: 2 })) {
        const respelt = (spell) => ({
          async [token]({ header, claims, sign }) {
            const parts = (await sign(padded(header), padded(claims))).split(".");
            parts[at] = spell(parts[at]);
            return parts.join(".");
          },
        });
        for (const [how, [code, spell]] of Object.entries(SPELLINGS)) {
          refuses(`N23 the ${part} ${how}`, code, respelt(spell), respelt(String));
        }
      }
      for (const [what, arrange] of Object.entries(PARTS)) refuses(what, "token_not_signed", rearranged(token, arrange));
    });
  }

  it("N12 N13 nothing was fetched from where the tokens pointed to, and a request there would have been seen", async () => {
    assert.deepEqual(lure.asked, []);
    await fetch(`${lure.origin}/seen`);
    assert.deepEqual(lure.asked, ["/seen"]);
  });
});
