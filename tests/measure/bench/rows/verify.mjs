/**
 * ES256 verification of an ID token of FranceConnect+'s shape, ours in Wasm against `jose`: see tests/measure/bench/README.md, "verify".
 */
import { ENGINES } from "../lib/engines.mjs";
import { interleave } from "../lib/interleave.mjs";
import { figure, ratio } from "../lib/markdown.mjs";
import {
  CLIENT_ID, CLIENT_SECRET, discoveryDocumentWithoutUserinfo, idTokenClaims, ISSUER, jwks, sign, signingKey, tokenAnswer,
} from "../lib/provider.mjs";
import { createStand } from "../sides/stand.mjs";

export const title = "ES256 verification";

const NAMES = createStand({}).names;
const [OURS, JOSE, JOSE_KEY] = NAMES;

/**
 * Verifications of one turn, and of all turns before any is timed: beyond 122 the key's multiples are at hand, and engines optimise. A page
 * verifies two tokens: its module has no such multiples, and no row of this kind.
 */
const WARM = { what: "warm", count: 50, warmUp: 400, fresh: false, targets: { Node: 2.3, workerd: 0.85 } };
/** Keys newly read each time: what a page does that signs one person in. */
const FIRST = { what: "first with its keys", count: 5, warmUp: 20, fresh: true, targets: { Node: 0.9, workerd: 0.25, Chromium: 0.5 } };

export const key = signingKey("pkcs11:hsm");

/** A login in an engine, with the documents that verify its ID token. */
export const begin = (engine) => engine.begin({
  issuer: ISSUER, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, redirectUri: "https://service.example/auth/callback",
  discovery: discoveryDocumentWithoutUserinfo(), jwks: jwks(signingKey("another"), key), tokenAnswer: tokenAnswer("the token comes here"),
});

export async function run({ rounds }) {
  const rows = [];
  for (const [where, start] of Object.entries(ENGINES)) {
    const engine = await start();
    try {
      const token = sign(key, idTokenClaims(await begin(engine)));
      for (const kind of [WARM, FIRST].filter(({ targets }) => where in targets)) {
        const measured = await measure(engine, token, kind, rounds);
        const target = `at least ${kind.targets[where]}`;
        rows.push([where, kind.what, ...NAMES.map((name) => figure(measured.median(name))), ratio(measured.ratio(OURS, JOSE)), target, ratio(measured.ratio(OURS, JOSE_KEY))]);
      }
    } finally {
      await engine.stop();
    }
  }
  return [{
    caption: "One verification, in microseconds: signature, iss, aud, exp, iat, nonce, acr",
    columns: ["engine", "keys", ...NAMES, "jose, key set ÷ ours", "target", "jose, imported key ÷ ours"],
    rows,
  }];
}

async function measure(engine, token, { count, warmUp, fresh }, rounds) {
  for (const name of NAMES) await engine.verify({ name, token, fresh, count: warmUp });
  return interleave(Object.fromEntries(NAMES.map((name) => [name, () => engine.verify({ name, token, fresh, count })])), rounds);
}
