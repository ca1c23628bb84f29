//! FranceConnect+: the State's federation at the levels *substantial* and *high*.
//!
//! Comes in: nothing. Goes out: constants. Sources: the partners' documentation (<https://docs.partenaires.franceconnect.gouv.fr>) and the
//! published source of the server (<https://github.com/france-connect/sources>, instance `core-fcp-high`), which holds where the two differ.

use crate::jose::SigningAlgorithm;

use super::{ClaimGroups, Levels, Origins, Preset, Vocabulary};

/// The claims of a French identity, in groups that the scopes below are made of.
const PIVOT_PROFILE: &[&str] = &["given_name", "family_name", "birthdate", "gender"];
const PIVOT_BIRTH: &[&str] = &["birthplace", "birthcountry"];
const USUAL_NAME: &[&str] = &["preferred_username"];

/// The same of the national register (RNIPP).
const RNIPP_GIVEN_NAMES: &[&str] = &["rnipp_given_name", "rnipp_given_name_array"];
const RNIPP_PROFILE: &[&str] = &["rnipp_given_name", "rnipp_given_name_array", "rnipp_family_name", "rnipp_birthdate", "rnipp_gender"];
const RNIPP_BIRTH: &[&str] = &["rnipp_birthplace", "rnipp_birthcountry"];

/// The scopes and the claims that each grants.
const FC_SCOPES: &[(&str, ClaimGroups)] = &[
    ("openid", &[&["sub"]]),
    ("given_name", &[&["given_name"]]),
    ("family_name", &[&["family_name"]]),
    ("birthdate", &[&["birthdate"]]),
    ("gender", &[&["gender"]]),
    ("birthplace", &[&["birthplace"]]),
    ("birthcountry", &[&["birthcountry"]]),
    ("preferred_username", &[USUAL_NAME]),
    ("email", &[&["email"]]),
    ("amr", &[&["amr"]]),
    ("profile", &[PIVOT_PROFILE, USUAL_NAME]),
    ("birth", &[PIVOT_BIRTH]),
    ("identite_pivot", &[PIVOT_PROFILE, PIVOT_BIRTH]),
    ("rnipp_given_name", &[&["given_name"], RNIPP_GIVEN_NAMES]),
    ("rnipp_family_name", &[&["family_name", "rnipp_family_name"]]),
    ("rnipp_birthdate", &[&["birthdate", "rnipp_birthdate"]]),
    ("rnipp_gender", &[&["gender", "rnipp_gender"]]),
    ("rnipp_birthplace", &[&["birthplace", "rnipp_birthplace"]]),
    ("rnipp_birthcountry", &[&["birthcountry", "rnipp_birthcountry"]]),
    ("rnipp_profile", &[PIVOT_PROFILE, USUAL_NAME, RNIPP_PROFILE]),
    ("rnipp_birth", &[PIVOT_BIRTH, RNIPP_BIRTH]),
    ("rnipp_identite_pivot", &[PIVOT_PROFILE, PIVOT_BIRTH, RNIPP_PROFILE, RNIPP_BIRTH]),
];

/// The two origins of its identities. The server's source writes `fc` in `amr`, its older documentation `fr`.
const FC_ORIGINS: Origins = Origins {
    french: &["fc", "fr"],
    european: &["eidas"],
    french_claim: "birthcountry",
    never_european: &[&["birthcountry", "email"], RNIPP_PROFILE, RNIPP_BIRTH],
};

/// FranceConnect+, whatever the issuer's host: production, integration, or a stand-in.
pub const FRANCECONNECT_PLUS: Preset = Preset {
    name: "franceconnect-plus",
    issuer: None,
    other_issuers: &[],
    // Its server refuses any other parameter, PKCE's among them, although its discovery document advertises S256.
    parameters: Some(&[
        "client_id",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
        "nonce",
        "acr_values",
        "prompt",
        "claims",
        "idp_hint",
        "ui_locales",
    ]),
    prompts: Some(&["login", "consent"]),
    sends_pkce: false,
    // Its allow-list has no client_id there.
    logout_names_client: false,
    // Its discovery document advertises private_key_jwt too; the server knows no client that may use it.
    authentication_methods: &["client_secret_post"],
    signing_algorithms: &[SigningAlgorithm::Es256],
    client_secret_bytes: 32,
    levels: Levels::Ordered(&["eidas2", "eidas3"]),
    default_acr: Some("eidas2"),
    default_scope: "openid identite_pivot email preferred_username",
    encrypts: true,
    signs_userinfo: true,
    tells_auth_time: true,
    grant_seconds: Some(30),
    dotted_hosts: false,
    scopes: FC_SCOPES,
    vocabulary: Vocabulary::IdentitePivot,
    origins: Some(&FC_ORIGINS),
};

/// FranceConnect+'s integration environment.
pub const FRANCECONNECT_PLUS_INTEGRATION: Preset = Preset {
    name: "franceconnect-plus-integration",
    issuer: Some("https://auth.integ01.dev-franceconnect.fr/api/v2"),
    dotted_hosts: true,
    ..FRANCECONNECT_PLUS
};

/// FranceConnect+ in production.
pub const FRANCECONNECT_PLUS_PRODUCTION: Preset = Preset {
    name: "franceconnect-plus-production",
    issuer: Some("https://auth.franceconnect.gouv.fr/api/v2"),
    dotted_hosts: true,
    ..FRANCECONNECT_PLUS
};
