/**
 * FranceConnect+, as data: lifetimes, levels, what its guards let pass, what it imposes on clients.
 *
 * In: nothing. Out: constants. Never: a decision about one client, one person or one request.
 */
import { SCOPE_CLAIMS } from "../claims.mjs";
import { AMR_NOT_AUTHORISED, codeOf, REFUSED_PARAMETERS, SESSION_LOST } from "../codes.mjs";
import { DEAD_ENDS, LEVEL_TOO_LOW } from "../dead-ends.mjs";
import { persons } from "../persons.mjs";
import { ordered } from "./levels.mjs";

export const FRANCECONNECT_PLUS = Object.freeze({
  name: "franceconnect-plus",
  title: "FranceConnect+",
  persons,
  scopes: SCOPE_CLAIMS,
  /** What a client may ask for where its registration says nothing; `undefined`: all. */
  defaultScope: undefined,
  subject: "pairwise",
  signing: Object.freeze(["ES256"]),
  encrypts: true,
  /** Whether userinfo is a token whatever was registered. */
  signsUserinfo: true,
  /** The `typ` of its tokens' headers, and whether the ID token names the access token. */
  typ: undefined,
  hashesAccessToken: false,
  kid: "pkcs11:hsm",
  grants: Object.freeze(["authorization_code"]),
  /**
   * Seconds. The grant counts from the person's click, so a code and the userinfo that follows it have 30 seconds in all, whatever the
   * access token says of itself. `session` is FC+'s own: for single sign-on after the last step; `interaction`, the time for one step.
   */
  lifetimes: Object.freeze({ code: 30, grant: 30, accessToken: 60, idToken: 60, session: 600, interaction: 600, jwksCache: 600 }),
  /** FC+ serves the last two levels; the first is known, and refused. */
  levels: ordered({ known: ["eidas1", "eidas2", "eidas3"], served: ["eidas2", "eidas3"], otherwise: "eidas3", singleSignOn: "eidas2" }),
  levelTooLow: LEVEL_TOO_LOW,
  deadEnds: DEAD_ENDS,
  /** Whether single sign-on shows what is sent before it goes on. */
  informs: true,
  /** Whether a demand that its session may not answer ends that. */
  endsUnfitSession: true,
  unknownHint: { error: "invalid_idp_hint", error_description: "An idp_hint was provided but is not allowed" },
  /** Whether the parameter `claims` brings what it asks for; else only `amr`, to whom is authorised. */
  grantsClaims: false,
  amrNeedsAuthorisation: true,
  /** Whether userinfo needs the person to be signed in still. */
  needsSession: false,
  codes: Object.freeze({ refused: REFUSED_PARAMETERS, sessionLost: SESSION_LOST, amr: AMR_NOT_AUTHORISED, of: codeOf, inAnswers: true }),
  guards: Object.freeze({
    authorize: Object.freeze({
      required: ["client_id", "redirect_uri", "scope", "state", "nonce", "acr_values", "response_type"],
      optional: ["prompt", "claims", "idp_hint", "ui_locales"],
      mayBeEmpty: [],
      characters: { nonce: [22, Infinity] },
      prompts: ["login", "consent"],
    }),
    endSession: Object.freeze({
      required: ["id_token_hint"],
      optional: ["state", "post_logout_redirect_uri", "client_id", "logout_hint", "ui_locales"],
    }),
    revocation: Object.freeze({ required: ["token", "client_id", "client_secret"], optional: [] }),
  }),
});
