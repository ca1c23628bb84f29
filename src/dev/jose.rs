//! Keys, and makers of honest and of faulty signed tokens, for the tests.
//!
//! Comes in: numbers of keys, headers, payloads. Goes out: JWKs, key sets, compact tokens. Never: a part of a build.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::base::base64url;
use crate::base::json::Object;
use crate::jose::jwk::{self, VerificationKeys};
use crate::{Code, Result};

/// RFC 7515, appendix A.3: a private key.
pub const RFC7515_A3_JWK: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}"#;

/// RFC 7515, appendix A.3: what it signed.
pub const RFC7515_A3_JWS: &str = "eyJhbGciOiJFUzI1NiJ9.\
    eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
    DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

/// A P-256 key, one for each number.
pub fn key(number: u8) -> SecretKey {
    SecretKey::from_slice(&[number; 32]).unwrap()
}

/// Its public JWK.
pub fn public_jwk(key: &SecretKey) -> Object {
    let (x, y) = jwk::coordinates(&key.public_key());
    object(json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y }))
}

/// Its private JWK.
pub fn private_jwk(key: &SecretKey) -> Object {
    with(public_jwk(key), json!({ "d": base64url::encode(&key.to_bytes()) }))
}

/// Members, with some added, replaced, or (null) taken away.
pub fn with(mut members: Object, changes: Value) -> Object {
    for (name, value) in object(changes) {
        match value {
            Value::Null => members.remove(&name),
            value => members.insert(name, value),
        };
    }
    members
}

pub fn object(value: Value) -> Object {
    let Value::Object(members) = value else { panic!("not an object") };
    members
}

/// A JWK set's text.
pub fn set(keys: impl IntoIterator<Item = Object>) -> String {
    json!({ "keys": keys.into_iter().collect::<Vec<_>>() }).to_string()
}

/// The provider's keys in these tests: `a` is `key(1)`, `b` is `key(2)`.
pub fn provider_keys() -> VerificationKeys {
    let named = |kid: &str, number| with(public_jwk(&key(number)), json!({ "kid": kid, "alg": "ES256", "use": "sig" }));
    VerificationKeys::parse(set([named("a", 1), named("b", 2)]).as_bytes()).unwrap()
}

/// A header that names `key(1)`, with changes.
pub fn signed_header(changes: Value) -> String {
    Value::Object(with(object(json!({ "alg": "ES256", "kid": "a" })), changes)).to_string()
}

/// Header and payload, with the signature that belongs to them.
pub fn jws(header: &str, payload: impl AsRef<[u8]>, key: &SecretKey) -> String {
    jws_of_octets(header.as_bytes(), payload.as_ref(), key)
}

/// The same, where the header may be no text.
pub fn jws_of_octets(header: &[u8], payload: &[u8], key: &SecretKey) -> String {
    signed_by(header, payload, |input| {
        let signature: Signature = SigningKey::from(key).sign(input);
        signature.to_bytes().to_vec()
    })
}

/// Header and payload, with any signature.
pub fn jws_with(header: &str, payload: impl AsRef<[u8]>, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    signed_by(header.as_bytes(), payload.as_ref(), sign)
}

fn signed_by(header: &[u8], payload: &[u8], sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let input = [header, payload].map(base64url::encode).join(".");
    let signature = base64url::encode(&sign(input.as_bytes()));
    [input, signature].join(".")
}

/// HMAC-SHA-256 (RFC 2104), for forgeries that are genuine MACs.
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    match key.len() {
        0..=64 => block[..key.len()].copy_from_slice(key),
        _ => block[..32].copy_from_slice(&Sha256::digest(key)),
    }
    let inner = Sha256::new().chain_update(block.map(|octet| octet ^ 0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(block.map(|octet| octet ^ 0x5c)).chain_update(inner).finalize().to_vec()
}

/// The code of a failure.
pub fn code<T>(result: Result<T>) -> Code {
    match result {
        Ok(_) => panic!("this should have been refused"),
        Err(error) => error.code(),
    }
}

#[cfg(test)]
#[test]
fn the_hmac_of_these_tests_is_rfc4231s() {
    // RFC 4231 §4.3 (a short key), §4.7 (a key longer than a block).
    let mac = hmac_sha256(b"Jefe", b"what do ya want for nothing?");
    assert_eq!(mac[..8], [0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e]);
    let mac = hmac_sha256(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First");
    assert_eq!(mac[..8], [0x60, 0xe4, 0x31, 0x59, 0x1e, 0xe0, 0xb6, 0x7f]);
}
