//! What must not get through: the parameters of ECDH-ES.

use super::*;

/// The honest `epk` with changes.
fn epk(changes: Value) -> Value {
    json!({ "epk": with(public_jwk(&key(9)), changes) })
}

#[test]
fn n42_a_point_off_the_curve_is_refused() {
    accepted(&token(epk(json!({}))));
    let honest = public_jwk(&key(9));
    refused(&token(epk(json!({ "x": honest["y"], "y": honest["x"] }))), Code::HeaderInvalid);
    let mut y = base64url::decode(honest["y"].as_str().unwrap()).unwrap();
    y[31] ^= 1;
    refused(&token(epk(json!({ "y": base64url::encode(&y) }))), Code::HeaderInvalid);
}

#[test]
fn n43_an_epk_is_a_public_p256_key() {
    accepted(&token(epk(json!({ "kid": "x", "use": "enc", "alg": "ECDH-ES" }))));
    let zero = base64url::encode(&[0; 32]);
    let short = base64url::encode(&[1; 31]);
    let x = public_jwk(&key(9))["x"].as_str().unwrap().to_string();
    let long = base64url::encode(&[&[0], &base64url::decode(&x).unwrap()[..]].concat());
    for changes in [
        json!({ "x": zero, "y": zero }),
        json!({ "crv": "P-384" }),
        json!({ "crv": "P-384", "x": base64url::encode(&[1; 48]), "y": base64url::encode(&[1; 48]) }),
        json!({ "crv": "secp256k1" }),
        json!({ "crv": null }),
        json!({ "kty": "OKP" }),
        json!({ "kty": null }),
        json!({ "x": null }),
        json!({ "y": null }),
        json!({ "x": short }),
        json!({ "x": long }),
        json!({ "x": "" }),
        json!({ "x": format!("{x}=") }),
        json!({ "x": 1 }),
        json!({ "d": base64url::encode(&[9; 32]) }),
        json!({ "d": 1 }),
    ] {
        refused(&token(epk(changes)), Code::HeaderInvalid);
    }
    for other in [json!(null), json!("key"), json!([]), json!({})] {
        refused(&token(json!({ "epk": other })), Code::HeaderInvalid);
    }
}

#[test]
fn n44_ecdh_es_with_an_encrypted_key_is_refused() {
    let mut made = ecdh(json!({}), PLAINTEXT);
    accepted(&made.compact());
    made.encrypted_key = vec![0];
    refused(&made.compact(), Code::TokenMalformed);
}

#[test]
fn n45_the_parties_are_bound_to_the_key() {
    let (alice, bob) = (base64url::encode(b"Alice"), base64url::encode(b"Bob"));
    accepted(&token(json!({ "apu": alice, "apv": bob })));
    // Sealed for one pair of parties, and said to be for another.
    let mut made = ecdh(json!({ "apu": alice, "apv": bob }), PLAINTEXT);
    made.header = made.header.replace(&alice, &base64url::encode(b"Malic"));
    refused(&made.compact(), Code::DecryptionFailed);
}

#[test]
fn n45_huge_and_malformed_parties_are_refused() {
    for name in ["apu", "apv"] {
        accepted(&token(json!({ name: base64url::encode(&[1; limits::PARTY_INFO_BYTES]) })));
        refused(&token(json!({ name: base64url::encode(&[1; limits::PARTY_INFO_BYTES + 1]) })), Code::HeaderInvalid);
        refused(&token(json!({ name: "QQ==" })), Code::HeaderInvalid);
        refused(&token(json!({ name: "QR" })), Code::HeaderInvalid);
        refused(&token(json!({ name: 1 })), Code::HeaderInvalid);
        refused(&token(json!({ name: "A".repeat(100_000) })), Code::TokenTooLarge);
    }
}
