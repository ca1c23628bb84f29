/**
 * The Worker's decryption, as it runs: the edge module, with the RSA keys in WebCrypto's keeping.
 *
 * In: private JWKs, a compact JWE. Out: the signed token inside, and what the host unwrapped on the way.
 * Never: something in the place of the module or of the host; what the host answers is only overheard.
 */
import { clientSecret, ENCRYPTION_ALGORITHMS, sessionKey } from "../../world/deployment/keys.mjs";
import { Answer, Edge, load, PageRequest, Provider } from "../../../pkg/dist/load/edge.node.js";
import { FcPivotError } from "../../../pkg/dist/shared/errors.js";
import { decrypted } from "../../../pkg/dist/worker/decryption.js";

const ISSUER = "https://provider.example/api/v2";
const ORIGIN = "https://service.example";

const json = (value) => new Answer(200, "application/json", Buffer.from(JSON.stringify(value)));

function provider() {
  const at = (path) => `${ISSUER}${path}`;
  return Provider.discovered("franceconnect-plus", ISSUER, "client_secret_post", json({
    issuer: ISSUER, authorization_endpoint: at("/authorize"), token_endpoint: at("/token"), userinfo_endpoint: at("/userinfo"),
    jwks_uri: at("/jwks"), end_session_endpoint: at("/session/end"), response_types_supported: ["code"], subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["ES256"], token_endpoint_auth_methods_supported: ["client_secret_post"],
    id_token_encryption_alg_values_supported: ENCRYPTION_ALGORITHMS, id_token_encryption_enc_values_supported: ["A256GCM"],
    authorization_response_iss_parameter_supported: true,
  }));
}

/** The text of a signed token; the module hands it out in the answer to a page alone. */
function textOf(token) {
  const request = PageRequest.parse(Buffer.from(JSON.stringify({ code: "c", redirect_uri: `${ORIGIN}/in`, nonce: "n" })), ORIGIN, "/auth");
  const tokens = request.read(json({ access_token: "a".repeat(43), expires_in: 60, id_token: "a.b.c", scope: "openid", token_type: "Bearer" }));
  return JSON.parse(tokens.answer(token, token)).id_token;
}

/** A Worker's keys; throws what the Worker would not start with. */
export async function opener(keys) {
  await load();
  const edge = await attempt(() => Edge.create({
    FC_ISSUER: ISSUER, FC_CLIENT_ID: "client", FC_CLIENT_SECRET: clientSecret(),
    FC_DECRYPTION_KEYS: JSON.stringify({ keys }), SESSION_KEYS: JSON.stringify([sessionKey()]),
  }));
  const discovered = provider();
  return {
    /** The token inside, or the code of the refusal. */
    async open(compact) {
      try {
        return { inside: textOf(await decrypted(edge, discovered, compact)) };
      } catch (thrown) {
        return { code: FcPivotError.from(thrown).code };
      }
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
export async function overheard(act) {
  const { subtle } = globalThis.crypto;
  const own = subtle.decrypt;
  const heard = [];
  subtle.decrypt = async (...asked) => {
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
