//! What the honest provider says of the person who signs in, signed and encrypted, and the ways to spoil it.
//!
//! Comes in: changes to claims. Goes out: tokens, and what the steps make of them. Never: a part of a build.

use alloc::string::{String, ToString as _};
use alloc::sync::Arc;

use serde_json::{Value, json};

use super::jose::{jws, key, provider_keys, signed_header};
use super::login::{ISSUER, NOW, five_members, grant, provider};
use crate::Result;
use crate::base::http::HttpAnswer;
use crate::jose::SignedToken;
use crate::provider::Preset;
use crate::sign_in::claims::{IdToken, Userinfo};
use crate::sign_in::machine::SignedIn;
use crate::sign_in::tokens::Tokens;

/// When the answers of [`id_claims`] come back: 12 seconds after the login was started.
pub const LATER: i64 = NOW + 12;

/// A `sub` as FranceConnect+ makes them.
pub const SUB: &str = "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1";

/// What an honest ID token says.
pub fn id_claims() -> Value {
    json!({
        "iss": ISSUER, "aud": "our-client", "sub": SUB, "iat": NOW + 10, "exp": NOW + 70, "nonce": "cd".repeat(32),
        "acr": "eidas2", "amr": ["pwd", "fr"], "auth_time": NOW + 8,
    })
}

/// What an honest userinfo answer says.
pub fn userinfo_claims() -> Value {
    json!({
        "iss": ISSUER, "aud": "our-client", "sub": SUB, "iat": NOW + 11, "exp": NOW + 71,
        "family_name": "LEBLANC", "given_name": "CAMILLE ANNE", "birthdate": "1962-08-24", "gender": "female",
        "birthplace": "75107", "birthcountry": "99100", "email": "camille@example.org", "preferred_username": "MARTIN",
    })
}

/// The same, with one claim set, `null` included.
pub fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

/// The same, with one claim taken away.
pub fn without(mut claims: Value, name: &str) -> Value {
    claims.as_object_mut().unwrap().remove(name).unwrap();
    claims
}

/// Signed by the provider (its key `a`).
pub fn sign(claims: &Value) -> String {
    jws(&signed_header(json!({})), claims.to_string(), &key(1))
}

/// Signed, and decrypted if it ever was encrypted.
pub fn signed(claims: &Value) -> SignedToken {
    SignedToken::new(sign(claims))
}

/// What the token endpoint gave for the honest login.
pub fn tokens(preset: &'static Preset) -> Tokens {
    let body = five_members().to_string();
    grant(preset).read(&HttpAnswer { status: 200, content_type: Some("application/json"), body: body.as_bytes() }).unwrap()
}

/// The verdict on an ID token that says `claims`.
pub fn verify(preset: &'static Preset, claims: &Value) -> Result<IdToken> {
    IdToken::verify(&signed(claims), &provider_keys(), &provider(preset), &tokens(preset), LATER)
}

/// A sign-in of the honest login that came to these.
pub fn signed_in_as(preset: &'static Preset, id_token: IdToken, userinfo: Userinfo) -> SignedIn {
    SignedIn { provider: Arc::new(provider(preset)), granted: tokens(preset).granted, id_token, userinfo, return_to: "/dossier".into() }
}

/// The verified ID token of the honest login.
pub fn id_token(preset: &'static Preset) -> IdToken {
    verify(preset, &id_claims()).unwrap()
}

/// Encrypted to our ECDH-ES key.
#[cfg(feature = "worker")]
pub fn encrypt(plaintext: impl AsRef<[u8]>) -> String {
    super::encrypted::ecdh(json!({}), plaintext).compact()
}
