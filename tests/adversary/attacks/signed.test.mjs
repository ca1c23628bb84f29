/** Signed tokens that must not get through the Worker, of the kinds that tests/contract/worker/tokens.test.mjs has not; and one that must. */
import { createHmac, createPublicKey } from "node:crypto";
import { describe } from "node:test";
import { attempts, encode, TOKENS } from "../../world/sign-ins/attempt.mjs";

const { place, refuses, takes } = attempts();

async function signingKey() {
  const { keys } = await (await fetch(`${place.standin.issuer}/jwks`)).json();
  return keys.find(({ alg }) => alg === "ES256");
}

describe("HS256, keyed with the provider's public key", () => {
  const bytes = (text) => Buffer.from(text, "base64url");
  const encodings = {
    "the point": ({ x, y }) => Buffer.concat([Buffer.from([4]), bytes(x), bytes(y)]),
    "the compressed point": ({ x, y }) => Buffer.concat([Buffer.from([2 + (bytes(y).at(-1) & 1)]), bytes(x)]),
    "SPKI in DER": (key) => createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "der" }),
    "SPKI in PEM": (key) => createPublicKey({ key, format: "jwk" }).export({ type: "spki", format: "pem" }),
    "the JWK": (key) => JSON.stringify(key),
    "x alone": ({ x }) => bytes(x),
  };
  for (const [name, token] of Object.entries(TOKENS)) {
    for (const [what, secret] of Object.entries(encodings)) {
      const forged = async ({ header, claims }) => {
        const input = `${encode({ ...header, alg: "HS256" })}.${encode(claims)}`;
        return `${input}.${createHmac("sha256", secret(await signingKey())).update(input).digest("base64url")}`;
      };
      refuses(`${name}: N04 the provider's public key as ${what}`, "alg_not_allowed", { [token]: forged });
    }
  }
});

describe("the signature with n - s in the place of s", () => {
  /** The order of P-256's group. */
  const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const mirrored = ({ jws }) => {
    const [header, payload, signature] = jws.split(".");
    const octets = Buffer.from(signature, "base64url");
    const s = BigInt(`0x${octets.subarray(32).toString("hex")}`);
    octets.write((ORDER - s).toString(16).padStart(64, "0"), 32, "hex");
    return [header, payload, octets.toString("base64url")].join(".");
  };
  // One of the two has a high s, whichever the provider signed with: both must do.
  for (const [name, token] of Object.entries(TOKENS)) {
    takes(`${name}: N10 n - s`, { [token]: mirrored });
    takes(`${name}: N10 s`, { [token]: ({ jws }) => jws });
  }
});

describe("headers with critical extensions", () => {
  const headers = {
    "N20 crit without a name": ["crit_unsupported", { crit: [] }],
    "N20 crit with a name twice": ["crit_unsupported", { crit: ["exp", "exp"], exp: 1 }],
    "N20 crit with a name that is not there": ["crit_unsupported", { crit: ["absent"] }],
    "N20 crit with a name of the specification's own": ["crit_unsupported", { crit: ["alg"] }],
    "N20 crit that is no list": ["crit_unsupported", { crit: "exp", exp: 1 }],
    "N21 b64 false": ["header_invalid", { b64: false }],
    "N21 b64 false, in crit": ["crit_unsupported", { b64: false, crit: ["b64"] }],
  };
  // The header is read before the signature, so its code must come although `jose`, which signs here, would not write such a header.
  const headed = (members) => ({ header, jws }) => {
    const [, payload, signature] = jws.split(".");
    return [encode({ ...header, ...members }), payload, signature].join(".");
  };
  for (const [name, token] of Object.entries(TOKENS)) {
    for (const [what, [code, members]] of Object.entries(headers)) {
      refuses(`${name}: ${what}`, code, { [token]: headed(members) }, { [token]: headed({}) });
    }
  }
});
