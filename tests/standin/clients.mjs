/**
 * A client's registration, completed with what FranceConnect+ imposes on everyone.
 *
 * In: the part that a service provider chooses (snake_case metadata). Out: metadata for oidc-provider.
 * Never: a silent correction. A registration that FC+ would not accept is refused here, at start-up, by the name of its member.
 */
import { ENCRYPTION_ALGS, ENCRYPTION_ENC, SIGNING_ALG } from "./profile.mjs";

const IMPOSED = Object.freeze({
  application_type: "web",
  subject_type: "pairwise",
  response_types: ["code"],
  grant_types: ["authorization_code"],
  id_token_signed_response_alg: SIGNING_ALG,
  id_token_encrypted_response_enc: ENCRYPTION_ENC,
  userinfo_signed_response_alg: SIGNING_ALG,
  userinfo_encrypted_response_enc: ENCRYPTION_ENC,
  // `auth_time` is in every id_token of FC+, not only where it was asked for.
  require_auth_time: true,
});

const ENCRYPTION_MEMBERS = ["id_token_encrypted_response_alg", "userinfo_encrypted_response_alg"];

function refuseWhatDiffers(given) {
  for (const [member, value] of Object.entries(IMPOSED)) {
    if (given[member] !== undefined && JSON.stringify(given[member]) !== JSON.stringify(value)) {
      throw new TypeError(`client ${given.client_id}: FranceConnect+ imposes ${member} = ${JSON.stringify(value)}`);
    }
  }
}

function refusePlainTokens(given) {
  for (const member of ENCRYPTION_MEMBERS) {
    if (!ENCRYPTION_ALGS.includes(given[member])) {
      throw new TypeError(`client ${given.client_id}: ${member} must be one of ${ENCRYPTION_ALGS.join(", ")}`);
    }
  }
}

/**
 * With redirect URIs on several hosts (ports count), OpenID Connect wants a sector identifier for pairwise subjects. FC+
 * derives `sub` from the client alone, so one address that is never fetched will do.
 */
function sector({ redirect_uris: uris = [] }) {
  const hosts = new Set(uris.map((uri) => new URL(uri).host));
  return hosts.size > 1 ? { sector_identifier_uri: "https://sector.invalid/" } : {};
}

export function register(given) {
  refuseWhatDiffers(given);
  refusePlainTokens(given);
  const method = given.token_endpoint_auth_method ?? "client_secret_post";
  return {
    ...sector(given),
    ...(method === "private_key_jwt" ? { token_endpoint_auth_signing_alg: SIGNING_ALG } : {}),
    ...given,
    ...IMPOSED,
    token_endpoint_auth_method: method,
  };
}
