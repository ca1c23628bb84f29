//! What a key set may hold, and which of it is used.

use alloc::format;
use alloc::string::ToString as _;

use serde_json::json;

use super::*;
use crate::dev::jose::*;

/// `key(1)` as the provider publishes it, with changes.
fn published(changes: Value) -> Object {
    with(with(public_jwk(&key(1)), json!({ "kid": "a", "alg": "ES256", "use": "sig" })), changes)
}

type Object = json::Object;

/// The set of this one key and an honest one; the code with which the first is not found, if so.
fn use_of(member: Object) -> Result<(), Code> {
    let honest = with(public_jwk(&key(2)), json!({ "kid": "honest" }));
    let keys = VerificationKeys::parse(set([member, honest]).as_bytes()).map_err(|error| error.code())?;
    assert!(keys.key_for(Some("honest")).is_ok(), "an unusable key must not cost the others");
    keys.key_for(Some("a")).map(drop).map_err(|error| error.code())
}

#[track_caller]
fn used(changes: Value) {
    assert_eq!(use_of(published(changes)), Ok(()));
}

#[track_caller]
fn left_out(changes: Value) {
    assert_eq!(use_of(published(changes)), Err(Code::KeyUnknown));
}

#[test]
fn n15_keys_are_found_by_name() {
    let keys = provider_keys();
    assert!(keys.key_for(Some("a")).is_ok());
    assert_eq!(code(keys.key_for(Some("c"))), Code::KeyUnknown);
    assert_eq!(code(keys.key_for(Some(""))), Code::KeyUnknown);
}

#[test]
fn n15_without_a_kid_there_must_be_one_key() {
    let parse = |keys: &[Object]| VerificationKeys::parse(set(keys.iter().cloned()).as_bytes()).unwrap();
    assert!(parse(&[published(json!({}))]).key_for(None).is_ok());
    assert_eq!(code(provider_keys().key_for(None)), Code::KeyAmbiguous);
    // A key that cannot be used is no candidate.
    assert!(parse(&[published(json!({})), published(json!({ "use": "enc" }))]).key_for(None).is_ok());
    // Keys without a name are candidates as well.
    let nameless = [published(json!({ "kid": null })), with(public_jwk(&key(2)), json!({}))];
    assert_eq!(code(parse(&nameless).key_for(None)), Code::KeyAmbiguous);
    assert_eq!(code(parse(&nameless).key_for(Some("a"))), Code::KeyUnknown);
}

#[test]
fn n16_a_repeated_kid_spoils_the_set() {
    let other = |changes| with(public_jwk(&key(2)), changes);
    assert_eq!(use_of(published(json!({}))), Ok(()));
    let twice = set([published(json!({})), other(json!({ "kid": "a" }))]);
    assert_eq!(code(VerificationKeys::parse(twice.as_bytes())), Code::JwksMalformed);
    let same = set([published(json!({})), published(json!({}))]);
    assert_eq!(code(VerificationKeys::parse(same.as_bytes())), Code::JwksMalformed);
    // The same name for a key of another use is the provider's business.
    let apart = set([published(json!({})), other(json!({ "kid": "a", "use": "enc" }))]);
    assert!(VerificationKeys::parse(apart.as_bytes()).unwrap().key_for(Some("a")).is_ok());
}

#[test]
fn n17_keys_for_other_uses_are_left_out() {
    used(json!({}));
    used(json!({ "alg": null, "use": null }));
    used(json!({ "key_ops": ["verify"] }));
    used(json!({ "key_ops": ["sign", "verify"] }));
    for changes in [
        json!({ "use": "enc" }),
        json!({ "use": "SIG" }),
        json!({ "use": ["sig"] }),
        json!({ "key_ops": [] }),
        json!({ "key_ops": ["sign"] }),
        json!({ "key_ops": ["encrypt"] }),
        json!({ "key_ops": "verify" }),
        json!({ "alg": "ES384" }),
        json!({ "alg": "HS256" }),
        json!({ "alg": "none" }),
        json!({ "alg": "ECDH-ES" }),
        json!({ "alg": 1 }),
        json!({ "kid": ["a"] }),
    ] {
        left_out(changes);
    }
}

#[test]
fn n17_a_null_is_not_an_absence() {
    for name in ["alg", "use", "key_ops", "d", "kid"] {
        let member = published(json!({})).into_iter().filter(|(other, _)| other != name);
        let member: Object = member.chain([(name.to_string(), Value::Null)]).collect();
        assert_eq!(use_of(member), Err(Code::KeyUnknown), "{name}");
    }
}

#[test]
fn n17_keys_of_another_kind_are_left_out() {
    let x = base64url::encode(&[1; 32]);
    for member in [
        json!({ "kid": "a", "kty": "oct", "k": x }),
        json!({ "kid": "a", "kty": "oct", "k": x, "alg": "HS256" }),
        json!({ "kid": "a", "kty": "RSA", "n": x, "e": "AQAB", "alg": "RS256" }),
        json!({ "kid": "a", "kty": "OKP", "crv": "Ed25519", "x": x }),
        json!({ "kid": "a", "kty": "AKP", "pub": x, "alg": "ML-DSA-44" }),
        json!({ "kid": "a" }),
        json!({}),
    ] {
        assert_eq!(use_of(object(member)), Err(Code::KeyUnknown));
    }
}

#[test]
fn n17_a_private_key_is_left_out() {
    let private = private_jwk(&key(1));
    left_out(json!({ "d": private.get("d") }));
    left_out(json!({ "d": "" }));
    left_out(json!({ "d": 1 }));
    used(json!({}));
}

#[test]
fn n17_members_other_than_keys_are_left_out() {
    let document = json!({ "keys": [1, null, "key", [], published(json!({}))], "more": true }).to_string();
    assert!(VerificationKeys::parse(document.as_bytes()).unwrap().key_for(Some("a")).is_ok());
}

#[test]
fn n17_certificates_are_not_looked_at() {
    used(json!({ "x5c": ["not base64!"], "x5t": "short", "x5t#S256": 1, "x5u": "http://evil.example", "n": 1, "anything": {} }));
}

#[test]
fn n18_points_off_the_curve_are_left_out() {
    used(json!({}));
    let honest = published(json!({}));
    let (x, y) = (honest["x"].as_str().unwrap(), honest["y"].as_str().unwrap());
    let octets = base64url::decode(x).unwrap();
    let encode = |octets: &[u8]| base64url::encode(octets);
    for changes in [
        json!({ "x": y, "y": x }),
        json!({ "x": encode(&[0; 32]), "y": encode(&[0; 32]) }),
        json!({ "x": encode(&[0xff; 32]) }),
        json!({ "x": "", "y": "" }),
        json!({ "x": encode(&octets[..31]) }),
        json!({ "x": encode(&[&[0], &octets[..]].concat()) }),
        json!({ "x": format!("{x}=") }),
        json!({ "y": null }),
        json!({ "x": 1 }),
    ] {
        left_out(changes);
    }
}

#[test]
fn n18_coordinates_without_leading_zeros_are_left_out() {
    // A point whose x begins with a zero octet, found by counting; RFC 7518 §6.2.1.2 wants the zero written.
    let number = (1_u16..).find(|number| {
        let secret = secret_of(*number);
        base64url::decode(public_jwk(&secret)["x"].as_str().unwrap()).unwrap()[0] == 0
    });
    let member = with(public_jwk(&secret_of(number.unwrap())), json!({ "kid": "a" }));
    let x = base64url::decode(member["x"].as_str().unwrap()).unwrap();
    assert_eq!(use_of(member.clone()), Ok(()));
    assert_eq!(use_of(with(member, json!({ "x": base64url::encode(&x[1..]) }))), Err(Code::KeyUnknown));
}

fn secret_of(number: u16) -> p256::SecretKey {
    let mut scalar = [0; 32];
    scalar[30..].copy_from_slice(&number.to_be_bytes());
    p256::SecretKey::from_slice(&scalar).unwrap()
}

#[test]
fn n18_other_curves_are_left_out() {
    for crv in ["P-384", "P-521", "secp256k1", "p-256", "Ed25519", ""] {
        left_out(json!({ "crv": crv }));
    }
    used(json!({ "crv": "P-256" }));
}

#[test]
fn n14_a_key_with_an_oversized_kid_is_left_out() {
    let named = |length: usize| {
        let kid = "a".repeat(length);
        let honest = with(public_jwk(&key(2)), json!({ "kid": "honest" }));
        let keys = VerificationKeys::parse(set([published(json!({ "kid": kid })), honest]).as_bytes()).unwrap();
        keys.key_for(Some(&kid)).map(drop).map_err(|error| error.code())
    };
    assert_eq!(named(limits::KID_CHARS), Ok(()));
    assert_eq!(named(limits::KID_CHARS + 1), Err(Code::KeyUnknown));
}

#[test]
fn n16_a_document_without_a_key_set_is_refused() {
    let honest = set([published(json!({}))]);
    assert!(VerificationKeys::parse(honest.as_bytes()).is_ok());
    let truncated = honest.strip_suffix('}').unwrap();
    for document in ["", "null", "[]", "{}", r#"{"keys":{}}"#, r#"{"keys":null}"#, r#"{"keys":[],"keys":[]}"#, "<html>", truncated] {
        assert_eq!(code(VerificationKeys::parse(document.as_bytes())), Code::JwksMalformed, "{document}");
    }
}

#[test]
fn n15_a_set_without_a_usable_key_is_refused() {
    let parse = |keys: &[Object]| VerificationKeys::parse(set(keys.iter().cloned()).as_bytes());
    let unusable = [published(json!({ "use": "enc" })), object(json!({ "kid": "a", "kty": "RSA", "n": "AQAB", "e": "AQAB" }))];
    for useless in [&[][..], &unusable[..1], &unusable[..]] {
        assert_eq!(parse(useless).unwrap_err(), Error::at(Code::JwksMalformed, "no key for ES256"));
    }
    assert!(parse(&[&unusable[..], &[published(json!({}))]].concat()).unwrap().key_for(Some("a")).is_ok());
}

#[test]
fn n16_a_set_ends_at_the_limits() {
    let with_spaces = |octets: usize| {
        let honest = set([published(json!({}))]);
        let spaces = " ".repeat(octets - honest.len());
        VerificationKeys::parse((honest + &spaces).as_bytes())
    };
    assert!(with_spaces(limits::JWKS_BYTES).is_ok());
    assert_eq!(code(with_spaces(limits::JWKS_BYTES + 1)), Code::JwksMalformed);
    let many = |count: usize| {
        let others = (1..count).map(|number| object(json!({ "kid": number.to_string() })));
        VerificationKeys::parse(set(others.chain([published(json!({}))])).as_bytes())
    };
    assert!(many(limits::JWKS_KEYS).is_ok());
    assert_eq!(code(many(limits::JWKS_KEYS + 1)), Code::JwksMalformed);
}

#[test]
fn rfc7638_section_3_1() {
    // The RFC's example is an RSA key: its members go through the same digest.
    let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W\
        -5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-\
        bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    assert_eq!(digest_of_members(&[("e", "AQAB"), ("kty", "RSA"), ("n", n)]), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

#[test]
fn rfc7638_for_p256_is_the_digest_of_the_required_members_in_order() {
    let private = object(serde_json::from_str(RFC7515_A3_JWK).unwrap());
    let [x, y] = ["x", "y"].map(|name| base64url::decode(private[name].as_str().unwrap()).unwrap());
    let key = point(&x, &y).unwrap();
    let text =
        r#"{"crv":"P-256","kty":"EC","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
    assert_eq!(thumbprint(&key), base64url::encode(&Sha256::digest(text)));
}
