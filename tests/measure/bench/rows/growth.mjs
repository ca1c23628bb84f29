/**
 * How our costs grow: with the provider's keys, with a token's length, with the sessions that a store holds: see tests/measure/bench/README.md,
 * "growth".
 */
import * as edgeModule from "../../../../pkg/dist/load/edge.node.js";
import { edgeOf } from "../../../../pkg/dist/load/own-keys.js";
import { loginAt } from "../../../world/handmade/edge-login.mjs";
import { answer, served } from "../../../world/handmade/served.mjs";
import { interleave } from "../lib/interleave.mjs";
import { figure } from "../lib/markdown.mjs";
import {
  CLIENT_ID, CLIENT_SECRET, decryptionKey, discoveryDocument, discoveryDocumentWithoutUserinfo, encrypt, idTokenClaims, ISSUER, jwks, ORIGIN, sign,
  signingKey, tokenAnswer,
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
  issuer: ISSUER, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUri: `${ORIGIN}/auth/callback`,
  discovery: discoveryDocumentWithoutUserinfo(), tokenAnswer: tokenAnswer("the token comes here"),
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
    competitors[`read ${count}`] = () => timed(2, { act: () => reader.side.fresh() });
    competitors[`verify ${count}`] = await warm(verification(side, token));
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
  const { side, nonce } = await begun(jwks(key));
  const opener = await createOpener(ourKey);
  const competitors = {};
  for (const kilobytes of KILOBYTES) {
    const jws = padded(nonce, kilobytes, (token) => token);
    const jwe = padded(nonce, kilobytes, (token) => encrypt(ourKey, token));
    competitors[`verify ${kilobytes}`] = await warm(verification(side, jws));
    competitors[`decrypt ${kilobytes}`] = await warm(opener.opening(jwe));
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

/** A login in Node, with what verifies for it. */
async function begun(keySet) {
  const side = createOurs(edgeModule);
  const nonce = await side.begin({ ...DOCUMENTS, jwks: keySet });
  return { side, nonce, token: sign(key, idTokenClaims(nonce)) };
}

const verification = (side, token) => ({ prepare: () => side.ready(token), act: side.verify, drop: side.drop });

/** What decrypts a JWE: the claims of a sign-in whose ID token is verified, which waits for them. */
async function createOpener(ourKey) {
  const { ProviderKeys } = edgeModule;
  const edge = await edgeOf({
    FC_ISSUER: ISSUER, FC_CLIENT_ID: CLIENT_ID, FC_CLIENT_SECRET: CLIENT_SECRET, SESSION_KEYS: JSON.stringify(["A".repeat(43)]),
    FC_DECRYPTION_KEYS: JSON.stringify({ keys: [ourKey.jwk] }),
  });
  const [discovery, keySet] = [discoveryDocument(), jwks(key)].map((document) => answer(JSON.stringify(document)));
  const login = loginAt(edge, edge.discovered(discovery.status, discovery.contentType, discovery.body), ORIGIN);
  const keys = ProviderKeys.read(keySet.status, keySet.contentType, keySet.body);
  const token = answer(JSON.stringify(tokenAnswer(encrypt(ourKey, sign(key, idTokenClaims(login.nonce))))));
  return {
    opening: (jwe) => ({
      async prepare() {
        const machine = login.signIn();
        await served(machine, { token, keys });
        return machine;
      },
      act: (machine) => served(machine, { userinfo: answer(jwe, "application/jwt") }),
      drop: (machine) => machine.free(),
    }),
  };
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
async function warm(work) {
  await timed(WARM_UP, work);
  return () => timed(5, work);
}

/** Microseconds of one `act`; what stands before and after it is not timed. */
async function timed(count, { prepare = () => {}, act, drop = () => {} }) {
  const ready = [];
  for (let done = 0; done < count; done += 1) ready.push(await prepare());
  const from = performance.now();
  for (const one of ready) await act(one);
  const took = performance.now() - from;
  ready.forEach(drop);
  return (took * MICROSECONDS) / count;
}
