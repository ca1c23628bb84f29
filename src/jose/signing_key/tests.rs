//! RFC 6979, and which settings are taken.

use alloc::format;
use alloc::string::ToString as _;

use serde_json::{Value, json};

use super::*;
use crate::base::base64url;
use crate::dev::jose::*;

fn parsed(changes: Value) -> Result<SigningKey> {
    SigningKey::parse(Value::Object(with(private_jwk(&key(1)), changes)).to_string().as_bytes())
}

fn hex(text: &str) -> alloc::vec::Vec<u8> {
    text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

#[test]
fn rfc6979_a_2_5() {
    let secret = p256::SecretKey::from_slice(&hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721")).unwrap();
    let signing = SigningKey::parse(Value::Object(private_jwk(&secret)).to_string().as_bytes()).unwrap();
    let expected = hex("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716\
         f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    assert_eq!(signing.sign(b"sample")[..], expected);
}

#[test]
fn a_key_is_named_by_its_kid_or_its_thumbprint() {
    assert_eq!(parsed(json!({ "kid": "mine" })).unwrap().kid(), "mine");
    assert_eq!(parsed(json!({})).unwrap().kid(), jwk::thumbprint(&key(1).public_key()));
}

#[test]
fn alg_use_and_key_ops_of_the_key_must_fit() {
    for fitting in [json!({ "alg": "ES256", "use": "sig", "key_ops": ["sign"] }), json!({ "key_ops": ["verify", "sign"] })] {
        assert!(parsed(fitting).is_ok());
    }
    let other_y = public_jwk(&key(2))["y"].clone();
    for changes in [
        json!({ "alg": "ECDH-ES" }),
        json!({ "alg": 256 }),
        json!({ "use": "enc" }),
        json!({ "key_ops": ["verify"] }),
        json!({ "key_ops": "sign" }),
        json!({ "kid": "" }),
        json!({ "kid": 1 }),
        json!({ "kid": "k".repeat(limits::KID_CHARS + 1) }),
        json!({ "kty": "RSA" }),
        json!({ "crv": "P-384" }),
        json!({ "d": null }),
        json!({ "d": "" }),
        json!({ "d": base64url::encode(&[0; 32]) }),
        json!({ "d": base64url::encode(&[0xff; 32]) }),
        json!({ "d": base64url::encode(&[1; 31]) }),
        json!({ "d": base64url::encode(&[2; 32]) }),
        json!({ "x": null }),
        json!({ "y": other_y }),
    ] {
        let error = parsed(changes.clone()).unwrap_err();
        assert_eq!(error.code(), Code::InvalidSettings, "{changes}");
        assert!(error.message().contains("FC_CLIENT_KEY"));
    }
    for text in ["", "{}", "[]", "secret"] {
        assert_eq!(code(SigningKey::parse(text.as_bytes())), Code::InvalidSettings);
    }
}

#[test]
fn n18_a_scalar_is_written_with_its_leading_zeros() {
    let mut scalar = [5; 32];
    scalar[0] = 0;
    let members = private_jwk(&p256::SecretKey::from_slice(&scalar).unwrap());
    let parse = |members| SigningKey::parse(Value::Object(members).to_string().as_bytes());
    assert!(parse(members.clone()).is_ok());
    assert_eq!(code(parse(with(members, json!({ "d": base64url::encode(&scalar[1..]) })))), Code::InvalidSettings);
}

#[test]
fn n26_a_key_ends_at_the_limit() {
    let honest = Value::Object(private_jwk(&key(1))).to_string();
    let padded = |octets: usize| honest.clone() + &" ".repeat(octets - honest.len());
    assert!(SigningKey::parse(padded(limits::JWKS_BYTES).as_bytes()).is_ok());
    assert_eq!(code(SigningKey::parse(padded(limits::JWKS_BYTES + 1).as_bytes())), Code::InvalidSettings);
}

#[test]
fn n70_the_key_is_not_shown() {
    let signing = parsed(json!({ "kid": "mine" })).unwrap();
    assert_eq!(format!("{signing:?}"), r#"SigningKey { kid: "mine", .. }"#);
}
