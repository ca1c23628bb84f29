/** Signed tokens: this library beside jose's `jwtVerify`. */
import { createHmac, sign } from "node:crypto";
import { campaign } from "./campaign.mjs";
import { idTokenClaims, signingKey } from "./honest.mjs";
import { jsonFaults } from "./json-faults.mjs";
import { applyAll, flip, insert, leadsTo, stricter } from "./operators.mjs";
import * as ours from "./ours.mjs";
import * as theirs from "./theirs.mjs";
import { decode, encode, signedParts } from "../../world/handmade/tokens.mjs";

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const [own, second, stranger, p384] = [signingKey("a"), signingKey("b"), signingKey("x"), signingKey("p", "P-384")];
const keySet = { keys: [own.jwk, second.jwk] };

const oidc = await ours.plainDeployment();
const keys = ours.providerKeys(JSON.stringify(keySet));

/** The token's draft: what is changed before it is signed. */
const header = (change) => ({ draft: (draft) => ({ ...draft, header: change(draft.header) }) });
const members = (added) => header((header) => ({ ...header, ...added }));
const headerText = (spoil) => ({ draft: (draft, choices) => ({ ...draft, headerText: (text) => spoil(String(text), choices) }) });
const payloadText = (spoil) => ({ draft: (draft, choices) => ({ ...draft, payloadText: (text) => spoil(String(text), choices) }) });
/** The parts as they are signed, base64url and all. */
const encoded = (part, change) => ({
  draft: (draft, choices) => ({ ...draft, encoded: { ...draft.encoded, [part]: (text) => change(text, choices) } }),
});
/** What is done to the token afterwards. */
const afterwards = (spoil) => ({ compact: spoil });
const part = (index, change) => afterwards((compact, choices) =>
  compact.split(".").map((text, at) => (at === index ? change(text, choices) : text)).join("."));
const octets = (index, change) => part(index, (text, choices) => encode(change(decode(text), choices)));
const scalars = (change) => octets(2, (signature) => {
  const number = (octets) => BigInt(`0x${octets.toString("hex") || "0"}`);
  const changed = change({ r: number(signature.subarray(0, 32)), s: number(signature.subarray(32)) });
  return Buffer.concat([changed.r, changed.s].map((scalar) => Buffer.from(scalar.toString(16).padStart(64, "0").slice(-64), "hex")));
});
const signedBy = (key, added = {}) => ({ draft: (draft) => ({ ...draft, header: { ...draft.header, ...added }, key: key.privateKey }) });
const hmacWith = (secret) => ({
  draft: (draft) => ({ ...draft, header: { ...draft.header, alg: "HS256" }, sign: (input) => createHmac("sha256", secret).update(input).digest() }),
});

/** jose decodes headers and claims with a fatal TextDecoder. */
const NO_UTF8 = ["octets that are no UTF-8"];
const headerFaults = jsonFaults("header", { malformed: "token_malformed", apply: headerText, agreed: NO_UTF8 });
const payloadFaults = jsonFaults("payload", { malformed: "token_malformed", apply: payloadText, agreed: NO_UTF8 });

const accepted = leadsTo("accepted", {
  "nothing": {},
  "signed by another key of the set": signedBy(second, { kid: "b" }),
  "typ JWT": members({ typ: "JWT" }),
  "typ in other letters": members({ typ: "application/JWT" }),
  "cty": members({ cty: "JWT" }),
  // RFC 7518 §3.4 knows no rule against it.
  "the other s": scalars(({ r, s }) => ({ r, s: ORDER - s })),
});

const signatures = leadsTo("signature_invalid", {
  "a bit of the signature": octets(2, flip),
  "a bit of the payload": octets(1, (bytes, choices) => flip(bytes, choices)),
  "a signature cut short": octets(2, (bytes, choices) => bytes.subarray(0, choices.between(1, 63))),
  "a longer signature": octets(2, (bytes, choices) => Buffer.concat([bytes, choices.bytes(choices.between(1, 64))])),
  "no signature": octets(2, () => Buffer.alloc(0)),
  "a random signature": octets(2, (_, choices) => choices.bytes(64)),
  "a DER signature": { draft: (draft) => ({ ...draft, dsaEncoding: "der" }) },
  "r and s zero": scalars(() => ({ r: 0n, s: 0n })),
  "r zero": scalars(({ s }) => ({ r: 0n, s })),
  "s zero": scalars(({ r }) => ({ r, s: 0n })),
  "r the order": scalars(({ s }) => ({ r: ORDER, s })),
  "s beyond the order": scalars(({ r, s }) => ({ r, s: (s + ORDER) % 2n ** 256n })),
  "r and s swapped": scalars(({ r, s }) => ({ r: s, s: r })),
  "signed by a stranger": signedBy(stranger),
  "signed by the set's other key under this name": signedBy(second),
  "another payload under the signature": part(1, (text) => encode(String(decode(text)).replace("eidas2", "eidas3"))),
  "another header under the signature": part(0, (text) => encode(String(decode(text)).replace("{", '{"typ":"JWT",'))),
});

const names = {
  ...leadsTo("key_unknown", {
    "a kid of nobody": members({ kid: "nobody" }),
    "a kid in other letters": members({ kid: "A" }),
    "an empty kid": members({ kid: "" }),
    "a kid that is a path": members({ kid: "../../a" }),
  }),
  ...leadsTo("key_ambiguous", { "no kid": header(({ kid, ...rest }) => rest) }),
  ...leadsTo("header_invalid", {
    "a kid that is a number": members({ kid: 1 }),
    "a kid that is null": members({ kid: null }),
    "a kid of 513 characters": members({ kid: "a".repeat(513) }),
  }),
};

const algorithms = {
  ...leadsTo("alg_not_allowed", {
    "alg none, no signature": { ...members({ alg: "none" }), ...part(2, () => "") },
    "alg none, signature left": members({ alg: "none" }),
    "alg in other letters": members({ alg: "es256" }),
    "alg with a space": members({ alg: "ES256 " }),
    "alg empty": members({ alg: "" }),
    "alg RS256": members({ alg: "RS256" }),
    "alg EdDSA": members({ alg: "EdDSA" }),
    "alg ES256K": members({ alg: "ES256K" }),
    "alg ES384, signed so": {
      draft: (draft) => ({
        ...draft,
        header: { ...draft.header, alg: "ES384", kid: "p" },
        sign: (input) => sign("sha384", input, { key: p384.privateKey, dsaEncoding: "ieee-p1363" }),
      }),
    },
    "HS256 with the public key as PEM": hmacWith(own.publicKey.export({ format: "pem", type: "spki" })),
    "HS256 with the public key as JWK": hmacWith(JSON.stringify(own.jwk)),
    "HS256 with the public point": hmacWith(Buffer.concat([own.jwk.x, own.jwk.y].map(decode))),
  }),
  ...leadsTo("header_invalid", {
    "no alg": header(({ alg, ...rest }) => rest),
    "alg a number": members({ alg: 256 }),
    "alg null": members({ alg: null }),
    "alg a list": members({ alg: ["ES256"] }),
  }),
};

const brought = leadsTo("header_invalid", {
  "jwk of the signer": signedBy(stranger, { jwk: { kty: "EC", crv: "P-256", x: stranger.jwk.x, y: stranger.jwk.y } }),
  "jwk beside an honest signature": members({ jwk: { kty: "EC", crv: "P-256", x: stranger.jwk.x, y: stranger.jwk.y } }),
  "jku": members({ jku: "https://evil.example/jwks" }),
  "x5u": members({ x5u: "https://evil.example/cert" }),
  "x5c": members({ x5c: ["MIIB"] }),
  "b64 false": members({ b64: false }),
  "b64 true": members({ b64: true }),
  "cty a number": members({ cty: 1 }),
  "typ a number": members({ typ: 1 }),
  "typ of an access token": members({ typ: "at+jwt" }),
  "typ of a logout token": members({ typ: "logout+jwt" }),
  "typ empty": members({ typ: "" }),
});

const critical = leadsTo("crit_unsupported", {
  "crit of a claim's name": members({ crit: ["exp"], exp: 1 }),
  "crit of nothing": members({ crit: [] }),
  "crit of what is not there": members({ crit: ["x-note"] }),
  "crit of b64, which is false": members({ crit: ["b64"], b64: false }),
  "crit of b64, which is true": members({ crit: ["b64"], b64: true }),
  "crit null": members({ crit: null }),
});

const spellings = leadsTo("token_malformed", {
  "header: padding": encoded("header", (text) => `${text}${"=".repeat((4 - (text.length % 4)) % 4) || "===="}`),
  "payload: padding": encoded("payload", (text) => `${text}${"=".repeat((4 - (text.length % 4)) % 4) || "===="}`),
  "signature: padding": part(2, (text) => `${text}==`),
  "payload: a space": encoded("payload", (text, choices) => insert(text, " ", choices)),
  "payload: a line break": encoded("payload", (text, choices) => insert(text, "\n", choices)),
  "signature: a line break at its end": part(2, (text) => `${text}\n`),
  "payload: a character outside the alphabet": encoded("payload", (text, choices) =>
    insert(text, choices.pick(["*", "!", "é", "\0", "%"]), choices)),
  "payload: the other alphabet": {
    draft: (draft) => ({
      ...draft,
      payloadText: (text) => text.replace("{", '{"x-note":"ÿÿÿ~~~???>>>",'),
      encoded: { ...draft.encoded, payload: (text) => text.replaceAll("-", "+").replaceAll("_", "/") },
    }),
  },
  "signature: bits behind its end": part(2, (text) => text.slice(0, -1) + next(text.at(-1))),
});
const forms = {
  ...leadsTo("token_malformed", {
    "two parts": afterwards((compact) => compact.split(".").slice(0, 2).join(".")),
    "one part": afterwards((compact) => compact.split(".")[0]),
    "four parts": afterwards((compact) => `${compact}.`),
    "six parts": afterwards((compact) => `${compact}...`),
    "a dot before it": afterwards((compact) => `.${compact}`),
    "an empty header": part(0, () => ""),
    "a space before it": afterwards((compact) => ` ${compact}`),
    "a JSON serialisation": afterwards((compact) => {
      const [protectedHeader, payload, signature] = compact.split(".");
      return JSON.stringify({ protected: protectedHeader, payload, signature });
    }),
    "dots": afterwards((_, choices) => ".".repeat(choices.between(5, 2000))),
  }),
  ...leadsTo("provider_answer_malformed", { "nothing at all": afterwards(() => "") }),
  ...leadsTo("token_not_signed", { "five parts": afterwards((compact) => `${compact}..`) }),
  ...leadsTo("signature_invalid", { "an empty payload": part(1, () => "") }),
  ...leadsTo("token_too_large", {
    "a header of more than 4 KB": members({ "x-long": "x".repeat(4096) }),
    "more than 128 KB": payloadText((text) => text.replace("{", `{"x-long":"${"x".repeat(100_000)}",`)),
  }),
};

/** The character whose last bit, which nobody reads, is another. */
function next(character) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return alphabet[alphabet.indexOf(character) ^ 1];
}

const operators = {
  ...accepted, ...signatures, ...names, ...algorithms, ...brought, ...critical, ...spellings, ...forms,
  ...headerFaults.operators, ...payloadFaults.operators,
};

function token(applied, choices) {
  const honest = { header: { alg: "ES256", kid: "a" }, headerText: String, payloadText: String, encoded: {}, key: own.privateKey };
  const draft = applyAll(applied, "draft", honest, choices);
  const header = (draft.encoded.header ?? String)(encode(draft.headerText(JSON.stringify(draft.header))));
  const payload = (draft.encoded.payload ?? String)(encode(draft.payloadText(JSON.stringify(idTokenClaims(oidc.login.nonce)))));
  const compact = draft.sign === undefined
    ? signedParts(header, payload, draft.key, draft.dsaEncoding)
    : `${header}.${payload}.${encode(draft.sign(Buffer.from(`${header}.${payload}`)))}`;
  return applyAll(applied, "compact", compact, choices);
}

const differences = [
  stricter("a second spelling of base64url", "token_malformed",
    Object.keys(spellings).filter((name) => name !== "payload: a character outside the alphabet"),
    "RFC 7515 §2: no padding, white space or other alphabet, and RFC 4648 §3.5 lets trailing bits be refused: " +
    "tokens that compare unequal must not verify alike"),
  stricter("a key that the token brings", "header_invalid", ["jwk beside an honest signature", "jwk of the signer", "jku", "x5u", "x5c"],
    "RFC 8725 §3.10 and CVE-2018-0114: we refuse the member; jose ignores it and takes the key of the set"),
  stricter("b64 without crit", "header_invalid", ["b64 false", "b64 true"],
    "RFC 7797 §6: whoever means it says crit too, and JWTs must not (§7); jose ignores it unless crit names it"),
  stricter("an extension that we do not have", "crit_unsupported", ["crit of b64, which is true", "crit of b64, which is false"],
    "RFC 7515 §4.1.11: jose understands b64, we understand no extension"),
  stricter("the type of another token", "header_invalid", ["typ of an access token", "typ of a logout token", "typ empty"],
    "RFC 8725 §3.11: explicit typing; jose compares typ only where its caller names one, and FranceConnect+ sends none"),
  stricter("header members of another JSON type", "header_invalid", ["cty a number", "typ a number"],
    "RFC 7515 §4.1.9, §4.1.10: they are strings; jose does not look at them"),
  stricter("sizes", "token_too_large", ["a header of more than 4 KB", "more than 128 KB"],
    "limits of ours (src/base/limits.rs), far beyond what honest tokens need; jose has none"),
  ...headerFaults.differences,
  ...payloadFaults.differences,
];

campaign({
  what: "signed tokens (jose)",
  cases: 3000,
  operators,
  differences,
  ask: async (applied, choices) => {
    const compact = token(applied, choices);
    return {
      ours: await ours.ask(async () => (await ours.session(oidc, keys, compact)).identity.raw),
      theirs: await theirs.ask(() => theirs.jwtClaims(compact, keySet)),
    };
  },
});
