//! An honest sign-in, for the tests: what a FranceConnect+ answers to the login of `login::tests`, and the ways to spoil it.
//!
//! Comes in: changes to claims. Goes out: signed and encrypted tokens, the steps' values, settings. Nothing of it is in a build.

use alloc::string::{String, ToString};

use serde_json::{Value, json};

use crate::Result;
use crate::claims::{IdToken, SignedToken};
use crate::config::Preset;
use crate::config::provider::tests::{ISSUER, provider};
use crate::http::HttpAnswer;
use crate::jose::testing::{jws, key, provider_keys, signed_header};
use crate::login::tests::NOW;
use crate::tokens::{Tokens, tests as token_endpoint};

/// When the answers of [`id_claims`] come back: 12 seconds after the login was started.
pub(crate) const LATER: i64 = NOW + 12;

/// A `sub` as FranceConnect+ makes them.
pub(crate) const SUB: &str = "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1";

/// What an honest ID token says.
pub(crate) fn id_claims() -> Value {
    json!({
        "iss": ISSUER, "aud": "our-client", "sub": SUB, "iat": NOW + 10, "exp": NOW + 70, "nonce": "cd".repeat(32),
        "acr": "eidas2", "amr": ["pwd", "fr"], "auth_time": NOW + 8,
    })
}

/// What an honest userinfo answer says.
pub(crate) fn userinfo_claims() -> Value {
    json!({
        "iss": ISSUER, "aud": "our-client", "sub": SUB, "iat": NOW + 11, "exp": NOW + 71,
        "family_name": "LEBLANC", "given_name": "CAMILLE ANNE", "birthdate": "1962-08-24", "gender": "female",
        "birthplace": "75107", "birthcountry": "99100", "email": "camille@example.org", "preferred_username": "MARTIN",
    })
}

/// The same, with one claim set, `null` included.
pub(crate) fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

/// The same, with one claim taken away.
pub(crate) fn without(mut claims: Value, name: &str) -> Value {
    claims.as_object_mut().unwrap().remove(name).unwrap();
    claims
}

/// Signed by the provider (its key `a`).
pub(crate) fn sign(claims: &Value) -> String {
    jws(&signed_header(json!({})), claims.to_string(), &key(1))
}

/// Signed, and decrypted if it ever was encrypted.
pub(crate) fn signed(claims: &Value) -> SignedToken {
    SignedToken::decrypted_by_our_worker(&sign(claims))
}

/// What the token endpoint gave for the honest login.
pub(crate) fn tokens(preset: &'static Preset) -> Tokens {
    let body = token_endpoint::five_members().to_string();
    token_endpoint::grant(preset).read(&HttpAnswer { status: 200, content_type: Some("application/json"), body: body.as_bytes() }).unwrap()
}

/// The verdict on an ID token that says `claims`.
pub(crate) fn verify(preset: &'static Preset, claims: &Value) -> Result<IdToken> {
    IdToken::verify(&signed(claims), &provider_keys(), &provider(preset), &tokens(preset), LATER)
}

/// The verified ID token of the honest login.
pub(crate) fn id_token(preset: &'static Preset) -> IdToken {
    verify(preset, &id_claims()).unwrap()
}

/// Encrypted to our ECDH-ES key.
#[cfg(feature = "decryption")]
pub(crate) fn encrypt(plaintext: impl AsRef<[u8]>) -> String {
    crate::jose::testing::encrypted::ecdh(json!({}), plaintext).compact()
}

/// What only the Worker does.
#[cfg(all(feature = "decryption", feature = "sealing"))]
pub(crate) mod worker {
    use super::*;
    use alloc::collections::BTreeMap;

    use crate::base64url;
    use crate::config::settings::Settings;
    use crate::jose::testing::encrypted::{ec_jwk, rsa_jwk};
    use crate::jose::testing::{private_jwk, set};

    /// The client secret of [`environment`].
    pub(crate) const CLIENT_SECRET: &str = "canary-client-secret-of-32-or-more-bytes";

    /// A complete environment.
    pub(crate) fn environment() -> BTreeMap<&'static str, String> {
        BTreeMap::from([
            ("FC_ISSUER", ISSUER.to_string()),
            ("FC_CLIENT_ID", "our-client".to_string()),
            ("FC_CLIENT_SECRET", CLIENT_SECRET.to_string()),
            ("FC_DECRYPTION_KEYS", set([ec_jwk(json!({})), rsa_jwk("r1", "RSA-OAEP")])),
            ("SESSION_KEYS", json!([base64url::encode(&[0xaa; 32])]).to_string()),
        ])
    }

    /// A private JWK for `FC_CLIENT_KEY`.
    pub(crate) fn client_key() -> String {
        Value::Object(private_jwk(&key(5))).to_string()
    }

    /// [`environment`], with settings set, or (`None`) taken away.
    pub(crate) fn read_with(changes: &[(&'static str, Option<&str>)]) -> Result<Settings> {
        let mut environment = environment();
        for (name, value) in changes {
            match value {
                Some(value) => environment.insert(name, (*value).to_string()),
                None => environment.remove(name),
            };
        }
        Settings::read(|name| environment.get(name).cloned())
    }

    /// The settings of [`environment`].
    pub(crate) fn settings() -> Settings {
        read_with(&[]).unwrap()
    }
}
