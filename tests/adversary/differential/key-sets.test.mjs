/** The provider's key sets: this library beside jose's `createLocalJWKSet`, each asked to verify an honest token with what it was given. */
import { generateKeyPairSync } from "node:crypto";
import { campaign } from "./campaign.mjs";
import { idTokenClaims, signingKey } from "./honest.mjs";
import { jsonFaults } from "./json-faults.mjs";
import { applyAll, applyText, flip, laxer, leadsTo, stricter } from "./operators.mjs";
import * as ours from "./ours.mjs";
import * as theirs from "./theirs.mjs";
import { decode, encode, signed } from "../../world/handmade/tokens.mjs";

const [own, second] = [signingKey("a"), signingKey("b")];
const p384 = signingKey("p", "P-384").jwk;
const rsa = { ...generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" }), kid: "r", use: "sig" };
const okp = { ...generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }), kid: "o", use: "sig" };
const oct = { kty: "oct", k: "AAAA", kid: "s", alg: "HS256" };

const oidc = await ours.plainDeployment();
const claims = JSON.stringify(idTokenClaims(oidc.login.nonce));
const named = signed('{"alg":"ES256","kid":"a"}', claims, own.privateKey);
const nameless = signed('{"alg":"ES256"}', claims, own.privateKey);

/** The draft is the set's members, ours first, and which token is to be verified. What an earlier fault left without members stays so. */
const list = (change) => ({ draft: (draft, choices) => (draft.keys?.length > 0 ? { ...draft, keys: change(draft.keys, choices) } : draft) });
const beside = (...others) => list((keys, choices) => (choices.below(2) === 0 ? [...keys, ...others] : [...others, ...keys]));
const isKey = (member) => typeof member?.x === "string" && typeof member.y === "string";
const key = (change) => list((keys, choices) => keys.map((member, at) => (at === keys.findIndex(isKey) ? change(member, choices) : member)));
const members = (added) => key((first) => ({ ...first, ...added }));
const without = (name) => key(({ [name]: _, ...rest }) => rest);
const coordinate = (name, change) => key((first, choices) => ({ ...first, [name]: encode(change(decode(first[name]), choices)) }));
const withToken = (token, operator = {}) => ({ ...operator, draft: (draft, choices) => ({ ...(operator.draft?.(draft, choices) ?? draft), token }) });
const documentText = (spoil) => ({ text: spoil });

const faults = jsonFaults("set", { malformed: "jwks_malformed", apply: documentText });

const operators = {
  ...leadsTo("accepted", {
    "nothing": {},
    "a key of another kind beside it": { draft: (draft, choices) => beside(choices.pick([rsa, okp, oct, p384])).draft(draft, choices) },
    "a key of an unknown kind beside it": beside({ kty: "PQC", kid: "q", pub: "AAAA" }),
    "a key for encryption beside it": beside({ ...second.jwk, alg: "ECDH-ES", use: "enc" }),
    "members that are no keys beside it": { draft: (draft, choices) => beside(choices.pick([null, "key", 1, [], true])).draft(draft, choices) },
    "an empty object beside it": beside({}),
    "a key off the curve beside it": beside({ ...second.jwk, y: second.jwk.x }),
    "a key of this name of another kind beside it": beside({ ...rsa, kid: "a" }),
    "a key of this name that cannot be read beside it": beside({ ...second.jwk, kid: "a", x: `${second.jwk.x}=` }),
    "members that nobody knows": members({ "x-note": { deep: [1] }, x5t: 1 }),
    "no alg": without("alg"),
    "no use": without("use"),
    "key_ops verify": members({ key_ops: ["verify"] }),
    "key_ops verify and more": members({ key_ops: ["sign", "verify"] }),
    "a certificate that is none": members({ x5c: ["AAAA"] }),
    "127 others": list((keys) => [...keys.slice(0, 1), ...Array.from({ length: 127 }, (_, number) => ({ ...second.jwk, kid: `other-${number}` }))]),
    "one key, a token without kid": withToken(nameless, list((keys) => keys.slice(0, 1))),
    "one key without kid, a token without": withToken(nameless, list((keys) => keys.filter(isKey).slice(0, 1).map(({ kid, ...first }) => first))),
    "one key and one off the curve, a token without kid": withToken(nameless, list((keys) => [keys[0], { ...second.jwk, y: second.jwk.x }])),
    "one ES256 key among others, a token without kid": withToken(nameless, list((keys) => [rsa, keys[0], p384])),
  }),

  ...leadsTo("key_ambiguous", { "two keys, a token without kid": withToken(nameless) }),

  ...leadsTo("key_unknown", {
    "no kid": without("kid"),
    "another kid": members({ kid: "A" }),
    "no such key": list((keys) => keys.slice(1)),
    "kid a number": members({ kid: 1 }),
    "kid null": members({ kid: null }),
    "kty in other letters": members({ kty: "ec" }),
    "no kty": without("kty"),
    "kty RSA": members({ kty: "RSA" }),
    "crv P-384": members({ crv: "P-384" }),
    "crv secp256k1": members({ crv: "secp256k1" }),
    "no crv": without("crv"),
    "no x": without("x"),
    "no y": without("y"),
    "x a number": members({ x: 1 }),
    "alg ES384": members({ alg: "ES384" }),
    "alg ECDH-ES": members({ alg: "ECDH-ES" }),
    "alg none": members({ alg: "none" }),
    "alg null": members({ alg: null }),
    "use enc": members({ use: "enc" }),
    "use null": members({ use: null }),
    "use a list": members({ use: ["sig"] }),
    "use in other letters": members({ use: "SIG" }),
    "key_ops sign": members({ key_ops: ["sign"] }),
    "key_ops empty": members({ key_ops: [] }),
    "key_ops a text": members({ key_ops: "verify" }),
    "key_ops null": members({ key_ops: null }),
    "with its private half": key((first) => ({ ...first, d: own.privateKey.export({ format: "jwk" }).d })),
    "a point off the curve": coordinate("y", flip),
    "the point zero": members({ x: encode(Buffer.alloc(32)), y: encode(Buffer.alloc(32)) }),
    "x and y swapped": key((first) => ({ ...first, x: first.y, y: first.x })),
    "x with a zero before it": coordinate("x", (octets) => Buffer.concat([Buffer.alloc(1), octets])),
    "x cut short": coordinate("x", (octets, choices) => octets.subarray(0, choices.between(1, 31))),
    "x beyond the field": members({ x: encode(Buffer.alloc(32, 0xff)) }),
    "x with padding": key((first) => ({ ...first, x: `${first.x}=` })),
    "x with white space": key((first) => ({ ...first, x: ` ${first.x}` })),
  }),

  ...leadsTo("signature_invalid", {
    "another key of this name": key((first) => ({ ...second.jwk, kid: first.kid })),
    "the other square root": coordinate("y", (octets) => {
      const PRIME = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
      return Buffer.from((PRIME - BigInt(`0x${octets.toString("hex")}`)).toString(16).padStart(64, "0"), "hex");
    }),
  }),

  ...leadsTo("jwks_malformed", {
    "the key twice": list((keys) => [...keys, keys[0]]),
    "another key of the same name": list((keys) => [...keys, { ...signingKey("a").jwk }]),
    "no keys": list(() => []),
    "another key twice": list((keys) => [...keys, keys.at(-1)]),
    "one key whose kid is a number, a token without kid":
      withToken(nameless, list((keys) => keys.filter(isKey).slice(0, 1).map((only) => ({ ...only, kid: 1 })))),
    "no usable key": list(() => [rsa, okp, p384]),
    "128 others": list((keys) => [keys[0], ...Array.from({ length: 128 }, (_, number) => ({ ...second.jwk, kid: `other-${number}` }))]),
    "keys an object": { draft: (draft) => ({ ...draft, keys: { ...draft.keys } }) },
    "keys null": { draft: (draft) => ({ ...draft, keys: null }) },
    "keys under another name": { text: (text) => text.replace('"keys"', '"Keys"') },
    "a key and no set": { text: () => JSON.stringify(own.jwk) },
    "more than 256 KB": { text: (text) => `${text}${" ".repeat(256 * 1024)}` },
  }),

  ...faults.operators,
};

const UNUSABLE = ["key_unknown", "jwks_malformed"];
const differences = [
  ...faults.differences,
  stricter("a second spelling of a coordinate", UNUSABLE, ["x with padding", "x with white space"],
    "RFC 7518 §6.2.1.2: base64url without padding; the platform's importer takes more"),
  stricter("a coordinate of another length", UNUSABLE, ["x with a zero before it"],
    "RFC 7518 §6.2.1.2: the length must be the full size of a coordinate, 32 octets; the platform's importer reads a number"),
  stricter("a key's name that is no text", UNUSABLE, ["one key whose kid is a number, a token without kid", "kid a number", "kid null"],
    "RFC 7517 §4.5: kid is a string; jose looks at it only where the token names one"),
  stricter("one name for two keys", "jwks_malformed",
    ["another key twice", "the key twice", "another key of this name", "another key of the same name"],
    "RFC 7517 §4.5: different keys should have different names; we refuse the set, jose only a token that names them"),
  stricter("sizes", "jwks_malformed", ["more than 256 KB", "128 others", "127 others"],
    "limits of ours (src/base/limits.rs): 256 KB and 128 keys; jose has none"),
  laxer("members that are no keys", /^ERR_JWKS_INVALID$/, ["members that are no keys beside it"],
    "RFC 7517 §5: what is not understood should be ignored; the provider's own keys are checked one by one all the same"),
  laxer("another member that would fit, if it were a key", /^ERR_JWKS_MULTIPLE_MATCHING_KEYS$/, [
    "a key of this name that cannot be read beside it", "the key twice", "another key of the same name", "another key twice",
    "one key and one off the curve, a token without kid", "a key off the curve beside it",
  ], "the same: of two members one cannot be a key and is left out, and the other is the provider's; jose chooses before it reads"),
  laxer("operations of both halves", /^12$/, ["key_ops verify and more"],
    "RFC 7517 §4.3 allows several; verify is among them. WebCrypto, below jose, imports no public key that may sign (a SyntaxError, 12)"),
];

campaign({
  what: "key sets (jose)",
  cases: 1600,
  operators,
  differences,
  ask: async (applied, choices) => {
    const draft = applyAll(applied, "draft", { keys: [own.jwk, second.jwk], token: named }, choices);
    const text = applyText(applied, JSON.stringify({ keys: draft.keys }), choices);
    const verified = async () => (await ours.session(oidc, ours.providerKeys(text), draft.token)).identity.raw;
    return {
      ours: await ours.ask(verified),
      theirs: await theirs.ask(() => theirs.jwtClaims(draft.token, JSON.parse(new TextDecoder().decode(text)))),
    };
  },
});
