//! Which settings are taken, what is published, and what the host is given.

use alloc::string::ToString as _;
use alloc::{format, vec};

use serde_json::json;

use super::*;
use crate::base::base64url;
use crate::dev::encrypted::*;
use crate::dev::jose::*;

/// What `FC_DECRYPTION_KEYS` with these keys is said to lack.
fn lacking(keys: impl IntoIterator<Item = Object>) -> Option<&'static str> {
    match DecryptionKeys::parse(set(keys).as_bytes()) {
        Ok(_) => None,
        Err(error) => {
            assert_eq!(error.code(), Code::InvalidSettings);
            [SET, NAME, ALGORITHM, PURPOSE, EC_KEY, RSA_KEY]
                .into_iter()
                .find(|expected| error == Error::at(Code::InvalidSettings, expected))
        }
    }
}

fn ec(changes: Value) -> Object {
    ec_jwk(changes)
}

fn rsa(changes: Value) -> Object {
    with(rsa_jwk("r", "RSA-OAEP"), changes)
}

#[test]
fn several_keys_of_all_kinds_are_taken() {
    assert_eq!(lacking([ec(json!({})), rsa(json!({})), rsa_jwk("s", "RSA-OAEP-256"), ec(json!({ "kid": "f" }))]), None);
}

#[test]
fn a_set_has_one_to_sixteen_keys() {
    let keys = |count: usize| (0..count).map(|number| ec(json!({ "kid": number.to_string() })));
    assert_eq!(lacking(keys(0)), Some(SET));
    assert_eq!(lacking(keys(limits::DECRYPTION_KEYS)), None);
    assert_eq!(lacking(keys(limits::DECRYPTION_KEYS + 1)), Some(SET));
    assert!(SET.contains(&limits::DECRYPTION_KEYS.to_string()));
    for text in ["", "null", "[]", "{}", r#"{"keys":{}}"#, r#"{"keys":[1]}"#, "secret"] {
        assert_eq!(DecryptionKeys::parse(text.as_bytes()).unwrap_err(), Error::at(Code::InvalidSettings, SET), "{text}");
    }
    let padded = |octets: usize| {
        let honest = set(keys(1));
        let spaces = " ".repeat(octets - honest.len());
        DecryptionKeys::parse((honest + &spaces).as_bytes())
    };
    assert!(padded(limits::JWKS_BYTES).is_ok());
    assert_eq!(padded(limits::JWKS_BYTES + 1).unwrap_err(), Error::at(Code::InvalidSettings, SET));
}

#[test]
fn n16_every_key_has_a_name_of_its_own() {
    assert_eq!(lacking([ec(json!({ "kid": "k".repeat(limits::KID_CHARS) }))]), None);
    for kid in [json!(null), json!(""), json!(1), json!("k".repeat(limits::KID_CHARS + 1))] {
        assert_eq!(lacking([ec(json!({ "kid": kid }))]), Some(NAME));
    }
    assert_eq!(lacking([ec(json!({ "kid": "r" })), rsa(json!({}))]), Some(NAME));
    assert!(NAME.contains(&limits::KID_CHARS.to_string()));
}

#[test]
fn n36_every_key_has_one_algorithm() {
    for alg in [json!(null), json!("ECDH-ES+A256KW"), json!("RSA1_5"), json!("RSA-OAEP-512"), json!("dir"), json!(["ECDH-ES"])] {
        assert_eq!(lacking([ec(json!({ "alg": alg }))]), Some(ALGORITHM));
    }
    assert_eq!(lacking([ec(json!({ "alg": "RSA-OAEP" }))]), Some(RSA_KEY));
    assert_eq!(lacking([rsa(json!({ "alg": "ECDH-ES" }))]), Some(EC_KEY));
    assert_eq!(lacking([rsa(json!({ "alg": "RSA-OAEP-256" }))]), None);
}

#[test]
fn n17_keys_are_for_encryption() {
    assert_eq!(lacking([ec(json!({ "use": null })), rsa(json!({ "use": null }))]), None);
    assert_eq!(lacking([ec(json!({ "use": null, "key_ops": ["deriveBits"] })), rsa(json!({ "key_ops": ["unwrapKey"] }))]), None);
    for changes in [json!({ "use": "sig" }), json!({ "use": 1 }), json!({ "key_ops": [] }), json!({ "key_ops": ["verify"] })] {
        assert_eq!(lacking([ec(changes.clone())]), Some(PURPOSE));
        assert_eq!(lacking([rsa(changes)]), Some(PURPOSE));
    }
    assert_eq!(lacking([rsa(json!({ "key_ops": ["deriveBits"] }))]), Some(PURPOSE));
}

#[test]
fn n18_an_ec_key_has_two_halves_on_p256() {
    let other = public_jwk(&key(8));
    for changes in [
        json!({ "d": null }),
        json!({ "d": base64url::encode(&[7; 31]) }),
        json!({ "d": base64url::encode(&[0; 32]) }),
        json!({ "x": other["x"] }),
        json!({ "crv": "P-384" }),
        json!({ "kty": "RSA" }),
    ] {
        assert_eq!(lacking([ec(changes)]), Some(EC_KEY));
    }
    assert_eq!(lacking([ec(json!({}))]), None);
    // That they belong together is seen by the host, which tries the key: see `own-keys.ts`.
    assert_eq!(lacking([ec(json!({ "d": base64url::encode(&[8; 32]) }))]), None);
}

#[test]
fn an_rsa_key_has_all_its_members_and_a_modulus_in_the_limits() {
    for name in RSA_MEMBERS {
        assert_eq!(lacking([rsa(json!({ name: null }))]), Some(RSA_KEY), "{name}");
        assert_eq!(lacking([rsa(json!({ name: "" }))]), Some(RSA_KEY), "{name}");
        assert_eq!(lacking([rsa(json!({ name: "AQAB=" }))]), Some(RSA_KEY), "{name}");
        assert_eq!(lacking([rsa(json!({ name: 65537 }))]), Some(RSA_KEY), "{name}");
        assert_eq!(lacking([rsa(json!({ name: base64url::encode(&[0xc1; 256]) }))]), None, "{name}");
        assert_eq!(lacking([rsa(json!({ name: base64url::encode(&[1; 513]) }))]), Some(RSA_KEY), "{name}");
    }
    assert_eq!(lacking([rsa(json!({ "d": base64url::encode(&[1; 257]) }))]), Some(RSA_KEY));
    assert_eq!(lacking([rsa(json!({ "oth": [] }))]), Some(RSA_KEY));
    assert_eq!(lacking([rsa(json!({ "kty": "EC" }))]), Some(RSA_KEY));
    let modulus = |first: u8, octets: usize| {
        let mut n = vec![0xff; octets];
        n[0] = first;
        lacking([rsa(json!({ "n": base64url::encode(&n) }))])
    };
    assert_eq!(modulus(0x80, 256), None);
    assert_eq!(modulus(0x7f, 256), Some(RSA_KEY));
    assert_eq!(modulus(0x00, 257), Some(RSA_KEY));
    assert_eq!(modulus(0x01, 257), None);
    assert_eq!(modulus(0xff, 512), None);
    assert_eq!(modulus(0x01, 513), Some(RSA_KEY));
}

#[test]
fn only_public_members_are_published() {
    let published: Value = serde_json::from_str(&our_keys().public_jwks()).unwrap();
    let ec = with(public_jwk(&key(7)), json!({ "kid": "e", "alg": "ECDH-ES", "use": "enc" }));
    let rsa = |kid: &str, alg: &str| {
        let changes = json!({ "d": null, "p": null, "q": null, "dp": null, "dq": null, "qi": null });
        with(rsa_jwk(kid, alg), changes)
    };
    assert_eq!(published, json!({ "keys": [ec, rsa("r1", "RSA-OAEP"), rsa("r256", "RSA-OAEP-256")] }));
}

#[test]
fn keys_without_use_are_published_with_it() {
    let keys = DecryptionKeys::parse(set([ec(json!({ "use": null, "key_ops": ["deriveBits"], "ext": true }))]).as_bytes()).unwrap();
    let published: Value = serde_json::from_str(&keys.public_jwks()).unwrap();
    assert_eq!(published, json!({ "keys": [with(public_jwk(&key(7)), json!({ "kid": "e", "alg": "ECDH-ES", "use": "enc" }))] }));
}

#[test]
fn the_host_gets_the_rsa_keys_and_nothing_that_hinders_their_import() {
    let mut keys = DecryptionKeys::parse(set([ec(json!({})), rsa(json!({ "key_ops": ["decrypt"], "ext": false }))]).as_bytes()).unwrap();
    let host = keys.take_private();
    assert_eq!(host.len(), 2);
    assert_eq!((host[1].index, host[1].alg), (1, KeyAlgorithm::RsaOaep));
    let jwk: Value = serde_json::from_str(&host[1].jwk).unwrap();
    assert_eq!(jwk, Value::Object(rsa(json!({ "use": null, "kid": null }))));
    let published: Value = serde_json::from_str(&keys.public_jwks()).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&host[1].public_jwk).unwrap(), published["keys"][1]);
}

#[test]
fn the_host_gets_the_keys_for_ecdh_es_and_nothing_that_hinders_their_import() {
    let mut keys = DecryptionKeys::parse(set([rsa(json!({})), ec(json!({ "key_ops": ["deriveBits"], "ext": false }))]).as_bytes()).unwrap();
    let host = keys.take_private();
    assert_eq!((host[1].index, host[1].alg), (1, KeyAlgorithm::EcdhEs));
    let jwk: Value = serde_json::from_str(&host[1].jwk).unwrap();
    assert_eq!(jwk, Value::Object(ec(json!({ "use": null, "kid": null, "alg": null }))));
}

#[test]
fn what_the_host_took_is_here_no_more_and_tokens_still_find_their_key() {
    let mut keys = our_keys();
    assert_eq!(keys.take_private().len(), 3);
    assert!(keys.take_private().is_empty());
    assert_eq!(keys.index_of(Some("r256"), KeyAlgorithm::RsaOaep256).unwrap(), 2);
}

#[test]
fn algorithms_have_their_registered_names() {
    for alg in [KeyAlgorithm::EcdhEs, KeyAlgorithm::RsaOaep, KeyAlgorithm::RsaOaep256] {
        assert_eq!(KeyAlgorithm::named(alg.name()), Some(alg));
    }
}

#[test]
fn n70_no_key_is_shown() {
    let mut keys = our_keys();
    let shown = |kid, alg| format!("DecryptionKey {{ kid: \"{kid}\", alg: {alg}, .. }}");
    let all = [shown("e", "EcdhEs"), shown("r1", "RsaOaep"), shown("r256", "RsaOaep256")].join(", ");
    assert_eq!(format!("{keys:?}"), format!("DecryptionKeys {{ keys: [{all}], .. }}"));
    assert_eq!(format!("{:?}", keys.take_private()[1]), "PrivateKey { index: 1, alg: RsaOaep, .. }");
}
