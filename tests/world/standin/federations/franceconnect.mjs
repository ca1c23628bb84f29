/**
 * FranceConnect, without the plus: what differs from FranceConnect+, whose parameters, guards and codes it shares.
 *
 * In: nothing. Out: constants. Never: encryption.
 */
import { persons } from "../persons/franceconnect.mjs";
import { FRANCECONNECT_PLUS } from "./franceconnect-plus.mjs";
import { ordered } from "./levels.mjs";

const GIVEN_NAMES = ["given_name", "given_name_array"];
const PIVOT_PROFILE = [...GIVEN_NAMES, "family_name", "birthdate", "gender"];
const BIRTH = ["birthplace", "birthcountry"];
const single = (claims) => Object.fromEntries(claims.map((claim) => [claim, [claim]]));

/** Scopes for the State's data providers bring nothing in userinfo. A few stand for all. */
const OF_DATA_PROVIDERS = ["dgfip_rfr", "dgfip_RevDecl_Cat1_Tspr", "cnam_contrats", "cnous_identite", "droits_assurance_maladie"];

const SCOPES = Object.freeze({
  openid: ["sub"],
  given_name: GIVEN_NAMES,
  ...single(["family_name", "birthdate", "gender", ...BIRTH, "email", "preferred_username", "idp_birthdate", "idp_id"]),
  profile: [...PIVOT_PROFILE, "preferred_username"],
  birth: BIRTH,
  identite_pivot: [...PIVOT_PROFILE, ...BIRTH],
  amr: ["amr"],
  ...single(OF_DATA_PROVIDERS),
});

export const FRANCECONNECT = Object.freeze({
  ...FRANCECONNECT_PLUS,
  name: "franceconnect",
  title: "FranceConnect",
  persons,
  scopes: SCOPES,
  signing: Object.freeze(["ES256", "RS256", "HS256"]),
  encrypts: false,
  kid: "pkcs11:ES256:hsm",
  /** Thirty minutes, counted anew from each step. */
  lifetimes: Object.freeze({ ...FRANCECONNECT_PLUS.lifetimes, session: 1800, interaction: 1800 }),
  /** Whatever the identity provider reached, the service hears `eidas1`. */
  levels: ordered({
    known: ["eidas1", "eidas2", "eidas3"], served: ["eidas1"], otherwise: "eidas1", singleSignOn: "eidas1", told: () => "eidas1",
  }),
  guards: Object.freeze({
    ...FRANCECONNECT_PLUS.guards,
    authorize: Object.freeze({ ...FRANCECONNECT_PLUS.guards.authorize, mayBeEmpty: ["acr_values", "scope", "response_type", "state"] }),
  }),
});
