//! Any OpenID provider.
//!
//! Comes in: nothing. Goes out: a constant. Source: OpenID Connect Core 1.0, for what every provider has in common.

use crate::jose::SigningAlgorithm;

use super::{Levels, Preset, Vocabulary};

/// Any OpenID provider. PKCE is always on.
pub const OIDC: Preset = Preset {
    name: "oidc",
    issuer: None,
    other_issuers: &[],
    parameters: None,
    prompts: None,
    sends_pkce: true,
    logout_names_client: true,
    authentication_methods: &["client_secret_post", "client_secret_basic", "private_key_jwt", "none"],
    signing_algorithms: &SigningAlgorithm::ALL,
    client_secret_bytes: 1,
    levels: Levels::Unknown,
    default_acr: None,
    default_scope: "openid profile email",
    encrypts: false,
    signs_userinfo: false,
    tells_auth_time: false,
    grant_seconds: None,
    dotted_hosts: false,
    // Core §5.4. What `profile` promises is optional claim by claim, so its absence is nothing to report.
    scopes: &[("openid", &[&["sub"]]), ("email", &[&["email"]])],
    vocabulary: Vocabulary::OpenIdConnect,
    origins: None,
};
