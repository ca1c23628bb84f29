/**
 * A client's registration, completed with what FranceConnect+ imposes on everyone.
 *
 * In: the part that a service provider chooses (snake_case metadata), and what its habilitation says. Out: metadata for oidc-provider,
 * and the client's file, which is FC+'s own.
 * Never: a silent correction. A registration that FC+ would not accept is refused here, at start-up, by the name of its member.
 */
import { isDotted } from "./loopback.mjs";
import { ENCRYPTION_ALGS, ENCRYPTION_ENC, IDP_HINTS, SIGNING_ALG } from "./profile.mjs";

const IMPOSED = Object.freeze({
  application_type: "web",
  subject_type: "pairwise",
  response_types: ["code"],
  grant_types: ["authorization_code"],
  id_token_signed_response_alg: SIGNING_ALG,
  id_token_encrypted_response_enc: ENCRYPTION_ENC,
  userinfo_signed_response_alg: SIGNING_ALG,
  userinfo_encrypted_response_enc: ENCRYPTION_ENC,
  // FC+ reads no authentication method from a client's file, so discovery's other one is refused to everybody.
  token_endpoint_auth_method: "client_secret_post",
});

const ENCRYPTION_MEMBERS = ["id_token_encrypted_response_alg", "userinfo_encrypted_response_alg"];

/** What FC+'s file of a client says beside OpenID Connect's metadata, and what it says where nothing was chosen. */
const FILE = Object.freeze({
  /** Claims that the habilitation lets the `claims` parameter ask for. */
  claims: () => [],
  /** The legal entity: its clients get the same `sub` of a person. */
  entity: ({ client_id: id }) => id,
  allowed_idp_hints: () => IDP_HINTS,
  /** Prompts that have an effect: with `login`, a request for `login` alone skips the information page. */
  allowed_prompts: () => [],
});

/** Faults that a whole registration may need (wrongs.mjs): other providers authenticate clients by their assertions. */
const imposedWith = ({ clientAssertions = false }) => {
  if (!clientAssertions) return IMPOSED;
  const { token_endpoint_auth_method: _, ...rest } = IMPOSED;
  return rest;
};

function refuseWhatDiffers(given, imposed) {
  for (const [member, value] of Object.entries(imposed)) {
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

function refuseFileThatIsNone({ client_id: id, claims = [], entity = "", allowed_idp_hints: hints = [], allowed_prompts: prompts = [] }) {
  for (const [member, value] of Object.entries({ claims, allowed_idp_hints: hints, allowed_prompts: prompts })) {
    if (!Array.isArray(value)) throw new TypeError(`client ${id}: ${member} must be a list`);
  }
  if (typeof entity !== "string") throw new TypeError(`client ${id}: entity must be a text`);
}

const hostsOf = ({ redirect_uris: uris = [] }) => new Set(uris.map((uri) => new URL(uri).host));

/** What tests on the loopback cannot have: keys on a host with a dot, a list of the hosts where there are several. */
function refuseByStrictRules(given) {
  const { client_id: id, jwks_uri: keys, sector_identifier_uri: sector } = given;
  if (keys !== undefined && !isDotted(new URL(keys).hostname)) throw new TypeError(`client ${id}: jwks_uri must be on a host with a dot`);
  if (hostsOf(given).size > 1 && sector === undefined) throw new TypeError(`client ${id}: redirect_uris on several hosts need a sector_identifier_uri`);
}

/**
 * With redirect URIs on several hosts (ports count), OpenID Connect wants a sector identifier for pairwise subjects. FC+ fetches it; here
 * it is an address that is never fetched, since `sub` comes from the entity alone.
 */
function sector(given) {
  return hostsOf(given).size > 1 ? { sector_identifier_uri: "https://sector.invalid/" } : {};
}

/** A registration → `{ metadata, file }`. */
export function register(given, { strict = false, wrongs = {} } = {}) {
  const imposed = imposedWith(wrongs);
  refuseWhatDiffers(given, imposed);
  refusePlainTokens(given);
  refuseFileThatIsNone(given);
  if (strict) refuseByStrictRules(given);
  const chosen = Object.fromEntries(Object.entries(given).filter(([member]) => !Object.hasOwn(FILE, member)));
  const file = Object.fromEntries(Object.entries(FILE).map(([member, otherwise]) => [member, given[member] ?? otherwise(given)]));
  return {
    metadata: {
      ...sector(given),
      token_endpoint_auth_method: IMPOSED.token_endpoint_auth_method,
      ...(given.token_endpoint_auth_method === "private_key_jwt" ? { token_endpoint_auth_signing_alg: SIGNING_ALG } : {}),
      ...chosen,
      ...imposed,
    },
    file,
  };
}
