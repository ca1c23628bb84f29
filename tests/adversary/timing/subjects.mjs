/**
 * What is measured: pairs of classes of wrong inputs that this library answers with one and the same code.
 *
 * In: fresh keys, cookies and tokens. Out: subjects: a name, two makers of inputs, what makes an input ready for one call, and that call, which
 * checks the code that it gets. Never: a pair whose codes differ; the ordinary tests hold those apart or together.
 */
import { constants, publicEncrypt, randomBytes, randomInt } from "node:crypto";
import { load } from "../../../pkg/dist/load/edge.node.js";
import { edgeOf } from "../../../pkg/dist/load/own-keys.js";
import * as page from "../../../pkg/dist/load/browser.node.js";
import { loginAt } from "../../world/handmade/edge-login.mjs";
import { CLIENT_ID, CLIENT_SECRET, decryptionKey, discoveryDocument, ISSUER, ORIGIN, tokenDocument } from "../differential/honest.mjs";
import { answer, served } from "../../world/handmade/served.mjs";
import { contentKey, decode, encode, encrypted, wrapped } from "../../world/handmade/tokens.mjs";

await load();
await page.load();

const keys = ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"].map(decryptionKey);
const sealingKey = () => randomBytes(32).toString("base64url");
const worker = (sessionKeys) => edgeOf({
  FC_PRESET: "franceconnect-plus", FC_ISSUER: ISSUER, FC_CLIENT_ID: CLIENT_ID, FC_CLIENT_SECRET: CLIENT_SECRET,
  FC_DECRYPTION_KEYS: JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }), SESSION_KEYS: JSON.stringify(sessionKeys),
});
const [own, stranger] = [await worker([sealingKey(), sealingKey()]), await worker([sealingKey()])];
const discovery = [200, "application/json", Buffer.from(JSON.stringify(discoveryDocument()))];
const provider = own.discovered(...discovery);

/** Calls, and insists on that code: a class that gets another one would be told apart by it. Gives the message. */
function refused(code, call) {
  const insist = (input) => {
    try {
      call(input);
    } catch (error) {
      return messageOf(error, code);
    }
    throw new Error(`expected ${code}`);
  };
  return Object.assign(insist, { accepts: call });
}
function refusedLater(code, call) {
  const insist = async (input) => {
    try {
      await call(input);
    } catch (error) {
      return messageOf(error, code);
    }
    throw new Error(`expected ${code}`);
  };
  return Object.assign(insist, { accepts: call });
}
function messageOf(error, code) {
  if (error.code !== code) throw error;
  return error.message;
}

/** The octet at `at` (from the end, where negative) is another. */
const altered = (text, at) => {
  const octets = decode(text);
  octets[at < 0 ? octets.length + at : at] ^= randomInt(1, 256);
  return encode(octets);
};

// --- sealed cookies: version, nonce (24), ciphertext, tag (16) ---

const sealed = (by = own) => by.sealDocument("name", "x".repeat(1500));
const open = refused("seal_broken", (text) => own.openDocument("name", text));
const honest = () => sealed();
const cookies = [
  ["cookie: tag wrong in its first or its last octet", () => altered(sealed(), -16), () => altered(sealed(), -1)],
  ["cookie: content wrong at its start or its end", () => altered(sealed(), 25), () => altered(sealed(), -17)],
  ["cookie: a stranger's key, or a wrong tag", () => sealed(stranger), () => altered(sealed(), -1)],
  ["cookie: sealed for something else, or a wrong tag", () => own.sealDocument("eman", "x".repeat(1500)), () => altered(sealed(), -1)],
  ["cookie: nonce wrong in its first or its last octet", () => altered(sealed(), 1), () => altered(sealed(), 24)],
].map(([name, ...inputs]) => ({ name, inputs, call: open, honest }));

// --- the cookie of a login ---

function login(by) {
  const { location, cookies: lines } = by.login(provider, ORIGIN, "/auth", {}, "");
  const [cookie] = lines[0].split(";");
  const at = cookie.indexOf("=");
  return { state: new URL(location).searchParams.get("state"), name: cookie.slice(0, at), value: cookie.slice(at + 1) };
}
const returned = (state, name, value) => ({ query: `code=c&state=${state}&iss=${encodeURIComponent(ISSUER)}`, cookie: `${name}=${value}` });
const alteredLogin = (at) => () => {
  const { state, name, value } = login(own);
  return returned(state, name, altered(value, at));
};
const startedBy = (by) => () => {
  const { state, name, value } = login(by);
  return returned(state, name, value);
};
const callback = refused("seal_broken", ({ query, cookie }) => own.signIn(provider, own.callback(query, cookie)).free());
const logins = [
  ["login cookie: tag wrong in its first or its last octet", alteredLogin(-16), alteredLogin(-1)],
  ["login cookie: a stranger's key, or a wrong tag", startedBy(stranger), alteredLogin(-1)],
].map(([name, ...inputs]) => ({ name, inputs, call: callback, honest: startedBy(own) }));

// --- states ---

const changed = (state, at) => state.slice(0, at) + (state[at] === "0" ? "1" : "0") + state.slice(at + 1);
const STATE = randomBytes(32).toString("hex");
const pageProvider = page.Provider.discovered("franceconnect-plus", ISSUER, "/auth/exchange", undefined, undefined, ...discovery);
const pageClient = new page.Page(pageProvider, { clientId: CLIENT_ID, redirectUri: `${ORIGIN}/signed-in` });
const pending = pageClient.login(pageProvider, {});
const pageQuery = (state) => () => `code=c&state=${state}&iss=${encodeURIComponent(ISSUER)}`;
const states = [
  {
    name: "state of a sign-out: wrong in its first or its last character",
    inputs: [0, 63].map((at) => () => `state=${changed(STATE, at)}`),
    honest: () => `state=${STATE}`,
    call: refused("logout_state_mismatch", (query) => page.loggedOut(query, STATE)),
    repeat: 10,
  },
  {
    name: "state of a page's login: wrong in its first or its last character",
    inputs: [0, 63].map((at) => pageQuery(changed(pending.state, at))),
    honest: pageQuery(pending.state),
    call: refused("state_unknown", (query) => page.PageCallback.read(query, pending.pending).signIn(pageProvider, "/auth/exchange").free()),
    repeat: 4,
  },
];

// --- encrypted tokens ---

/** In the form of a JWS, and of its size. */
const CONTENT = [40, 600, 86].map((length) => "x".repeat(length)).join(".");
const token = (key, change = (parts) => parts) => {
  const content = contentKey(key);
  const header = JSON.stringify({ alg: key.alg, enc: "A256GCM", cty: "JWT", kid: key.kid, ...content.members });
  return change(encrypted(header, CONTENT, content).split(".")).join(".");
};
const part = (index, change) => (parts) => parts.map((text, at) => (at === index ? change(text) : text));
const { signIn } = loginAt(own, provider, ORIGIN);
/** Not timed: a sign-in that has sent its code, and the answer that brings the token. */
async function begun(compact) {
  const machine = signIn();
  await served(machine, {});
  return { machine, token: answer(JSON.stringify(tokenDocument(compact))) };
}
/** Timed: the answer read, and the token decrypted. Without keys the sign-in goes no further. */
const decrypt = refusedLater("decryption_failed", async ({ machine, token }) => {
  try {
    await served(machine, { token });
  } finally {
    machine.free();
  }
});
const decryption = { prepare: begun, call: decrypt, slow: true };
const [ecdh, oaep, oaep256] = keys;
const TAG = 4;
const tokens = [
  {
    name: "ECDH-ES: tag wrong in its first or its last octet", ...decryption, share: 0.5, honest: () => token(ecdh),
    inputs: [() => token(ecdh, part(TAG, (tag) => altered(tag, 0))), () => token(ecdh, part(TAG, (tag) => altered(tag, -1)))],
  },
  {
    name: "ECDH-ES: another's key, or a wrong tag", ...decryption, share: 0.5, honest: () => token(ecdh),
    inputs: [() => token({ ...decryptionKey("ECDH-ES"), kid: ecdh.kid }), () => token(ecdh, part(TAG, (tag) => altered(tag, -1)))],
  },
];

/** A number below the modulus whose first octet is, or is not, zero: what Manger's attack (CRYPTO 2001) asks about. */
function unpadded({ publicKey }, zero) {
  const length = decode(publicKey.export({ format: "jwk" }).n).length;
  const number = randomBytes(length);
  // The first octet of the modulus is 0x80 or more.
  number[0] = zero ? 0 : randomInt(1, 128);
  return encode(publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, number));
}
const RSA = [oaep, oaep256].flatMap((key) => [
  {
    name: `${key.alg}: a padding that starts with zero, or does not`, ...decryption, share: 0.15, honest: () => token(key),
    inputs: [true, false].map((zero) => () => token(key, part(1, () => unpadded(key, zero)))),
  },
  {
    name: `${key.alg}: a content key of another length, or a wrong tag`, ...decryption, share: 0.15, honest: () => token(key),
    inputs: [() => token(key, part(1, () => encode(wrapped(randomBytes(16), key)))), () => token(key, part(TAG, (tag) => altered(tag, -1)))],
  },
  {
    name: `${key.alg}: tag wrong in its first or its last octet`, ...decryption, share: 0.15, honest: () => token(key),
    inputs: [() => token(key, part(TAG, (tag) => altered(tag, 0))), () => token(key, part(TAG, (tag) => altered(tag, -1)))],
  },
  {
    name: `${key.alg}: a key that does not unwrap, or a wrong tag`, ...decryption, share: 0.15, honest: () => token(key),
    byDesign: "WebCrypto rejects the first with an exception that costs microseconds, before our code runs again. It tells nobody anything: " +
      "what unwraps is only what was made with our public key, so its maker knows already that it does",
    inputs: [() => token(key, part(1, (text) => altered(text, -1))), () => token(key, part(TAG, (tag) => altered(tag, -1)))],
  },
]);

// --- controls ---

/** Stops at the first difference. */
function leakyEqual(one, other) {
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return one.length === other.length;
}
const flipped = (at) => () => {
  const octets = Buffer.from(STATE);
  octets[at] ^= 1;
  return octets;
};
const TEXT = Buffer.from(STATE.repeat(16));
const longer = (at) => () => {
  const octets = Buffer.from(TEXT);
  octets[at] ^= 1;
  return { octets, text: altered(sealed(), -1) };
};
const expected = Buffer.from(STATE);
const controls = [
  {
    name: "control: a comparison of 64 octets that leaks", leaks: true, inputs: [flipped(0), flipped(63)],
    call: (octets) => leakyEqual(octets, expected), repeat: 50,
  },
  {
    name: "control: a cookie, and a comparison of 1024 octets that leaks", leaks: true, inputs: [longer(0), longer(1023)],
    call: ({ octets, text }) => {
      leakyEqual(octets, TEXT);
      open(text);
    },
  },
  { name: "control: two samples of one class", leaks: false, inputs: [() => altered(sealed(), -1), () => altered(sealed(), -1)], call: open },
];

export const subjects = [...controls, ...cookies, ...logins, ...states, ...tokens, ...RSA];
