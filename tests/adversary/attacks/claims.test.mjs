/** Claims that must not get through, of the kinds that tests/contract/worker/tokens.test.mjs has not: under a signature that holds, in both ways of use. */
import { before, describe } from "node:test";
import { CLIENT_ID } from "../../world/deployment/index.mjs";
import { inBothWays, TOKENS } from "../../world/sign-ins/attempt.mjs";

const AT = '"@"';
/** The token with a claim in the very spelling of `text`; JavaScript would not write most of them. */
const spelt = (token, name, text) => ({
  [token]: ({ header, claims, sign }) => {
    const { [name]: _, ...others } = claims;
    const own = text(claims[name] ?? claims.iat);
    return sign(header, JSON.stringify({ ...others, [name]: "@" }).replace(AT, own));
  },
});
const written = (token, write) => ({ [token]: ({ header, claims, sign }) => sign(header, write(JSON.stringify(claims))) });
const having = (token, name, value) => ({
  [token]: ({ header, claims, sign }) => sign(header, { ...claims, [name]: typeof value === "function" ? value(claims[name]) : value }),
});
const typed = (token, typ) => ({ [token]: ({ header, claims, sign }) => sign({ ...header, typ }, claims) });

/** A date in spellings that are no number of seconds since 1970, each with its code. */
const DATES = {
  "a text": ["claim_malformed", (date) => `"${date}"`],
  "an exponent": ["claim_malformed", (date) => `${date}e0`],
  "1e400, which no number holds": ["token_malformed", () => "1e400"],
  "-1e400": ["token_malformed", () => "-1e400"],
  "1e300": ["claim_malformed", () => "1e300"],
  "2^63": ["claim_malformed", () => "9223372036854775808"],
  "2^64": ["claim_malformed", () => "18446744073709551616"],
  negative: ["claim_malformed", (date) => `-${date}`],
  "minus nothing": ["claim_malformed", () => "-0"],
  "a number that begins with 0": ["token_malformed", (date) => `0${date}`],
  NaN: ["token_malformed", () => "NaN"],
  true: ["claim_malformed", () => "true"],
  "a list": ["claim_malformed", (date) => `[${date}]`],
};

/** What is signed, in forms that are not one strict JSON object. */
const FORMS = {
  "N22 sub twice": (text) => text.replace("{", '{"sub":"another",'),
  "N22 sub twice, once escaped": (text) => text.replace("{", '{"s\\u0075b":"another",'),
  "N22 a name twice further down": (text) => text.replace("{", '{"deep":[{"a":1,"a":1}],'),
  "N24 a list": (text) => `[${text}]`,
  "N24 a text": (text) => JSON.stringify(text),
  "N24 nothing": () => "",
  "N24 a byte order mark": (text) => `\uFEFF${text}`,
  "N24 octets that are no UTF-8": (text) =>
    Buffer.concat([Buffer.from(`${text.slice(0, -1)},"a":"`), Buffer.from([0xff]), Buffer.from('"}')]),
  "N24 nesting of a hundred levels": (text) => text.replace("{", `{"a":${"[".repeat(100)}${"]".repeat(100)},`),
  "N24 something behind it": (text) => `${text}{}`,
  "N24 a comment": (text) => `/**/${text}`,
};

/** Kinds of token that are neither an ID token nor userinfo (RFC 8725 §3.11). */
const KINDS = ["logout+jwt", "dpop+jwt", "secevent+jwt", "application/at+jwt", "JWE", "", 1, null];

const prefixed = (text) => `x${text}`;
const BOTH = [
  ["N47 iss with something before it", "iss_mismatch", "iss", prefixed],
  ["N47 iss with something behind it", "iss_mismatch", "iss", (iss) => `${iss}.evil.example`],
  ["N47 iss in capitals", "iss_mismatch", "iss", (iss) => iss.toUpperCase()],
  ["N47 iss by its address", "iss_mismatch", "iss", (iss) => iss.replace("localhost", "127.0.0.1")],
  ["N48 aud of us with something behind it", "aud_mismatch", "aud", `${CLIENT_ID}x`],
  ["N48 aud of us twice", "aud_mismatch", "aud", [CLIENT_ID, CLIENT_ID]],
  ["N48 aud in a list of a list", "aud_mismatch", "aud", [[CLIENT_ID]]],
  ["N48 aud null", "claim_malformed", "aud", null],
  ["N53 sub null", "claim_malformed", "sub", null],
  ["N53 sub of 256 characters", "claim_malformed", "sub", "a".repeat(256)],
  ["N53 sub with another alphabet", "claim_malformed", "sub", (sub) => `é${sub}`],
];
const ID_TOKEN = [
  ["N48 azp in a list", "claim_malformed", "azp", [CLIENT_ID]],
  ["N51 nonce empty", "nonce_mismatch", "nonce", ""],
  ["N51 nonce a number", "claim_malformed", "nonce", 1],
  ["N51 nonce null", "claim_malformed", "nonce", null],
  ["N51 nonce with something behind it", "nonce_mismatch", "nonce", (nonce) => `${nonce}0`],
  ["N52 at_hash a number", "claim_malformed", "at_hash", 1],
  ["N55 acr in capitals", "acr_insufficient", "acr", "EIDAS3"],
  ["N55 acr with a space", "acr_insufficient", "acr", "eidas3 "],
  ["N55 two acr", "acr_insufficient", "acr", "eidas2 eidas3"],
  ["N55 acr empty", "acr_insufficient", "acr", ""],
  ["N55 acr a number", "claim_malformed", "acr", 3],
];

inBothWays(({ refuses, takes, signIn }) => {
  for (const [name, token] of Object.entries(TOKENS)) {
    describe(name, () => {
      for (const claim of ["exp", "iat", "nbf"]) {
        for (const [what, [code, text]] of Object.entries(DATES)) {
          refuses(`N49 ${claim}: ${what}`, code, spelt(token, claim, text), spelt(token, claim, String));
        }
        takes(`N49 ${claim}: a fraction (RFC 7519 §2)`, spelt(token, claim, (date) => `${date}.5`));
        if (token === TOKENS["ID token"] && claim !== "nbf") refuses(`N49 ${claim}: null`, "claim_malformed", spelt(token, claim, () => "null"));
        else takes(`N49 ${claim}: null, as if it were absent`, spelt(token, claim, () => "null"));
      }
      for (const [what, write] of Object.entries(FORMS)) refuses(what, "token_malformed", written(token, write), written(token, String));
      for (const typ of KINDS) refuses(`N56 typ ${JSON.stringify(typ)}`, "header_invalid", typed(token, typ), typed(token, "application/jwt"));
      for (const [what, code, claim, value] of BOTH) refuses(what, code, having(token, claim, value));
    });
  }

  describe("the ID token alone", () => {
    for (const [what, code, claim, value] of ID_TOKEN) refuses(what, code, having("idToken", claim, value));

    let earlier;
    before(async () => {
      await signIn({ idToken: ({ jws }) => (earlier = jws) });
    });
    refuses("N51 the ID token of an earlier login", "nonce_mismatch", { idToken: () => earlier });
    takes("N49 auth_time in whole seconds", spelt("idToken", "auth_time", String));
    for (const what of ["a text", "1e400, which no number holds", "negative"]) {
      const [code, text] = DATES[what];
      refuses(`N49 auth_time: ${what}`, code, spelt("idToken", "auth_time", text));
    }
  });
});
