//! FranceConnect: the State's federation at the level *low*.
//!
//! Comes in: nothing. Goes out: constants. Sources: the partners' documentation (<https://docs.partenaires.franceconnect.gouv.fr>) and the
//! published source of the server (<https://github.com/france-connect/sources>, instance `core-fcp-low`), which holds where the two differ.

use crate::jose::SigningAlgorithm;

use super::{ClaimGroups, FRANCECONNECT_PLUS, Levels, Origins, Preset, Vocabulary};

const GIVEN_NAMES: &[&str] = &["given_name", "given_name_array"];
const PIVOT_PROFILE: &[&str] = &["given_name", "given_name_array", "family_name", "birthdate", "gender"];
const PIVOT_BIRTH: &[&str] = &["birthplace", "birthcountry"];
const USUAL_NAME: &[&str] = &["preferred_username"];

/// The scopes and the claims that each grants. Those of data providers (`dgfip_…`) are permissions, and bring no claim.
const FC_SCOPES: &[(&str, ClaimGroups)] = &[
    ("openid", &[&["sub"]]),
    ("given_name", &[GIVEN_NAMES]),
    ("family_name", &[&["family_name"]]),
    ("birthdate", &[&["birthdate"]]),
    ("gender", &[&["gender"]]),
    ("birthplace", &[&["birthplace"]]),
    ("birthcountry", &[&["birthcountry"]]),
    ("preferred_username", &[USUAL_NAME]),
    ("email", &[&["email"]]),
    ("idp_birthdate", &[&["idp_birthdate"]]),
    ("idp_id", &[&["idp_id"]]),
    ("profile", &[PIVOT_PROFILE, USUAL_NAME]),
    ("birth", &[PIVOT_BIRTH]),
    ("identite_pivot", &[PIVOT_PROFILE, PIVOT_BIRTH]),
];

/// The two origins of its identities, by the words of FranceConnect+.
const FC_ORIGINS: Origins = Origins {
    french: &["fc", "fr"],
    european: &["eidas"],
    french_claim: "birthcountry",
    never_european: &[&["birthcountry", "email", "given_name_array", "idp_birthdate"]],
};

/// FranceConnect, whatever the issuer's host: parameters, prompts, client authentication and the life of a grant are FranceConnect+'s.
pub const FRANCECONNECT: Preset = Preset {
    name: "franceconnect",
    signing_algorithms: &[SigningAlgorithm::Es256, SigningAlgorithm::Rs256],
    levels: Levels::Ordered(&["eidas1"]),
    default_acr: Some("eidas1"),
    encrypts: false,
    scopes: FC_SCOPES,
    vocabulary: Vocabulary::RegisterPivot,
    origins: Some(&FC_ORIGINS),
    ..FRANCECONNECT_PLUS
};

/// FranceConnect's sandbox. The private halves of its keys are published: its signatures prove nothing.
pub const FRANCECONNECT_SANDBOX: Preset = Preset {
    name: "franceconnect-sandbox",
    issuer: Some("https://fcp-low.sbx.dev-franceconnect.fr/api/v2"),
    other_issuers: &["https://fcp-low.integ01.dev-franceconnect.fr/api/v2"],
    dotted_hosts: true,
    ..FRANCECONNECT
};

/// FranceConnect in production.
pub const FRANCECONNECT_PRODUCTION: Preset = Preset {
    name: "franceconnect-production",
    issuer: Some("https://oidc.franceconnect.gouv.fr/api/v2"),
    dotted_hosts: true,
    ..FRANCECONNECT
};
