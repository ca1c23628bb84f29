/**
 * A client's registration, completed with what a federation imposes on everyone.
 *
 * In: the federation, the part that a service provider chooses (snake_case metadata), and what its habilitation says. Out: metadata for oidc-provider,
 * and the client's file, which is FC+'s own.
 * Never: a silent correction. A registration that the federation would not accept is refused here, at start-up, by the name of its member.
 */
import { isDotted } from "./loopback.mjs";
import { ENCRYPTION_ALGS, ENCRYPTION_ENC, IDP_HINTS } from "./profile.mjs";

const AUTHENTICATION = "client_secret_post";

/** What leaves a client no choice. Where a federation signs with one algorithm only, that is one of these; where it encrypts, so is the content's. */
function imposedBy({ subject, grants, signing, encrypts }, { clientAssertions = false }) {
  const [only, ...others] = signing;
  return {
    application_type: "web",
    subject_type: subject,
    response_types: ["code"],
    grant_types: [...grants],
    ...(others.length > 0 ? {} : { id_token_signed_response_alg: only, userinfo_signed_response_alg: only }),
    ...(encrypts ? { id_token_encrypted_response_enc: ENCRYPTION_ENC, userinfo_encrypted_response_enc: ENCRYPTION_ENC } : {}),
    // No federation reads an authentication method from a client's file, so discovery's other one is refused to everybody. Other providers
    // authenticate clients by their assertions (wrongs.mjs).
    ...(clientAssertions ? {} : { token_endpoint_auth_method: AUTHENTICATION }),
  };
}

/** The algorithms that a client chose: for the ID token, and for userinfo, which is plain JSON where a federation leaves it open and nothing was chosen. */
function signing(given, federation) {
  const { signing: known, signsUserinfo, title } = federation;
  const idToken = given.id_token_signed_response_alg ?? known[0];
  const userinfo = given.userinfo_signed_response_alg ?? (signsUserinfo ? idToken : undefined);
  for (const [member, alg] of Object.entries({ id_token_signed_response_alg: idToken, userinfo_signed_response_alg: userinfo })) {
    if (alg !== undefined && !known.includes(alg)) throw new TypeError(`client ${given.client_id}: ${title} signs with ${known.join(", ")}: ${member}`);
  }
  return { id_token_signed_response_alg: idToken, ...(userinfo === undefined ? {} : { userinfo_signed_response_alg: userinfo }) };
}

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

function refuseWhatDiffers(given, imposed, { title }) {
  for (const [member, value] of Object.entries(imposed)) {
    if (given[member] !== undefined && JSON.stringify(given[member]) !== JSON.stringify(value)) {
      throw new TypeError(`client ${given.client_id}: ${title} imposes ${member} = ${JSON.stringify(value)}`);
    }
  }
}

function refuseByEncryption(given, { encrypts, title }) {
  for (const member of ENCRYPTION_MEMBERS) {
    if (!encrypts) {
      if (given[member] !== undefined) throw new TypeError(`client ${given.client_id}: ${title} encrypts nothing: ${member}`);
      continue;
    }
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
function sector(given, { subject }) {
  return subject === "pairwise" && hostsOf(given).size > 1 ? { sector_identifier_uri: "https://sector.invalid/" } : {};
}

/** A registration → `{ metadata, file }`. */
export function register(given, { federation, strict = false, wrongs = {} }) {
  const imposed = imposedBy(federation, wrongs);
  refuseWhatDiffers(given, imposed, federation);
  refuseByEncryption(given, federation);
  refuseFileThatIsNone(given);
  if (strict) refuseByStrictRules(given);
  const chosen = Object.fromEntries(Object.entries(given).filter(([member]) => !Object.hasOwn(FILE, member)));
  const file = Object.fromEntries(Object.entries(FILE).map(([member, otherwise]) => [member, given[member] ?? otherwise(given)]));
  return {
    metadata: {
      ...sector(given, federation),
      ...(federation.defaultScope === undefined ? {} : { scope: federation.defaultScope }),
      token_endpoint_auth_method: AUTHENTICATION,
      ...(given.token_endpoint_auth_method === "private_key_jwt" ? { token_endpoint_auth_signing_alg: federation.signing[0] } : {}),
      ...chosen,
      ...signing(given, federation),
      ...imposed,
    },
    file,
  };
}
