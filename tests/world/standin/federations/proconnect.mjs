/**
 * ProConnect, the federation for agents and professionals, as data.
 *
 * In: nothing. Out: constants. Never: a birth identity.
 *
 * Where its published source and its documentation differ on what a client may send, the stricter of the two holds: whoever gets through here is
 * right by both.
 */
import { persons } from "../persons/proconnect.mjs";
import { membership } from "./levels.mjs";

export const LEVELS = Object.freeze([
  "eidas0", "eidas0-mfa", "eidas1", "eidas1-mfa", "eidas2", "eidas3", "https://proconnect.gouv.fr/assurance/certification-dirigeant",
]);

const single = (claims) => Object.fromEntries(claims.map((claim) => [claim, [claim]]));

const SCOPES = Object.freeze({
  openid: ["sub"],
  ...single([
    "given_name", "usual_name", "email", "uid", "siret", "siren", "organizational_unit", "belonging_population", "idp_id", "idp_acr",
    "organization_label", "roles", "custom",
  ]),
  phone: ["phone_number"],
  chorusdt: ["chorusdt:matricule", "chorusdt:societe"],
  // No scope: the parameter `claims` alone brings it.
  amr: null,
});

const SECONDS_OF_SESSION = 12 * 3600;

/** ProConnect's pages have no way back to the service. */
const DEAD_ENDS = Object.freeze([
  { id: "agents-only", status: 403, code: "Y500015", text: "Ce service n'admet que des agents publics." },
  { id: "no-siret", status: 400, code: "Y500006", text: "Le fournisseur d'identité n'indique aucun SIRET." },
]);

export const PROCONNECT = Object.freeze({
  name: "proconnect",
  title: "ProConnect",
  persons,
  scopes: SCOPES,
  defaultScope: "openid given_name usual_name email uid siret idp_id roles organization_label",
  subject: "public",
  signing: Object.freeze(["ES256", "RS256", "HS256"]),
  encrypts: false,
  signsUserinfo: false,
  typ: "JWT",
  hashesAccessToken: true,
  kid: "pkcs11:ES256:hsm",
  grants: Object.freeze(["authorization_code", "refresh_token"]),
  lifetimes: Object.freeze({
    code: 60, grant: SECONDS_OF_SESSION, accessToken: 3600, idToken: 3600, refreshToken: SECONDS_OF_SESSION, session: SECONDS_OF_SESSION,
    interaction: 3600, jwksCache: 600,
  }),
  levels: membership({ known: LEVELS, askedAnew: ["eidas2", "eidas3"] }),
  /** Not a page: the service hears of it at once. */
  levelTooLow: Object.freeze({ error: "access_denied", description: "none of the requested ACRs could not be obtained" }),
  deadEnds: DEAD_ENDS,
  informs: false,
  endsUnfitSession: false,
  unknownHint: { error: "idp_hint_not_found", error_description: "An idp_hint was provided but is not known" },
  grantsClaims: true,
  amrNeedsAuthorisation: false,
  needsSession: true,
  codes: Object.freeze({
    refused: "Y000400",
    sessionLost: "oidc-provider-error:session-not-found",
    of: ({ error = "server_error" }) => `oidc-provider-rendered-error:${error}`,
    inAnswers: false,
  }),
  guards: Object.freeze({
    authorize: Object.freeze({
      required: ["client_id", "redirect_uri", "scope", "state", "nonce", "response_type"],
      optional: [
        "acr_values", "claims", "prompt", "idp_hint", "login_hint", "siret_hint", "code_challenge", "code_challenge_method", "response_mode",
        "max_age",
      ],
      mayBeEmpty: [],
      characters: { nonce: [32, 512], state: [32, Infinity], siret_hint: [14, 14] },
      emailIn: "login_hint",
      // Others are the library's to refuse, by a redirect.
      prompts: undefined,
    }),
    endSession: Object.freeze({
      required: ["state"],
      optional: ["id_token_hint", "post_logout_redirect_uri", "client_id", "logout_hint", "ui_locales"],
      method: "GET",
    }),
    revocation: undefined,
  }),
});
