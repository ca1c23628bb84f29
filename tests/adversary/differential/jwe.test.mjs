/** Encrypted tokens: this library beside jose's `compactDecrypt`, with the three algorithms of FranceConnect+. */
import { constants, generateKeyPairSync, publicEncrypt, randomBytes } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { campaign } from "./campaign.mjs";
import { decryptionKey, idTokenClaims, signingKey } from "./honest.mjs";
import { jsonFaults } from "./json-faults.mjs";
import { applyAll, flip, insert, leadsTo, stricter } from "./operators.mjs";
import * as ours from "./ours.mjs";
import * as theirs from "./theirs.mjs";
import { contentKey, decode, encode, encrypted, signed, wrapped } from "../../world/handmade/tokens.mjs";

const ALGORITHMS = ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"];
const PART = { header: 0, encryptedKey: 1, iv: 2, ciphertext: 3, tag: 4 };

const keys = ALGORITHMS.map(decryptionKey);
const strangers = Object.fromEntries(ALGORITHMS.map((alg) => [alg, decryptionKey(alg)]));
const deployment = await ours.deployment("franceconnect-plus", keys.map(({ jwk }) => jwk));
const jws = signed('{"alg":"ES256","kid":"a"}', JSON.stringify(idTokenClaims("nonce")), signingKey("a").privateKey);

/** Comes before the token that is looked at, which takes the place of userinfo: there the Worker hands out whatever is inside. */
const idToken = (() => {
  const [{ alg, kid }, content] = [keys[0], contentKey(keys[0])];
  return encrypted(JSON.stringify({ alg, enc: "A256GCM", kid, ...content.members }), jws, content);
})();

/** The header is changed before the token is encrypted: its tag holds. */
const header = (change, only) => ({ only, draft: (draft, choices) => ({ ...draft, header: change(draft.header, choices) }) });
const members = (added, only) => header((honest) => ({ ...honest, ...added }), only);
const headerText = (spoil) => ({ draft: (draft, choices) => ({ ...draft, headerText: (text) => spoil(text, choices) }) });
const around = (plaintext) => ({ draft: (draft, choices) => ({ ...draft, plaintext: plaintext(draft.plaintext, choices) }) });
/** What must be settled before there is a header: who receives the token, and the parties. */
const early = (settle, only) => ({ only, early: settle });
const parties = (named) => early((settled) => ({ ...settled, parties: named }), ECDH);
const wrappedBy = (wrap) => early((settled) => ({ ...settled, wrap }), RSA);
const sealedWith = (options, added = {}) => ({
  draft: (draft) => ({ ...draft, header: { ...draft.header, ...added }, options: { ...draft.options, ...options } }),
});
const deflated = (content) => ({
  draft: (draft) => ({ ...draft, header: { ...draft.header, zip: "DEF" }, plaintext: deflateRawSync(content ?? draft.plaintext) }),
});
/** Something is changed afterwards. */
const afterwards = (spoil, only) => ({ only, compact: spoil });
const part = (name, change, only) => afterwards((compact, choices) =>
  compact.split(".").map((text, at) => (at === PART[name] ? change(text, choices) : text)).join("."), only);
const octets = (name, change, only) => part(name, (text, choices) => encode(change(decode(text), choices)), only);

/** Makes sense with one family of algorithms alone. */
const ECDH = ["ECDH-ES"];
const RSA = ["RSA-OAEP", "RSA-OAEP-256"];

const cut = (bytes, choices) => bytes.subarray(0, choices.below(bytes.length));
const grown = (bytes, choices) => Buffer.concat([bytes, choices.bytes(choices.between(1, 32))]);
const isPoint = (key) => typeof key?.x === "string" && typeof key.y === "string";
const epk = (change) => header((honest, choices) => (isPoint(honest.epk) ? { ...honest, epk: change(honest.epk, choices) } : honest), ECDH);
const foreign = (namedCurve) => generateKeyPairSync("ec", { namedCurve }).publicKey.export({ format: "jwk" });
const okp = generateKeyPairSync("x25519").publicKey.export({ format: "jwk" });

const faults = jsonFaults("header", { malformed: "token_malformed", apply: headerText, agreed: ["octets that are no UTF-8"] });
const withoutMember = (name, only) => header(({ [name]: _, ...rest }) => rest, only);

const operators = {
  ...leadsTo("accepted", {
    "nothing": {},
    "a short token": around(() => [encode("{}"), encode("{}"), encode("x")].join(".")),
    "no kid": withoutMember("kid"),
    "no cty": withoutMember("cty"),
    "typ": members({ typ: "JWT" }),
    "members that nobody knows": members({ "x-list": [1, { deep: true }] }),
    "apu and apv": parties({ apu: encode("Alice"), apv: encode("Bob") }),
    "apv alone": parties({ apv: encode(Buffer.alloc(64, 9)) }),
    "apu empty": members({ apu: "" }, ECDH),
    "an epk with a name": epk((key) => ({ ...key, kid: "x", use: "enc" })),
    "an encrypted header of another order": header((honest) => Object.fromEntries(Object.entries(honest).reverse())),
  }),

  ...leadsTo("decryption_failed", {
    "a bit of the IV": octets("iv", flip),
    "a bit of the ciphertext": octets("ciphertext", flip),
    "a bit of the tag": octets("tag", flip),
    "a shorter ciphertext": octets("ciphertext", cut),
    "a longer ciphertext": octets("ciphertext", grown),
    "another header": part("header", (text) => encode(String(decode(text)).replace('"JWT"', '"jWT"'))),
    "a stranger's key": early((settled) => ({ ...settled, recipient: strangers[settled.recipient.alg] })),
    "a bit of the encrypted key": octets("encryptedKey", flip, RSA),
    "a shorter encrypted key": octets("encryptedKey", cut, RSA),
    "a longer encrypted key": octets("encryptedKey", grown, RSA),
    "no encrypted key": part("encryptedKey", () => "", RSA),
    "a random encrypted key": octets("encryptedKey", (bytes, choices) => choices.bytes(bytes.length), RSA),
    "the hash of the other RSA-OAEP": wrappedBy((key, { alg, publicKey }) =>
      wrapped(key, { alg: alg === "RSA-OAEP" ? "RSA-OAEP-256" : "RSA-OAEP", publicKey })),
    "a content key of another length": wrappedBy((_, recipient) => wrapped(randomBytes(16), recipient)),
    "PKCS #1 v1.5 inside": wrappedBy((key, { publicKey }) => publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, key)),
    "an epk of another": epk(() => foreign("P-256")),
    "an apu that was not there": part("header", (text) => encode(String(decode(text)).replace("{", '{"apu":"QWxpY2U",')), ECDH),
  }),

  ...leadsTo("token_malformed", {
    "four parts": afterwards((compact) => compact.split(".").slice(0, 4).join(".")),
    "six parts": afterwards((compact) => `${compact}.`),
    "dots": afterwards((_, choices) => ".".repeat(choices.between(5, 2000))),
    "nothing at all": afterwards(() => ""),
    "an empty header": part("header", () => ""),
    "no tag": part("tag", () => ""),
    "a shorter tag": octets("tag", (bytes, choices) => bytes.subarray(0, choices.between(1, 15))),
    "a longer tag": octets("tag", grown),
    "no IV": part("iv", () => ""),
    "a shorter IV": octets("iv", (bytes, choices) => bytes.subarray(0, choices.between(1, 11))),
    "an IV of 16 octets": sealedWith({ ivLength: 16 }),
    "an encrypted key that is not wanted": part("encryptedKey", () => encode(Buffer.alloc(32)), ECDH),
    "a JSON serialisation": afterwards((compact) => {
      const [protectedHeader, encrypted_key, iv, ciphertext, tag] = compact.split(".");
      return JSON.stringify({ protected: protectedHeader, encrypted_key, iv, ciphertext, tag });
    }),
    "tag: padding": part("tag", (text) => `${text}==`),
    "tag: bits behind its end": part("tag", (text) => text.slice(0, -1) + (({ A: "B", Q: "R", g: "h", w: "x" })[text.at(-1)] ?? "")),
    "ciphertext: white space": part("ciphertext", (text, choices) => insert(text, choices.pick([" ", "\n", "\t"]), choices)),
    "IV: a character outside the alphabet": part("iv", (text, choices) => insert(text, choices.pick(["*", "é", "%"]), choices)),
  }),

  ...leadsTo("token_not_encrypted", { "a JWS": afterwards(() => jws) }),

  ...leadsTo("token_not_signed", {
    "claims inside": around(() => JSON.stringify(idTokenClaims("nonce"))),
    "nothing inside": around(() => ""),
    "a JWE inside": around(() => "a.b.c.d.e"),
    "two parts inside": around(() => "a.b"),
    "white space around what is inside": around((text) => `${text}\n`),
  }),

  ...leadsTo("alg_not_allowed", {
    "alg dir": members({ alg: "dir" }),
    "alg RSA1_5": members({ alg: "RSA1_5" }),
    "alg RSA-OAEP-512": members({ alg: "RSA-OAEP-512" }),
    "alg ECDH-ES+A256KW": members({ alg: "ECDH-ES+A256KW" }),
    "alg PBES2 with a huge count": members({ alg: "PBES2-HS512+A256KW", p2s: "AAAA", p2c: 2 ** 31 }),
    "alg in other letters": header((honest) => ({ ...honest, alg: String(honest.alg).toLowerCase() })),
    "alg of a signature": members({ alg: "ES256" }),
    "an alg that is not its key's": header((honest) => ({ ...honest, alg: honest.alg === "RSA-OAEP" ? "RSA-OAEP-256" : "RSA-OAEP" })),
  }),

  ...leadsTo("enc_not_allowed", {
    "enc A128GCM": sealedWith({ cipher: "aes-128-gcm" }, { enc: "A128GCM" }),
    "enc A256CBC-HS512": members({ enc: "A256CBC-HS512" }),
    "enc in other letters": members({ enc: "a256gcm" }),
  }),

  ...leadsTo("key_unknown", {
    "a kid of nobody": members({ kid: "nobody" }),
    "an empty kid": members({ kid: "" }),
    "a kid that is a path": members({ kid: "../../etc/passwd" }),
  }),

  ...leadsTo("header_invalid", {
    "no alg": withoutMember("alg"),
    "alg a number": members({ alg: 1 }),
    "no enc": withoutMember("enc"),
    "enc a number": members({ enc: 1 }),
    "a kid that is a number": members({ kid: 1 }),
    "cty a number": members({ cty: 1 }),
    "jwk": members({ jwk: foreign("P-256") }),
    "jku": members({ jku: "https://evil.example" }),
    "x5c": members({ x5c: ["MIIB"] }),
    "b64": members({ b64: true }),
    "no epk": withoutMember("epk", ECDH),
    "an epk off the curve": epk((key, choices) => ({ ...key, y: encode(flip(decode(key.y), choices)) })),
    "an epk of zeros": epk((key) => ({ ...key, x: encode(Buffer.alloc(32)), y: encode(Buffer.alloc(32)) })),
    "an epk on P-384": epk(() => foreign("P-384")),
    "an epk on P-384 that says P-256": epk(() => ({ ...foreign("P-384"), crv: "P-256" })),
    "an epk on X25519": epk(() => okp),
    "an epk with its private half": epk((key) => ({ ...key, d: encode(randomBytes(32)) })),
    "an epk that is a text": epk((key) => JSON.stringify(key)),
    "an epk with a longer x": epk((key) => ({ ...key, x: encode(Buffer.concat([Buffer.alloc(1), decode(key.x)])) })),
    "apu a number": members({ apu: 1 }, ECDH),
    "apu that is no base64url": members({ apu: "*" }, ECDH),
    "apv of 513 octets": parties({ apv: encode(Buffer.alloc(513)) }),
  }),

  ...leadsTo("crit_unsupported", {
    "crit": members({ crit: ["exp"], exp: 1 }),
    "crit of nothing": members({ crit: [] }),
    "crit null": members({ crit: null }),
  }),

  ...leadsTo("zip_refused", {
    "zip": deflated(),
    "a small token of many octets": deflated(Buffer.alloc(5_000_000)),
    "zip null": members({ zip: null }),
  }),

  ...leadsTo("token_too_large", {
    "a header of more than 4 KB": members({ "x-long": "x".repeat(4096) }),
    "more than 128 KB": around((text) => text + "A".repeat(100_000)),
  }),

  ...faults.operators,
};

function token(applied, choices) {
  const alg = choices.pick(ALGORITHMS.filter((name) => applied.every(({ only }) => only === undefined || only.includes(name))));
  const own = keys.find((key) => key.alg === alg);
  const { recipient, parties, wrap } = applyAll(applied, "early", { recipient: own }, choices);
  const { key, encryptedKey, members } = contentKey(recipient, parties);
  const honest = { options: {}, header: { alg, enc: "A256GCM", cty: "JWT", kid: own.kid, ...members }, headerText: String, plaintext: jws };
  const draft = applyAll(applied, "draft", honest, choices);
  const content = { key: draft.options.cipher === "aes-128-gcm" ? key.subarray(0, 16) : key, encryptedKey: wrap?.(key, own) ?? encryptedKey };
  const compact = encrypted(draft.headerText(JSON.stringify(draft.header)), draft.plaintext, content, draft.options);
  return applyAll(applied, "compact", compact, choices);
}

const differences = [
  ...faults.differences,
  stricter("a second spelling of base64url", "token_malformed", ["tag: padding", "tag: bits behind its end", "ciphertext: white space"],
    "RFC 7515 §2, RFC 4648 §3.5: tokens that compare unequal must not decrypt alike; jose takes padding, white space and trailing bits"),
  stricter("something inside that is no signed token", "token_not_signed",
    ["claims inside", "nothing inside", "a JWE inside", "two parts inside", "white space around what is inside"],
    "whoever has our public key can encrypt: FranceConnect+ nests a JWS in every JWE, and we stop at anything else; to jose it is octets"),
  stricter("a key that the token brings", "header_invalid", ["jwk", "jku", "x5c"],
    "RFC 8725 §3.10: we refuse the members; jose ignores them"),
  stricter("b64", "header_invalid", ["b64"], "RFC 7797 is about signatures; jose ignores it"),
  stricter("header members of another JSON type", "header_invalid", ["cty a number"], "RFC 7516 §4.1.12: a string; jose does not look at it"),
  stricter("a coordinate of another length", "header_invalid", ["an epk with a longer x"],
    "RFC 7518 §6.2.1.2: 32 octets; the platform's importer reads a number"),
  stricter("compression", "zip_refused", ["zip"],
    "RFC 8725 §3.6: compressed content tells of itself by its length, and a small token may become a huge one; jose inflates up to a limit"),
  stricter("sizes", ["token_too_large", "header_invalid"], ["a header of more than 4 KB", "more than 128 KB", "apv of 513 octets"],
    "limits of ours (src/base/limits.rs), far beyond what honest tokens need; jose has none"),
];

campaign({
  what: "encrypted tokens (jose)",
  cases: 2400,
  operators,
  differences,
  ask: async (applied, choices) => {
    const compact = token(applied, choices);
    return {
      ours: await ours.ask(async () => (await ours.handedToPage(deployment, "nonce", idToken, ours.answer(compact, "application/jwt"))).userinfo),
      theirs: await theirs.ask(() => theirs.plaintextOf(compact, keys)),
    };
  },
});
