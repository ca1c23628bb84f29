//! The honest login: a provider that discovery found, our client there, the login, and what comes back to it.
//!
//! Comes in: a preset. Goes out: the values of the steps up to the token endpoint's answer. Never: randomness; every value is a constant.

use alloc::format;
use alloc::string::{String, ToString as _};

use serde_json::{Value, json};

use crate::Result;
use crate::base::http::HttpAnswer;
use crate::jose::SigningAlgorithm;
use crate::provider::client::ClientOptions;
use crate::provider::discovery::Needs;
use crate::provider::preset::FRANCECONNECT_PLUS;
use crate::provider::{Client, Preset, Provider};
use crate::sign_in::callback::{Callback, Grant};
use crate::sign_in::login::{self, Entropy, Login, LoginOptions};

/// The provider.
pub const ISSUER: &str = "https://fc.example/api/v2";

/// What its discovery says.
pub fn document() -> Value {
    json!({
        "issuer": ISSUER,
        "authorization_endpoint": "https://fc.example/api/v2/authorize",
        "token_endpoint": "https://fc.example/api/v2/token",
        "userinfo_endpoint": "https://fc.example/api/v2/userinfo",
        "jwks_uri": "https://fc.example/api/v2/jwks",
        "end_session_endpoint": "https://fc.example/api/v2/session/end",
        "revocation_endpoint": "https://fc.example/api/v2/token/revocation",
        "response_types_supported": ["code"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "id_token_encryption_alg_values_supported": ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"],
        "id_token_encryption_enc_values_supported": ["A256GCM"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    })
}

/// What the honest client needs: ES256, and its secret taken in the body.
pub const NEEDS: Needs<'_> = Needs { algorithm: SigningAlgorithm::Es256, authentication: &["client_secret_post"], trusted_audiences: "" };

/// Reads a discovery document of its issuer's.
pub fn discovered(preset: &'static Preset, document: &Value) -> Result<Provider> {
    let body = document.to_string();
    let answer = HttpAnswer { status: 200, content_type: Some("application/json"), body: body.as_bytes() };
    Provider::discovered(preset, ISSUER, NEEDS, &answer)
}

/// The provider, as a preset takes it.
pub fn provider(preset: &'static Preset) -> Provider {
    discovered(preset, &document()).unwrap()
}

/// Our client there.
pub const OPTIONS: ClientOptions<'_> = ClientOptions {
    id: "our-client",
    redirect_uri: "https://service.example/auth/callback",
    post_logout_redirect_uri: Some("https://service.example/auth/logged-out"),
    scope: None,
    acr: None,
    amr: false,
};

/// When the login was started.
pub const NOW: i64 = 1_800_000_000;

/// The login that was started at a provider of this preset.
pub fn login_at(preset: &'static Preset) -> Login {
    let client = Client::new(preset, OPTIONS).unwrap();
    let options = LoginOptions { return_to: Some("/dossier"), ..LoginOptions::default() };
    login::begin(&provider(preset), &client, options, NOW, Entropy::new([[0xab; 32], [0xcd; 32], [0xef; 32]])).unwrap()
}

/// The login that was started at FranceConnect+.
pub fn login() -> Login {
    login_at(&FRANCECONNECT_PLUS)
}

/// The query with which the provider answers [`login`].
pub fn answer() -> String {
    format!("code=the-code&state={}&iss={}", "ab".repeat(32), "https%3A%2F%2Ffc.example%2Fapi%2Fv2")
}

/// What the checked callback gave.
pub fn grant(preset: &'static Preset) -> Grant {
    Callback::parse(&answer()).unwrap().check(login_at(preset).pending, &provider(preset), NOW).unwrap()
}

/// What the token endpoint answers; its ID token is none.
pub fn five_members() -> Value {
    json!({
        "access_token": "the-access-token", "expires_in": 60, "id_token": "the.id.token",
        "scope": "openid identite_pivot email preferred_username", "token_type": "Bearer",
    })
}
