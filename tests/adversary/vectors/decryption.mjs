/**
 * The Worker's decryption, as it runs: the edge module, with the RSA keys in WebCrypto's keeping.
 *
 * In: private JWKs, a compact JWE. Out: the signed token inside, and what the host unwrapped on the way.
 * Never: a substitute for the module or the host. What the host answers is only recorded.
 */
import { createPublicKey } from "node:crypto";
import { clientSecret, sessionKey } from "../../world/deployment/keys.mjs";
import { exchangeAt } from "../../world/handmade/page-exchange.mjs";
import { CLIENT_ID, discoveryDocument, ISSUER, tokenDocument } from "../../world/handmade/parties.mjs";
import { answer, served } from "../../world/handmade/served.mjs";
import { contentKey, encode, encrypted } from "../../world/handmade/tokens.mjs";
import { load } from "../../../pkg/dist/load/edge.node.js";
import { edgeOf } from "../../../pkg/dist/load/own-keys.js";
import { FcPivotError } from "../../../pkg/dist/shared/errors.js";

/** The tokens of a login whose nonce is "n": nobody verifies them before a page does. */
function tokenAnswer(jwk) {
  const { alg, kid } = jwk;
  const content = contentKey({ alg, publicKey: createPublicKey({ key: jwk, format: "jwk" }) });
  const jws = [encode('{"alg":"ES256"}'), encode('{"nonce":"n"}'), "AAAA"].join(".");
  return answer(JSON.stringify(tokenDocument(encrypted(JSON.stringify({ alg, enc: "A256GCM", kid, ...content.members }), jws, content))));
}

/** A Worker's keys; throws what the Worker would not start with. */
export async function opener(keys) {
  await load();
  const edge = await attempt(() => edgeOf({
    FC_ISSUER: ISSUER, FC_CLIENT_ID: CLIENT_ID, FC_CLIENT_SECRET: clientSecret(),
    FC_DECRYPTION_KEYS: JSON.stringify({ keys }), SESSION_KEYS: JSON.stringify([sessionKey()]),
  }));
  const { status, contentType, body } = answer(JSON.stringify(discoveryDocument()));
  const provider = edge.discovered(status, contentType, body);
  const token = tokenAnswer(keys[0]);

  /** An exchange for a page that has its ID token, and asks for userinfo: in the place of that comes the token to open. */
  async function exchange() {
    const machine = exchangeAt(edge, provider, "n");
    await served(machine, { token });
    return machine;
  }

  /** The token inside, which the module hands out in the answer to a page alone, or the code of the refusal. */
  async function opened(machine, compact) {
    try {
      await served(machine, { userinfo: answer(compact, "application/jwt") });
      return { inside: JSON.parse(machine.answerToPage()).userinfo };
    } catch (thrown) {
      return { code: FcPivotError.from(thrown).code };
    } finally {
      machine.free();
    }
  }

  return {
    open: async (compact) => opened(await exchange(), compact),
    /** The same as `outcome`, and what the host unwrapped for it: see `overheard`. */
    async overheard(compact) {
      const machine = await exchange();
      return overheard(() => opened(machine, compact));
    },
  };
}

async function attempt(act) {
  try {
    return await act();
  } catch (thrown) {
    throw FcPivotError.from(thrown);
  }
}

/** What the host unwrapped while `act` ran: one entry for each time that it was asked, `undefined` where it failed. */
async function overheard(act) {
  const { subtle } = globalThis.crypto;
  const own = subtle.decrypt;
  const heard = [];
  subtle.decrypt = async (...asked) => {
    // Contents are decrypted by another algorithm, which an object names.
    if (asked[0] !== "RSA-OAEP") return own.apply(subtle, asked);
    const place = heard.push(undefined) - 1;
    const unwrapped = await own.apply(subtle, asked);
    heard[place] = new Uint8Array(unwrapped).slice();
    return unwrapped;
  };
  try {
    return { outcome: await act(), heard };
  } finally {
    delete subtle.decrypt;
  }
}
