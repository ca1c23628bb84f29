/**
 * How our costs grow: with the provider's keys, with a token's length, with the sessions that a store holds: see tests/measure/bench/README.md,
 * "growth".
 */
import * as edgeModule from "../../../../pkg/dist/load/edge.node.js";
import { decrypted } from "../../../../pkg/dist/worker/decryption.js";
import { interleave } from "../lib/interleave.mjs";
import { figure } from "../lib/markdown.mjs";
import {
  CLIENT_ID, CLIENT_SECRET, decryptionKey, discoveryDocument, encrypt, idTokenClaims, ISSUER, jwks, sign, signingKey, tokenAnswer,
} from "../lib/provider.mjs";
import { startStores, STORES } from "../lib/stores.mjs";
import { createOurs } from "../sides/edge.mjs";

export const title = "How it grows";

const KEYS = [1, 10, 100];
const KILOBYTES = [1, 10, 100, 128];
/** With one round, as the test runs it, no more sessions are made than it takes to see the table. */
const sessionCounts = (rounds) => (rounds > 1 ? [1, 10, 100, 1000, 10_000] : [1, 10]);
const MICROSECONDS = 1000;
const key = signingKey("pkcs11:hsm");

const DOCUMENTS = {
  issuer: ISSUER, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUri: "https://service.example/auth/callback",
  discovery: discoveryDocument(), tokenAnswer: tokenAnswer("received.elsewhere.x"),
};

export async function run({ rounds }) {
  await edgeModule.load();
  return [await byKeys(rounds), await byLength(rounds), await bySessions(rounds)];
}

/** The wanted key is the last of the set. */
async function byKeys(rounds) {
  const competitors = {};
  for (const count of KEYS) {
    const others = Array.from({ length: count - 1 }, (_, number) => signingKey(`another-${number}`));
    const keySet = jwks(...others, key);
    const [reader, { side, token }] = [await begun(keySet), await begun(keySet)];
    competitors[`read ${count}`] = () => timed(2, () => reader.side.fresh());
    competitors[`verify ${count}`] = await warm(() => side.verify(token));
  }
  const measured = await interleave(competitors, rounds);
  const rows = KEYS.map((count) => {
    const read = measured.median(`read ${count}`);
    return [count, figure(read), figure(read / count), figure(measured.median(`verify ${count}`))];
  });
  return { caption: "Keys of the provider, in microseconds", columns: ["keys", "set read", "for each key", "token verified with the last"], rows };
}

/** Up to our limit, in whichever form: a JWE holds three quarters of its length. */
async function byLength(rounds) {
  const ourKey = decryptionKey("ECDH-ES");
  const { side, nonce, open } = await begun(jwks(key), ourKey);
  const competitors = {};
  for (const kilobytes of KILOBYTES) {
    const jws = padded(nonce, kilobytes, (token) => token);
    const jwe = padded(nonce, kilobytes, (token) => encrypt(ourKey, token));
    competitors[`verify ${kilobytes}`] = await warm(() => side.verify(jws));
    competitors[`decrypt ${kilobytes}`] = await warm(() => open(jwe));
  }
  const measured = await interleave(competitors, rounds);
  const rows = KILOBYTES.map((kilobytes) => {
    const [verify, decrypt] = ["verify", "decrypt"].map((what) => measured.median(`${what} ${kilobytes}`));
    return [kilobytes, figure(verify), figure(verify / kilobytes), figure(decrypt), figure(decrypt / kilobytes)];
  });
  return {
    caption: "Length of a token, in microseconds",
    columns: ["KB", "JWS verified", "for each KB", "JWE decrypted (ECDH-ES)", "for each KB "],
    rows,
  };
}

async function bySessions(rounds) {
  const rows = [];
  for (const store of STORES) {
    const stores = await startStores(store);
    try {
      // Nothing is kept of sessions in cookies.
      for (const count of store === "cookie" ? [1] : sessionCounts(rounds)) {
        await stores.fill(count);
        const { median } = await interleave({ read: stores.read }, rounds);
        rows.push([store, count, figure(median("read"))]);
      }
    } finally {
      await stores.stop();
    }
  }
  return {
    caption: "Sessions in a store: one read of `/api/permits`, in microseconds, as many others being there",
    columns: ["store", "sessions", "one read"],
    rows,
  };
}

/** A login in Node, with what verifies and decrypts for it. */
async function begun(keySet, ourKey) {
  const side = createOurs(edgeModule);
  const nonce = await side.begin({ ...DOCUMENTS, jwks: keySet });
  return { side, nonce, token: sign(key, idTokenClaims(nonce)), open: ourKey && (await opening(ourKey)) };
}

/** What decrypts a JWE, as the callback does. */
async function opening(ourKey) {
  const { Answer, Edge, Provider } = edgeModule;
  const edge = await Edge.create({
    FC_ISSUER: ISSUER, FC_CLIENT_ID: CLIENT_ID, FC_CLIENT_SECRET: CLIENT_SECRET, SESSION_KEYS: JSON.stringify(["A".repeat(43)]),
    FC_DECRYPTION_KEYS: JSON.stringify({ keys: [ourKey.jwk] }),
  });
  const answer = new Answer(200, "application/json", new TextEncoder().encode(JSON.stringify(discoveryDocument())));
  const provider = Provider.discovered("franceconnect-plus", ISSUER, "client_secret_post", answer);
  return async (jwe) => (await decrypted(edge, provider, jwe)).free();
}

/** A token of as many kilobytes, or a few octets less. */
function padded(nonce, kilobytes, form) {
  const make = (padding) => form(sign(key, { ...idTokenClaims(nonce), padding: "x".repeat(padding) }));
  const room = kilobytes * 1024;
  let padding = 0;
  // Each octet of padding comes to 4/3, or to 16/9 in a JWE: a few steps come close enough.
  for (let left = room - make(0).length; left > 4; left = room - make(padding).length) padding += Math.floor((left * 9) / 16);
  const made = make(padding);
  return made.length <= room ? made : make(Math.max(0, padding - (made.length - room)));
}

const WARM_UP = 60;
async function warm(act) {
  for (let done = 0; done < WARM_UP; done += 1) await act();
  return () => timed(5, act);
}

async function timed(count, act) {
  const from = performance.now();
  for (let done = 0; done < count; done += 1) await act();
  return ((performance.now() - from) * MICROSECONDS) / count;
}
