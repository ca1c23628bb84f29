//! ProConnect: the State's federation for agents and professionals.
//!
//! Comes in: nothing. Goes out: constants. Sources: the partners' documentation (<https://partenaires.proconnect.gouv.fr/docs>) and the published
//! source of the server (<https://github.com/proconnect-gouv/federation>, app `core-fca-low`), which holds where the two differ.

use crate::jose::SigningAlgorithm;

use super::{ClaimGroups, Levels, Preset, Vocabulary};

/// The scopes and the claims that each grants. What an identity provider need not give is not promised.
const PC_SCOPES: &[(&str, ClaimGroups)] = &[
    ("openid", &[&["sub"]]),
    ("given_name", &[&["given_name"]]),
    ("usual_name", &[&["usual_name"]]),
    ("email", &[&["email"]]),
    ("uid", &[&["uid"]]),
    ("siret", &[&["siret"]]),
    ("idp_id", &[&["idp_id"]]),
    ("idp_acr", &[&["idp_acr"]]),
];

/// ProConnect, whatever the issuer's host.
pub const PROCONNECT: Preset = Preset {
    name: "proconnect",
    issuer: None,
    other_issuers: &[],
    // Right by the server's source and by the documentation, which has anything else refused.
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
        "login_hint",
        "siret_hint",
        "code_challenge",
        "code_challenge_method",
    ]),
    // `consent` costs the token its auth_time, and forces nothing.
    prompts: Some(&["none", "login"]),
    sends_pkce: true,
    // It tells the client from the ID token.
    logout_names_client: false,
    // Its discovery document advertises private_key_jwt too; the server knows no client that may use it.
    authentication_methods: &["client_secret_post"],
    signing_algorithms: &[SigningAlgorithm::Es256, SigningAlgorithm::Rs256],
    client_secret_bytes: 1,
    levels: Levels::Set(&[
        "eidas0",
        "eidas0-mfa",
        "eidas1",
        "eidas1-mfa",
        "eidas2",
        "eidas3",
        "https://proconnect.gouv.fr/assurance/certification-dirigeant",
    ]),
    default_acr: None,
    default_scope: "openid given_name usual_name email uid siret idp_id roles organization_label",
    encrypts: false,
    // A JWT where the service registered an algorithm for it, else JSON.
    signs_userinfo: false,
    tells_auth_time: false,
    grant_seconds: None,
    dotted_hosts: false,
    scopes: PC_SCOPES,
    vocabulary: Vocabulary::Agent,
    origins: None,
};

/// ProConnect's integration environment, on the Internet and on the State's own network.
pub const PROCONNECT_INTEGRATION: Preset = Preset {
    name: "proconnect-integration",
    issuer: Some("https://fca.integ01.dev-agentconnect.fr/api/v2"),
    other_issuers: &["https://fca.integ02.agentconnect.rie.gouv.fr/api/v2"],
    ..PROCONNECT
};

/// ProConnect in production, on the Internet and on the State's own network.
pub const PROCONNECT_PRODUCTION: Preset = Preset {
    name: "proconnect-production",
    issuer: Some("https://auth.agentconnect.gouv.fr/api/v2"),
    other_issuers: &["https://auth.agentconnect.rie.gouv.fr/api/v2"],
    dotted_hosts: true,
    ..PROCONNECT
};
