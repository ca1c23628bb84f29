//! N79, N80: which keys the host is handed at all.

use alloc::vec;

use serde_json::{Value, json};

use super::*;
use crate::Code;
use crate::dev::jose::{object, set, with};
use crate::jose::SigningAlgorithm::{EdDsa, Es256, Ps256, Rs256};
use crate::jose::jwk::{VerificationKey, VerificationKeys};

/// An RSA key of so many bits, with this exponent; nobody computes with it here.
fn rsa(bits: usize, exponent: &[u8]) -> Value {
    let mut modulus = vec![0xc5_u8; bits.div_ceil(8)];
    modulus[0] = 0xff >> (7 - (bits - 1) % 8);
    json!({ "kty": "RSA", "kid": "a", "use": "sig", "n": base64url::encode(&modulus), "e": base64url::encode(exponent) })
}

fn honest_rsa() -> Value {
    rsa(2048, &[1, 0, 1])
}

/// RFC 8037, appendix A.2: a public key.
fn honest_ed25519() -> Value {
    json!({ "kty": "OKP", "crv": "Ed25519", "kid": "a", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" })
}

fn point(octets: [u8; 32]) -> Value {
    changed(honest_ed25519(), json!({ "x": base64url::encode(&octets) }))
}

fn changed(key: Value, changes: Value) -> Value {
    Value::Object(with(object(key), changes))
}

fn read(algorithm: SigningAlgorithm, key: &Value) -> Result<HostKey, Code> {
    let keys = VerificationKeys::parse_for(algorithm, set([object(key.clone())]).as_bytes()).map_err(|error| error.code())?;
    match keys.key_for(Some("a")) {
        Ok(VerificationKey::Host(key)) => Ok(key.clone()),
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn taken(algorithm: SigningAlgorithm, key: &Value) {
    assert!(read(algorithm, key).is_ok());
}

#[track_caller]
fn left_out(algorithm: SigningAlgorithm, key: &Value) {
    assert_eq!(read(algorithm, key), Err(Code::JwksMalformed));
}

#[test]
fn the_host_gets_what_makes_the_key_and_nothing_else() {
    let dressed = changed(honest_rsa(), json!({ "alg": "RS256", "key_ops": ["verify"], "x5c": ["MII"], "ext": true }));
    let key = read(Rs256, &dressed).unwrap();
    let handed = |key: &HostKey| serde_json::from_str::<Value>(key.jwk()).unwrap();
    assert_eq!(handed(&key), json!({ "kty": "RSA", "n": dressed["n"], "e": "AQAB" }));
    let ed25519 = honest_ed25519();
    assert_eq!(handed(&read(EdDsa, &ed25519).unwrap()), json!({ "kty": "OKP", "crv": "Ed25519", "x": ed25519["x"] }));
}

#[test]
fn n79_an_rsa_key_has_2048_bits_or_more() {
    for bits in [2048, 2049, 3072, 4096, 8192] {
        taken(Rs256, &rsa(bits, &[1, 0, 1]));
    }
    for bits in [512, 1024, 2040, 2047, 8193, 16_384] {
        left_out(Rs256, &rsa(bits, &[1, 0, 1]));
    }
    // Octets that are zero make it no longer.
    let padded = [[0_u8; 2].as_slice(), &[0xc5; 255]].concat();
    left_out(Rs256, &changed(honest_rsa(), json!({ "n": base64url::encode(&padded) })));
    let even = [[0xc5_u8; 255].as_slice(), &[0xc4]].concat();
    left_out(Rs256, &changed(honest_rsa(), json!({ "n": base64url::encode(&even) })));
}

#[test]
fn n79_an_exponent_is_odd_and_65537_or_more() {
    for exponent in [[1, 0, 1].as_slice(), &[1, 0, 3], &[0xff, 0xff, 0xff, 0xff]] {
        taken(Ps256, &rsa(2048, exponent));
    }
    for exponent in
        [[].as_slice(), &[0], &[1], &[3], &[17], &[0xff, 0xff], &[1, 0, 0], &[1, 0, 2], &[0, 1, 1], &[0, 1, 0, 1], &[1, 0, 0, 0, 1]]
    {
        left_out(Ps256, &rsa(2048, exponent));
    }
}

#[test]
fn n79_n80_a_key_fits_the_algorithm_by_each_of_its_members() {
    for (algorithm, honest, own, others) in [
        (Rs256, honest_rsa(), ["RS256", "RS256"], ["PS256", "RS384", "HS256", "ES256"]),
        (Ps256, honest_rsa(), ["PS256", "PS256"], ["RS256", "PS384", "RSA-OAEP", "ES256"]),
        (EdDsa, honest_ed25519(), ["EdDSA", "Ed25519"], ["Ed448", "ES256", "eddsa", "ECDH-ES"]),
    ] {
        taken(algorithm, &honest);
        for alg in own {
            taken(algorithm, &changed(honest.clone(), json!({ "alg": alg, "use": "sig", "key_ops": ["verify"] })));
        }
        for alg in others {
            left_out(algorithm, &changed(honest.clone(), json!({ "alg": alg })));
        }
        for changes in [
            json!({ "use": "enc" }),
            json!({ "key_ops": ["encrypt"] }),
            json!({ "key_ops": [] }),
            json!({ "alg": 256 }),
            json!({ "kty": "EC" }),
            json!({ "kty": "oct" }),
            json!({ "kty": null }),
            json!({ "d": "AQAB" }),
        ] {
            left_out(algorithm, &changed(honest.clone(), changes));
        }
    }
    left_out(Rs256, &honest_ed25519());
    left_out(EdDsa, &honest_rsa());
    left_out(Es256, &honest_rsa());
    left_out(Rs256, &changed(honest_rsa(), json!({ "n": "AQAB=" })));
    left_out(EdDsa, &changed(honest_ed25519(), json!({ "x": null })));
}

#[test]
fn n80_an_ed448_key_is_none() {
    let ed448 = json!({ "crv": "Ed448", "x": base64url::encode(&[9; 57]) });
    left_out(EdDsa, &changed(honest_ed25519(), ed448));
    left_out(EdDsa, &changed(honest_ed25519(), json!({ "crv": "X25519" })));
    left_out(EdDsa, &changed(honest_ed25519(), json!({ "x": base64url::encode(&[9; 31]) })));
    left_out(EdDsa, &changed(honest_ed25519(), json!({ "x": base64url::encode(&[9; 33]) })));
}

#[test]
fn n80_a_key_of_small_order_is_none() {
    let order_8 = base64url::decode("JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU").unwrap();
    let order_8: [u8; 32] = order_8.try_into().unwrap();
    let mut other_8 = [0_u8; 32];
    // Its negative: p less it.
    let mut borrow = 0_i16;
    for (place, octet) in other_8.iter_mut().enumerate() {
        let p = if place == 0 {
            0xed
        } else if place == 31 {
            0x7f
        } else {
            0xff
        };
        let difference = p - i16::from(order_8[place]) - borrow;
        borrow = i16::from(difference < 0);
        *octet = u8::try_from(difference.rem_euclid(256)).unwrap();
    }
    let ends = |low: u8, middle: u8, high: u8| {
        let mut octets = [middle; 32];
        octets[0] = low;
        octets[31] = high;
        octets
    };
    for y in [ends(0, 0, 0), ends(1, 0, 0), ends(0xec, 0xff, 0x7f), ends(0xed, 0xff, 0x7f), ends(0xee, 0xff, 0x7f), order_8, other_8] {
        for sign in [0, 0x80] {
            let mut y = y;
            y[31] |= sign;
            left_out(EdDsa, &point(y));
            // The twin: one octet of it is another.
            y[15] ^= 1;
            taken(EdDsa, &point(y));
        }
    }
    // Neighbours of the limits.
    taken(EdDsa, &point(ends(2, 0, 0)));
    taken(EdDsa, &point(ends(0xeb, 0xff, 0x7f)));
}
